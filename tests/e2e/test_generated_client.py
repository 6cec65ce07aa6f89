"""A client that a public generator makes from the OpenAPI document is made without a complaint, and is usable."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import httpx
import pytest

from tests.support.forked_server import Served

WALK = Path(__file__).resolve().parents[1] / "support" / "generated_walk.py"
_PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "jobwise-client"
version = "1"
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="module")
def generated(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the generated package in it."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "openapi.json").write_bytes(httpx.get(f"http://127.0.0.1:{served.port}/openapi.json", timeout=60).content)
    # The generator takes archives and pictures for bytes when it is told that they are.
    overrides = dict.fromkeys(("application/zip", "image/png"), "application/octet-stream")
    (folder / "config.json").write_text(json.dumps({"content_type_overrides": overrides}))
    said = _run(
        Path(sys.executable), "-m", "openapi_python_client", "generate", "--fail-on-warning",
        "--config", folder / "config.json",
        *("--path", folder / "openapi.json", "--meta", "none", "--output-path", folder / "jobwise_client"),
    )  # fmt: skip
    assert "WARNING" not in said.upper(), said
    assert "UNABLE" not in said.upper(), said
    return folder


def test_the_client_has_a_name_for_everything(generated: Path) -> None:
    models = sorted(file.stem for file in (generated / "jobwise_client" / "models").glob("*.py"))
    # The generator names what the document leaves without a name after its place: nobody would find those.
    assert [name for name in models if re.search(r"_(type|item)_\d", name)] == []


def test_it_walks_from_registering_to_reading_back(generated: Path, served: Served, tmp_path: Path) -> None:
    (generated / "pyproject.toml").write_text(_PROJECT)
    own = Path(sys.executable)
    _run(own, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=generated)
    _run(own, "-m", "venv", "--without-pip", tmp_path / "own")
    python = tmp_path / "own" / "bin" / "python"
    _run(own, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", *tmp_path.glob("*.whl"))
    (site,) = (tmp_path / "own" / "lib").glob("python*/site-packages")
    _lend(site, "httpx", "attrs", "python-dateutil")
    assert _run(python, "-I", WALK, f"http://127.0.0.1:{served.port}", served.mail).strip() == "walked"


def _lend(site: Path, *names: str) -> None:
    """Puts packages of this environment, and what they need, into another one."""
    wanted, done = list(names), set[str]()
    while wanted:
        found = distribution(wanted.pop())
        if found.name in done:
            continue
        done.add(found.name)
        for file in {part.parts[0] for part in found.files or () if part.parts[0] not in ("..", "__pycache__")}:
            if not (site / file).exists():
                (site / file).symlink_to(Path(str(found.locate_file(file))))
        needs = [need for need in found.requires or () if "extra ==" not in need and "python_version" not in need]
        wanted += [re.split(r"[^A-Za-z0-9._-]", need, maxsplit=1)[0] for need in needs]


def _run(python: Path, *argv: str | Path, cwd: Path | None = None) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [python, *argv], cwd=cwd, capture_output=True, text=True, timeout=120, check=False, env={"PATH": path}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
