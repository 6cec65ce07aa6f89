"""Schemathesis against the running server: every check, every phase, both databases.

What fits the schema and may be refused all the same stands rule by rule in `tests/support/schemathesis_hooks.py`.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.postgres import Postgres
from tests.support.server import PASSWORD, ROOT, Server, Somebody
from tests.support.soak import FACTOR

PHASES = "examples,coverage,fuzzing,stateful"
CHECKS = {
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "missing_required_header",
    "unsupported_method", "allow_header_conformance", "use_after_free", "ensure_resource_availability", "ignored_auth",
    "object_level_authorization",
}  # fmt: skip
WHOLE = FACTOR > 1
# The checks that need more than a single answer, or an answer of one kind.
BITING = {
    "negative_data_rejection", "positive_data_acceptance", "missing_required_header", "unsupported_method",
    "allow_header_conformance",
}  # fmt: skip
LINKING = {"use_after_free", "ensure_resource_availability"}
EXAMPLES = 25 if WHOLE else 1
STEPS = 100 if WHOLE else 8
# The suite has a minute for this: each operation is tried on one of the databases, some of them in all phases, and the
# links of one room on both. `make soak` has the whole, and the runs that need accounts of their own.
COVERED = 8
LINKED = {"create_job", "show_job", "change_job", "replace_job", "delete_job", "show_job_posting"}
long_run = pytest.mark.skipif(not WHOLE, reason="many minutes; `make soak` has it")
# Bodies with lists in lists in lists: thousands of requests each in those phases that count up what a schema says.
NESTED = re.compile("(create|replace)_(my_)?profile|(create|update|replace|edit)_(my_)?profile_(entry|entries|bullets)")
# They would end the sign-in or the account that all the others need; `test_what_ends_a_session` has them alone.
ENDING = ("sign_out", "sign_out_everywhere", "delete_me", "change_password", "end_session")
OTHERS = (*(part for one in ENDING for part in ("--exclude-operation-id", one)), "--exclude-tag", "admin")

# The tool's own lists, and what says the same in RFC 9110 and RFC 6585: an old version, too large, no version.
_REJECTED = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, "5xx"]
_MISSING = [400, 401, 403, 406, 415, 422, 428]


@dataclass(frozen=True)
class Report:
    """What one run of Schemathesis said and saw."""

    code: int
    output: str
    seen: Mapping[str, Any]

    def went_well(self) -> set[str]:
        """The operations that did what they were asked at least once."""
        return {
            operation
            for operation, answers in self.seen["answers"].items()
            if any(one.startswith("positive 2") for one in answers)
        }


PEERS = ("anna", "ben")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with Server(home) as server:
            yield server
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.migrated() as url, Server(home, url) as server:
        yield server


def test_the_api_keeps_what_its_document_says(server: Server, tmp_path: Path) -> None:
    config = _config(server, tmp_path, {name: server.somebody() for name in PEERS}, whole=WHOLE)
    report = run(server, config, *OTHERS)
    assert report.code == 0, report.output
    assert set(report.seen["checks"]) >= CHECKS
    assert set(report.seen["bites"]) >= (BITING if WHOLE else BITING | LINKING), "a check had nothing to judge"
    assert report.seen["enforced"], "no operation was tried without a sign-in"
    assert report.seen["refused"], "no object of one peer was tried by the other"
    assert "request failed" not in server.said()


@long_run
def test_links_lead_to_what_they_name(server: Server, tmp_path: Path) -> None:
    """The links of one room alone: among all that there are and the tool would guess, few chains reach an end."""
    config = _config(server, tmp_path, {name: server.somebody() for name in PEERS}, guessed=False)
    room = (part for one in sorted(LINKED) for part in ("--include-operation-id", one))
    report = run(server, config, *room, "--phases", "stateful")
    assert report.code == 0, report.output
    assert set(report.seen["bites"]) >= LINKING


@long_run
@pytest.mark.parametrize("operation", ENDING)
def test_what_ends_a_session(server: Server, tmp_path: Path, operation: str) -> None:
    """Each with accounts of its own; a fresh sign-in follows whenever one has ended."""
    people = {name: server.somebody() for name in PEERS}
    # One operation alone has no links, which the tool takes for an error.
    alone = ("--include-operation-id", operation, "--phases", "examples,coverage,fuzzing")
    report = run(server, _config(server, tmp_path, people), *alone)
    assert report.code == 0, report.output


@long_run
def test_administration_keeps_what_the_document_says(server: Server, tmp_path: Path) -> None:
    """The last of all: it switches features off, registration among them."""
    report = run(server, _config(server, tmp_path, {"admin": server.somebody(role="admin")}), "--include-tag", "admin")
    assert report.code == 0, report.output
    assert "GET /api/v1/admin/users" in report.went_well()


def run(server: Server, config: Path, *more: str) -> Report:
    """Runs the command as its users do."""
    folder = config.parent
    seen = folder / "seen.json"
    hooks = ROOT / "tests/support/schemathesis_hooks.py"
    told = {**os.environ, "SCHEMATHESIS_HOOKS": str(hooks), "JOBWISE_SCHEMATHESIS_SEEN": str(seen)}
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", f"{server.url}/openapi.json",
            "--checks", "all", "--phases", PHASES, "--mode", "all", "--generation-allow-x00", "true",
            "--max-examples", str(EXAMPLES), "--max-response-time", "2", "--seed", "1",
            "--generation-database", "none", "--no-color", *more,
        ],
        cwd=folder, env=told, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60 * 60,
    )  # fmt: skip
    output = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert seen.exists(), output
    return Report(done.returncode, output, json.loads(seen.read_text()))


def _config(
    server: Server, folder: Path, people: Mapping[str, Somebody], *, whole: bool = True, guessed: bool = True
) -> Path:
    """The settings of a run by these people. Where there are two, they must not see each other's things."""
    sign_ins = [{"name": name, "loginEndpointAuth": _sign_in(one)} for name, one in people.items()]
    (folder / "people.json").write_text(json.dumps({"auth": sign_ins}))
    lines = [
        f"[auth.wfc]\npath = {json.dumps(str(folder / 'people.json'))}",
        f"peers = {json.dumps(PEERS)}" if len(people) > 1 else "",
        f"[checks.missing_required_header]\nexpected-statuses = {json.dumps(_MISSING)}",
        f"[phases.stateful.generation]\nmax-examples = {STEPS}",
        f"[checks.negative_data_rejection]\nexpected-statuses = {json.dumps(_REJECTED)}",
    ]
    # Whoever asks for it first waits until it is written.
    document = httpx.get(f"{server.url}/openapi.json", timeout=60).raise_for_status().json()
    if not whole or not guessed:
        lines.append("[phases.stateful.inference]\nalgorithms = []")
    if not whole:
        lines += _left_out(server, document)
    config = folder / "schemathesis.toml"
    config.write_text("\n".join(lines))
    tomllib.loads(config.read_text())
    return config


def _left_out(server: Server, document: Mapping[str, Any]) -> Iterator[str]:
    """The phases that the suite leaves to the other database, or to the long runs."""
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    mine = names[server.database == "sqlite" :: 2]
    covered = [one for one in mine if not NESTED.fullmatch(one)][::COVERED]
    for one in names:
        phases = {
            "examples": one in mine,
            "fuzzing": one in mine,
            "coverage": one in covered,
            "stateful": one in LINKED,
        }
        yield f"[[operations]]\ninclude-operation-id = {json.dumps(one)}"
        yield from (f"[operations.phases.{phase}]\nenabled = {str(on).lower()}" for phase, on in phases.items())


def _sign_in(one: Somebody) -> dict[str, Any]:
    return {
        "endpoint": "/api/v1/auth/login",
        "verb": "POST",
        "contentType": "application/json",
        "payloadRaw": json.dumps({"email": one.email, "password": PASSWORD}),
        "token": {
            "extractFrom": "body",
            "extractSelector": "/data/access_token",
            "sendIn": "header",
            "sendName": "Authorization",
            "sendTemplate": "Bearer {token}",
        },
    }
