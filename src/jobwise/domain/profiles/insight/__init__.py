"""What a profile says about itself: how complete it is, what is doubtful, what to add next."""

from dataclasses import dataclass

from jobwise.domain.profiles.insight.completeness import NextBest, SectionScore, next_best, parts, section_scores
from jobwise.domain.profiles.insight.fields import field_findings
from jobwise.domain.profiles.insight.findings import Code, Finding, Severity
from jobwise.domain.profiles.insight.timeline import experience_months, timeline_findings
from jobwise.domain.profiles.insight.wording import (
    BulletWords,
    JudgedBullet,
    VerbRules,
    judged_bullets,
    wording_findings,
)
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate

__all__ = [
    "BulletWords",
    "Code",
    "Coverage",
    "Finding",
    "Insight",
    "NextBest",
    "SectionScore",
    "Severity",
    "Share",
    "VerbRules",
    "analyse",
    "experience_months",
]


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`; a share of nothing is 0 %."""

    count: int
    of: int

    @property
    def pct(self) -> int:
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Positions that have dates, bullets, a bullet with a number; bullets that have a number, a verb.

    A bullet in a language without verb rules counts as having one.
    """

    dated: Share
    with_bullets: Share
    measured: Share
    bullets_with_number: Share
    bullets_with_verb: Share


@dataclass(frozen=True, slots=True)
class Insight:
    """`completeness_pct` 0..100 is the sum of what the sections earned; warnings come gravest first."""

    completeness_pct: int
    sections: tuple[SectionScore, ...]
    coverage: Coverage
    warnings: tuple[Finding, ...]
    next_best: NextBest | None
    experience_months: int


def analyse(profile: Profile, today: PartialDate, vocabulary: BulletWords) -> Insight:
    """Completeness, coverage, warnings and the next best step of a profile, from the profile alone."""
    bullets = judged_bullets(profile, vocabulary)
    found = parts(profile, bullets)
    findings = [*field_findings(profile, today), *timeline_findings(profile, today), *wording_findings(bullets)]
    order = list(Severity)
    return Insight(
        completeness_pct=round(sum(part.weight * part.share for part in found)),
        sections=section_scores(found),
        coverage=_coverage(profile, bullets),
        warnings=tuple(sorted(findings, key=lambda one: order.index(one.severity))),
        next_best=next_best(found),
        experience_months=experience_months(profile, today),
    )


def _coverage(profile: Profile, bullets: tuple[JudgedBullet, ...]) -> Coverage:
    jobs = profile.experiences
    measured = {one.path.split("/")[1] for one in bullets if one.has_number and one.path.startswith("experiences/")}
    return Coverage(
        dated=Share(sum(one.start is not None and (one.end is not None or one.current) for one in jobs), len(jobs)),
        with_bullets=Share(sum(bool(one.bullets) for one in jobs), len(jobs)),
        measured=Share(sum(one.id in measured for one in jobs), len(jobs)),
        bullets_with_number=Share(sum(one.has_number for one in bullets), len(bullets)),
        bullets_with_verb=Share(sum(one.has_verb is not False for one in bullets), len(bullets)),
    )
