"""The house as a whole: the floors hold, every failure has an exit code, the command starts light."""

import ast
import importlib
import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import get_type_hints

import pytest

from jobwise.application.use_cases import UseCases
from jobwise.domain.shared import errors
from jobwise.presentation.cli import parser
from jobwise.presentation.cli.exits import exit_code

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "alembic", "dependency_injector", "docx", "lxml", "numpy", "phonenumbers", "PIL", "psycopg", "pydantic",
    "pypdfium2",
    "rich", "selectolax", "sqlalchemy", "typst", "weasyprint", "asyncio",
)  # fmt: skip


def all_errors() -> list[type[errors.JobWiseError]]:
    found, queue = [], [errors.JobWiseError]
    while queue:
        kind = queue.pop()
        queue.extend(kind.__subclasses__())
        found.append(kind)
    return [kind for kind in found if kind is not errors.JobWiseError]


def test_the_floors_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_failure_has_a_code_and_an_exit_code(kind: type[errors.JobWiseError]) -> None:
    assert re.fullmatch(r"[A-Z_]+", kind.code)
    assert exit_code(kind("It went wrong.")) in (1, 2, 3)


@pytest.mark.parametrize("argv", [["--help"], ["tailor", "--help"], ["jobs", "list", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(argv: list[str]) -> None:
    script = (
        "import sys\nfrom jobwise.bootstrap.cli import main\n"
        f"sys.argv = ['jobwise', *{argv!r}]\n"
        "try:\n    main()\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout


def commands() -> dict[str, Namespace]:
    """Every command as it is typed, with what the parser knows of it, walked from the parser itself."""
    found: dict[str, Namespace] = {}
    queue = [parser.build()]
    while queue:
        current = queue.pop()
        if current.get_default("run"):
            found[current.prog] = Namespace(**current._defaults)
        for action in current._actions:
            if isinstance(action.choices, dict):
                queue.extend(action.choices.values())
    return found


def test_every_command_has_its_function() -> None:
    assert {name.split()[1] for name in commands()} == set(parser.FIRST)
    for typed, found in commands().items():
        room = f"commands.{found.row.room}" if found.row.room else f"stored.{found.module}"
        loaded = importlib.import_module(f"jobwise.presentation.cli.{room}")
        assert callable(getattr(loaded, found.run)), typed


def test_every_function_has_its_command() -> None:
    ran = {found.run for found in commands().values()}
    for file in (ROOT / "src/jobwise/presentation/cli/stored").glob("*.py"):
        acts = [node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.AsyncFunctionDef)]
        assert {name for name in acts if not name.startswith("_")} <= ran, file.name


def test_the_docs_name_every_command() -> None:
    said = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for typed in commands():
        assert f"`{typed}" in said, typed


def test_the_readme_names_every_command_that_works_on_files_alone() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/commands.md" in said
    for typed, found in commands().items():
        if found.row.room:
            assert typed in said, typed


WITHOUT_A_COMMAND = {
    "users.authenticate": "reads the access token of a request",
    "users.session_of_refresh": "finds the session of a browser's cookie",
    "users.csrf": "is what a browser repeats in its session",
    "users.throttle": "counts requests from a network",
    "users.secrets": "makes the tokens that other use cases hand out",
    "users.ensure_local": "is what `--as` stands in for; act_as calls it",
    "users.act_as": "finds who a command acts for, before each command",
    "once": "repeats the answer to a request that was sent twice",
    "documents.open_linked": "opens a signed link; `documents download` opens the file itself",
    "jobs.read": "reads a posting for the REST API; `jobs parse` reads it without a database",
    "profiles.replace": "takes a profile as the domain knows it; `profiles replace` goes by the fields of the REST API",
    "profiles.list": "is what `profiles list` adds how complete each is to",
    "data_exports.make": "is what a running server does with a request",
    "data_exports.expire": "is what a running server does every hour",
    "generations.give_up": "is what a running server does every hour",
    "generations.progress": "is what a stream of events asks again and again; `generations show` says as much",
    "exports.progress": "is what a stream of events asks again and again; `exports show` says as much",
    "exports.open_linked": "opens a signed link; `exports download` opens the file itself",
}
"""Use cases that no command calls, and why."""


def use_cases_of(kind: type, path: str = "") -> set[str]:
    """`jobs.list` and its like: every field of the use cases, the rooms walked through."""
    found: set[str] = set()
    for name, of in get_type_hints(kind).items():
        here = f"{path}{name}"
        found |= use_cases_of(of, f"{here}.") if of.__name__.endswith("Acts") else {here}
    return found


def reached() -> set[str]:
    """Every `desk.cases.<room>.<act>` of the commands, and what the stored default profile asks for."""
    files = [*(ROOT / "src/jobwise/presentation/cli/stored").glob("*.py"), ROOT / "src/jobwise/bootstrap/stored.py"]
    said = "\n".join(file.read_text("utf-8") for file in files)
    return set(re.findall(r"\bcases\.(\w+(?:\.\w+)?)\(", said))


def test_every_use_case_is_reached_from_the_command_line() -> None:
    everything = use_cases_of(UseCases) | {"users.csrf"}
    without = {one for one in everything if one in WITHOUT_A_COMMAND or one.split(".")[0] in WITHOUT_A_COMMAND}
    assert everything - without - reached() == set()
    assert reached() & (without - {"users.act_as"}) == set()
    assert {name.split(".")[0] for name in WITHOUT_A_COMMAND} <= {name.split(".")[0] for name in everything}


def test_nothing_private_to_a_machine_is_in_the_tree() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = re.compile("pythonhosted" + r"\.org|pypi" + r"\.org/simple|registry" + r"\.npmjs|deb" + r"\.debian")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in {".ttf", ".png", ".pdf"} or not path.is_file():
            continue
        assert not hosts.search(path.read_text(encoding="utf-8")), name
