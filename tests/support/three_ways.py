"""One list of steps walked three ways: by a REST client, on the command line, by the use cases in this process."""

import asyncio
import json
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from jobwise.application.use_cases import UseCases
from jobwise.bootstrap.api import application
from jobwise.bootstrap.container import Container, opened_container
from jobwise.bootstrap.one_shot import OneShot
from jobwise.bootstrap.settings import Settings, read_settings
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import file_url
from jobwise.presentation.cli.app import run
from jobwise.presentation.schemas.plain import to_plain

EMAIL = "mara@example.org"
PASSWORD = "four wandering herons"

Kept = dict[str, str]
"""What steps before have answered and later ones need, by a name of its own."""


@dataclass(frozen=True)
class Inside:
    """What a step needs to be done by the use cases themselves."""

    cases: UseCases
    owner: UUID
    kept: Kept

    def id(self, name: str) -> UUID:
        return UUID(self.kept[name])


@dataclass(frozen=True)
class Step:
    """One act in three languages. `{name}` stands for what an earlier step has kept.

    `body` is sent as JSON, or is bytes of `media`; `match` is the address whose ETag goes into If-Match; `keep` names
    what of the answer later steps need.
    """

    name: str
    rest: tuple[str, str]
    cli: Sequence[str]
    inside: Callable[[Inside], Awaitable[Any]]
    body: Any = None
    media: str = "application/json"
    files: dict[str, tuple[str, bytes]] | None = None
    match: str = ""
    keep: dict[str, str] = field(default_factory=dict)
    nobody: bool = False


class Way(ABC):
    """A store of its own, and somebody walking through the steps in it."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.kept: Kept = {}
        monkeypatch.setenv("JOBWISE_HOME", str(home))
        home.mkdir()
        shutil.copy(empty_database(home.parent), home / "jobwise.db")
        self.settings: Settings = read_settings(None)

    def walk(self, steps: Sequence[Step]) -> dict[str, Any]:
        """What each step answered, by its name, with ids and times replaced."""
        plain = Placeholders()
        found = {}
        for step in steps:
            if step.name == "verify":
                self.kept["token"] = mailed_token(self.home)
            answer = self.take(step)
            for name, place in step.keep.items():
                self.kept[name] = str(at(answer["data"], place))
            found[step.name] = plain.of(answer)
        return found

    @abstractmethod
    def take(self, step: Step) -> dict[str, Any]:
        """What the step answers: `data`, and `meta` of a list."""


class ByCommands(Way):
    """`jobwise ... --json`, each command as the process would run it."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        super().__init__(home, monkeypatch)
        self.capfd = capfd

    def take(self, step: Step) -> dict[str, Any]:
        argv = [one.format_map(self.kept) if "{" in one and ":=" not in one else one for one in step.cli]
        whose = () if step.nobody else ("--as", EMAIL)
        self.capfd.readouterr()
        code = run([*argv, "--json", *whose], OneShot())
        said = self.capfd.readouterr()
        assert (code, said.err) == (0, ""), (step.name, said)
        answer: dict[str, Any] = json.loads(said.out)
        return answer


class InOneLoop(Way):
    """A way that keeps its container open from the first step to the last."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(home, monkeypatch)
        self.runner = asyncio.Runner()
        self.opening = opened_container(self.settings)
        self.container: Container = self.runner.run(self.opening.__aenter__())

    def close(self) -> None:
        self.runner.run(self.opening.__aexit__(None, None, None))
        self.runner.close()

    def take(self, step: Step) -> dict[str, Any]:
        return self.runner.run(self.answer(step))

    @abstractmethod
    async def answer(self, step: Step) -> dict[str, Any]: ...


class ByRest(InOneLoop):
    """The whole HTTP application, asked by a client that signs in."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(home, monkeypatch)
        app = application(self.container, self.settings)
        transport = httpx.ASGITransport(app=app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8000/api/v1")

    async def answer(self, step: Step) -> dict[str, Any]:
        if not step.nobody and "authorization" not in self.client.headers:
            await self.sign_in()
        method, address = step.rest
        headers = {}
        if step.match:
            headers["If-Match"] = (await self.client.get(step.match.format_map(self.kept))).headers["ETag"]
        sent: dict[str, Any] = {}
        if isinstance(step.body, bytes):
            sent["content"], headers["Content-Type"] = step.body, step.media
        elif step.body is not None:
            sent["json"] = _filled(step.body, self.kept)
        if step.files is not None:
            sent["files"] = step.files
        done = await self.client.request(method, address.format_map(self.kept), headers=headers, **sent)
        assert done.is_success, (step.name, done.text)
        await self.container.deliver_mails()()
        return {"data": None} if done.status_code == 204 else done.json()

    async def sign_in(self) -> None:
        done = await self.client.post("/auth/login", json={"email": EMAIL, "password": PASSWORD})
        self.client.headers["Authorization"] = f"Bearer {done.json()['data']['access_token']}"


class ByUseCases(InOneLoop):
    """The use cases called as functions."""

    async def answer(self, step: Step) -> dict[str, Any]:
        cases = self.container.use_cases()
        owner = UUID(self.kept.get("user", str(UUID(int=0))))
        found = await step.inside(Inside(cases, owner, self.kept))
        await self.container.deliver_mails()()
        answer: dict[str, Any] = to_plain(found if isinstance(found, Envelope) else {"data": found})
        return answer


def empty_database(folder: Path) -> Path:
    """A database at head with nobody in it, made once in the folder."""
    file = folder / "empty.db"
    if not file.exists():
        migrate.upgrade(file_url(file))
    return file


class Envelope(dict[str, Any]):
    """`data` and `meta` of a list, as `page_of` makes them."""


def mailed_token(home: Path) -> str:
    """The token of the newest mail."""
    newest = max((home / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    mail = message_from_bytes(newest.read_bytes(), policy=policy.default)
    text = mail.get_body(("plain",))
    assert text is not None
    found = re.search(r"token=(\S+)", text.get_content())
    assert found is not None
    return found[1]


def at(data: Any, place: str) -> Any:
    """What stands at a place like `0/id`."""
    for step in place.split("/"):
        data = data[int(step) if isinstance(data, list) else step]
    return data


def _filled(body: Any, kept: Kept) -> Any:
    if isinstance(body, dict):
        return {name: _filled(value, kept) for name, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, kept) for value in body]
    return body.format_map(kept) if isinstance(body, str) else body


class Placeholders:
    """Puts the same word for an id wherever it stands, and one for every time and signature."""

    _ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
    _TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
    _SIGNED = re.compile(r"(expires|signature)=[^&]+")

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.of(name): self.of(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.of(one) for one in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        text = self._SIGNED.sub(r"\1=...", text)
        # A time that a step has said itself stays: it must come back as it was said.
        text = self._TIME.sub(lambda found: found[0] if found[0].startswith("2027-") else "<time>", text)
        return self._ID.sub(lambda found: self._known.setdefault(found[0], f"<{len(self._known)}>"), text)
