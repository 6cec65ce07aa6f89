"""The ranking: how much each item of a profile answers a posting, as a sum of named reasons."""

import math
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.demand import Demand, Demands
from jobwise.domain.rankings.fit import fit_of
from jobwise.domain.rankings.gaps import find_gaps, years_gap
from jobwise.domain.rankings.items import Item, items_of, newest_month
from jobwise.domain.rankings.lexicon import Lexicon
from jobwise.domain.rankings.ranking import FORMULA_VERSION, Contribution, RankedItem, Ranking
from jobwise.domain.rankings.reading import Reader, Reading, Said, reader_of
from jobwise.domain.rankings.weights import WEIGHTS as W
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an item's own words earn, before its place in the profile counts."""

    contributions: tuple[Contribution, ...]
    total: float
    requirements: tuple[str, ...]


def rank(
    profile: Profile, job: Job, vocabulary: Vocabulary, lexicon: Lexicon, today: PartialDate | None = None
) -> Ranking:
    """All experiences, projects, volunteering, education, certifications, skills and bullets, best first.

    Scores are sums of their contributions; they depend on the item, its position and the posting, never on the order
    of the profile. `today` ends current positions when years are counted; without it the profile's newest date does.
    """
    reader = reader_of(vocabulary, lexicon)
    judge = _judge_of(reader)
    demand = judge.demands.of(job)
    newest, items = judge.items(profile)
    own = [judge.evidence(item.text, demand, job.language) for item in items]
    by_path = {item.path: evidence for item, evidence in zip(items, own, strict=True)}
    children: dict[str, list[Evidence]] = {}
    for item, evidence in zip(items, own, strict=True):
        if item.parent:
            children.setdefault(item.parent, []).append(evidence)
    ranked = [
        _placed(item, evidence, by_path.get(item.parent), children.get(item.path, []), newest)
        for item, evidence in zip(items, own, strict=True)
    ]
    # The sort is stable: equal scores stay in profile order.
    ranked.sort(key=lambda item: -item.score)
    gaps = find_gaps(profile, job, reader, items)
    relevant = {item.path for item in ranked if item.score >= W.relevant_from}
    years = years_gap(profile, job.min_years, relevant, newest if today is None else today.months)
    fit = fit_of(demand.wants, tuple(item.text for item in items), job.language, reader)
    return Ranking(tuple(ranked), gaps, FORMULA_VERSION, vocabulary.version, years, fit)


class _Judge:
    """Weighs texts against postings with one reader, and remembers both."""

    __slots__ = ("_profile", "demands", "evidence", "reader")

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.demands = Demands(reader)
        self.evidence = lru_cache(maxsize=2048)(self._evidence)
        self._profile: tuple[Profile, int | None, list[Item]] | None = None

    def items(self, profile: Profile) -> tuple[int | None, list[Item]]:
        """The newest month and the items of a profile; those of the last one are kept for its next posting."""
        kept = self._profile
        if kept is None or kept[0] is not profile:
            newest = newest_month(profile)
            kept = self._profile = profile, newest, items_of(profile, newest)
        return kept[1], kept[2]

    def _evidence(self, text: str, demand: Demand, language: str) -> Evidence:
        reading = self.reader.read(text, language)
        found: list[Contribution] = []
        answered: dict[int, float] = {}
        if reading.skills:
            _skills(reading, demand, self.reader, found, answered)
        if reading.concepts:
            _concepts(reading, demand, self.reader, found, answered)
        if reading.work:
            _work(reading, demand, found)
        _words(reading, demand, found, answered)
        total = sum([part.value for part in found])
        places = sorted([place for place, share in answered.items() if share >= W.answers_from])
        return Evidence(tuple(found), total, tuple(demand.requirement_ids[place] for place in places))


_judges: list[_Judge] = []


def _judge_of(reader: Reader) -> _Judge:
    for judge in _judges:
        if judge.reader is reader:
            return judge
    judge = _Judge(reader)
    _judges[:] = [*_judges[-3:], judge]
    return judge


def _skills(
    reading: Reading, demand: Demand, reader: Reader, found: list[Contribution], answered: dict[int, float]
) -> None:
    required: list[tuple[float, str]] = []
    preferred: list[tuple[float, str]] = []
    mentioned: list[tuple[float, str]] = []
    related: list[tuple[float, str]] = []
    for said in reading.skills:
        weight = demand.skills.get(said.key)
        if weight is not None:
            group = (
                required if said.key in demand.required else preferred if said.key in demand.preferred else mentioned
            )
            group.append((weight, said.words))
            _answer(("skill", said.key), demand, answered)
            continue
        term = reader.vocabulary.terms[said.key]
        close = demand.families.get(said.key, 0.0)
        for family in term.families:
            share = demand.families.get(family, 0.0)
            close = max(close, share)
        for needed in reader.implied.get(said.key, ()):
            close = max(close, W.implied * demand.skills.get(needed, 0.0))
            _answer(("skill", needed), demand, answered)
        if close:
            related.append((close, said.words))
    for name, factor, parts in (
        ("required skill", W.required_skill, required),
        ("preferred skill", W.preferred_skill, preferred),
        ("skill in the posting", W.mentioned_skill, mentioned),
        ("related skill", W.related_skill, related),
    ):
        if parts:
            _add(found, name, factor, parts)


def _concepts(
    reading: Reading, demand: Demand, reader: Reader, found: list[Contribution], answered: dict[int, float]
) -> None:
    same: list[tuple[float, Said]] = []
    near: list[tuple[float, Said]] = []
    concepts = reader.lexicon.concepts
    for said in reading.concepts:
        weight = demand.concepts.get(said.key)
        if weight is not None:
            same.append((weight * (W.loose if said.loose else 1.0), said))
            if not said.loose:
                _answer(("concept", said.key), demand, answered)
            continue
        most = 0.0
        for field in concepts[said.key].fields:
            share = demand.fields.get(field, 0.0)
            most = max(most, share)
        close = said.weight * most
        if close > W.field_floor:
            near.append((close, said))
    _add(found, "kind of work asked for", W.concept, _once(same))
    _add(found, "same field of work", W.field, _once(near))


def _once(parts: list[tuple[float, Said]]) -> list[tuple[float, str]]:
    """The strongest reading of each word in full, its other readings as a small share: one word is one proof."""
    if len(parts) < 2:
        return [(weight, said.words) for weight, said in parts]
    seen: dict[str, None] = {}
    weighed: list[tuple[float, str]] = []
    for weight, said in sorted(parts, key=lambda part: (-part[0], part[1].key)):
        weighed.append((weight * (W.same_word if said.words in seen else 1.0), said.words))
        seen[said.words] = None
    return weighed


def _work(reading: Reading, demand: Demand, found: list[Contribution]) -> None:
    """What the text shows of the daily work of the posting's occupations, literal words of the posting or not."""
    shown: list[tuple[float, str]] = []
    shares = tuple(demand.occupations.items())
    for work in reading.work if shares else ():
        share = 0.0
        for name, own in shares:
            if own > share and name in work.occupations:
                share = own
        if share:
            shown.append((share * work.weight, work.words))
    _add(found, "daily work of the occupation", W.occupation, shown)


def _words(reading: Reading, demand: Demand, found: list[Contribution], answered: dict[int, float]) -> None:
    if not reading.keys & demand.stems.keys():
        return
    titles: list[Said] = []
    others: list[Said] = []
    shared: list[float] = [0.0, 0.0]
    for said in reading.stems:
        weight = demand.stems.get(said.key)
        if weight is not None:
            title = said.key in demand.title_stems
            (titles if title else others).append(said)
            shared[0 if title else 1] += weight * said.weight
            if demand.answers:
                _answer(("stem", said.key), demand, answered)
    # A long text meets more of the posting's words by chance alone, so the shared words count by their share of it.
    brevity = 1.0 / math.sqrt(max(reading.length, W.shortest))
    for name, factor, total, parts in (
        ("word of the title", W.title_word, shared[0], titles),
        ("word of the posting", W.word, shared[1], others),
    ):
        value = round(factor * brevity * total, 4)
        if value:
            found.append(Contribution(name, value, tuple(said.words for said in parts)))


def _add(found: list[Contribution], name: str, factor: float, parts: list[tuple[float, str]]) -> None:
    """One line for all matches of a kind: the strongest counts in full, further ones less and less."""
    if not parts:
        return
    if len(parts) == 1:
        value = round(factor * parts[0][0], 4)
        if value:
            found.append(Contribution(name, value, (parts[0][1],)))
        return
    weights = sorted([weight for weight, _ in parts], reverse=True)
    total = 0.0
    share = 1.0
    for weight in weights:
        total += weight * share
        share *= W.further
    value = round(factor * total, 4)
    if value:
        found.append(Contribution(name, value, tuple(dict.fromkeys(words for _, words in parts))))


def _answer(key: tuple[str, str], demand: Demand, answered: dict[int, float]) -> None:
    for place, share in demand.answers.get(key, ()):
        answered[place] = answered.get(place, 0.0) + share


def _placed(
    item: Item, own: Evidence, parent: Evidence | None, children: list[Evidence], newest: int | None
) -> RankedItem:
    found = list(own.contributions)
    requirements = own.requirements
    if parent is not None:
        _line(found, "from its position", min(W.parent * parent.total, W.parent_cap))
    if children:
        best = sorted((child.total for child in children), reverse=True)[: W.bullets_counted]
        _line(found, "its bullets", W.bullets * sum(best))
        answered = {name for child in children for name in child.requirements} | set(requirements)
        requirements = tuple(sorted(answered))
    if item.month is not None and newest is not None:
        age_years = max(0, newest - item.month) / 12
        strength = min(1.0, sum([part.value for part in found]))
        _line(found, "recent", W.recency * strength * max(0.0, 1.0 - age_years / W.recency_years))
    score = round(sum([part.value for part in found], 0.0), 4)
    return RankedItem(item.kind, item.path, item.text, score, tuple(found), requirements)


def _line(found: list[Contribution], name: str, value: float) -> None:
    value = round(value, 4)
    if value:
        found.append(Contribution(name, value))
