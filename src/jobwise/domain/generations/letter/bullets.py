"""A bullet of a resume as a sentence of a letter: the person's own words, put behind "I" where grammar allows."""

import re
from dataclasses import dataclass
from itertools import pairwise

from jobwise.domain.generations.letter.phrases import LetterPhrases, capital
from jobwise.domain.shared.text import fold, one_line

MAX_BULLET_WORDS = 40
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+(?=[^\W\d_a-z])|(?<=[\d%)])[.!?]\s+(?=[^\W\d_a-z])|;\s+")
# `(?<!\s)` keeps a run of blanks from being tried from each of them.
_DASH = re.compile(r"(?<!\s)\s+[—–]\s+|—")
_SINCE = re.compile(r"\bsince (?:[A-Z][a-z]+ )?(?:19|20)\d\d$")
_AND = frozenset({"und", "et", "y", "e"})
_FIRST_PERSON = {"es": ("é", "í"), "pt": ("ei",)}
_VERB_LETTERS = 4
_HEAD = re.compile(r"\S+")
_GERMAN_PARTICIPLE = re.compile(
    r"(?:[a-zäöüß]{0,12}ge[a-zäöüß]{2,14}(?:t|en)|[a-zäöüß]{2,14}iert|(?:be|ver|er|ent|zer|über|unter)[a-zäöüß]{2,14}(?:t|en))"
)


@dataclass(frozen=True, slots=True)
class Where:
    """The place a deed belongs to, as the letter says it: `here` opens a sentence, `inside` stands within one.

    `again` says that the sentence before spoke of the same place, `also` that it told of a deed there as well.
    """

    here: str
    inside: str
    current: bool
    again: bool = False
    also: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """The wording that carries a bullet, the form its first word takes there, and the rest of its words."""

    key: str
    word: str
    rest: str


def first_sentence(bullet: str) -> str:
    """The first sentence of a bullet without its mark and full stop; empty when it is too long to quote."""
    text = _DASH.sub(", ", one_line(bullet)).lstrip("-*•·–— ").strip()
    text = _SENTENCE_END.split(text, maxsplit=1)[0].rstrip(" .;,:!…")
    return text if 2 <= len(text.split()) <= MAX_BULLET_WORDS else ""


def as_sentence(bullet: str, where: Where, phrases: LetterPhrases, turn: int) -> str:
    """The bullet as one sentence in the letter's language; empty when it cannot be quoted."""
    text = first_sentence(bullet)
    if not text:
        return ""
    written, _, rest = text.partition(" ")
    shape = _shape(fold(written).rstrip(","), written, rest.strip(), where, phrases)
    if shape.key == "bullet_other":
        if ":" in text:
            # "Tools used: ..." is a label with a list; behind another colon it reads as neither.
            return ""
        shape = _other(text, where, phrases)
    key = f"{shape.key}_now" if where.current and f"{shape.key}_now" in phrases.templates else shape.key
    # "I also have mentored" is no English; such a sentence names the place once more.
    if where.also and f"{key}_again" in phrases.templates and not shape.word.startswith("have "):
        key = f"{key}_again"
    said = phrases.say(key, turn, here=where.here, at=where.inside, word=shape.word, rest=shape.rest)
    return capital(said)


def opens_with_deed(text: str, where: Where, phrases: LetterPhrases) -> bool:
    """Whether a text begins with a verb or a task, so that it can follow "I" without a colon."""
    written, _, rest = first_sentence(text).partition(" ")
    return _shape(fold(written).rstrip(","), written, rest.strip(), where, phrases).key != "bullet_other"


def _other(text: str, where: Where, phrases: LetterPhrases) -> _Shape:
    """A bullet that no verb opens: German may end on a participle; the rest is quoted after a colon."""
    first, last = text.split(" ", 1)[0], text.rsplit(" ", 1)[-1]
    if phrases.language == "de" and _GERMAN_PARTICIPLE.fullmatch(last) and "," not in text:
        if first[:1].isdigit() or fold(first) in phrases.bullets.determiners:
            return _Shape("bullet_done", "", text if first[:1].isdigit() else text[:1].lower() + text[1:])
    word, known = fold(first), phrases.bullets
    plain = word in phrases.function_words.get(phrases.language, ())
    if phrases.language in ("fr", "es", "pt"):
        # After a colon these languages go on in small letters.
        plain = plain or bool(_article(word, phrases)) or word in known.verbs or word in known.thirds
    if plain and not first.isupper():
        text = text[:1].lower() + text[1:]
    return _Shape("bullet_other_there" if where.again else "bullet_other", "", text)


def _shape(word: str, written: str, rest: str, where: Where, phrases: LetterPhrases) -> _Shape:
    """Which wording carries a bullet that opens with `word`."""
    known = phrases.bullets
    following = fold(rest.split(" ", 1)[0]) if rest else ""
    if word in known.responsible:
        return _Shape("bullet_responsible", word, rest)
    if phrases.language == "en":
        return _Shape(*_english(word, rest, following, where, phrases), rest)
    if (following in known.links or following.startswith(("d'", "d’"))) and "%" not in rest[:14]:
        article = _article(word, phrases)
        if article:
            noun = written if phrases.language == "de" else word
            key = "bullet_nouns" if following in _AND else "bullet_noun"
            return _Shape(key, f"{article}{'' if article.endswith(chr(39)) else ' '}{noun}", rest)
    if word in known.forms:
        return _Shape("bullet_verb", word, rest)
    if _is_first_person(word, following, where, phrases):
        return _Shape("bullet_verb", word, rest)
    if word in known.thirds:
        return _told_of_oneself(word, rest, following, phrases)
    if word in known.verbs and phrases.language != "de":
        return _Shape("bullet_infinitive", word, rest)
    return _Shape("bullet_other", word, rest)


def _is_first_person(word: str, following: str, where: Where, phrases: LetterPhrases) -> bool:
    """Whether a word says "I" by its ending: Betreue, implanté, implantei, and leciono where the work goes on.

    Before "de" it is a noun (Café de, Controlo de), as German nouns are before their own links.
    """
    known = phrases.bullets
    if len(word) < _VERB_LETTERS or not word.isalpha() or following in known.links:
        return False
    if phrases.language == "de":
        return where.current and word in known.firsts
    present = word.endswith("o") and f"{word[:-1]}ar" in known.verbs and word not in known.nouns
    return word.endswith(_FIRST_PERSON.get(phrases.language, ())) or (present and where.current)


def _told_of_oneself(word: str, rest: str, following: str, phrases: LetterPhrases) -> _Shape:
    """A bullet in the third person, or in the present, said in the first person."""
    known = phrases.bullets
    mine = known.thirds[word]
    if phrases.language == "fr":
        if following in known.determiners or following.startswith(("l'", "l’", "d'", "d’")) or following[:1].isdigit():
            return _Shape("bullet_present", f"j'{mine}" if mine[0] in "aeiouéèêâîôûœh" else f"je {mine}", rest)
        return _Shape("bullet_other", word, rest)
    if phrases.language == "de" and following == "und":
        return _Shape("bullet_other", word, rest)
    run = rest.split(" ")
    for at in range(1, len(run)):
        if fold(run[at - 1]) in _AND and run[at] in known.thirds:
            run[at] = known.thirds[run[at]]
    return _Shape("bullet_verb", mine, " ".join(run))


def _english(word: str, rest: str, following: str, where: Where, phrases: LetterPhrases) -> tuple[str, str]:
    known = phrases.bullets
    if word == "i" and rest:
        return "bullet_verb", ""
    pasts = known.forms
    if word.endswith("ed") and word in pasts and _SINCE.search(rest):
        return "bullet_verb", f"have {word}"
    if word in pasts or (word.endswith("ly") and following in pasts):
        return "bullet_verb", word
    if (
        word.endswith("ed")
        and word not in known.not_deeds
        and (following in known.determiners or following[:1].isdigit())
    ):
        return "bullet_verb", word
    base = word if word in known.verbs else _base_of_third_person(word, phrases)
    verbal = following in known.determiners or following[:1].isdigit() or base != word
    if base in known.verbs and verbal and (where.current or not _another_verb(rest, phrases)):
        return "bullet_verb", base if where.current else known.verbs[base]
    if word.endswith("ing") and _is_gerund(word[:-3], phrases):
        return "bullet_gerund", word
    return "bullet_other", word


def _another_verb(rest: str, phrases: LetterPhrases) -> bool:
    """Whether a second verb follows that would have to change its tense with the first."""
    run = [part.strip(",") for part in fold(rest).split()]
    return any(
        one == "and" and (other in phrases.bullets.verbs or _base_of_third_person(other, phrases) != other)
        for one, other in pairwise(run)
    )


def _base_of_third_person(word: str, phrases: LetterPhrases) -> str:
    for base in (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        if base != word and base in phrases.bullets.verbs:
            return base
    return word


def _is_gerund(stem: str, phrases: LetterPhrases) -> bool:
    verbs = phrases.bullets.verbs
    return stem in verbs or stem + "e" in verbs or (len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in verbs)


def _article(word: str, phrases: LetterPhrases) -> str:
    article = phrases.bullets.nouns.get(word, "")
    if not article:
        for suffix, candidate in phrases.bullets.suffixes.items():
            if word.endswith(suffix) and len(word) > len(suffix) + 1:
                article = candidate
                break
    if phrases.language == "fr" and article in ("le", "la") and word[:1] in set("aeiouyéèêâîôûœh"):
        return "l'"
    return article
