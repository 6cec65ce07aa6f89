"""Faithful letters pass whole; every planted falsehood is flagged where it stands, tightly."""

import pytest

from tests.unit.grounding.corpus import (
    Falsehood,
    falsehoods,
    judge,
    letter_language,
    letter_text,
    letters,
    planted,
    unsupported,
)


@pytest.mark.parametrize(("person", "letter"), letters())
def test_a_faithful_letter_passes(person: str, letter: str) -> None:
    verdict = judge(person, letter_text(person, letter))
    assert [(claim.kind, claim.text, claim.reason) for claim in unsupported(verdict)] == []
    assert verdict.supported
    assert verdict.language == letter_language(person, letter)


@pytest.mark.parametrize(("person", "letter"), letters())
def test_every_claim_stands_where_it_says(person: str, letter: str) -> None:
    text = letter_text(person, letter)
    verdict = judge(person, text)
    for claim in verdict.claims:
        assert text[claim.span.start : claim.span.end] == claim.text
        assert bool(claim.source) == (claim.supported and not claim.noted)
        assert bool(claim.reason) != bool(claim.source)
    for sentence in verdict.sentences:
        assert text[sentence.span.start : sentence.span.end] == sentence.text


@pytest.mark.parametrize(("person", "letter"), letters())
def test_a_faithful_letter_yields_claims_of_many_kinds(person: str, letter: str) -> None:
    verdict = judge(person, letter_text(person, letter))
    assert len({claim.kind for claim in verdict.claims}) >= 4


@pytest.mark.parametrize("falsehood", falsehoods(), ids=lambda falsehood: falsehood.id)
def test_a_planted_falsehood_is_flagged_where_it_stands(falsehood: Falsehood) -> None:
    text, start, end = planted(falsehood)
    language = letter_language(falsehood.person, falsehood.letter)
    found = unsupported(judge(falsehood.person, text, language))
    hits = [claim for claim in found if claim.span.start < end and start < claim.span.end]
    assert hits, [(claim.kind, claim.text) for claim in found]
    assert min(len(claim.text) for claim in hits) <= max(60, 2 * (end - start))
