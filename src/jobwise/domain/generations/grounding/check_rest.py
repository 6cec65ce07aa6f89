"""Contacts and links, promises nobody gave, words that speak to a machine, and what cannot be read at all."""

import re
from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import Index, plain
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.lexicon import Word
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.sentences import Sentence
from jobwise.domain.shared.values import Span

_CONTACT = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"')\]]+"
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"
    r"|(?<![\w@./])[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,30}){0,2}\.(?:com|org|net|io|dev|me|co|ai|app|eu|de|fr|es|pt|uk|info|biz|ru|link|site|xyz)(?:/[^\s<>\"')\]]*)?(?![\w-])"
    r"|(?<![\w.])\+?\(?\d{1,4}\)?(?:[ ./-]?\(?\d{2,4}\)?){2,6}(?!\w)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<\s*/?\s*[a-z!][^<>\n]{0,200}>|\{\{[^{}\n]{0,100}\}\}|\[[A-Z][A-Z _/-]{1,60}\]"
    r"|\[[^\[\]\n]{2,60}\]\([^()\n]{1,200}\)|!\[[^\[\]\n]{0,60}\]|```|&(?:#\d{1,6}|[a-z]{2,8});"
    r"|\$\{[^{}\n]{0,60}\}|<!--|-->|\\[a-z]{3,20}\{|^#{1,4} ",
    re.MULTILINE | re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\[[A-Z][A-Z _/-]{1,60}\]")
_CODE = re.compile(r"\b(?=[A-Z0-9-]{5,30}\b)(?=[A-Z-]*\d)(?=[0-9-]*[A-Z])[A-Z0-9]{2,}(?:-[A-Z0-9]{2,})+\b")


_BOAST = "boast"


def check_contacts(sentence: Sentence, text: str, context: Context) -> list[Claim]:
    """E-mails, phone numbers, links: from the profile only."""
    found: list[Claim] = []
    matches = list(_CONTACT.finditer(sentence.text))
    if not matches:
        return found
    known = plain(context.held.raw)
    digits = re.sub(r"\D", "", context.held.raw)
    for match in matches:
        said = match.group().rstrip(".,;:")
        number = said[0] in "+(" or (said[0].isdecimal() and "@" not in said)
        bare = re.sub(r"\D", "", said)
        if number and (not re.search(r"[a-z]", said, re.I)):
            if len(bare) < 8 or (said[0] not in "+(0"):
                continue
            held = bare in digits
        else:
            held = _address(said) in known
        start = sentence.start + match.start()
        reason = "" if held else "The profile holds no such contact."
        source = "personal" if held else ""
        found.append(Claim(ClaimKind.CONTACT, said, Span(start, start + len(said)), held, source, reason))
    return found


def _address(said: str) -> str:
    return plain(re.sub(r"^(?:https?://)?(?:www\.)?", "", said, flags=re.IGNORECASE).rstrip("/"))


def check_markup(sentence: Sentence, context: Context) -> list[Claim]:
    """Tags, placeholders, codes: no part of a letter, unless a code stands in the profile."""
    found: list[Claim] = []
    for pattern in (_MARKUP, _PLACEHOLDER, _CODE):
        for match in pattern.finditer(sentence.text):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if pattern is _CODE and match.group() in context.held.raw:
                continue
            if not any(claim.span.overlaps(span) for claim in found):
                found.append(
                    Claim(ClaimKind.UNREADABLE, match.group(), span, False, "", "This is no sentence of a letter.")
                )
    return found


def check_commitments(framed: Framed, context: Context) -> list[Claim]:
    """Promises, conditions and praise that the profile does not hold."""
    claims = []
    for hit in context.rules.commitments.find(framed.words):
        run = [word.norm for word in framed.words[hit.start : hit.end]]
        if _about_them(framed, hit.start, hit.value, run, context):
            continue
        if hit.value == _BOAST and not _boasts(framed, hit.start):
            continue
        source = next((t.path for t in context.held.texts if context.held.says(run) and _says(t.text, run)), "")
        if not source and hit.value == _BOAST and context.held.language != context.rules.language:
            source = "awards" if context.profile.awards else ""
        reason = "The writer never gave this; the profile must say it."
        claims.append(framed.claim(ClaimKind.COMMITMENT, hit.start, hit.end, source, reason))
    return claims


def _boasts(framed: Framed, place: int) -> bool:
    """Whether a distinction is told of the writer, as a fact."""
    frame = framed.frame(place)
    return (frame.own or frame.carried or framed.any("own")) and not (frame.yours or frame.wish or frame.denied)


def _says(text: str, run: list[str]) -> bool:
    from jobwise.domain.generations.grounding.lexicon import split

    return " ".join(run) in " ".join(word.norm for word in split(text))


def _about_them(framed: Framed, place: int, value: str, run: list[str], context: Context) -> bool:
    """Whether the words speak of what the company offers or asks, in the posting's own words."""
    frame = framed.frame(place)
    if value in ("meta", "self", "consent", "link", "references"):
        return False
    return frame.yours and not frame.own and context.posting is not None and context.posting.says(run)


def check_readable(framed: Framed, sentence: Sentence, context: Context) -> list[Claim]:
    """A claim on a sentence that the tables of the letter's language cannot read."""
    words = [word for word in sentence.words if not word.text[0].isdecimal() and word.text[0] not in "%€$£"]
    if not words:
        return [] if sentence.words or not _odd(sentence.text) else [_unreadable(sentence)]
    foreign = list(_foreign(sentence, context.held, context.posting))
    if foreign:
        return foreign
    known = sum(_known(word.norm, context.rules, context) for word in words)
    other = max((_stops(words, table) for table in context.tables.values()), default=0)
    own = _stops(words, context.rules)
    if len(words) >= 6 and (known < 0.2 * len(words) or (other >= 0.35 * len(words) and own <= other / 3)):
        return [_unreadable(sentence)]
    return []


def _stops(words: Sequence[Word], rules: LanguageRules) -> int:
    return sum(word.norm in rules.stopwords for word in words)


def _odd(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _known(norm: str, rules: LanguageRules, context: Context) -> bool:
    return (
        norm in rules.stopwords
        or norm in rules.common_capitals
        or norm in rules.first_person
        or norm in context.held.words
        or (context.posting is not None and norm in context.posting.words)
        or bool(rules.concepts.values(norm))
        or bool(rules.deeds.values(norm))
    )


def _foreign(sentence: Sentence, held: Index, posting: Index | None) -> Iterator[Claim]:
    """Runs in a script the five languages are not written in, unless the sources hold them."""
    for word in sentence.words:
        if any(char.isalpha() and ord(char) > 0x24F and not 0x1E00 <= ord(char) <= 0x1EFF for char in word.text):
            if word.norm in held.words or (posting is not None and word.norm in posting.words):
                continue
            if all(ord(char) < 0x24F or not char.isalpha() or 0x2C0 <= ord(char) < 0x370 for char in word.text):
                continue
            yield Claim(
                ClaimKind.UNREADABLE, word.text, Span(word.start, word.end), False, "", "This script cannot be read."
            )


def _unreadable(sentence: Sentence) -> Claim:
    return Claim(
        ClaimKind.UNREADABLE,
        sentence.text,
        Span(sentence.start, sentence.end),
        False,
        "",
        "The rules of the letter's language cannot read this sentence.",
    )
