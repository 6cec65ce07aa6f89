"""What Schemathesis is told beyond its settings: whole requests, the few rules that a schema has no words for, and what
its checks had before them. Loaded into its process; what it saw is written where `JOBWISE_SCHEMATHESIS_SEEN` says.
"""

import atexit
import json
import os
import re
from collections import Counter, defaultdict
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import requests
import schemathesis
from schemathesis.checks import CheckContext, load_all_checks
from schemathesis.core.failures import Failure
from schemathesis.core.file_samples import FILE_SAMPLES
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext


class Rule(NamedTuple):
    """What may be refused although it fits the schema: where, with which code, and in which words.

    The words are those of the answer's sentence, or of every single detail.
    """

    operations: str
    status: int
    code: str
    words: str = ".*"


_PROFILES = r"[A-Z]+ /api/v1/profiles?(/.*)?"
_MAKING = "POST /api/v1/(generations|generate|cover-letter)/.*"
RULES = (
    # The state forbids it: no schema knows who is registered, where an application stands, which links are used.
    Rule("POST /api/v1/auth/register", 400, "EMAIL_TAKEN"),
    Rule("POST /api/v1/auth/(verify-email|reset-password)|POST /api/v1/users/me/email/confirm", 400, "BAD_LINK"),
    Rule("(POST|PUT) /api/v1/(applications|exports|generations|jobs).*", 400, "INVALID_TRANSITION"),
    Rule("GET /api/v1/(exports|generations)/.*|POST /api/v1/(exports/.*|writing-style)", 400, "NOT_COMPLETED"),
    # Two words for one thing must not contradict each other.
    Rule(
        "GET /api/v1/(jobs|jobs/browse|saved-jobs)",
        422,
        "VALIDATION_ERROR",
        ".*work_mode and location_type say different things.*",
    ),
    Rule("(POST|PUT|PATCH|DELETE) .*", 400, "ALREADY"),
    Rule("POST /api/v1/profiles(/.*)?", 400, "NOT_NOW", "There are .* profiles, the most there may be; .*"),
    # An older version, which is what the header is for.
    Rule("(PUT|PATCH|DELETE|POST) .*/.*", 412, "PRECONDITION_FAILED"),
    # Two values together: only the first 10,000 entries of a list are shown, whatever the size of a page.
    Rule("GET .*", 422, "VALIDATION_ERROR", "too far"),
    Rule("GET .*", 422, "VALIDATION_ERROR", "not offered"),
    Rule("(POST|PUT|PATCH) /api/v1/jobs(/{job_id})?", 422, "VALIDATION_ERROR", ".*(a salary has a min|min is above).*"),
    Rule("(POST|PUT|PATCH) /api/v1/jobs(/{job_id})?", 422, "VALIDATION_ERROR", ".*say different things.*"),
    # The calendar: months of unequal length, and the years that every zone has room for.
    Rule("(POST|PUT|PATCH) /api/v1/jobs(/{job_id})?", 422, "VALIDATION_ERROR", ".*is not a date.*"),
    Rule(".*", 422, "VALIDATION_ERROR", ".*lies outside the years.*"),
    # What only a list of names can say.
    Rule("POST /api/v1/auth/(register|reset-password)", 422, "WEAK_PASSWORD", "(too (short|long)|common|guessable)"),
    Rule("POST /api/v1/(auth|users)/.*", 422, "VALIDATION_ERROR", "not an email address"),
    Rule("(POST|PATCH) .*(register|/me|/interviews.*)", 422, "VALIDATION_ERROR", ".*time zone.*|not known"),
    # What only the profile, the words and the templates of an installation can say, and the calendar.
    Rule(
        _MAKING, 422, "VALIDATION_ERROR", "There (is no (item .*|such template; .*)|are no words for that language.*)"
    ),
    Rule(_MAKING, 422, "VALIDATION_ERROR", ".*(sections names one twice|date is no day of the calendar)"),
    Rule(_MAKING, 422, "IMPOSSIBLE"),
    # Which engine draws which format, and what it has letters for.
    Rule(
        f"{_MAKING}|POST /api/v1/exports/.*",
        422,
        "VALIDATION_ERROR",
        "is (for pdf|for resumes|unknown)|cannot print .*|VALIDATION_ERROR",
    ),
    # Which language models there are, and what an item of a profile is: this installation has no model.
    Rule(_MAKING, 422, "VALIDATION_ERROR", "This model is not offered here; .*"),
    Rule("POST /api/v1/profiles?(/.*)?/enhance", 400, "NEEDS_MODEL"),
    Rule("POST /api/v1/profiles?(/.*)?/enhance", 422, "VALIDATION_ERROR", "(Only the summary|The profile holds no).*"),
    Rule("GET /api/v1/generations/.*", 422, "VALIDATION_ERROR", "is of another kind"),
    # Entries take the fields of their list, which is in the address; an import may have kept what an edit may not say.
    Rule(_PROFILES, 422, "VALIDATION_ERROR", "The edit cannot be done as it stands, and nothing was changed."),
    Rule("GET " + _PROFILES[7:], 422, "VALIDATION_ERROR", "is for skills alone"),
    # Words in a text, a resume in an object, an account in an archive, a page at an address.
    Rule("POST /api/v1/jobs/(parse|from-text)", 422, "UNREADABLE_INPUT"),
    Rule("POST /api/v1/profiles?(/{profile_id})?/import", 422, "WRONG_SCHEMA|UNREADABLE_INPUT"),
    Rule("POST /api/v1/users/me/import", 422, "WRONG_SCHEMA|UNREADABLE_INPUT"),
    Rule("POST /api/v1/jobs/from-url", 422, "VALIDATION_ERROR", "This address cannot be fetched: .*"),
)

_ECHOING = {
    f"GET /api/v1/{room}"
    for room in ("applications", "exports", "exports/files", "generations", "generations/history", "rankings")
}
_PATH, _HEADER, _BODY = ParameterLocation.PATH, ParameterLocation.HEADER, ParameterLocation.BODY
_OF_PROFILE = re.compile(r"/api/v1/(profile(/|$)|profiles/\{profile_id\})")
_PROFILE: dict[str, Any] = {
    "name": "Bakery",
    "experiences": [{"title": "Baker", "employer": "Mill & Oven", "bullets": ["Baked"]}],
}
_versions: dict[tuple[str | None, str], str] = {}
_postings: dict[str, None] = {}
_entries: dict[tuple[str | None, str], dict[str, str]] = {}
_turn = cycle(range(1_000_000))
_answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
_checks: set[str] = set()
_bites: Counter[str] = Counter()
_enforced: set[str] = set()
_forgiven: Counter[str] = Counter()
_refused: set[str] = set()
load_all_checks()


_LETTER = ("letter.txt", b"Dear team, I bake bread.", "text/plain")
_FILES = {
    "POST /api/v1/documents": ("square.png", FILE_SAMPLES["png"], "image/png"),
    "POST /api/v1/samples": _LETTER,
    "POST /api/v1/samples/upload": _LETTER,
}


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Makes a request whole, so that more than its first line of defence is met.

    A key is for one request and a version the one last read (else every later answer is 409 or 412), a posting is one
    of the catalogue, and a file is what it says to be.
    """
    if "posting_id" in case.path_parameters and _postings and _is_valid(case, _PATH):
        case.path_parameters["posting_id"] = list(_postings)[next(_turn) % len(_postings)]
    if _OF_PROFILE.match(case.path) and _is_valid(case, _PATH):
        entry = _an_entry(case)
        case.path_parameters.update({name: id for name, id in entry.items() if f"{{{name}}}" in case.path})
    if _is_valid(case, _HEADER):
        if "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = str(uuid4())
        version = _versions.get((case.auth_identity, _thing(case)))
        if "If-Match" in case.headers and version is not None:
            case.headers["If-Match"] = version
    file = _FILES.get(case.operation.label)
    if file is not None and isinstance(case.body, dict) and _is_valid(case, _BODY):
        # Beside the body that was made up: what is put into that one is taken for a violation.
        kwargs["files"] = {"file": file}
        kwargs["data"] = {name: value for name, value in case.body.items() if name != "file"}


def _an_entry(case: Case) -> dict[str, str]:
    """An entry of the profile in the address, and a bullet of it: the ids of lists are nowhere but in profiles."""
    key = (case.auth_identity, _thing(case))
    if key not in _entries:
        _entries[key] = {}
        found = _asked(case, "GET", _thing(case))
        if found.status_code == 404 and _thing(case) == "api/v1/profile":
            made = _asked(case, "POST", "api/v1/profiles", _PROFILE)
            if made.status_code == 201:
                found = _asked(case, "POST", f"api/v1/profiles/{made.json()['data']['id']}/default")
        if found.status_code == 200 and not found.json()["data"]["experiences"]:
            _asked(case, "POST", f"{key[1]}/experiences", _PROFILE["experiences"][0], found.headers["ETag"])
            found = _asked(case, "GET", key[1])
        if found.status_code == 200:
            _versions[key] = found.headers["ETag"]
            for one in found.json()["data"]["experiences"]:
                bullet = {"bullet_id": one["bullets"][0]["id"]} if one["bullets"] else {}
                _entries[key] = {"section": "experiences", "item_id": one["id"], **bullet}
    return _entries[key]


def _asked(case: Case, method: str, path: str, body: Any = None, version: str = "") -> requests.Response:
    sent = {"Authorization": str(case.headers.get("Authorization", "")), **({"If-Match": version} if version else {})}
    return requests.request(
        method, f"{case.operation.base_url.rstrip('/')}/{path}", json=body, headers=sent, timeout=10
    )


def _is_valid(case: Case, part: ParameterLocation) -> bool:
    """Whether nothing in this part of the request was made wrong on purpose."""
    if case.meta is None or case.meta.generation.mode.is_positive:
        return True
    component = case.meta.components.get(part)
    broken = getattr(case.meta.phase.data, "parameter_location", None)
    return broken not in (None, part) and (component is None or component.mode.is_positive)


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    for version in response.headers.get("etag", ()):
        made = response.headers.get("location", [case.formatted_path])[0]
        _versions[case.auth_identity, _whole(made)] = version
    key = (case.auth_identity, _thing(case))
    if response.status_code in (204, 404):
        _entries.pop(key, None)
    if response.status_code == 412 and _is_valid(case, _HEADER):
        # What changed otherwise is read again, as clients do.
        _versions[key] = _asked(case, "GET", key[1]).headers.get("ETag", _versions.get(key, '"1"'))
    if case.operation.label == "GET /api/v1/jobs/browse" and response.status_code == 200:
        _postings.update(dict.fromkeys(one["id"] for one in response.json()["data"]))


def _thing(case: Case) -> str:
    return _whole(case.formatted_path)


def _whole(path: str) -> str:
    """The address of what has the version: parts of a thing have none of their own."""
    steps = path.strip("/").split("/")
    return "/".join(steps[: {"profile": 3, "admin": 5}.get("".join(steps[2:3]), 4)])


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Whether a failure is one: not when the answer names a rule that the schema has no words for."""
    kind = type(failure).__name__
    why = ""
    if kind == "RejectedPositiveData":
        why = _rule(case, response)
    elif kind == "ObjectLevelAuthorizationViolation" and case.operation.label in _ECHOING:
        # A list repeats its filters, and one of them is an id: the peer got the same empty list for it.
        why = "an empty list" if response.json()["data"] == [] else ""
    if why:
        _forgiven[f"{case.operation.label}: {why}"] += 1
    return not why


def _rule(case: Case, response: Response) -> str:
    if "None" in case.path_parameters.values():
        # A link was followed to where an answer had null: nothing of ours writes such an address.
        return "a link to nothing"
    error = response.json()["error"]
    details = [one["reason"] for one in error["details"]]
    for rule in RULES:
        if (
            rule.status == response.status_code
            and re.fullmatch(rule.operations, case.operation.label)
            and re.fullmatch(rule.code, error["code"])
            and any(
                said and all(re.fullmatch(rule.words, one) for one in said) for said in (details, [error["message"]])
            )
        ):
            return f"{error['code']} {details[:1]}"
    return ""


@schemathesis.check
def witness(ctx: CheckContext, response: Response, case: Case) -> bool | None:
    """Judges nothing: notes what the checks in front of it had to judge."""
    mode = case.meta.generation.mode.value if case.meta is not None else ""
    scenario = str(getattr(getattr(case.meta.phase.data, "scenario", None), "value", "")) if case.meta else ""
    _answers[case.operation.label][f"{scenario or mode} {response.status_code}"] += 1
    _checks.update(check.__name__ for check in ctx.internals.checks)
    _enforced.update(ctx.auth_enforced_operations or ())
    if scenario == "missing_parameter" and response.status_code == 428:
        _bites["missing_required_header"] += 1
    if scenario == "unspecified_http_method" and response.status_code == 405:
        _bites["unsupported_method"] += 1
    if response.request.method == "OPTIONS" and "allow" in response.headers:
        _bites["allow_header_conformance"] += 1
    if mode:
        _bites["negative_data_rejection" if mode == "negative" else "positive_data_acceptance"] += 1
    _note_links(ctx, response, case)
    _note_peers(ctx, response, case)
    return None


def _note_links(ctx: CheckContext, response: Response, case: Case) -> None:
    parent = ctx.internals.find_parent(case_id=case.id)
    if parent is None:
        return
    here = case.formatted_path
    made = ctx.internals.find_response(case_id=parent.id)
    if made is not None and parent.method == "POST" and made.status_code == 201 and response.status_code < 300:
        _bites["ensure_resource_availability"] += here.startswith(parent.formatted_path)
    if response.status_code != 404 or case.method == "DELETE":
        return
    for other in ctx.internals.find_related(case_id=case.id):
        ended = ctx.internals.find_response(case_id=other.id) if other.method == "DELETE" else None
        if ended is not None and ended.status_code < 300 and here.startswith(other.formatted_path):
            _bites["use_after_free"] += 1


def _note_peers(ctx: CheckContext, response: Response, case: Case) -> None:
    """The addresses that one peer read, and that the other was then told do not exist."""
    recorder = ctx.internals.recorder
    if recorder is None or case.method != "GET" or response.status_code != 200:
        return
    for id, node in reversed(recorder.cases.items()):
        if id == case.id:
            return
        if node.parent_id == case.id and node.value.auth_identity not in (None, case.auth_identity):
            answer = ctx.internals.find_response(case_id=id)
            if answer is not None and answer.status_code == 404:
                _refused.add(case.operation.label)


@atexit.register
def _tell() -> None:
    seen = {
        "checks": sorted(_checks),
        "bites": _bites,
        "enforced": sorted(_enforced),
        "refused": sorted(_refused),
        "forgiven": _forgiven,
        "answers": _answers,
    }
    Path(os.environ["JOBWISE_SCHEMATHESIS_SEEN"]).write_text(json.dumps(seen))
