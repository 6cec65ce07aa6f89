"""The stored commands over a database of their own, SQLite as it comes."""

import json
from pathlib import Path

from jobwise.infrastructure.persistence.sql import migrate
from tests.e2e.running import PROFILE, here, jobwise


def test_a_profile_is_kept_shown_checked_and_written_again(tmp_path: Path) -> None:
    home = {"JOBWISE_HOME": str(tmp_path / "home")}
    empty = here("profile", "show", "--json", **home)
    assert empty.code == 2
    assert "profile import" in empty.error["message"]
    kept = jobwise("profile", "import", PROFILE, "--json", **home)
    assert kept.code == 0, kept.stderr
    assert kept.answer["data"]["version"] == 1
    again = here("profile", "import", PROFILE, "--json", **home)
    assert again.answer["data"]["id"] == kept.answer["data"]["id"]
    shown = here("profile", "show", "--json", **home).answer["data"]
    assert shown["basics"]["name"] == "Ines Aldervik"
    checked = here("profile", "check", "--json", **home).answer["data"]
    assert checked["completeness_pct"] > 80
    assert here("profile", "export", tmp_path / "out.json", **home).code == 0
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    source = json.loads(PROFILE.read_text("utf-8"))
    written.pop("meta", None)
    assert written == source


def test_the_database_goes_up_and_down(tmp_path: Path) -> None:
    home = {"JOBWISE_HOME": str(tmp_path)}
    assert here("db", "upgrade", "--json", **home).answer["data"]["revision"] == migrate.head()
    assert here("db", "downgrade", "base", "--yes", "--json", **home).answer["data"]["revision"] is None
    assert here("db", "upgrade", "--json", **home).code == 0


def test_a_wrong_setting_names_itself_and_not_its_value(tmp_path: Path) -> None:
    done = here("profile", "show", "--json", JOBWISE_DATABASE_URL="mysql://me:hush@nowhere/db")
    assert done.code == 2
    assert "hush" not in done.stdout.decode()
    assert "DATABASE_URL" in done.stdout.decode().upper()


def test_the_doctor_finds_what_is_needed() -> None:
    done = here("doctor", "--json")
    assert done.code == 0
    names = {finding["name"] for finding in done.answer["data"]["findings"]}
    assert {"Python", "typst", "fonts and data", "CJK font"} <= names
