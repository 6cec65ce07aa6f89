"""Every threat and every measured fact that JobWise answers is held by at least one test that names it.

A test names what it holds in its name (`test_t13_...`, `test_t10_t34_...`) or in its docstring (`T13: ...`, `F6: ...`).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

THREATS = {
    "T1": "somebody else's resource by its address",
    "T2": "somebody else's resource named in a body",
    "T3": "forged access tokens",
    "T4": "a default or short secret in production",
    "T5": "addresses of the inner network",
    "T7": "templates made of what users write",
    "T9": "objects, code and commands made of data",
    "T10": "archives that write outside their folder",
    "T12": "mailed links to an attacker's host",
    "T13": "a stolen refresh token",
    "T14": "SQL in queries, sorts and filters",
    "T15": "fields that are not the client's to set",
    "T17": "one kind of token used as another",
    "T18": "sign-ins that outlive a changed password",
    "T19": "signing out that ends nothing",
    "T20": "access after an account was switched off",
    "T21": "a tier that outlives its downgrade",
    "T22": "guessing passwords",
    "T23": "locking the owner out",
    "T24": "made-up forwarding headers",
    "T25": "finding out who has an account",
    "T26": "hashing that blocks everybody else",
    "T27": "passwords of more than 72 bytes",
    "T28": "passwords that others would guess",
    "T29": "verifying an email that is not one's own",
    "T30": "taking an account over by changing its email",
    "T31": "reset links that are stolen or used again",
    "T32": "requests that other pages make a browser send",
    "T34": "archives that unpack to more than they say",
    "T35": "files that cost more to read than any honest one",
    "T37": "files that are not what they say",
    "T38": "bodies and files without measure",
    "T39": "names of files that leave the folder",
    "T40": "signed links, changed or used again",
    "T41": "private files by a guessed address",
    "T42": "instructions to a model in what it reads",
    "T43": "people's data told to models",
    "T44": "calls of models that cost without measure",
    "T45": "a model that never answers as asked",
    "T47": "one user's answer given to another",
    "T48": "texts and lists without measure",
    "T49": "scripts in what is stored",
    "T50": "secrets and personal data in logs",
    "T51": "secrets in the database",
    "T52": "signs and numbers that nothing can hold",
    "T53": "errors that tell of the inside",
    "T54": "pages of other origins",
    "T55": "answers without the headers that keep browsers safe",
    "T56": "pages without end",
    "T58": "lines in mail headers, and floods of mail",
    "T59": "names that break a header",
    "T60": "lines made up in logs",
    "T62": "another host, another path than the one that was judged",
    "T63": "acts that leave no trace",
    "T64": "patterns that take for ever",
    "T65": "moves that are illegal or come at once",
    "T67": "pages for developers in production",
}
FACTS = {
    "F1": "bcrypt fails beyond 72 bytes",
    "F2": "bcrypt holds the event loop up, and tells known from unknown by its time",
    "F3": "the token library takes what it is not told to refuse",
    "F4": "hand-made input finds what generated input does not",
    "F5": "PostgreSQL fails where SQLite does not, and the other way round",
    "F6": "an answer to bad input can itself fail on that input",
    "F11": "a counter that is read and then written loses counts",
    "F12": "lists of forbidden addresses let others through",
    "F15": "the framework caps forms, not bodies and files",
    "F16": "line ends and foreign signs in headers",
    "F19": "the reader of emails lets look-alikes through",
}
"""F13 and F14 are about LaTeX and websockets, which are not served."""

_NUMBER = re.compile(r"\b[TF]\d{1,2}\b")
_IN_NAME = re.compile(r"(?<=_)[tf]\d{1,2}(?=_)")


def functions_of(code: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


def numbers_of(test: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The threats and facts that a test says it holds."""
    return {one.upper() for one in _IN_NAME.findall(test.name)} | set(_NUMBER.findall(ast.get_docstring(test) or ""))


@pytest.fixture(scope="module")
def named() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("*.py")):
        for test in functions_of(path.read_text("utf-8")):
            for number in numbers_of(test):
                found.setdefault(number, []).append(f"{path.name}::{test.name}")
    return found


@pytest.mark.parametrize("number", [*THREATS, *FACTS])
def test_it_is_held_by_a_test_that_names_it(named: dict[str, list[str]], number: str) -> None:
    assert named.get(number), (THREATS | FACTS)[number]


def test_every_number_that_a_test_names_stands_here(named: dict[str, list[str]]) -> None:
    assert set(named) <= set(THREATS) | set(FACTS)


def test_numbers_are_read_from_names_and_docstrings() -> None:
    (test,) = functions_of('async def test_t10_t34_an_archive():\n    """T5: and F6, not TX."""')
    assert numbers_of(test) == {"T10", "T34", "T5", "F6"}
