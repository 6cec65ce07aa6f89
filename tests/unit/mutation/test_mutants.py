"""What `make mutation` counts: every kind of wrong is made where it can be, once, and nowhere else."""

import ast

import pytest
from benchmarks.mutants import mutants


def wrongs(source: str) -> list[tuple[str, str]]:
    """Each wrong's kind, and what then stands there."""
    tree = ast.parse(source)
    made = []
    for mutant in mutants("m.py", source):
        assert mutant.code(tree, "m.py") != compile(tree, "m.py", "exec")
        made.append((mutant.kind, mutant.after or f"without {mutant.before}"))
    return made


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", [("comparison", "a <= b"), ("comparison", "a >= b")]),
        ("x = a is not b", [("comparison", "a is b")]),
        (
            "x = a and not b",
            [
                ("boolean", "a or not b"),
                ("operand removed", "without a"),
                ("operand removed", "without not b"),
                ("boolean", "b"),
            ],
        ),
        ("x = a + 1", [("arithmetic", "a - 1"), ("constant", "2")]),
        ("x = True", [("constant", "False")]),
        ("x = 'free'", [("constant", "'freeX'")]),
        ("x = min(a, b)", [("limit", "max(a, b)")]),
        ("x = {a, b}", [("element removed", "without a"), ("element removed", "without b")]),
        ("x = {a: b, c: d}", [("element removed", "without a"), ("element removed", "without c")]),
        ("x = t.where(mine, live)", [("condition removed", "without mine"), ("condition removed", "without live")]),
        ("x = [one for one in many if one]", [("filter removed", "without one"), ("condition", "")]),
        ("async def f():\n    await act()", [("statement removed", "without await act()")]),
        ("self.x = y", [("statement removed", "without self.x = y")]),
        ("def f():\n    return x", [("return value", "return None")]),
        ("for x in many:\n    pass", [("loop", "for x in ():\n    pass")]),
        ("while x:\n    break", [("condition", "while not x:\n    break"), ("break", "continue")]),
        ("try:\n    pass\nexcept LostRace:\n    pass", [("exception", "never")]),
        ("if bad:\n    raise Bad('so bad')", [("condition", ""), ("statement removed", "without raise Bad('so bad')")]),
    ],
)
def test_every_kind_of_wrong_is_made(source: str, expected: list[tuple[str, str]]) -> None:
    found = wrongs(source)
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    assert all(after in ("", seen) for (_, seen), (_, after) in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "x: dict[str, int] | None",
        "def f(x: 'A | B') -> 'C': ...",
        "import this",
        "O = TypeVar('O', bound='Owned')",
        "if TYPE_CHECKING:\n    x = 1",
        "@dataclass(frozen=True)\nclass A: ...",
        "x = f'so {a + 1}'",
    ],
)
def test_what_no_test_can_see_is_left_alone(source: str) -> None:
    assert wrongs(source) == []


def test_a_wrong_knows_its_statement_and_whether_it_runs_at_import() -> None:
    source = "LIMIT = 5\n\n\ndef f(most=5):\n    if most < 3:\n        return [\n            1,\n        ]\n"
    found = {(one.line, one.first, one.last, one.top) for one in mutants("m.py", source)}
    assert found == {(1, 1, 1, True), (4, 4, 4, True), (5, 5, 5, False), (6, 6, 8, False), (7, 6, 8, False)}


def test_a_wrong_is_in_the_code_it_makes() -> None:
    source = "def f(x):\n    return x > 3\n"
    (mutant,) = [one for one in mutants("m.py", source) if one.after == "x >= 3"]
    space: dict[str, object] = {}
    exec(mutant.code(ast.parse(source), "m.py"), space)  # noqa: S102
    assert space["f"](3) is True  # type: ignore[operator]
