"""The whole seeded corpus: what share of altered facts is caught, what share of harmless edits passes."""

from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.extraction.checking import verify_resume
from tests.unit.checking.mutations import Case, altered, harmless
from tests.unit.extraction.people import as_read


def supported(case: Case) -> bool:
    document = Document(GenerationKind.RESUME, "", "", "", case.lines)
    return verify_resume(as_read(document), case.profile, PartialDate(2026, 11)).supported


def test_at_least_98_of_100_altered_facts_are_caught() -> None:
    cases = list(altered(seed=11, rounds=2))
    missed = [case.label for case in cases if supported(case)]
    assert len(cases) > 300
    assert len(missed) <= 0.02 * len(cases), missed


def test_at_least_95_of_100_harmless_edits_pass() -> None:
    cases = list(harmless(seed=11, rounds=2))
    blocked = [case.label for case in cases if not supported(case)]
    assert len(cases) > 150
    assert len(blocked) <= 0.05 * len(cases), blocked
