"""The sentences about what a person learnt and earned beside their work: studies, papers, awards, interests."""

from jobwise.domain.generations.letter.sentences import MAX_DEGREE_CHARS, Pen, Sentence
from jobwise.domain.profiles.profile import Award, Certification, Education, Interest, Publication
from jobwise.domain.shared.text import fold, one_line
from jobwise.domain.shared.values import PartialDate


def studied(pen: Pen, entry: Education) -> Sentence | None:
    """What was learnt, where and when; it says "completed" of nothing."""
    base = f"education/{entry.id}"
    subject = one_line(entry.area) or one_line(entry.study_type)
    degree = one_line(entry.study_type) if entry.area else ""
    school = one_line(entry.institution)
    if not subject or len(subject) + len(degree) > MAX_DEGREE_CHARS:
        return None
    used = (
        (entry.area, "area"),
        (entry.study_type, "study_type"),
        (school, "institution"),
        (entry.start, "start"),
        (entry.end, "end"),
    )
    sources = tuple(f"{base}/{name}" for value, name in used if value)
    return pen.say(
        _study_key(pen, entry),
        sources,
        subject=pen.role(subject),
        at=pen.phrases.at_school(school) if school else "",
        when=_study_years(pen, entry),
        detail=f"({degree})" if degree else "",
    )


def _study_key(pen: Pen, entry: Education) -> str:
    """What is learnt at work, what is studied, and what has no subject are said with verbs of their own."""
    if pen.is_current(entry):
        return "study_now"
    if pen.has_said("study_past", "study_trade", "study_plain"):
        return "study_more"
    if not entry.area:
        return "study_plain"
    taught = fold(f"{entry.study_type} {entry.institution}")
    return "study_trade" if any(mark in taught for mark in pen.phrases.trades) else "study_past"


def _study_years(pen: Pen, entry: Education) -> str:
    """The years alone: months of a course of study tell a reader nothing."""
    start = PartialDate(entry.start.year) if entry.start else None
    end = PartialDate(entry.end.year) if entry.end else None
    if pen.is_current(entry):
        return pen.phrases.since(start) if start else ""
    if start is None:
        return pen.phrases.start(end) if end else ""
    return pen.phrases.between(start, end)


def courses(pen: Pen, entry: Education) -> Sentence | None:
    """What was on the timetable, four subjects at most."""
    named = [one_line(course) for course in entry.courses[:4] if course]
    if not named or not pen.quotes:
        return None
    sources = tuple(f"education/{entry.id}/courses/{n}" for n in range(len(named)))
    key = "courses_now" if pen.is_current(entry) else "courses"
    return pen.say(key, sources, names=pen.phrases.join(named))


def publication(pen: Pen, entry: Publication) -> Sentence | None:
    if not entry.name:
        return None
    base = f"publications/{entry.id}"
    detail = f"({one_line(entry.publisher)})" if entry.publisher else ""
    sources = (f"{base}/name", f"{base}/publisher" if entry.publisher else "")
    return pen.say("publication", sources, title=one_line(entry.name), detail=detail)


def interests(pen: Pen, entries: tuple[Interest, ...]) -> Sentence | None:
    named = [entry for entry in entries if entry.name]
    if not named or not pen.quotes:
        return None
    names = pen.phrases.join([one_line(entry.name) for entry in named])
    return pen.say("interests", tuple(f"interests/{entry.id}/name" for entry in named), names=names)


def certificates(pen: Pen, entries: tuple[Certification, ...]) -> Sentence | None:
    named = [entry for entry in entries if entry.name]
    if not named:
        return None
    parts, sources = [], []
    for entry in named:
        when = pen.phrases.month(entry.date) if entry.date else ""
        detail = ", ".join(part for part in (one_line(entry.issuer), when) if part and "(" not in entry.name)
        parts.append(f"{one_line(entry.name)} ({detail})" if detail else one_line(entry.name))
        base = f"certifications/{entry.id}"
        sources += [f"{base}/name", f"{base}/issuer" if entry.issuer else "", f"{base}/date" if entry.date else ""]
    key = "certificate_one" if len(named) == 1 else "certificate_many"
    return pen.say(key, tuple(sources), names=pen.phrases.join(parts))


def award(pen: Pen, entry: Award) -> Sentence | None:
    """An award with who gave it; its year adds little, and the letter has dates enough."""
    if not entry.title:
        return None
    base = f"awards/{entry.id}"
    detail = f"({one_line(entry.awarder)})" if entry.awarder else ""
    sources = (f"{base}/title", f"{base}/awarder" if entry.awarder else "")
    return pen.say("award", sources, title=one_line(entry.title), detail=detail)
