"""A diff speaks of facts: what came, what went and why, what moved, what was said anew."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.diff import ChangeKind, diff
from jobwise.domain.generations.document import Document, Dropped, GenerationKind, Line, Role
from tests.support.soak import examples

NAME = Line(Role.NAME, "Mara Oyelaran", ("personal/name",))
HEAD = Line(Role.HEADING, "Experience")
ONE = Line(Role.BULLET, "Cut latency to 210 ms", ("experiences/e1/bullets/b1",))
TWO = Line(Role.BULLET, "Led the rotation", ("experiences/e1/bullets/b2",))
THREE = Line(Role.BULLET, "Moved 60 jobs", ("experiences/e1/bullets/b3",))


def document(*lines: Line, dropped: tuple[Dropped, ...] = ()) -> Document:
    return Document(GenerationKind.RESUME, "en", "t", "a", lines, dropped)


def paths(one: Document, other: Document, kind: ChangeKind) -> list[str]:
    return [change.path for change in diff(one, other).of(kind)]


def test_two_equal_documents_differ_in_nothing() -> None:
    same = document(NAME, HEAD, ONE, TWO)
    assert diff(same, same).changes == ()
    assert diff(same, same).unchanged == 4


def test_a_fact_that_went_carries_the_reason_and_one_that_came_back_too() -> None:
    left_out = Dropped("experiences/e1/bullets/b2", TWO.text, "It answers no requirement.")
    full, cut = document(NAME, ONE, TWO), document(NAME, ONE, dropped=(left_out,))
    (gone,) = diff(full, cut).changes
    assert (gone.kind, gone.path, gone.reason) == (ChangeKind.DROPPED, TWO.sources[0], "It answers no requirement.")
    (back,) = diff(cut, full).changes
    assert (back.kind, back.after) == (ChangeKind.ADDED, TWO.text)
    assert back.reason == "It was left out before: It answers no requirement."


def test_the_reason_of_an_entry_stands_for_its_bullets() -> None:
    entry = Dropped("experiences/e1", "Engineer", "There was no room.")
    (gone,) = diff(document(NAME, ONE), document(NAME, dropped=(entry,))).changes
    assert gone.reason == "There was no room."


def test_the_same_source_with_other_words_is_reworded() -> None:
    other = Line(Role.BULLET, "Cut latency from 480 ms to 210 ms", ONE.sources)
    (change,) = diff(document(NAME, ONE), document(NAME, other)).changes
    assert (change.kind, change.before, change.after) == (ChangeKind.REWORDED, ONE.text, other.text)


def test_only_the_line_that_left_its_place_is_moved() -> None:
    assert paths(document(NAME, ONE, TWO, THREE), document(NAME, THREE, ONE, TWO), ChangeKind.MOVED) == [
        THREE.sources[0]
    ]


def test_a_list_of_skills_is_compared_fact_by_fact() -> None:
    before = Line(Role.SKILLS, "Tools: Python, Rust", ("skills/s1", "skills/s2"))
    after = Line(Role.SKILLS, "Tools: Python, Go", ("skills/s1", "skills/s3"))
    told = diff(document(before), document(after))
    assert [change.path for change in told.of(ChangeKind.DROPPED)] == ["skills/s2"]
    assert [change.path for change in told.of(ChangeKind.ADDED)] == ["skills/s3"]
    assert len(told.of(ChangeKind.REWORDED)) == 1


def test_furniture_is_told_without_a_path() -> None:
    assert paths(document(NAME, HEAD), document(NAME), ChangeKind.DROPPED) == [""]


@given(st.permutations([NAME, HEAD, ONE, TWO, THREE]), st.permutations([NAME, HEAD, ONE, TWO, THREE]))
@settings(max_examples=examples(25), deadline=None)
def test_reordering_moves_lines_and_changes_nothing_else(one: list[Line], other: list[Line]) -> None:
    told = diff(document(*one), document(*other))
    assert {change.kind for change in told.changes} <= {ChangeKind.MOVED}
    assert told.unchanged + len(told.changes) == 5
    assert bool(told.changes) is (one != other)


@given(st.sets(st.sampled_from(range(6))), st.sets(st.sampled_from(range(6))))
@settings(max_examples=examples(25), deadline=None)
def test_added_and_dropped_are_the_difference_of_the_facts(one: set[int], other: set[int]) -> None:
    lines = [Line(Role.BULLET, f"deed {n}", (f"experiences/e/bullets/{n}",)) for n in range(6)]
    a, b = (document(*(lines[n] for n in sorted(run))) for run in (one, other))
    told = diff(a, b)
    assert len(told.of(ChangeKind.DROPPED)) == len(one - other)
    assert len(told.of(ChangeKind.ADDED)) == len(other - one)
    assert json.loads(json.dumps(told.to_json()))["unchanged"] == len(one & other)
