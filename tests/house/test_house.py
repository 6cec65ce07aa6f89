"""The house as a whole: the floors hold, every failure has an exit code, the command starts light."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from jobwise.domain.shared import errors
from jobwise.presentation.cli import app, parser
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


@pytest.mark.parametrize("argv", [["--help"], ["tailor", "--help"], ["--version"]])
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


def commands() -> set[str]:
    """The names of every command's function, walked from the parser itself."""
    found: set[str] = set()
    queue = [parser.build()]
    while queue:
        current = queue.pop()
        if run := current.get_default("run"):
            found.add(run)
        for action in current._actions:
            if isinstance(action.choices, dict):
                queue.extend(action.choices.values())
    return found


def test_every_command_has_its_function() -> None:
    assert commands() == set(app._ROOMS)
    for name, module in app._ROOMS.items():
        loaded = __import__(f"jobwise.presentation.cli.commands.{module}", fromlist=[name])
        assert callable(getattr(loaded, name))


def test_the_readme_names_every_command() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in commands():
        assert f"jobwise {name.replace('_', ' ')}" in said, name


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
