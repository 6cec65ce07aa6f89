"""The ATS report: a fixed sum over what a machine finds in a resume. No model touches the number."""

import math

from jobwise.domain.generations.ats import parts as summands
from jobwise.domain.generations.ats.facts import AtsInput
from jobwise.domain.generations.ats.findings import ATS_FORMULA_VERSION, AtsReport, Fix, Part
from jobwise.domain.generations.ats.keywords import keywords
from jobwise.domain.generations.ats.lint import lint

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("required_keywords", 32.0),
    ("preferred_keywords", 10.0),
    ("keyword_use", 5.0),
    ("sections", 10.0),
    ("contact", 10.0),
    ("dates", 10.0),
    ("length", 5.0),
    ("measurable_results", 8.0),
    ("parse_back", 10.0),
)
"""The points of a report to which every part applies; they sum to 100."""


def assess(facts: AtsInput) -> AtsReport:
    """The report on one resume for one job; the same input gives the same report.

    Parts that do not apply weigh nothing and the rest is scaled to 100. Naming one more required skill never lowers
    the score.
    """
    resume, job = facts.resume, facts.job
    asked = (job.required_skills, job.preferred_skills) if job else ((), ())
    posting = job.text if job else ""
    required, preferred = (keywords(run, resume.text, resume.skills, facts.vocabulary, posting) for run in asked)
    count = summands.word_count(resume.text)
    shares = {
        "required_keywords": summands.coverage(required, "requires"),
        "preferred_keywords": summands.coverage(preferred, "welcomes"),
        "keyword_use": summands.restraint((*required, *preferred), count, resume.hidden),
        "sections": summands.sections(facts),
        "contact": summands.contact(facts),
        "dates": summands.dates(facts),
        "length": summands.length(facts),
        "measurable_results": summands.measured(facts),
        "parse_back": summands.readback(facts),
    }
    applying = sum(weight for name, weight in WEIGHTS if shares[name].applies)
    scale = 100.0 / applying
    parts = tuple(_part(name, weight * scale, shares[name]) for name, weight in WEIGHTS)
    # The tiny addend keeps a sum such as 79.99999999 from losing a point to binary fractions.
    score = math.floor(sum(part.earned for part in parts) + 1e-6)
    return AtsReport(
        score=max(0, min(100, score)),
        parts=parts,
        findings=lint(facts, (*required, *preferred)),
        required=required,
        preferred=preferred,
        formula_version=ATS_FORMULA_VERSION,
        vocabulary_version=facts.vocabulary.version,
    )


def _part(name: str, weight: float, share: summands.Share) -> Part:
    if not share.applies:
        return Part(name, 0.0, 0.0)
    fixes = tuple(Fix(wish.sentence, wish.share * weight, wish.path) for wish in share.wishes)
    return Part(name, weight, weight * share.earned, fixes)
