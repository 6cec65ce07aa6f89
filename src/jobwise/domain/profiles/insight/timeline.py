"""The profile as months on one line: total experience, gaps, overlaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.profiles.insight.findings import Code, Finding, finding, named
from jobwise.domain.profiles.profile import Education, Experience, Profile, Volunteering
from jobwise.domain.shared.values import PartialDate

MAX_GAP_MONTHS = 6
_MIN_OVERLAP_MONTHS = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months from `first` to `last`, both included, that an item surely or possibly takes."""

    first: int
    last: int
    path: str
    name: str


def experience_months(profile: Profile, today: PartialDate) -> int:
    """Months in which at least one position was held, up to `today`; two positions at once count once.

    A year without a month counts as its January. A position with neither an end nor `current` counts as going on if
    no other began later, as JSON Resume leaves the end out then; else it counts for nothing.
    """
    starts = [one.start for one in profile.experiences if one.start is not None]
    latest = max(starts, default=None)
    stretches = []
    for one in profile.experiences:
        if one.start is None or (one.end is None and not one.current and one.start != latest):
            continue
        if one.start.months > today.months or (one.end is not None and one.end.year < one.start.year):
            continue
        last = _last_month(one.end) if one.end is not None and not one.current else today.months
        stretches.append((one.start.months, max(one.start.months, min(last, today.months))))
    total, reached = 0, -1
    for first, last in sorted(stretches):
        total += max(0, last - max(first, reached + 1) + 1)
        reached = max(reached, last)
    return total


def timeline_findings(profile: Profile, today: PartialDate) -> Iterator[Finding]:
    """Gaps of more than `MAX_GAP_MONTHS` and overlaps of two months or more, as far as the dates make them certain."""
    yield from _gaps(profile, today)
    yield from _overlaps(profile, today)


def _last_month(end: PartialDate) -> int:
    """The last month that surely belongs: an end that is only a year gives the December before, or its January."""
    return end.months if end.month is not None else end.months - 1


def _gaps(profile: Profile, today: PartialDate) -> Iterator[Finding]:
    """Education and volunteering fill a gap; a position whose end is unknown may have filled it."""
    jobs = [_widest(one, "experiences", named(one.title, one.employer), today) for one in profile.experiences]
    others = [_widest(one, "education", named(one.institution), today) for one in profile.education]
    others += [_widest(one, "volunteering", named(one.organization), today) for one in profile.volunteering]
    held = sorted((one for one in jobs if one is not None), key=lambda one: (one.first, one.last, one.path))
    if not held:
        return
    filled = sorted((one for one in [*jobs, *others] if one is not None), key=lambda one: (one.first, one.last))
    reached, before = held[0].last, held[0]
    for one in filled:
        if one.first - reached - 1 > MAX_GAP_MONTHS and one.first > held[0].first:
            yield _gap(one.path, before.name, one.name, one.first - reached - 1)
        if one.last > reached and one.last >= held[0].first:
            reached, before = one.last, one
    months = today.months - reached - 1
    if months > MAX_GAP_MONTHS:
        yield finding(
            Code.GAP,
            before.path,
            f"Nothing is listed for the {months} months since {before.name}; say what you did, or that it goes on.",
        )


def _gap(path: str, before: str, after: str, months: int) -> Finding:
    return finding(
        Code.GAP, path, f"{months} months lie between {before} and {after}; say what you did, if you want it known."
    )


def _widest(item: Experience | Education | Volunteering, room: str, name: str, today: PartialDate) -> Stretch | None:
    """All the months that the item may have taken."""
    if item.start is None and item.end is None:
        return None
    last = today.months if item.end is None or item.current else _december(item.end)
    first = item.start.months if item.start is not None else last
    return Stretch(first, max(first, last), f"{room}/{item.id}", name)


def _december(date: PartialDate) -> int:
    return date.months if date.month is not None else date.months + 11


def _overlaps(profile: Profile, today: PartialDate) -> Iterator[Finding]:
    sure = []
    for one in profile.experiences:
        if one.start is None or (one.end is None and not one.current):
            continue
        last = today.months if one.end is None or one.current else _last_month(one.end)
        first = _december(one.start)
        if first <= last:
            sure.append(Stretch(first, last, f"experiences/{one.id}", named(one.title, one.employer)))
    sure.sort(key=lambda one: (one.first, one.last, one.path))
    widest: Stretch | None = None
    for stretch in sure:
        if widest is not None:
            months = min(widest.last, stretch.last) - stretch.first + 1
            if months >= _MIN_OVERLAP_MONTHS:
                yield finding(
                    Code.OVERLAP,
                    stretch.path,
                    f"{stretch.name} overlaps {widest.name} by {months} months; correct the dates unless both ran.",
                )
        if widest is None or stretch.last > widest.last:
            widest = stretch
