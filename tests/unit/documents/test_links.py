"""Signatures of links."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.application.ports.links import Grant
from jobwise.infrastructure.security.links import HmacLinks

LINKS = HmacLinks(lambda: b"l" * 32)
GRANT = Grant("GET", f"users/{UUID(int=1)}/{UUID(int=2)}", UUID(int=1), 1_795_165_800)
GRANTS = st.builds(Grant, st.sampled_from(["GET", "HEAD", "PUT"]), st.uuids().map(str), st.uuids(), st.integers())


def test_a_signature_holds_for_its_grant() -> None:
    assert LINKS.holds(GRANT, LINKS.sign(GRANT))
    assert LINKS.sign(GRANT) == HmacLinks(lambda: b"l" * 32).sign(GRANT)


def test_another_key_signs_otherwise() -> None:
    assert not HmacLinks(lambda: b"m" * 32).holds(GRANT, LINKS.sign(GRANT))


@given(GRANTS, GRANTS)
def test_a_signature_holds_for_no_other_grant(one: Grant, other: Grant) -> None:
    assert LINKS.holds(other, LINKS.sign(one)) is (one == other)


@pytest.mark.parametrize("bad", ["", "x", "ä", "\ud800", LINKS.sign(GRANT)[:-1], LINKS.sign(GRANT) + "="])
def test_other_text_is_no_signature(bad: str) -> None:
    assert not LINKS.holds(GRANT, bad)
