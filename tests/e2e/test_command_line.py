"""How the command line behaves at its edges: standard output, missing fonts, dangerous commands, broken pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.running import POSTING, PROFILE, ROOT, here, jobwise, script


def test_a_document_on_standard_output_stands_alone(tmp_path: Path) -> None:
    done = jobwise("profile", "convert", PROFILE, "-")
    assert done.code == 0
    assert done.answer["basics"]["name"] == "Ines Aldervik"
    home = {"JOBWISE_HOME": str(tmp_path)}
    assert here("profile", "import", PROFILE, **home).code == 0
    assert jobwise("profile", "export", "-", **home).answer["basics"]["name"] == "Ines Aldervik"


def test_with_json_it_stands_within_the_one_answer(tmp_path: Path) -> None:
    converted = here("profile", "convert", PROFILE, "-", "--json").answer["data"]
    assert converted["file"] == "-"
    assert isinstance(converted["changes"], list)
    assert converted["document"]["basics"]["name"] == "Ines Aldervik"
    home = {"JOBWISE_HOME": str(tmp_path)}
    assert here("profile", "import", PROFILE, **home).code == 0
    exported = here("profile", "export", "-", "--json", **home).answer["data"]
    assert exported["document"] == converted["document"]


def person_with(sign: str, folder: Path) -> Path:
    path = folder / "person.json"
    work = [{"name": "Harbour Bakery", "position": "Baker", "startDate": "2019-01", "highlights": ["Baked 90 loaves"]}]
    value = {"basics": {"name": f"Rosa {sign} Lind", "email": "rosa@example.org"}, "work": work}
    path.write_text(json.dumps(value), "utf-8")
    return path


def test_a_sign_without_a_font_stops_only_what_embeds_fonts(tmp_path: Path) -> None:
    asked = ("tailor", "--profile", person_with("\U0001fae8", tmp_path), "--job", POSTING, "--out", tmp_path / "out")
    done = here(*asked, "--formats", "docx,md,txt,tex,json", "--json")
    assert done.code == 0, done.stdout
    assert "Rosa \U0001fae8 Lind" in (tmp_path / "out" / "resume.txt").read_text("utf-8")


BARE = (
    "from jobwise.infrastructure.rendering import fonts\n"
    "fonts._SYSTEM = {'linux': ()}\n"
    "from jobwise.bootstrap.cli import main\nmain()\n"
)
"""The command on a machine that has no fonts but the shipped ones."""


def test_with_a_pdf_it_is_named_before_anything_is_written(tmp_path: Path) -> None:
    asked = ("tailor", "--profile", person_with("\U0001f600", tmp_path), "--job", POSTING, "--out", tmp_path / "out")
    done = script(BARE, *asked, "--formats", "txt,pdf", "--json")
    assert done.code == 3
    message = done.error["message"]
    assert "\U0001f600 (GRINNING FACE)" in message
    assert "fonts-noto-color-emoji" in message
    assert "--formats docx,md,txt" in message
    assert not (tmp_path / "out").exists()
    assert script(BARE, *asked, "--formats", "docx,md,txt").code == 0


def test_going_back_to_nothing_must_be_meant(tmp_path: Path) -> None:
    home = {"JOBWISE_HOME": str(tmp_path)}
    assert here("profile", "import", PROFILE, **home).code == 0
    for more in ([], ["--json"]):
        done = here("db", "downgrade", "base", *more, stdin=b"yes\n", **home)
        assert done.code == 2
        said = done.error["message"] if more else done.stderr
        assert "every profile" in said
        assert str(tmp_path / "jobwise.db") in said
        assert "--yes" in said
    assert here("profile", "show", **home).code == 0
    assert here("db", "downgrade", "base", "--yes", **home).code == 0
    assert here("profile", "show", "--json", **home).code == 2


def test_a_failure_of_the_program_leaves_its_trace_in_the_logs(tmp_path: Path) -> None:
    code = (
        "from jobwise.bootstrap.one_shot import OneShot\n"
        "def fail(*_):\n    return {}['nothing']\n"
        "OneShot.read_input = lambda self, name, **_: fail()\n"
        "from jobwise.bootstrap.cli import main\nmain()\n"
    )
    done = script(code, "profile", "check", "x.json", JOBWISE_HOME=str(tmp_path))
    assert done.code == 70
    assert done.stderr.count("\n") <= 2
    (log,) = (tmp_path / "logs").iterdir()
    assert log.name in done.stderr
    assert "KeyError: 'nothing'" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o077 == 0
    shown = script(code, "profile", "check", "x.json", "--verbose", JOBWISE_HOME=str(tmp_path / "other"))
    assert "Traceback" in shown.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_that_leaves_early_is_no_failure(more: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "jobwise", "profile", "check", str(PROFILE), *more],
        stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_answer_that_cannot_be_written_is_told(more: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "jobwise", "profile", "check", str(PROFILE), *more],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1, done.stderr
    assert done.stderr.startswith(b"jobwise: ")


def test_the_day_of_the_decisions_is_kept(tmp_path: Path) -> None:
    asked = ("tailor", "--profile", PROFILE, "--job", POSTING, "--out", tmp_path, "--formats", "json")
    assert jobwise(*asked, "--date", "2027-01-31").code == 0
    made = tmp_path / "generation.json"
    assert json.loads(made.read_text("utf-8"))["as_of"] == "2027-01-31"
    assert here("verify", made, "--profile", PROFILE, "--job", POSTING).code == 0
    made.write_text(made.read_text("utf-8").replace('"as_of": "2027-01-31"', '"as_of": "soon"'), "utf-8")
    assert here("verify", made, "--profile", PROFILE).code == 2


def test_a_job_whose_end_lies_ahead_goes_on_or_is_over_by_the_one_day(tmp_path: Path) -> None:
    profile = tmp_path / "p.json"
    work = [
        {"name": "Harbour Bakery", "position": "Baker", "startDate": "2020-03", "endDate": "2027-06",
         "highlights": ["Baked 900 loaves a week for four shops", "Trained two apprentices in sourdough"]}
    ]  # fmt: skip
    profile.write_text(json.dumps({"basics": {"name": "Rosa Lind", "email": "r@example.org"}, "work": work}), "utf-8")
    said = {}
    for date in ("2026-11-21", "2027-12-01"):
        for run in ("1", "2"):
            out = tmp_path / date / run
            asked = ("tailor", "--profile", profile, "--job", POSTING, "--out", out, "--formats", "txt,json")
            done = jobwise(*asked, "--date", date, PYTHONHASHSEED=run)
            assert done.code == 0, done.stderr
        first, second = tmp_path / date / "1", tmp_path / date / "2"
        for path in first.iterdir():
            assert path.read_bytes() == (second / path.name).read_bytes()
        said[date] = (first / "cover_letter.txt").read_text("utf-8")
    assert "have worked as a" in said["2026-11-21"]
    assert "2027" in said["2027-12-01"]
    assert "have worked as a" not in said["2027-12-01"]


def test_the_doctor_looks_at_the_folder_for_data(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home, is_here in ((tmp_path / "new", True), (tmp_path / "file" / "home", False)):
        done = here("doctor", "--json", JOBWISE_HOME=str(home))
        assert done.code == 0
        (finding,) = [one for one in done.answer["data"]["findings"] if one["name"] == "data folder"]
        assert finding["here"] is is_here
        assert str(home) in finding["detail"]
    assert not (tmp_path / "new").exists()


def test_an_empty_home_is_not_the_root_of_the_file_system() -> None:
    done = jobwise("doctor", "--json", HOME="", XDG_DATA_HOME="", JOBWISE_HOME="")
    (finding,) = [one for one in done.answer["data"]["findings"] if one["name"] == "data folder"]
    assert not finding["detail"].startswith("/.local")
