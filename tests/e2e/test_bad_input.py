"""Bad input gets one clear sentence, exit 2 and no traceback; `--json` holds for failures too."""

import json
import os
from pathlib import Path

import pytest

from tests.e2e.running import POSTING, PROFILE, here, jobwise

FRESH = {"name": "Kim", "info": {"label": "Dev"}, "employment": {"history": []}, "meta": {"format": "FRESH@0.6.0"}}
RENDERCV = {"cv": {"name": "Kim", "sections": {"experience": []}}}

BAD_PROFILES = {
    "broken": b'{"basics": {"name": "Kim",}',
    "empty": b"",
    "spaces": b"  \n ",
    "nested": b"[" * 10_000 + b"]" * 10_000,
    "nested objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "array": b"[]",
    "string": b'"resume"',
    "number": b"7",
    "null": b"null",
    "nothing": b"{}",
    "fresh": json.dumps(FRESH).encode(),
    "rendercv": json.dumps(RENDERCV).encode(),
    "latin-1": '{"basics": {"name": "Zoë"}}'.encode("latin-1"),
    "binary": bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7\n" + bytes(200),
    "large": b'{"basics": {"summary": "' + b"x" * 2_100_000 + b'"}}',
    "nan": b'{"basics": {"name": NaN}}',
}
BAD_POSTINGS = {
    "empty": b"",
    "spaces": b" \n\t ",
    "binary": bytes(range(256)) * 40,
    "zip": b"PK\x03\x04" + bytes(300),
    "pdf": b"%PDF-1.7\n" + bytes(200),
    "large": b"We need Python. " * 140_000,
    "nested": b"[" * 10_000 + b"]" * 10_000,
    "page without text": b"<html><body></body></html>",
    "hollow": b'{"@type": "JobPosting"}',
    "other json": b'{"a": 1}',
}


def sentence(done) -> str:
    assert done.code == 2, (done.code, done.stdout[:300], done.stderr)
    error = done.error
    message = error["message"]
    assert message
    assert "\n" not in message
    assert message.rstrip().endswith((".", "?")), message
    assert error["code"].isupper()
    return str(message)


@pytest.mark.parametrize("kind", BAD_PROFILES)
def test_bad_profiles(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(BAD_PROFILES[kind])
    sentence(here("profile", "convert", path, tmp_path / "out.json", "--json"))
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("kind", BAD_POSTINGS)
def test_bad_postings(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "posting"
    path.write_bytes(BAD_POSTINGS[kind])
    sentence(here("jobs", "parse", path, "--json"))


@pytest.mark.parametrize("name", ["nowhere.json", "two\nlines.json", "\x1b[31mred.json"])
def test_names_that_are_not_there(tmp_path: Path, name: str) -> None:
    message = sentence(here("profile", "check", tmp_path / name, "--json"))
    assert "\x1b" not in message


def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    sentence(jobwise("profile", "check", os.fsencode(tmp_path) + b"/\xff\xfe.json", "--json"))


def test_a_name_with_a_newline_works(tmp_path: Path) -> None:
    path = tmp_path / "my\nprofile.json"
    path.write_bytes(PROFILE.read_bytes())
    assert jobwise("profile", "check", path, "--json").code == 0


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    sentence(jobwise("profile", "check", tmp_path, "--json"))


@pytest.mark.parametrize(
    "options",
    [
        ["--template", "nope"],
        ["--pages", "3"],
        ["--pages", "many"],
        ["--formats", "odt"],
        ["--formats", ","],
        ["--date", "31.1.2027"],
        ["--date", "2027-02-30"],
        ["--date", "2027"],
        ["--keep", "experiences/none"],
        ["--engine", "word"],
        ["--paper", "a5"],
        ["--nonsense"],
    ],
)
def test_bad_options(tmp_path: Path, options: list[str]) -> None:
    sentence(here("tailor", "--profile", PROFILE, "--job", POSTING, "--out", tmp_path / "o", *options, "--json"))
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("argv", [["tailor"], ["nope"], ["profile"], ["jobs", "fly"], ["verify", "x"]])
def test_bad_command_lines(argv: list[str]) -> None:
    sentence(here(*argv, "--json"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(99), b"%PDF-1.7 broken", b"\xd0\xcf\x11\xe0" + bytes(600)])
@pytest.mark.parametrize("command", ["read", "ats", "verify"])
def test_documents_nobody_can_read(tmp_path: Path, command: str, data: bytes) -> None:
    path = tmp_path / "resume.pdf"
    path.write_bytes(data)
    more = {"read": [], "ats": ["--job", POSTING], "verify": ["--profile", PROFILE]}[command]
    sentence(here(command, path, *more, "--json"))


def test_diff_wants_generations() -> None:
    sentence(here("diff", PROFILE, PROFILE, "--json"))


@pytest.mark.parametrize("command", ["read", "ats"])
def test_a_profile_is_no_finished_document(command: str) -> None:
    more = {"read": [], "ats": ["--job", POSTING]}[command]
    assert "jobwise tailor" in sentence(here(command, PROFILE, *more, "--json"))


@pytest.mark.parametrize("command", ["read", "ats", "verify"])
def test_a_damaged_generation_is_named(tmp_path: Path, command: str) -> None:
    path = tmp_path / "generation.json"
    path.write_text('{"format": "jobwise-generation-1", "documents": {"resume": {"kind": "resume"}}}')
    more = {"read": [], "ats": ["--job", POSTING], "verify": ["--profile", PROFILE]}[command]
    assert "--formats json" in sentence(here(command, path, *more, "--json"))


def test_standard_input_is_one_file_only() -> None:
    assert "Standard input" in sentence(jobwise("rank", "--profile", "-", "--job", "-", "--json", stdin=b"{}"))


def test_a_setting_that_names_no_engine_is_named(tmp_path: Path) -> None:
    asked = ("tailor", "--profile", PROFILE, "--job", POSTING, "--out", tmp_path, "--json")
    assert "weasyprint or typst" in sentence(jobwise(*asked, JOBWISE_PDF_ENGINE="word"))


@pytest.mark.parametrize("target", ["", "."])
def test_a_target_must_be_a_file(target: str) -> None:
    assert "folder" in sentence(here("profile", "convert", PROFILE, target, "--json"))


def test_the_posting_may_come_from_standard_input() -> None:
    done = jobwise("jobs", "parse", "-", "--json", stdin=POSTING.read_bytes())
    assert done.code == 0
    assert done.answer["data"]["company"] == "Voltferry"


def test_without_json_the_sentence_is_on_standard_error(tmp_path: Path) -> None:
    done = jobwise("profile", "check", tmp_path / "nowhere.json")
    assert done.code == 2
    assert done.stdout == b""
    assert done.stderr.startswith("jobwise: ")
