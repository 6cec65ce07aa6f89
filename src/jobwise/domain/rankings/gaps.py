"""Which of what a posting asks the profile has, makes believable, or lacks: skills and years."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache

from jobwise.domain.jobs.job import Job, Necessity
from jobwise.domain.profiles.profile import Experience, Profile
from jobwise.domain.rankings.items import Item
from jobwise.domain.rankings.lexicon import parts
from jobwise.domain.rankings.ranking import Gap, GapGrade, YearsGap
from jobwise.domain.rankings.reading import Reader, Reading

CLOSE_FAMILY = 80
"""Skills of a wider family (all programming languages) do not vouch for each other."""

TELLING_CONCEPT = 0.5
EVIDENCE_KEPT = 6


@dataclass(slots=True)
class _Shown:
    """Where the profile shows each skill and each kind of work, in profile order."""

    texts: list[tuple[str, Reading]] = field(default_factory=list)
    skills: dict[str, list[str]] = field(default_factory=dict)
    concepts: dict[str, list[str]] = field(default_factory=dict)
    families: dict[str, list[str]] = field(default_factory=dict)
    implied: dict[str, list[str]] = field(default_factory=dict)
    flat: str = ""


def find_gaps(profile: Profile, job: Job, reader: Reader, items: list[Item]) -> tuple[Gap, ...]:
    """Every asked skill with its grade, musts first, in posting order; a skill asked twice is listed once."""
    if not job.required_skills and not job.preferred_skills:
        return ()
    shown = _shown(tuple(_texts(profile, items)), job.language, reader)
    gaps: dict[str, Gap] = {}
    for necessity, names in ((Necessity.MUST, job.required_skills), (Necessity.NICE, job.preferred_skills)):
        for name in names:
            known = reader.vocabulary.name_of(name)
            if (known or name) not in gaps:
                grade, evidence = _grade(name, known, shown, reader)
                gaps[known or name] = Gap(name, necessity, grade, evidence)
    return tuple(gaps.values())


@lru_cache(maxsize=16)
def _shown(texts: tuple[tuple[str, str], ...], language: str, reader: Reader) -> _Shown:
    """What a profile shows; kept, because one profile is ranked against many postings."""
    shown = _Shown()
    for path, text in texts:
        reading = reader.read(text, language)
        shown.texts.append((path, reading))
        for said in reading.skills:
            shown.skills.setdefault(said.key, []).append(path)
            for family in reader.vocabulary.terms[said.key].families:
                shown.families.setdefault(family, []).append(path)
            for needed in reader.implied.get(said.key, ()):
                shown.implied.setdefault(needed, []).append(path)
        for said in reading.concepts:
            if said.weight >= TELLING_CONCEPT and not said.loose:
                shown.concepts.setdefault(said.key, []).append(path)
    shown.flat = "|".join(reading.flat for _, reading in shown.texts)
    return shown


def _texts(profile: Profile, items: list[Item]) -> Iterator[tuple[str, str]]:
    yield from ((item.path, item.text) for item in items)
    for language in profile.languages:
        yield f"languages/{language.id}", f"{language.language} {language.fluency}".strip()
    for publication in profile.publications:
        yield f"publications/{publication.id}", f"{publication.name}\n{publication.summary}".strip()
    for award in profile.awards:
        yield f"awards/{award.id}", f"{award.title}\n{award.summary}".strip()
    yield "summary", profile.enhanced_summary or profile.summary


def _grade(name: str, known: str | None, shown: _Shown, reader: Reader) -> tuple[GapGrade, tuple[str, ...]]:
    named = list(shown.skills.get(known, ())) if known else []
    term = reader.vocabulary.terms.get(known) if known else None
    # The exact words also count inside a longer name ("Certified Kubernetes Administrator"), unless they are everyday
    # words ("Go"), which mean the skill only where the vocabulary says so.
    if term is None or not (term.context or term.strict):
        phrase = " ".join(word for word, _ in parts(name))
        if phrase and f" {phrase} " in shown.flat:
            named += [path for path, reading in shown.texts if f" {phrase} " in reading.flat]
    if named:
        return GapGrade.HAS, _paths(named)
    beside = _beside(name, known, shown, reader)
    return (GapGrade.SUPPORTED, _paths(beside)) if beside else (GapGrade.LACKS, ())


def _beside(name: str, known: str | None, shown: _Shown, reader: Reader) -> list[str]:
    """Paths that show a kind of the skill, what it is a kind of, a near relative, or the same kind of work."""
    found = list(shown.implied.get(known or name, ()))
    families: tuple[str, ...] = ()
    if known:
        families = reader.vocabulary.terms[known].families
        found += shown.families.get(known, [])
        for family in families:
            found += shown.skills.get(family, [])
            if reader.family_size(family) <= CLOSE_FAMILY:
                found += shown.families.get(family, [])
    # A discipline bears the name of its kind of work or is written in sentence case ("Message queues"); doing that kind
    # of work shows it. A product's name ("Spring Boot") is shown by nothing but itself and its relatives.
    discipline = not families or (name[1:] == name[1:].lower() and " " in name)
    for said in reader.read(name, "en").concepts:
        if not said.loose and (discipline or said.key == name.lower()):
            found += shown.concepts.get(said.key, [])
    return found


def _paths(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))[:EVIDENCE_KEPT]


def years_gap(profile: Profile, asked: int | None, relevant: Set[str], now: int | None) -> YearsGap | None:
    """Years asked against years had; `relevant` holds the paths that answer the posting, `now` ends what goes on."""
    if asked is None:
        return None
    counted = [entry for entry in profile.experiences if f"experiences/{entry.id}" in relevant]
    some, everything = _years(counted, now), _years(profile.experiences, now)
    if some >= asked:
        grade, shown = GapGrade.HAS, counted
    elif everything >= asked:
        grade, shown = GapGrade.SUPPORTED, list(profile.experiences)
    else:
        grade, shown = GapGrade.LACKS, counted
    return YearsGap(asked, some, everything, grade, tuple(f"experiences/{entry.id}" for entry in shown))


def _years(entries: Iterable[Experience], now: int | None) -> float:
    """Years covered by dated positions, overlaps once, to one decimal."""
    spans: list[tuple[int, int]] = []
    for entry in entries:
        if entry.start is None:
            continue
        start = entry.start.months
        end = entry.end.months if entry.end else now if entry.current and now is not None else start
        spans.append((start, max(start, end)))
    months, reached = 0, -1
    for start, end in sorted(spans):
        months += max(0, end - max(start, reached))
        reached = max(reached, end)
    return round(months / 12, 1)
