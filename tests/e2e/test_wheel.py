"""The wheel carries everything: installed alone, away from the checkout, it tailors."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.running import POSTING, PROFILE, ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with only the wheel in it; its dependencies come from this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *build], check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("jobwise-*.whl")
    target = folder / "site"
    install = [*pip, "install", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    return target


def run(installed: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    # -S keeps the editable install's path file out; the environment's packages come after the wheel.
    packages = os.pathsep.join([str(installed), *(path for path in sys.path if path.endswith("site-packages"))])
    return subprocess.run(
        [sys.executable, "-S", "-c", "import jobwise.bootstrap.cli as c; c.main()", *argv],
        cwd=installed, env={**os.environ, "PYTHONPATH": packages},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_it_tailors_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    options = ["--formats", "pdf,docx,json,txt", "--engine", "typst", "--json"]
    done = run(installed, "tailor", "--profile", str(PROFILE), "--job", str(POSTING), "--out", str(tmp_path), *options)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "resume.pdf").read_bytes().startswith(b"%PDF")


def test_it_migrates_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    os.environ["JOBWISE_HOME"] = str(tmp_path)
    try:
        done = run(installed, "db", "upgrade", "--json")
        assert done.returncode == 0, done.stderr[-2000:]
        assert (tmp_path / "jobwise.db").is_file()
    finally:
        del os.environ["JOBWISE_HOME"]


def test_the_wheel_is_what_ran(installed: Path) -> None:
    code = "import jobwise, pathlib; print(pathlib.Path(jobwise.__file__).parent)"
    packages = os.pathsep.join([str(installed), *(path for path in sys.path if path.endswith("site-packages"))])
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=installed, env={**os.environ, "PYTHONPATH": packages},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()) == installed / "jobwise"
