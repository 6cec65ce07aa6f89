"""The profile as the gate looks things up in it: items with names and dates, texts read once, every word known."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jobwise.domain.generations.grounding.lexicon import norm, split
from jobwise.domain.generations.grounding.reading import Reading, read
from jobwise.domain.generations.grounding.rules import ClaimRules, LanguageRules
from jobwise.domain.generations.grounding.sentences import sentences
from jobwise.domain.generations.grounding.titles import Title, read_title
from jobwise.domain.profiles.profile import Profile, facts
from jobwise.domain.shared.values import PartialDate

WORK, SCHOOL, OTHER = "work", "school", "other"
_GENERIC = frozenset(
    (
        "ltd",
        "limited",
        "inc",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "sas",
        "sarl",
        "sl",
        "slu",
        "lda",
        "plc",
        "llc",
        "co",
        "ug",
        "se",
        "ev",
        "bv",
        "nv",
        "spa",
        "group",
        "the",
        "and",
        "und",
        "et",
        "y",
        "e",
        "of",
        "de",
        "der",
        "des",
        "du",
        "la",
        "le",
    )
)


KINDS_OF_HOUSES = frozenset(
    (
        *("gran", "grand", "grande", "great", "royal", "real", "saint", "sainte", "santa", "hotel", "hostal"),
        *("pension", "clinica", "clinique", "klinik", "clinic", "praxis", "restaurant", "restaurante", "cafe"),
        *("kita", "haus", "maison", "casa", "house", "centro", "centre", "center", "zentrum", "atelier"),
        *("studio", "instituto", "institut", "nuevo", "nueva", "nouveau", "nouvelle", "neue", "neuer"),
        *("general", "central", "national", "nacional", "elektro", "auto", "team", "park", "garage", "laden"),
        *("shop", "werk", "werkstatt", "stadt", "city", "town", "old", "alte", "alter"),
    )
)
"""First words that many houses have in common: none is known by them alone."""


@dataclass(frozen=True)
class Item:
    """One entry of the profile: `names` are the spellings of its employer, school or title, as normalised words."""

    kind: str
    path: str
    names: tuple[tuple[str, ...], ...]
    title: Title | None
    start: PartialDate | None
    end: PartialDate | None
    current: bool
    area: str = ""
    about: frozenset[str] = frozenset()

    def months(self, as_of: PartialDate) -> tuple[int, int] | None:
        """First month and the month behind the last; None without a start or an end."""
        if self.start is None:
            return None
        last = self.end or (as_of if self.current or self.end is None else None)
        return (self.start.months, last.months + 1) if last is not None else None


@dataclass(frozen=True)
class FactText:
    """One text of the profile with its path, read; `item` is the place of its entry, -1 for none."""

    path: str
    text: str
    readings: tuple[Reading, ...]
    about: frozenset[str]
    item: int
    level: int


@dataclass(frozen=True)
class Index:
    """A profile (or a posting) ready for look-ups."""

    items: tuple[Item, ...]
    texts: tuple[FactText, ...]
    words: frozenset[str]
    """Every normalised word of it."""
    runs: str
    """All its words in order, between single spaces, texts parted by a bar: for finding a phrase."""
    language: str
    raw: str

    def says(self, phrase: Iterable[str]) -> bool:
        """Whether these normalised words stand somewhere in a row."""
        return f" {' '.join(phrase)} " in self.runs


def index_profile(profile: Profile, claim_rules: ClaimRules, own: LanguageRules) -> Index:
    """Reads a profile. Contact details and dates of entries are no texts: no number is ever carried by them."""
    listed = [(fact.path, fact.text) for fact in facts(profile)]
    tables = claim_rules.tables
    language = _language((text for _, text in listed), claim_rules.stopwords, own)
    rules = tables[language]
    places: dict[str, int] = {}
    items: list[Item] = []
    for item in _items(profile, tables, language, own):
        places[item.path] = len(items)
        items.append(item)
    texts = []
    for path, text in listed:
        if (path.startswith("personal/") and not path.endswith("/label")) or re.search(r"/(start|end|date|url)$", path):
            continue
        texts.append(_fact(path, text, rules, places))
    full = [
        replace(item, about=_union(text.about for text in texts if text.item == place))
        for place, item in enumerate(items)
    ]
    raw = "\n".join(text for _, text in listed)
    return Index(tuple(full), tuple(texts), *_run(raw), language, raw)


def _union(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*found)


def index_text(text: str, rules: LanguageRules) -> Index:
    """Reads a posting: every sentence is a text."""
    texts = []
    for reading in _readings(text, rules):
        sentence = reading.sentence
        texts.append(FactText("job", sentence.text, (reading,), reading.about(), -1, reading.level))
    return Index((), tuple(texts), *_run(text), rules.language, text)


def _run(raw: str) -> tuple[frozenset[str], str]:
    lines = [[word.norm for word in split(line)] for line in raw.split("\n")]
    return frozenset(word for line in lines for word in line), " | ".join(
        f" {' '.join(line)} " for line in lines if line
    )


def _language(texts: Iterable[str], stopwords: Mapping[str, frozenset[str]], own: LanguageRules) -> str:
    """The language most of a profile is in; the letter's own when its words leave it open."""
    run = Counter(word.norm for text in texts for word in split(text))
    counts = {name: sum(run[word] for word in known) for name, known in stopwords.items()}
    return max(counts, key=lambda name: (counts[name], name == own.language))


@lru_cache(maxsize=2048)
def _readings(text: str, rules: LanguageRules) -> tuple[Reading, ...]:
    """A text read; the same profile is checked again and again while a letter is mended."""
    return tuple(read(sentence, text, rules) for sentence in sentences(text))


def _fact(path: str, text: str, rules: LanguageRules, places: Mapping[str, int]) -> FactText:
    readings = _readings(text, rules)
    owner = "/".join(path.split("/")[:2])
    level = next((reading.level for reading in readings if reading.level), 0)
    about = frozenset().union(*(reading.about() for reading in readings))
    return FactText(path, text, readings, about, places.get(owner, -1), level)


def aliases(name: str, places: frozenset[str], tables: Sequence[LanguageRules]) -> tuple[tuple[str, ...], ...]:
    """The spellings of a house's name: those of any name, its telling words alone, the first of them unless a place."""
    own = own_words(name, tables)
    kind = bool(own) and (own[0] in places | KINDS_OF_HOUSES or any(own[0] in table.common_nouns for table in tables))
    first = own[:1] if own and len(own[0]) >= 4 and not kind else ()
    return tuple(dict.fromkeys(run for run in (*names_of(name), own if len(own) > 1 else (), first) if run))


def names_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The spellings a name may take: whole, without legal form and article, its initials."""
    whole = tuple(word.norm for word in split(name))
    if not whole:
        return ()
    bare = tuple(word for word in whole if word not in _GENERIC) or whole
    found = [whole, bare]
    if len(bare) >= 3:
        found.append(("".join(word[0] for word in bare),))
    inside = re.findall(r"\(([^)]{1,500})\)", name)
    found += [tuple(word.norm for word in split(part)) for part in inside]
    return tuple(dict.fromkeys(run for run in found if run))


def _items(profile: Profile, tables: Mapping[str, LanguageRules], language: str, own: LanguageRules) -> Iterable[Item]:
    def title(text: str) -> Title | None:
        return read_title(split(text), tables[language], inner=True) if text else None

    where = frozenset(
        word.norm
        for place in (profile.personal.location.city, *(job.location for job in profile.experiences))
        for word in split(place)
    )

    def house(name: str) -> tuple[tuple[str, ...], ...]:
        return aliases(name, where, [tables[language], own])

    for job in profile.experiences:
        yield Item(
            WORK, f"experiences/{job.id}", house(job.employer), title(job.title), job.start, job.end, job.current
        )
    for deed in profile.volunteering:
        yield Item(
            WORK,
            f"volunteering/{deed.id}",
            house(deed.organization),
            title(deed.title),
            deed.start,
            deed.end,
            deed.current,
        )
    for school in profile.education:
        area = f"{school.study_type} {school.area}"
        yield Item(
            SCHOOL,
            f"education/{school.id}",
            house(school.institution),
            None,
            school.start,
            school.end,
            school.current,
            area,
        )
    for project in profile.projects:
        yield Item(
            OTHER, f"projects/{project.id}", names_of(project.name), None, project.start, project.end, project.current
        )
    for proof in profile.certifications:
        yield Item(OTHER, f"certifications/{proof.id}", names_of(proof.name), None, proof.date, proof.date, False)
    for award in profile.awards:
        yield Item(OTHER, f"awards/{award.id}", names_of(award.title), None, award.date, award.date, False)
    for paper in profile.publications:
        yield Item(OTHER, f"publications/{paper.id}", names_of(paper.name), None, paper.date, paper.date, False)


def held_months(items: Iterable[Item], as_of: PartialDate) -> int:
    """How many months the entries cover together, overlaps counted once."""
    spans = sorted(span for span in (item.months(as_of) for item in items) if span is not None)
    total = 0
    reached = 0
    for first, behind in spans:
        total += max(0, behind - max(first, reached))
        reached = max(reached, behind)
    return total


def plain(text: str) -> str:
    """A text as one normalised string, for comparing addresses and e-mails."""
    return norm(re.sub(r"\s+", "", text))


def own_words(name: str, tables: Sequence[LanguageRules]) -> tuple[str, ...]:
    """The words of a name that tell it apart: neither a kind of house nor a word of any language's tables."""
    known = [table.concepts for table in tables]
    return tuple(
        word.norm
        for word in split(name)
        if len(word.norm) >= 3
        and not any(lexicon.values(word.norm) for lexicon in known)
        and not any(word.norm in table.stopwords or word.norm in table.common_capitals for table in tables)
        and not any(word.norm in table.numbers.words for table in tables)
    )
