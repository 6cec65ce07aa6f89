"""Rankings, resumes and letters over HTTP: asked for, made, followed, compared, given up."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.generations import commands
from jobwise.application.generations.commands import MAKING
from jobwise.domain.generations.progress import LetterProgress, LetterStep
from jobwise.domain.limits import MAX_STREAMS, QUEUE_RETRY_S
from jobwise.domain.shared.errors import MissingHere, TooLarge
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from jobwise.presentation.http import following
from jobwise.presentation.http.streams import HEARTBEAT
from tests.support.http import House, Person
from tests.support.press import FakePress
from tests.support.signing import failure

PROFILE = {
    "personal": {"name": "Mara Lind", "email": "mara@example.org"},
    "summary": "Baker who loves rye.",
    "experiences": [
        {
            "title": "Baker",
            "employer": "Mill GmbH",
            "start": "2019-01",
            "current": True,
            "bullets": ["Baked 300 rye loaves a day", "Trained 4 apprentices", "Cut waste by 12 %"],
        }
    ],
}
JOB = "Baker\nOven & Sons\nWe look for a baker who bakes rye and trains apprentices."


async def ready(person: Person) -> dict[str, str]:
    profile = await person.http.post("/profiles", json=PROFILE)
    assert profile.status_code == 201, profile.text
    job = await person.http.post("/jobs/from-text", json={"text": JOB})
    assert job.status_code == 201, job.text
    return {"job_id": job.json()["data"]["id"]}


async def work(house: House) -> None:
    """What a running server does."""
    handlers = {MAKING: house.cases.generations.make}
    await Runner(house.store, house.clock, house.ids, handlers, (WorkClass("g", (MAKING,)),)).run_due()


async def asked(person: Person, kind: str = "resume", **more: Any) -> dict[str, Any]:
    answer = await person.http.post(f"/generations/{kind}", json=more)
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()["data"]
    assert answer.headers["Location"] == made["links"]["self"]
    return made


async def data(person: Person, path: str) -> Any:
    answer = await person.http.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def test_a_resume_from_posting_to_report(house: House) -> None:
    person = await house.person()
    job = await ready(person)
    made = await asked(person, **job)
    here = f"/generations/{made['id']}"
    assert (made["status"], made["content"], made["links"]["content"]) == ("pending", None, None)
    for part in ("content", "ats", "provenance"):
        assert failure(await person.http.get(f"{here}/{part}")) == (400, "NOT_COMPLETED")
    await work(house)
    done = await data(person, here)
    assert (done["status"], done["stale"], done["links"]["cancel"]) == ("completed", False, None)
    assert done["content"]["author"] == "Mara Lind"
    report = await data(person, f"{here}/ats")
    assert report["score"] == done["ats_score"]
    told = await data(person, f"{here}/provenance")
    assert any(line["sources"] for line in told["lines"])
    ranking = await data(person, f"/rankings/{told['ranking_id']}")
    assert ranking["profile_sha256"]
    assert [one["id"] for one in await data(person, "/generations/history?kind=resume")] == [made["id"]]
    assert [one["id"] for one in await data(person, f"{here}/versions")] == [made["id"]]


async def parse_back(house: House, person: Person, **more: Any) -> float | None:
    """Which share of a new resume was read back by its report; None when nothing was."""
    made = await asked(person, **more)
    await work(house)
    part = (await data(person, f"/generations/{made['id']}/ats"))["parts"][-1]
    assert part["name"] == "parse_back"
    return part["earned"] / part["weight"] if part["weight"] else None


async def test_the_report_is_of_what_is_read_in_the_file(house: House) -> None:
    person, press = await house.person(), house.outside.printing.press
    assert isinstance(press, FakePress)
    job = await ready(person)
    assert await parse_back(house, person, **job, template="classic") == 1.0
    press.loses = frozenset({"Trained 4 apprentices"})
    share = await parse_back(house, person, **job)
    assert share is not None and 0.5 < share < 1.0
    press.loses = frozenset()
    press.failures = [MissingHere("No font here draws that.")]
    assert await parse_back(house, person, **job) == 1.0
    wanted = {"format": "docx", "template": "creative", "paper": "letter"}
    assert await parse_back(house, person, **job, export=wanted) == 1.0
    drawn = [(one.format.value, one.template, one.paper.value) for one in press.printed]
    assert drawn == [
        ("pdf", "classic", "a4"),
        ("pdf", "modern", "a4"),
        ("docx", "modern", "a4"),
        ("docx", "creative", "letter"),
    ]
    press.failures = [MissingHere("No font here draws that."), TooLarge("Too long to be drawn.")]
    assert await parse_back(house, person, **job) is None


async def test_the_same_ranking_is_answered_again_until_a_new_one_is_forced(house: House) -> None:
    person = await house.person(verified=False)
    job = await ready(person)
    first = await person.http.post("/rankings", json=job)
    again = await person.http.post("/rankings/create", json=job)
    forced = await person.http.post("/rankings", json={**job, "force": True})
    assert [one.status_code for one in (first, again, forced)] == [201, 200, 201]
    ids = [one.json()["data"]["id"] for one in (first, again, forced)]
    assert ids[0] == ids[1] != ids[2]
    assert [one["id"] for one in await data(person, f"/rankings/job/{job['job_id']}")] == [ids[2], ids[0]]


async def test_a_key_asks_for_one_document_however_often_it_is_sent(house: House) -> None:
    person = await house.person()
    job, key = await ready(person), {"Idempotency-Key": "one"}
    answers = [await person.http.post("/generations/resume", json=job, headers=key) for _ in range(3)]
    assert len({one.json()["data"]["id"] for one in answers}) == 1
    assert len(await data(person, "/generations")) == 1
    other = await person.http.post("/generations/resume", json={**job, "pages": 2}, headers=key)
    assert failure(other) == (409, "CONFLICT")


async def test_nobody_is_made_anything_before_the_email_is_confirmed(house: House) -> None:
    """T29: an account that is not verified generates nothing."""
    person = await house.person(verified=False)
    job = await ready(person)
    for kind in ("resume", "cover-letter"):
        assert failure(await person.http.post(f"/generations/{kind}", json=job)) == (403, "EMAIL_NOT_VERIFIED")
    assert await data(person, "/generations") == []


async def test_nothing_is_made_of_somebody_elses_job_or_profile(house: House) -> None:
    """T2: whose job and profile it is, is asked before anything is written or spent."""
    owner, other = await house.person(), await house.person()
    theirs, mine = await ready(owner), await ready(other)
    profile = (await data(owner, "/profiles"))[0]["id"]
    missing = {"job_id": str(house.ids.new())}
    for address in ("/rankings", "/generations/resume", "/generations/cover-letter"):
        none = await other.http.post(address, json=missing)
        for body in (theirs, {**mine, "profile_id": profile}):
            answer = await other.http.post(address, json=body)
            assert failure(answer) == (404, "RESOURCE_NOT_FOUND")
        assert (await other.http.post(address, json=theirs)).content == none.content
    assert await data(other, "/generations") == []
    used = {one["kind"]: one["used"] for one in (await data(other, "/usage"))["quotas"]}
    assert (used["resumes"], used["cover_letters"]) == (0, 0)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pages": 3}, "pages"),
        ({"keep": ["experiences/none"]}, "keep"),
        ({"sections": ["summary", "summary"]}, "sections"),
        ({"template": "none"}, "template"),
        ({"language": "tlh"}, "language"),
        ({"tailor": "much"}, "tailor"),
        ({"paper": "a5"}, "paper"),
        ({"max_bullets": 0}, "max_bullets"),
        ({"export": {"format": "zip"}}, "export/format"),
        ({"export": {"format": "pdf", "template": "none"}}, "export/template"),
        ({"export": {"format": "docx", "engine": "typst"}}, "export/engine"),
    ],
)
async def test_a_wish_that_cannot_be_met_is_refused_and_costs_nothing(
    house: House, body: dict[str, Any], field: str
) -> None:
    person = await house.person()
    answer = await person.http.post("/generations/resume", json={**await ready(person), **body})
    assert answer.status_code == 422
    assert field in str(answer.json()["error"]["details"])
    assert await data(person, "/generations") == []


async def test_must_keeps_that_do_not_fit_together_are_said_to_be_impossible(house: House) -> None:
    person = await house.person()
    job = await ready(person)
    bullets = [f"{n} " + "loaves of rye " * 60 for n in range(20)]
    long = {**PROFILE, "experiences": [{"title": "Baker", "bullets": bullets}]}
    made = (await person.http.post("/profiles", json=long)).json()["data"]
    entry = made["experiences"][0]
    keep = [f"experiences/{entry['id']}/bullets/{bullet['id']}" for bullet in entry["bullets"]]
    body = {**job, "profile_id": made["id"], "keep": keep}
    assert failure(await person.http.post("/generations/resume", json=body)) == (422, "IMPOSSIBLE")


@pytest.mark.parametrize("body", [{"date": "2026-02-30"}, {"date": "tomorrow"}, {"language": "xx"}, {"template": "x"}])
async def test_a_letter_that_cannot_be_is_refused(house: House, body: dict[str, Any]) -> None:
    person = await house.person()
    answer = await person.http.post("/generations/cover-letter", json={**await ready(person), **body})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["error"]["details"]] == list(body)


async def test_a_letter_bears_a_date_only_when_it_is_given_and_the_language_that_is_asked(house: House) -> None:
    person = await house.person()
    job = await ready(person)
    plain = await asked(person, "cover-letter", **job)
    dated = await asked(person, "cover-letter", **job, date="2026-12-01", language="de")
    await work(house)
    roles = [line["role"] for line in (await data(person, f"/generations/{plain['id']}/content"))["lines"]]
    assert "date_line" not in roles
    content = await data(person, f"/generations/{dated['id']}/content")
    assert content["language"] == "de"
    assert any(line["text"] == "1. Dezember 2026" for line in content["lines"])
    trace = (await data(person, f"/generations/{dated['id']}/provenance"))["trace"]
    assert all(sentence["supported"] for sentence in trace["sentences"])


async def test_cancelled_deleted_restored_and_asked_for_again(house: House) -> None:
    person = await house.person()
    made = await asked(person, **await ready(person))
    here = f"/generations/{made['id']}"
    gone = (await person.http.post(f"{here}/cancel")).json()["data"]
    assert (gone["status"], gone["failure"]) == ("failed", "CANCELLED")
    assert failure(await person.http.post(f"{here}/cancel")) == (400, "INVALID_TRANSITION")
    assert failure(await person.http.delete(here)) == (428, "PRECONDITION_REQUIRED")
    assert (await person.http.delete(here, headers={"If-Match": '"2"'})).status_code == 204
    assert failure(await person.http.get(here)) == (404, "RESOURCE_NOT_FOUND")
    assert (await person.http.post(f"{here}/restore")).status_code == 200
    again = await person.http.post(f"{here}/retry")
    assert (again.status_code, again.json()["data"]["attempt"]) == (202, 2)
    await work(house)
    assert (await data(person, here))["status"] == "completed"
    assert failure(await person.http.post(f"{here}/retry")) == (400, "INVALID_TRANSITION")


async def test_a_full_queue_says_when_to_come_again_and_costs_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MAX_WAITING_GENERATIONS", 4)
    monkeypatch.setattr(commands, "MAX_WAITING_GENERATIONS_PER_USER", 2)
    people = [await house.person() for _ in range(3)]
    jobs = [await ready(person) for person in people]
    first = [await asked(people[0], kind, **jobs[0]) for kind in ("resume", "cover-letter")]
    answer = await people[0].http.post("/generations/resume", json=jobs[0])
    assert (failure(answer), answer.headers["Retry-After"]) == ((503, "QUEUE_FULL"), str(QUEUE_RETRY_S))
    used = {row["kind"]: row["used"] for row in (await data(people[0], "/usage"))["quotas"]}
    assert (used["resumes"], used["cover_letters"]) == (1, 1)
    assert (await data(people[0], "/generations"))[0]["id"] == first[1]["id"]
    for _ in range(2):
        await asked(people[1], **jobs[1])
    assert failure(await people[2].http.post("/generations/resume", json=jobs[2])) == (503, "QUEUE_FULL")
    await work(house)
    await asked(people[2], **jobs[2])


async def test_what_changed_between_two_and_that_both_are_stale(house: House) -> None:
    person = await house.person()
    job = await ready(person)
    first, second = await asked(person, **job), await asked(person, **job, max_bullets=1)
    await work(house)
    found = await data(person, f"/generations/{first['id']}/diff/{second['id']}")
    assert {change["kind"] for change in found["changes"]} == {"dropped"}
    profile = (await data(person, "/profiles"))[0]
    changed = await person.http.patch("/profile", json={"summary": "Baker."}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200, changed.text
    assert profile["id"] == changed.json()["data"]["id"]
    assert all(one["stale"] for one in await data(person, "/generations"))
    assert all(one["stale"] for one in await data(person, "/rankings"))


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]


async def test_a_settled_one_says_its_last_event_once(house: House) -> None:
    person = await house.person()
    made = await asked(person, **await ready(person))
    await work(house)
    here = f"/generations/{made['id']}/events"
    answer = await person.http.get(here)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    (event,) = events(answer.text)
    assert (event["status"], event["version"]) == ("completed", 3)
    assert event["updated_at"] == (await data(person, f"/generations/{made['id']}"))["updated_at"]
    assert (await person.http.get(here, headers={"Last-Event-ID": "1"})).status_code == 200
    assert (await person.http.get(here, headers={"Last-Event-ID": "3"})).status_code == 204
    assert (await person.http.get(here, headers={"Last-Event-ID": "x" * 99})).status_code == 200
    assert failure(await (await house.person()).http.get(here)) == (404, "RESOURCE_NOT_FOUND")


@contextlib.asynccontextmanager
async def followed(house: House, person: Person, id: str) -> AsyncIterator[asyncio.Queue[bytes]]:
    """A stream of events as it comes; b"" says that it has ended."""
    came: asyncio.Queue[bytes] = asyncio.Queue()
    away = asyncio.Event()
    begun = False

    async def receive() -> dict[str, Any]:
        nonlocal begun
        if not begun:
            begun = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await away.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            if message.get("body"):
                came.put_nowait(message["body"])
            if not message.get("more_body"):
                came.put_nowait(b"")
        elif message["status"] != 200:
            came.put_nowait(str(message["status"]).encode())

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": f"/api/v1/generations/{id}/events",
        "raw_path": f"/api/v1/generations/{id}/events".encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"testserver"), (b"authorization", f"Bearer {house.token_of(person)}".encode())],
        "client": ("127.0.0.1", 50_000),
        "server": ("testserver", 80),
    }
    running = asyncio.create_task(house.app(scope, receive, send))  # type: ignore[arg-type]
    try:
        yield came
    finally:
        away.set()
        async with asyncio.timeout(5):
            await running


async def heard(came: "asyncio.Queue[bytes]") -> bytes:
    async with asyncio.timeout(5):
        return await came.get()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "STREAM_POLL_S", 0.01)
    monkeypatch.setattr(following, "STREAM_AUTH_S", 0.0)


@pytest.mark.usefixtures("quick")
async def test_a_stream_tells_each_step_and_ends_with_the_last(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "STREAM_HEARTBEAT_S", 0.02)
    person = await house.person()
    made = await asked(person, **await ready(person))
    async with followed(house, person, made["id"]) as came:
        assert (await heard(came)).startswith(b"retry:")
        (first,) = events((await heard(came)).decode())
        assert (first["status"], first["version"]) == ("pending", 1)
        assert await heard(came) == HEARTBEAT
        await work(house)
        told = b""
        while (piece := await heard(came)) != b"":
            told += piece
        assert events(told.decode())[-1]["status"] == "completed"


@pytest.mark.usefixtures("quick")
async def test_a_stream_tells_how_far_a_letter_is(house: House) -> None:
    person = await house.person()
    made = await asked(person, **await ready(person))
    id, owner = UUID(made["id"]), person.user.id

    async def note(step: LetterStep, round: int, characters: int) -> None:
        now = LetterProgress(step, round, characters)
        async with house.store.write() as work:
            assert await work.generations.note_progress(id, owner=owner, attempt=1, progress=now)
            await work.commit()

    async with house.store.write() as work:
        begun = await work.generations.get(id, owner=owner)
        begun.start(house.clock.now())
        await work.generations.save(begun)
        await work.commit()
    async with followed(house, person, made["id"]) as came:
        assert (await heard(came)).startswith(b"retry:")
        (first,) = events((await heard(came)).decode())
        assert (first["status"], first["version"], first["progress"]) == ("generating", 2, None)
        for step, round, characters in (("asked", 1, 0), ("writing", 1, 400), ("mending", 2, 0)):
            await note(LetterStep(step), round, characters)
            (told,) = events((await heard(came)).decode())
            assert told["progress"] == {"step": step, "round": round, "characters": characters}
            assert told["version"] == 2
    shown = (await person.http.get(f"/generations/{made['id']}")).json()["data"]
    assert shown["progress"] == {"step": "mending", "round": 2, "characters": 0}
    # Whoever comes back is told where it is, though no new state has come.
    async with followed(house, person, made["id"]) as came:
        assert (await heard(came)).startswith(b"retry:")
        (again,) = events((await heard(came)).decode())
        assert again["progress"] == shown["progress"]


@pytest.mark.usefixtures("quick")
async def test_a_stream_ends_when_its_reader_signs_out(house: House) -> None:
    person = await house.person()
    made = await asked(person, **await ready(person))
    async with followed(house, person, made["id"]) as came:
        assert (await heard(came)).startswith(b"retry:")
        await heard(came)
        assert (await person.http.post("/auth/logout-all")).status_code == 204
        house.clock.forward(seconds=6)
        assert await heard(came) == b""


@pytest.mark.usefixtures("quick")
async def test_nobody_follows_more_streams_than_a_few(house: House) -> None:
    person = await house.person()
    made = await asked(person, **await ready(person))
    async with contextlib.AsyncExitStack() as open_ones:
        for _ in range(MAX_STREAMS):
            came = await open_ones.enter_async_context(followed(house, person, made["id"]))
            await heard(came)
        answer = await person.http.get(f"/generations/{made['id']}/events")
        assert failure(answer) == (429, "RATE_LIMITED")
    async with contextlib.AsyncExitStack() as at_once:
        all_of_them = [
            await at_once.enter_async_context(followed(house, person, made["id"])) for _ in range(MAX_STREAMS + 3)
        ]
        assert [await heard(came) for came in all_of_them].count(b"429") == 3
    await person.http.post(f"/generations/{made['id']}/cancel")
    assert (await person.http.get(f"/generations/{made['id']}/events")).status_code == 200
