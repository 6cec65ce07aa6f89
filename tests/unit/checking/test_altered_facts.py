"""Checking a finished resume: an altered fact is caught, harmless rewording passes."""

from itertools import islice

import pytest

from jobwise.domain.generations.checking.resume import check_resume
from jobwise.domain.generations.document import Document, GenerationKind, Line
from jobwise.domain.generations.grounding.claims import ClaimKind, Verdict
from jobwise.domain.generations.readback import ReadText
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.extraction.words import check_words
from tests.unit.checking.mutations import Case, altered, harmless
from tests.unit.extraction.people import NURSE, PEOPLE, as_read, export, of_lines

AS_OF = PartialDate(2026, 11)


def verify_resume(read: ReadText, profile: Profile, as_of: PartialDate) -> Verdict:
    return check_resume(read, profile, None, as_of, check_words())


def checked(case: Case) -> Verdict:
    document = Document(GenerationKind.RESUME, "", "", "", case.lines)
    return verify_resume(as_read(document), case.profile, AS_OF)


@pytest.mark.parametrize(("profile", "language"), PEOPLE.values(), ids=PEOPLE)
def test_an_own_resume_is_carried_by_its_profile(profile: Profile, language: str) -> None:
    read = as_read(export(profile, language))
    verdict = verify_resume(read, profile, AS_OF)

    assert verdict.supported
    assert all(read.text[claim.span.start : claim.span.end] == claim.text for claim in verdict.claims)
    assert all(claim.source for claim in verdict.claims)


def test_altered_facts_are_caught() -> None:
    cases = list(islice(altered(), 0, None, 9))
    missed = [case.label for case in cases if checked(case).supported]
    assert len(missed) <= 0.02 * len(cases), missed


def test_harmless_edits_pass() -> None:
    cases = list(islice(harmless(), 0, None, 7))
    blocked = [case.label for case in cases if not checked(case).supported]
    assert len(blocked) <= 0.05 * len(cases), blocked


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("37%", "47%", ClaimKind.NUMBER, "47"),
        ("6 nurses", "9 nurses", ClaimKind.NUMBER, "9"),
        ("up to 8", "8", ClaimKind.SCOPE, "8"),
        ("Helped introduce", "Introduced", ClaimKind.SCOPE, "Introduced"),
        ("Helped introduce", "Led introducing", ClaimKind.SCOPE, "Led"),
        ("Harrowdale General Hospital", "Quillhaven Clinic", ClaimKind.EMPLOYER, "Quillhaven Clinic"),
        ("Senior Staff Nurse", "Chief Staff Nurse", ClaimKind.TITLE, "Chief Staff Nurse"),
        ("Mar 2019", "Feb 2019", ClaimKind.DATE, "Feb 2019 - Present"),
        ("University of Wharfedale", "University of Quill", ClaimKind.SCHOOL, "University of Quill"),
        ("Haemodialysis", "Radiography", ClaimKind.SKILL, "Radiography"),
        ("odile.brannick@", "odile.b@", ClaimKind.CONTACT, "odile.b@example.org"),
        ("7946 0321", "7946 0322", ClaimKind.CONTACT, "+44 20 7946 0322"),
        ("French - intermediate", "French - native", ClaimKind.LANGUAGE, "native"),
        ("May 2022", "May 2021", ClaimKind.DATE, "May 2021"),
    ],
)
def test_a_failed_claim_says_what_and_where(old: str, new: str, kind: ClaimKind, words: str) -> None:
    lines = [Line(line.role, line.text.replace(old, new)) for line in export(NURSE, "en").lines]
    read = as_read(Document(GenerationKind.RESUME, "en", "", "", tuple(lines)))

    failed = [claim for claim in verify_resume(read, NURSE, AS_OF).claims if not claim.supported]

    assert (kind, words) in [(claim.kind, claim.text) for claim in failed]
    assert all(read.text[claim.span.start : claim.span.end] == claim.text and claim.reason for claim in failed)


def test_a_line_nobody_can_place_fails() -> None:
    lines = [line.text for line in export(NURSE, "en").lines]
    read = of_lines([*lines, "Won the national award for bedside research in 2021"])
    assert not verify_resume(read, NURSE, AS_OF).supported


def test_figures_that_change_places_fail() -> None:
    lines = [
        Line(line.role, line.text.replace("Led a team of 6 nurses on a 24-bed", "Led a team of 24 nurses on a 6-bed"))
        for line in export(NURSE, "en").lines
    ]
    document = Document(GenerationKind.RESUME, "en", "", "", tuple(lines))
    assert not verify_resume(as_read(document), NURSE, AS_OF).supported


def test_durations_follow_from_the_dates() -> None:
    def resume(duration: str) -> Verdict:
        shown = export(NURSE, "en").lines
        lines = [Line(line.role, line.text.replace("Feb 2019", f"Feb 2019 ({duration})")) for line in shown]
        return verify_resume(as_read(Document(GenerationKind.RESUME, "en", "", "", tuple(lines))), NURSE, AS_OF)

    assert resume("4 years 6 months").supported
    assert not resume("6 years 4 months").supported
