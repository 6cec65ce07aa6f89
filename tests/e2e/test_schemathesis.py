"""Schemathesis against the running server: every check, every phase, both databases, and nothing to forgive."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.server import PASSWORD, Server, Somebody
from tests.support.soak import FACTOR, examples

PHASES = "examples,coverage,fuzzing,stateful"
CHECKS = {
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "missing_required_header",
    "unsupported_method", "allow_header_conformance", "use_after_free", "ensure_resource_availability", "ignored_auth",
    "object_level_authorization",
}  # fmt: skip
pytestmark = pytest.mark.skipif(FACTOR == 1, reason="a long run of many minutes; `make soak` has it")
EXAMPLES = 25 if FACTOR > 1 else 2
STEPS = 25 if FACTOR > 1 else 8
# They would end the sign-in or the account that all the others need; `test_what_ends_a_session` has them alone.
ENDING = ("sign_out", "sign_out_everywhere", "delete_me", "change_password", "end_session")

# What the form of a request cannot say. 400: the state forbids it; 412: the version is not the present one.
_REFUSED = ["2xx", 400, 401, 403, 404, 409, 412, 428, 429, "5xx"]
_REJECTED = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, "5xx"]
_MISSING = [400, 401, 403, 409, 415, 422, 428]
# A list repeats its filters, and one of them is the id of a job: somebody else gets the same empty list for it.
ECHOED = ("list_applications",)
# Rules about values together, which JSON Schema has no words for; each of these may answer 422 to what fits the schema.
BEYOND_SCHEMA: Mapping[str, str] = {
    "register_user": "passwords that are easy to guess, addresses that no mail reaches, names of time zones",
    "reset_password": "passwords that are easy to guess",
    "edit_me": "names of time zones",
    "ask_for_email": "addresses that no mail reaches",
    "add_interview": "names of time zones",
    "change_interview": "names of time zones",
    **dict.fromkeys(
        ("import_profile", "replace_profile_by_import", "replace_my_profile_by_import"), "a resume says something"
    ),
    **dict.fromkeys(
        ("edit_profile_entries", "edit_my_profile_entries", "edit_profile_bullets", "edit_my_profile_bullets"),
        "an entry says something",
    ),
    "upload_document": "what the file says to be, and is",
}


@dataclass(frozen=True)
class Report:
    """What one run of Schemathesis wrote."""

    code: int
    output: str
    scenarios: tuple[dict[str, Any], ...]

    def ran_checks(self) -> set[str]:
        return {
            check["name"]
            for scenario in self.scenarios
            for checks in scenario["recorder"]["checks"].values()
            for check in checks
        }

    def exchanges(self) -> Iterator[tuple[str, str, str, int]]:
        """Who asked for what, and the status of the answer."""
        for scenario in self.scenarios:
            recorder = scenario["recorder"]
            for name, exchange in recorder["interactions"].items():
                answer = exchange.get("response")
                if answer is not None:
                    identity = recorder["cases"][name]["value"].get("auth_identity") or ""
                    yield identity, exchange["request"]["method"], exchange["request"]["uri"], answer["status_code"]

    def peers_refused(self) -> list[str]:
        """The addresses that one peer read, and that the other was then told do not exist."""
        seen: dict[str, dict[str, set[int]]] = {}
        for identity, method, uri, status in self.exchanges():
            if method == "GET" and identity in PEERS:
                seen.setdefault(uri, {}).setdefault(identity, set()).add(status)
        return [
            uri
            for uri, told in seen.items()
            if any(200 in told.get(one, ()) and told.get(other) == {404} for one, other in (PEERS, PEERS[::-1]))
        ]


PEERS = ("anna", "ben")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with Server(home) as server:
            yield server
        return
    with Postgres(binaries_or_skip()) as postgres, postgres.database() as url, Server(home, url) as server:
        yield server


def test_the_api_keeps_what_its_document_says(server: Server, tmp_path: Path) -> None:
    config = _config(server, tmp_path, {name: server.somebody() for name in PEERS})
    kept = (part for one in ENDING for part in ("--exclude-operation-id", one))
    report = run(server, config, *kept, "--exclude-tag", "admin")
    assert report.code == 0, report.output
    assert report.ran_checks() >= CHECKS
    assert report.peers_refused(), "no object of one peer was tried by the other"
    assert "request failed" not in server.said()


def test_administration_keeps_what_the_document_says(server: Server, tmp_path: Path) -> None:
    report = run(server, _config(server, tmp_path, {"admin": server.somebody(role="admin")}), "--include-tag", "admin")
    assert report.code == 0, report.output
    assert any(status == 200 for _, _, _, status in report.exchanges())


@pytest.mark.parametrize("operation", ENDING)
def test_what_ends_a_session(server: Server, tmp_path: Path, operation: str) -> None:
    """Each with accounts of its own; a fresh sign-in follows whenever one has ended."""
    people = {name: server.somebody() for name in PEERS}
    report = run(server, _config(server, tmp_path, people), "--include-operation-id", operation)
    assert report.code == 0, report.output


def run(server: Server, config: Path, *more: str) -> Report:
    """Runs the command as its users do."""
    folder = config.parent
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", f"{server.url}/openapi.json",
            "--checks", "all", "--phases", PHASES, "--mode", "all", "--generation-allow-x00", "true",
            "--max-examples", str(examples(EXAMPLES)), "--max-response-time", "2", "--seed", "1",
            "--generation-database", "none", "--no-color", "--report", "ndjson", "--report-dir", str(folder), *more,
        ],
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60 * 60,
    )  # fmt: skip
    output = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    lines = [json.loads(line) for file in folder.glob("*.ndjson") for line in file.read_text("utf-8").splitlines()]
    return Report(
        done.returncode, output, tuple(line["ScenarioFinished"] for line in lines if "ScenarioFinished" in line)
    )


def _config(server: Server, folder: Path, people: Mapping[str, Somebody]) -> Path:
    """The settings of a run by these people. Where there are two, they must not see each other's things."""
    sign_ins = [{"name": name, "loginEndpointAuth": _sign_in(one)} for name, one in people.items()]
    (folder / "people.json").write_text(json.dumps({"auth": sign_ins}))
    lines = [
        f"[auth.wfc]\npath = {json.dumps(str(folder / 'people.json'))}",
        f"peers = {json.dumps(PEERS)}" if len(people) > 1 else "",
        f"[checks.positive_data_acceptance]\nexpected-statuses = {json.dumps(_REFUSED)}",
        f"[checks.missing_required_header]\nexpected-statuses = {json.dumps(_MISSING)}",
        f"[phases.stateful.generation]\nmax-examples = {examples(STEPS)}",
        f"[checks.negative_data_rejection]\nexpected-statuses = {json.dumps(_REJECTED)}",
    ]
    operations = _operations(server)
    # In the suite each database gets the other half of the longest phase; `make soak` gives both the whole of it.
    left_out = list(operations)[server.database == "sqlite" :: 2] if FACTOR == 1 else []
    for operation, is_list in operations.items():
        own = []
        if operation in BEYOND_SCHEMA or is_list:
            statuses = json.dumps([*_REFUSED, 415, 422])
            own.append(f"[operations.checks.positive_data_acceptance]\nexpected-statuses = {statuses}")
        if operation in ECHOED:
            own.append("[operations.checks.object_level_authorization]\nenabled = false")
        if operation in left_out:
            own.append("[operations.phases.coverage]\nenabled = false")
        if own:
            lines += [f"[[operations]]\ninclude-operation-id = {json.dumps(operation)}", *own]
    config = folder / "schemathesis.toml"
    config.write_text("\n".join(lines))
    tomllib.loads(config.read_text())
    return config


def _operations(server: Server) -> Mapping[str, bool]:
    """Every operation, and whether it is a list: of those the first 10,000 entries are shown, whatever the page."""
    document = httpx.get(f"{server.url}/openapi.json", timeout=10).raise_for_status().json()
    return {
        operation["operationId"]: {"page", "limit"} <= {one["name"] for one in operation.get("parameters", ())}
        for item in document["paths"].values()
        for operation in item.values()
    }


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
