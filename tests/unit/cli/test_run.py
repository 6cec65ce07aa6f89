"""The outermost frame: foreseen or not, every ending is one sentence and one exit code."""

import json
import shlex
from functools import cache
from typing import Any

import pytest

from jobwise.domain.shared.errors import InvalidInput
from jobwise.presentation.cli.app import run
from jobwise.presentation.cli.parser import build


class Failing:
    """A house in which looking at the machine fails with `error`; logs are kept in `logs`."""

    def __init__(self, error: BaseException, *, can_log: bool = True) -> None:
        self.error = error
        self.can_log = can_log
        self.logs: dict[str, str] = {}

    @property
    def machine(self) -> Any:
        raise self.error

    def record_failure(self, name: str, text: str) -> str | None:
        if not self.can_log:
            return None
        self.logs[name] = text
        return f"/logs/{name}.log"


def test_what_nobody_foresaw_is_a_sentence_and_a_log(capfd) -> None:
    cases = Failing(KeyError("x"))
    assert run(["doctor"], cases) == 70  # type: ignore[arg-type]
    said = capfd.readouterr()
    ((name, log),) = cases.logs.items()
    assert said.out == ""
    assert (
        said.err.splitlines()[0]
        == f"jobwise: JobWise itself failed (error {name}); please report it with /logs/{name}.log."
    )
    assert "Traceback" not in said.err
    assert "KeyError: 'x'" in log


def test_with_json_it_is_one_object(capfd) -> None:
    assert run(["doctor", "--json"], Failing(ZeroDivisionError())) == 70  # type: ignore[arg-type]
    error = json.loads(capfd.readouterr().out)["error"]
    assert error["code"] == "INTERNAL_ERROR"
    assert error["details"][0]["reason"] in error["message"]


def test_where_no_log_can_be_kept_it_says_what_to_do(capfd) -> None:
    assert run(["doctor"], Failing(KeyError("x"), can_log=False)) == 70  # type: ignore[arg-type]
    assert "--verbose" in capfd.readouterr().err


@pytest.mark.parametrize("by_option", [True, False])
def test_the_trace_is_shown_when_asked_for(capfd, monkeypatch, by_option: bool) -> None:
    monkeypatch.setenv("JOBWISE_DEBUG", "" if by_option else "1")
    cases = Failing(KeyError("x"))
    assert run(["doctor", *(["--verbose"] if by_option else [])], cases) == 70  # type: ignore[arg-type]
    assert "Traceback" in capfd.readouterr().err
    assert not cases.logs


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (RecursionError(), 2),
        (MemoryError(), 3),
        (OSError(28, "No space left on device"), 3),
        (InvalidInput("No."), 2),
    ],
)
def test_every_other_ending_has_its_code(capfd, error: BaseException, code: int) -> None:
    assert run(["doctor", "--json"], Failing(error)) == code  # type: ignore[arg-type]
    said = capfd.readouterr()
    assert "Traceback" not in said.err
    if code != 130:
        assert set(json.loads(said.out)) == {"error"}


@cache
def helps() -> dict[str, str]:
    """The help of the command line and of every command under it."""
    found, queue = {}, [build()]
    while queue:
        current = queue.pop()
        found[current.prog] = current.format_help()
        for action in current._actions:
            if isinstance(action.choices, dict):
                queue.extend(action.choices.values())
    return found


@pytest.mark.parametrize("prog", [prog for prog in helps() if prog != "jobwise"])
def test_every_help_has_an_example_that_parses(prog: str) -> None:
    said = " ".join(helps()[prog].split())
    assert f"Example: {prog}" in said
    example = said.rsplit("Example: jobwise ", 1)[1]
    assert build().parse_args(shlex.split(example)).command == prog.split()[1]


@pytest.mark.parametrize(
    "argv",
    [
        *("serve --port 65536", "serve --port=-1", "worker --port 65536"),
        *("worker --concurrency 0", "worker --concurrency 65"),
    ],
)
def test_a_number_that_cannot_be_is_bad_input(argv: str, capfd) -> None:
    assert run(argv.split(), Failing(KeyError("nothing is started"))) == 2  # type: ignore[arg-type]
    assert argv.split()[1].partition("=")[0] in capfd.readouterr().err
