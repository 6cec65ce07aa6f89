"""Whatever is done to a list: ids stay unique, an order is a permutation, and what is not named stays as it was."""

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.editing import Act, ListName, Operation, edit
from jobwise.domain.profiles.editing.fields import FIELDS, Kind
from jobwise.domain.profiles.json_resume.dates import NO_WORDS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import InvalidInput, NotFound

LISTS = st.sampled_from([*ListName])
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def main_field(name: ListName) -> str:
    return next(field for field, kind in FIELDS[name].items() if kind is Kind.LINE)


@st.composite
def plans(draw: st.DrawFn) -> list[tuple[Act, ListName, int, str]]:
    """Acts on lists, each with a number that picks an entry and a text."""
    step = st.tuples(st.sampled_from([*Act]), LISTS, st.integers(0, 5), TEXTS)
    return draw(st.lists(step, min_size=1, max_size=12))


def operation(profile: Profile, act: Act, name: ListName, pick: int, text: str) -> Operation:
    ids = [one.id for one in getattr(profile, name)]
    chosen = ids[pick % len(ids)] if ids else "nobody"
    if act is Act.REORDER:
        return Operation(act, name, order=tuple(ids[pick % (len(ids) or 1) :] + ids[: pick % (len(ids) or 1)]))
    values = {} if act is Act.DELETE else {main_field(name): text}
    return Operation(act, name, "" if act is Act.CREATE else chosen, values)


def ids_of(profile: Profile, name: ListName) -> list[str]:
    return [one.id for one in getattr(profile, name)]


@given(plans())
@settings(max_examples=100, deadline=None)
def test_any_sequence_of_operations(plan: list[tuple[Act, ListName, int, str]]) -> None:
    numbers = itertools.count(1)
    now = Profile()
    for act, name, pick, text in plan:
        step = operation(now, act, name, pick, text)
        try:
            done = edit(now, [step], lambda: f"n{next(numbers)}", numbered=False)
        except NotFound:
            assert step.id == "nobody"
            continue
        check(now, done.profile, step, done.ids[0])
        now = done.profile
    # What was edited survives an export and the way back.
    if any(getattr(now, name) for name in ListName):
        assert json_resume.read(json_resume.write(now), NO_WORDS).profile == now


def check(before: Profile, after: Profile, step: Operation, id: str) -> None:
    for name in ListName:
        ids = ids_of(after, name)
        assert len(set(ids)) == len(ids)
        if name is not step.list:
            assert getattr(after, name) == getattr(before, name)
    was = {one.id: one for one in getattr(before, step.list)}
    for one in getattr(after, step.list):
        if one.id != id:
            assert one == was[one.id]
    expected: dict[Act, list[str]] = {
        Act.CREATE: [*was, id],
        Act.DELETE: [one for one in was if one != id],
        Act.REORDER: [*step.order],
    }
    assert ids_of(after, step.list) == expected.get(step.act, [*was])


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELD = st.sampled_from(sorted({field for fields in FIELDS.values() for field in fields} | {"id", "x"}))


@given(LISTS, st.dictionaries(FIELD, JSON, max_size=4), st.sampled_from([Act.CREATE, Act.UPDATE, Act.REPLACE]))
@settings(max_examples=80, deadline=None)
def test_whatever_is_given_is_taken_or_refused_by_name(name: ListName, values: dict[str, Any], act: Act) -> None:
    start = edit(Profile(), [Operation(Act.CREATE, name, values={main_field(name): "x"})], lambda: "first").profile
    numbers = itertools.count(1)
    try:
        after = edit(start, [Operation(act, name, "first", values)], lambda: f"n{next(numbers)}").profile
    except InvalidInput as refused:
        assert refused.details
        return
    assert len(getattr(after, name)) == len(getattr(start, name)) + (act is Act.CREATE)
