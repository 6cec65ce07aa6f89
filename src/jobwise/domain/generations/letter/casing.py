"""How a name that a list writes with a capital stands within a sentence, and which article a title takes."""

from collections.abc import Callable

from jobwise.domain.shared.text import fold

_ABSTRACT = {
    "en": (
        "ing",
        "tion",
        "sion",
        "ment",
        "ity",
        "sis",
        "ance",
        "ence",
        "ship",
        "ated",
        "ical",
        "onal",
        "ental",
        "cial",
    ),
    "fr": ("tion", "sion", "ment", "age", "ance", "ence", "ité"),
    "es": ("ción", "sión", "stión", "miento", "dad", "ncia", "aje"),
    "pt": ("ção", "são", "stão", "mento", "dade", "ncia", "agem"),
}
"""Endings of words that name an activity or a quality, and hardly ever a product."""

_LONG = 6
_TELLING = 4
_ALONE = frozenset(
    {
        "head", "chief", "vice", "director", "president", "chairman", "chairwoman", "chair", "founder", "co-founder",
        "owner", "co-owner", "managing", "partner", "ceo", "cto", "cfo", "coo", "cio", "cmo", "vp", "svp", "evp",
        "principal", "secretary", "treasurer", "captain", "acting", "deputy", "interim",
    }
)  # fmt: skip
"""Openings of titles that one person holds: they stand without an article."""

_A = ("uni", "use", "usa", "uti", "ux", "ui", "uk", "eu", "one", "once")
_AN = ("honor", "honour", "honest", "hour", "heir")
_SPELT_WITH_VOWEL = frozenset("AEFHILMNORSX")
_MOST_LETTERS = 4


def within(text: str, language: str, is_name: Callable[[str], bool], seen: str = "") -> str:
    """A name in sentence case ("Stock control") as it stands within a sentence ("stock control").

    German nouns, most single words, names of products, peoples and languages, and anything with a further capital keep
    theirs. With `seen`, the texts around it, the first word must occur there in lower case or end as abstract nouns do.
    """
    first, _, rest = text.partition(" ")
    if language == "de" or any(char.isupper() for char in rest) or not _is_capitalised(first):
        return text
    small = first[:1].lower() + first[1:]
    if not rest:
        # A word alone may be a product, unless it is said in small letters nearby and ends as abstract nouns do.
        plain = len(small) >= _LONG and small.endswith(_ABSTRACT.get(language, ())) and f" {small}" in seen
        return small if plain else text
    if is_name(first):
        return text
    if seen and not (f" {small}" in seen or (len(small) >= _LONG and small.endswith(_ABSTRACT.get(language, ())))):
        return text
    return small + text[len(first) :]


def lowered(title: str, language: str, is_name: Callable[[str], bool]) -> str:
    """A title of a job or a subject of study within a sentence: small where the language writes it so."""
    if language not in _ABSTRACT or language == "en":
        return within(title, language, is_name)
    if " / " in title:
        return " / ".join(lowered(part, language, is_name) for part in title.split(" / "))
    first, second = [*title.split(" ", 2), ""][:2]
    # "Infirmière diplômée d'État" is a sentence's case, "Professora de Matemática" a title's.
    sentence = not second or (second.islower() and len(second) >= _TELLING)
    if sentence and _is_capitalised(first) and not (second and is_name(first)):
        return title[:1].lower() + title[1:]
    return within(title, language, is_name)


def with_article(title: str) -> str:
    """An English title after "as": `an Electrician`, `a UX Designer`, `Head of Sales`."""
    head = title.split(" ", 1)[0]
    if fold(head).strip(",.") in _ALONE:
        return title
    return f"{_article(head)} {title}"


def _article(head: str) -> str:
    small = fold(head)
    if small.startswith(_AN):
        return "an"
    if small.startswith(_A):
        return "a"
    if head.isupper() and 1 < len(head) <= _MOST_LETTERS:
        return "an" if head[0] in _SPELT_WITH_VOWEL else "a"
    return "an" if small[:1] in "aeiou" else "a"


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
