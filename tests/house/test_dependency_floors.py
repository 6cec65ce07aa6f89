"""No package is older than the release that mended what was found in it."""

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FLOORS = {
    "fastapi": "0.109.1",  # CVE-2021-32677: JSON taken from a body sent as plain text; CVE-2024-24762
    "jinja2": "2.11.3",  # CVE-2016-10745, CVE-2019-10906: ways out of the sandbox
    "lxml": "4.9.1",  # the cleaner's scripts, five times
    "openpyxl": "2.4.2",  # CVE-2017-5992: external entities
    "pyjwt": "2.13.0",  # CVE-2022-29217, CVE-2024-53861, CVE-2026-32597, CVE-2026-48526
    "pypdf": "6.16.1",  # 38 endless or enormous documents
    "python-docx": "0.8.6",  # CVE-2016-5851: external entities
    "python-multipart": "0.0.31",  # CVE-2024-53981, CVE-2026-53539, and the caps of headers and boundaries
    "starlette": "1.3.1",  # CVE-2024-47874, CVE-2025-62727, CVE-2026-48710, CVE-2026-54282, CVE-2026-54283
    "uvicorn": "0.11.7",  # CVE-2020-7694, CVE-2020-7695: lines of logs and answers made up by clients
    "weasyprint": "69.0",  # CVE-2025-68616: a redirect goes round the fetcher; CVE-2026-49452
    "celery": "5.2.2",  # CVE-2021-23727: trust in what a result says of itself
    "redis": "4.5.4",  # CVE-2023-28858, CVE-2023-28859: another user's answer
    "streamlit": "1.11.1",  # CVE-2022-35918, CVE-2023-27494
}
USED = {
    *("celery", "fastapi", "jinja2", "lxml", "pyjwt", "pypdf", "python-docx", "python-multipart", "redis"),
    *("starlette", "uvicorn"),
}


def numbers(text: str) -> tuple[int, ...]:
    found = re.match(r"\d+(?:\.\d+)*", text)
    assert found is not None, text
    return tuple(int(part) for part in found[0].split("."))


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_installed_is_not_older(name: str) -> None:
    try:
        installed = version(name)
    except PackageNotFoundError:
        assert name not in USED | {"weasyprint"}, name
        return
    assert numbers(installed) >= numbers(FLOORS[name])


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock", "requirements-tracing.lock"])
def test_what_is_locked_is_not_older(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.M))
    checked = FLOORS.keys() & locked.keys()
    assert {"fastapi", "pyjwt", "starlette", "weasyprint"} <= checked
    for name in checked:
        assert numbers(locked[name]) >= numbers(FLOORS[name]), name


def test_the_cleaner_of_lxml_is_not_used() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        assert "lxml.html.clean" not in path.read_text("utf-8"), path
