"""How complete a profile is: weighted parts that add up to 100, and the one step that gains most."""

from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.profiles.insight.findings import named
from jobwise.domain.profiles.insight.wording import JudgedBullet
from jobwise.domain.profiles.profile import Experience, Profile

_WANTED_BULLETS = 3
_WANTED_SKILLS = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a profile can have: `weight` points, of which `share` 0..1 is earned; `advice` is the next step.

    `gain` are the points of that one step.
    """

    section: str
    weight: int
    share: float
    path: str
    advice: str
    gain: float


@dataclass(frozen=True, slots=True)
class SectionScore:
    """Points of one section: what it can earn and what it has earned."""

    section: str
    weight: int
    earned: float


@dataclass(frozen=True, slots=True)
class NextBest:
    """The single thing whose addition raises completeness most, by `gain` points."""

    path: str
    sentence: str
    gain: float


def parts(profile: Profile, bullets: tuple[JudgedBullet, ...]) -> tuple[Part, ...]:
    """All parts; their weights add up to 100."""
    return (*_contact(profile), *_headline(profile), *_experiences(profile, bullets), *_rest(profile))


def section_scores(found: tuple[Part, ...]) -> tuple[SectionScore, ...]:
    """The parts summed by section, in order of first appearance."""
    names = dict.fromkeys(part.section for part in found)
    return tuple(
        SectionScore(
            name,
            sum(part.weight for part in found if part.section == name),
            round(sum(part.weight * part.share for part in found if part.section == name), 1),
        )
        for name in names
    )


def next_best(found: tuple[Part, ...]) -> NextBest | None:
    """The step that gains most; the earlier part wins a tie; None when nothing is missing."""
    best = max(found, key=lambda part: part.gain)
    return NextBest(best.path, best.advice, round(best.gain, 1)) if best.gain > 0 else None


def _whole(section: str, weight: int, has: bool, path: str, advice: str) -> Part:
    return Part(section, weight, 1.0 if has else 0.0, path, advice, 0.0 if has else float(weight))


def _contact(profile: Profile) -> Iterator[Part]:
    person = profile.personal
    where = person.location
    place = bool(where.city or where.region or where.country_code or where.address or where.postal_code)
    yield _whole("contact", 5, bool(person.name), "personal/name", "Add your name.")
    yield _whole("contact", 5, bool(person.email), "personal/email", "Add an e-mail address.")
    yield _whole("contact", 4, bool(person.phone), "personal/phone", "Add a phone number.")
    yield _whole("contact", 3, place, "personal/location", "Add the city you live in.")
    yield _whole("contact", 3, bool(person.url or person.online), "personal/online", "Add a link to a profile or site.")


def _headline(profile: Profile) -> Iterator[Part]:
    has_summary = bool(profile.enhanced_summary or profile.summary)
    yield _whole(
        "summary", 3, bool(profile.personal.label), "personal/label", "Add a headline, such as your job title."
    )
    yield _whole("summary", 7, has_summary, "summary", "Add a summary of two or three sentences.")


def _experiences(profile: Profile, bullets: tuple[JudgedBullet, ...]) -> Iterator[Part]:
    jobs = profile.experiences
    advice = "Add a position you have held, with title, employer and dates."
    # The first position earns its own part and, once it has its facts, the next one too.
    yield Part("experiences", 10, float(bool(jobs)), "experiences", advice, 0.0 if jobs else 20.0)
    yield _shared(jobs, 10, [_facts_known(one) for one in jobs], "Complete title, employer and dates of {name}.")
    yield _shared(
        jobs,
        9,
        [min(1.0, len(one.bullets) / _WANTED_BULLETS) for one in jobs],
        "Add what you achieved at {name}, up to three bullets.",
    )
    measured = {one.path for one in bullets if one.has_number}
    numbers = [any(f"experiences/{one.id}/bullets/{bullet.id}" in measured for bullet in one.bullets) for one in jobs]
    yield _shared(jobs, 6, [float(one) for one in numbers], "Add a number to one of the bullets of {name}.")


def _facts_known(one: Experience) -> float:
    known = (bool(one.title), bool(one.employer), one.start is not None, one.end is not None or one.current)
    return sum(known) / len(known)


def _shared(jobs: tuple[Experience, ...], weight: int, shares: list[float], advice: str) -> Part:
    """A part that every position earns in equal measure; the step is to mend the poorest, the first of equals."""
    if not jobs:
        return Part("experiences", weight, 0.0, "experiences", "", 0.0)
    poorest = min(range(len(jobs)), key=lambda place: shares[place])
    job = jobs[poorest]
    gain = weight * (1 - shares[poorest]) / len(jobs)
    sentence = advice.format(name=named(job.title, job.employer).replace("An entry", "the entry"))
    return Part("experiences", weight, sum(shares) / len(jobs), f"experiences/{job.id}", sentence, gain)


def _rest(profile: Profile) -> Iterator[Part]:
    schools = profile.education
    told = any((one.area or one.study_type) and (one.start or one.end) for one in schools)
    yield _whole("education", 8, bool(schools), "education", "Add your education.")
    path = f"education/{schools[0].id}" if schools else "education"
    yield _whole("education", 4, told, path, "Add degree, subject and year to your education.")
    skills = len({word for one in profile.skills for word in (one.keywords or (one.name,)) if word})
    missing = max(0, _WANTED_SKILLS - skills)
    share = min(1.0, skills / _WANTED_SKILLS)
    yield Part("skills", 13, share, "skills", f"Add {missing} more skill{'s' * (missing != 1)}.", 13 * (1 - share))
    yield _whole("languages", 4, bool(profile.languages), "languages", "Add the languages you speak.")
    more = (profile.projects, profile.certifications, profile.volunteering, profile.awards, profile.publications)
    yield _whole("more", 6, any(more), "projects", "Add a project, certificate, award, publication or volunteering.")
