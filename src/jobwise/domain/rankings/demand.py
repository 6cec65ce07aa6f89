"""What a posting asks, weighed by where it says so: title, musts, duties, wishes, the rest, boilerplate."""

import math
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from jobwise.domain.jobs.job import Job, Necessity, Requirement
from jobwise.domain.limits import MAX_POSTING_CHARS
from jobwise.domain.rankings.lexicon import Sections, parts, plain_text
from jobwise.domain.rankings.occupations import Work, occupations_of
from jobwise.domain.rankings.reading import Reader, Reading, Said

PART_WEIGHTS = {"title": 2.0, "must": 1.0, "duties": 1.0, "nice": 0.6, "body": 0.7, "about": 0.25, "boilerplate": 0.03}
MUST_SKILL = 1.0
NICE_SKILL = 0.6
CONCEPT_CAP = 3.0
OTHER_FIELD = 0.4
FIELD_POWER = 1.5
_HEADING_WORDS = 7
_KEPT = 64
_MARKS = " \t*#•·-–—:|>"
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Weights of all that a posting asks, by stem, skill, concept, field of work and family of skills.

    `answers` maps what is asked (("stem", key), ...) to the requirements that ask it, with the share it is of each.
    """

    stems: dict[str, float]
    title_stems: frozenset[str]
    skills: dict[str, float]
    required: frozenset[str]
    preferred: frozenset[str]
    families: dict[str, float]
    concepts: dict[str, float]
    fields: dict[str, float]
    answers: dict[tuple[str, str], tuple[tuple[int, float], ...]]
    requirement_ids: tuple[str, ...]
    occupations: dict[str, float]

    @property
    def wants(self) -> "Wants":
        return Wants(self.skills, self.concepts, self.fields)


@dataclass(frozen=True, slots=True)
class Wants:
    """What of a demand tells postings apart for one person: weights of skills, concepts and fields of work."""

    skills: dict[str, float]
    concepts: dict[str, float]
    fields: dict[str, float]


def wants_of(job: Job, reader: Reader) -> Wants:
    """The same weights as in the whole demand of a posting, at a third of its cost."""
    return _Weigher(reader, job).wants()


Key = tuple[str, str, str, tuple[str, ...], tuple[str, ...], tuple[Requirement, ...]]


class Demands:
    """Reads postings and remembers the last few."""

    __slots__ = ("_kept", "_reader")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kept: OrderedDict[Key, Demand] = OrderedDict()

    def of(self, job: Job) -> Demand:
        """The demand of a posting; quarantined text takes no part in it."""
        key = (job.text, job.title, job.language, job.required_skills, job.preferred_skills, job.requirements)
        demand = self._kept.get(key)
        if demand is None:
            demand = self._kept[key] = _Weigher(self._reader, job).demand()
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return demand


class _Weigher:
    """Gathers the weights of one posting."""

    def __init__(self, reader: Reader, job: Job) -> None:
        self.reader = reader
        self.job = job
        self.stems: dict[str, float] = {}
        self.skills: dict[str, float] = {}
        self.concepts: dict[str, float] = {}
        self.fields: dict[str, float] = {}
        self.work: list[tuple[float, Work]] = []

    def wants(self) -> Wants:
        self._gather(self.reader.skim)
        self._asked(self.job.required_skills, MUST_SKILL)
        self._asked(self.job.preferred_skills, NICE_SKILL)
        return Wants(self.skills, self._concepts(), _shares(self.fields))

    def demand(self) -> Demand:
        job = self.job
        title = self._gather(self.reader.read)
        required = self._asked(job.required_skills, MUST_SKILL)
        preferred = self._asked(job.preferred_skills, NICE_SKILL) - required
        answers, ids = self._answers()
        lexicon = self.reader.lexicon
        words = [word for word, _ in parts(job.title)]
        return Demand(
            stems=self.stems,
            title_stems=frozenset(said.key for said in title.stems),
            skills=self.skills,
            required=required,
            preferred=preferred,
            families=self._families(),
            concepts=self._concepts(),
            fields=_shares(self.fields),
            answers=answers,
            requirement_ids=ids,
            occupations=occupations_of(words, self.work, lexicon),
        )

    def _gather(self, read: Callable[[str, str], Reading]) -> Reading:
        """Takes every sentence by the part it stands in; the reading of the title."""
        job = self.job
        title = read(job.title, job.language)
        self._take(title, PART_WEIGHTS["title"])
        for part, line in _lines(job.text[:MAX_POSTING_CHARS], self.reader):
            reading = read(line, job.language)
            self._take(reading, PART_WEIGHTS["boilerplate" if reading.idle else part])
        for requirement in job.requirements:
            asked = "must" if requirement.necessity is Necessity.MUST else "nice"
            for part, sentence in _lines(requirement.text, self.reader):
                reading = read(sentence, job.language)
                named = "boilerplate" if reading.idle else part if part == "about" else asked
                self._take(reading, PART_WEIGHTS[named])
        return title

    def _take(self, reading: Reading, weight: float) -> None:
        if reading.work:
            self.work += [(weight, work) for work in reading.work]
        _raise(self.stems, reading.stems, weight)
        _raise(self.skills, reading.skills, min(weight, 1.0))
        concepts, fields, known = self.concepts, self.fields, self.reader.lexicon.concepts
        for said in reading.concepts:
            concepts[said.key] = concepts.get(said.key, 0.0) + weight * said.weight
            own = known[said.key].fields
            for field in own:
                if field != "general":
                    fields[field] = fields.get(field, 0.0) + weight * said.weight / len(own)

    def _asked(self, names: tuple[str, ...], weight: float) -> frozenset[str]:
        for name in names:
            term = self.reader.vocabulary.terms.get(name)
            floor = weight * (0.25 if term is not None and term.soft else 1.0)
            self.skills[name] = max(self.skills.get(name, 0.0), floor)
        return frozenset(names)

    def _concepts(self) -> dict[str, float]:
        """A word with several meanings means what fits the posting's fields of work: others' concepts weigh less."""
        top = max(self.fields.values(), default=0.0) or 1.0
        weights: dict[str, float] = {}
        for name, weight in self.concepts.items():
            share = 0.0
            for field in self.reader.lexicon.concepts[name].fields:
                if field in self.fields:
                    share = max(share, self.fields[field] / top)
            weights[name] = _saturated(weight) * (OTHER_FIELD + (1.0 - OTHER_FIELD) * share)
        return weights

    def _families(self) -> dict[str, float]:
        """Families of the asked skills, and the asked skills that are families; wide families prove little."""
        families: dict[str, float] = {}
        for name, weight in self.skills.items():
            term = self.reader.vocabulary.terms.get(name)
            for family in (name, *(term.families if term else ())):
                size = self.reader.family_size(family)
                if size:
                    close = weight / (1.0 + math.log(size))
                    families[family] = max(families.get(family, 0.0), close)
        return families

    def _answers(self) -> tuple[dict[tuple[str, str], tuple[tuple[int, float], ...]], tuple[str, ...]]:
        answers: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for place, requirement in enumerate(self.job.requirements):
            asked = list(self.reader.asked(requirement.text, self.job.language))
            asked += [(("skill", name), 2.0) for name in requirement.skills]
            for key, share in dict(asked).items():
                answers.setdefault(key, []).append((place, share))
        ids = tuple(requirement.id for requirement in self.job.requirements)
        return {key: tuple(found) for key, found in answers.items()}, ids


def _raise(weights: dict[str, float], said: tuple[Said, ...], weight: float) -> None:
    """Takes the strongest saying of each in full and lets every further one add a little."""
    for one in said:
        new, old = weight * one.weight, weights.get(one.key)
        if old is None:
            weights[one.key] = new
        else:
            most, least = (new, old) if new > old else (old, new)
            weights[one.key] = min(most + 0.15 * least, 1.5 * most)


def _saturated(weight: float) -> float:
    """What is asked again and again matters most, but never without end."""
    return CONCEPT_CAP * (1.0 - math.exp(-weight / CONCEPT_CAP))


def _shares(weights: dict[str, float]) -> dict[str, float]:
    top = max(weights.values(), default=0.0)
    return {name: (weight / top) ** FIELD_POWER for name, weight in weights.items()} if top else {}


def _lines(text: str, reader: Reader) -> list[tuple[str, str]]:
    """The sentences of a posting with the part each belongs to; headings themselves are left out."""
    found: list[tuple[str, str]] = []
    part = "body"
    sections = reader.lexicon.sections
    for line in text.split("\n"):
        bare = line.strip(_MARKS)
        if not bare:
            continue
        head, colon, rest = bare.partition(":")
        opened = _opens(head if colon else bare, sections)
        if opened is not None:
            part = opened
            bare = rest.strip(_MARKS)
        for sentence in _SENTENCE.split(bare):
            if sentence:
                found.append((part, sentence))
    return found


def _opens(line: str, sections: Sections) -> str | None:
    if line.isascii() and len(line.split(None, _HEADING_WORDS + 3)) > _HEADING_WORDS + 3:
        return None
    words = plain_text(line.strip(_MARKS).replace("’", "'")).split()
    if not 0 < len(words) <= _HEADING_WORDS or words[0] not in sections.first_words:
        return None
    for width in range(len(words), 0, -1):
        part = sections.headings.get(" ".join(words[:width]))
        if part and (width >= 2 or len(words) <= 2):
            return part
    return None
