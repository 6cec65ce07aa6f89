"""The words of one language from which a letter is put together, and how that language joins them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter

from jobwise.domain.shared.text import fold, words
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class BulletWords:
    """How the bullets of a language begin. All keys are folded.

    `verbs` maps the dictionary form to the form that follows "I" ("manage" to "managed", "gestionar" to "gestioné").
    `forms` are the forms that follow "I"; `thirds` maps forms that say "he" or "she" to those that say "I",
    `firsts` are the latter.
    `nouns` and `suffixes` give the article of a noun that names a task; `links` are the words that may follow such a
    noun, `determiners` those that may follow a verb; `responsible` are the openings that mean "responsible",
    `not_deeds` words that look like a past tense and are none.
    """

    verbs: Mapping[str, str] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    thirds: Mapping[str, str] = field(default_factory=dict)
    firsts: frozenset[str] = frozenset()
    nouns: Mapping[str, str] = field(default_factory=dict)
    suffixes: Mapping[str, str] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    responsible: frozenset[str] = frozenset()
    not_deeds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LetterPhrases:
    """Everything that is language in a letter.

    `templates` holds for each sentence its wordings, `places` the preposition for an employer whose name begins with
    that word, `tongues` the names of languages by code, `spellings` codes by the folded name in any language,
    `function_words` the small words by which a text shows its language, `trades`
    parts of words that tell a training on the job from studies. Notes are in English and take the names of
    languages from `names_in_english`.
    """

    language: str
    version: str
    months: tuple[str, ...]
    templates: Mapping[str, tuple[str, ...]]
    at: str
    places: Mapping[str, str]
    tongues: Mapping[str, str]
    spellings: Mapping[str, str]
    function_words: Mapping[str, frozenset[str]]
    names_in_english: Mapping[str, str]
    bullets: BulletWords = BulletWords()
    trades: tuple[str, ...] = ()

    def say(self, key: str, turn: int = 0, **slots: str) -> str:
        """The `turn`-th wording of a sentence with its slots filled; an empty slot leaves no gap behind."""
        return tidy(self.wording(key, turn).format(**slots))

    def wording(self, key: str, turn: int) -> str:
        """The `turn`-th wording of a sentence, its slots open."""
        choices = self.templates[key]
        return choices[turn % len(choices)]

    def join(self, items: Sequence[str], conjunction_key: str = "and") -> str:
        """`a, b and c` in this language; with the key `nor`, the list as it stands after "not"."""
        if len(items) < 2:
            return "".join(items)
        conjunction = self.templates[conjunction_key][0]
        if conjunction == "y" and _sounds_like_i(items[-1]):
            conjunction = "e"
        return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"

    def at_place(self, name: str) -> str:
        """The name with the preposition that its first word asks for: `at Acme`, `am Klinikum Nord`."""
        return self._at(name, self.at)

    def at_school(self, name: str) -> str:
        """The same for a school, of which French says "à" where it says "chez" of a firm."""
        return self._at(name, self.templates["at_school"][0])

    def _at(self, name: str, usual: str) -> str:
        first, second = [*words(name), "", ""][:2]
        if self.language == "de" and second in self.places and name.split(" ", 1)[0].endswith(_ADJECTIVES):
            # "bei Evangelisches Krankenhaus" is no German; behind another noun the name stays as it is written.
            return f"{self.templates['at_house'][0]} {name}"
        preposition = self.places.get(first, usual)
        if self.language == "en" and second != "of":
            # "at the University of Leeds", but "at University Hospital Leeds".
            preposition = usual
        if self.language == "de" and first not in self.places:
            preposition = self._by_last_part(first) or usual
        return f"{preposition}{'' if preposition.endswith(APOSTROPHES) else ' '}{name}"

    def _by_last_part(self, word: str) -> str:
        """The preposition of a German compound, which is that of its last part: "an der Tourismusschule"."""
        ends = [key for key in self.places if len(key) >= _LAST_PART and word.endswith(key) and key not in _TOWNS]
        return self.places[max(ends, key=len)] if ends else ""

    def of(self, name: str) -> str:
        """French `de` before a name, elided where the ear asks for it; the bare name in other languages."""
        if self.language != "fr":
            return name
        return f"d'{name}" if _elides(name) else f"de {name}"

    def month(self, date: PartialDate) -> str:
        """`March 2021`, or the year alone."""
        if date.month is None:
            return str(date.year)
        return self.say("month_year", month=self.months[date.month - 1], year=str(date.year))

    def day(self, date: PartialDate) -> str:
        """The date line of a letter; falls back to month or year when no day is known."""
        if date.month is None or date.day is None:
            return self.month(date)
        number = "1er" if self.language == "fr" and date.day == 1 else str(date.day)
        return self.say("day_month_year", day=number, month=self.months[date.month - 1], year=str(date.year))

    def since(self, start: PartialDate) -> str:
        return self.say("since", start=self.month(start))

    def start(self, start: PartialDate) -> str:
        """`in March 2021`: says that something began, and not whether it goes on."""
        return self.say("in_year" if start.month is None else "in_date", start=self.month(start))

    def between(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """`from March 2019 to June 2021`; a start without an end says nothing, since the end is not known."""
        if end is None:
            return ""
        if start is None:
            return self.say("until", end=self.month(end))
        if self.month(start) == self.month(end):
            return self.say("within" if start.month is None else "within_month", start=self.month(start))
        return self.say("from_to", start=self.of(self.month(start)), end=self.month(end))


APOSTROPHES = ("'", "’")
_MUTE_H = ("hô", "hor", "huiss", "herb", "hist", "hom", "hydr", "hyg", "hum", "hab")


def tidy(text: str) -> str:
    """Single spaces, none before a comma or full stop, and one full stop where an abbreviation ends the sentence."""
    said = " ".join(text.split()).replace(" ,", ",").replace(" .", ".").replace("()", "").replace(" )", ")").strip()
    return said[:-1] if said.endswith("..") and not said.endswith("...") else said


def capital(text: str) -> str:
    """The text with its first letter in upper case; a name like iOS or npm keeps its own."""
    head = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in head[1:]) else text[:1].upper() + text[1:]


def slots_of(template: str) -> frozenset[str]:
    """The names of the slots of a wording."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


_LAST_PART = 5
_TOWNS = frozenset({"stadt", "gemeinde"})
"""Endings of the names of towns ("Ingolstadt"), which are no offices."""

_ADJECTIVES = ("isches", "ische", "liches", "liche", "iges", "ige")
"""Endings of German adjectives that agree with the noun behind them."""


def _elides(name: str) -> bool:
    head = fold(name)[:6]
    return head[:1] in set("aeiouyéèêàâîôûœ") or head.startswith(_MUTE_H)


def _sounds_like_i(name: str) -> bool:
    head = fold(name)
    return head.startswith(("i", "í")) or (head.startswith("hi") and not head.startswith("hie"))
