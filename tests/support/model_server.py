"""A server on 127.0.0.1 that speaks the protocols of OpenAI, Groq and Anthropic, and does what a script says.

The last act of the script is done for every further request. Every request is kept as it came.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request: where it went, with what headers (names in small letters), and its JSON body."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def system(self) -> str:
        if "system" in self.body:
            return str(self.body["system"])
        return str(next(one["content"] for one in self.body["messages"] if one["role"] == "system"))

    @property
    def told(self) -> str:
        """Everything but the system text."""
        return "\n".join(str(one["content"]) for one in self.body["messages"] if one["role"] != "system")

    @property
    def data(self) -> Any:
        """The JSON between the two fences of the first message."""
        fence = self.told.split("\n")[1]
        return json.loads(self.told.split(f"{fence}\n")[1])


@dataclass(frozen=True)
class Says:
    """A good answer with this text. `cut_after` ends the connection after so many of its pieces, `pause_s` lies
    between two of a streamed one."""

    text: str
    tokens: tuple[int, int] | None = (100, 20)
    reason: str = "stop"
    pieces: int = 4
    cut_after: int | None = None
    pause_s: float = 0.0


@dataclass(frozen=True)
class Refuses:
    """The protocol's own way to say that the model will not answer."""


@dataclass(frozen=True)
class Replies:
    """These bytes under this status."""

    status: int
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"


@dataclass(frozen=True)
class Waits:
    """Nothing for so long, then the other act."""

    seconds: float
    then: "Act"


@dataclass(frozen=True)
class HangsUp:
    """Ends the connection without a word."""


@dataclass(frozen=True)
class Breaks:
    """Promises `promised` bytes of JSON and ends the connection after these."""

    body: bytes = b'{"id": "half'
    promised: int = 10_000


@dataclass(frozen=True)
class Pours:
    """An answer without end: white space, `bytes` of it."""

    bytes: int


Act = Says | Refuses | Replies | Waits | HangsUp | Breaks | Pours
Script = Sequence[Act] | Callable[[Asked], Act]

_ANTHROPIC_REASONS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}


def says(value: object, **more: Any) -> Says:
    """A good answer that holds this value as JSON."""
    return Says(json.dumps(value, ensure_ascii=False), **more)


def status(code: int, message: str = "", *, kind: str = "error", **headers: str) -> Replies:
    """A refusal as all three protocols word it."""
    error = {"message": message, "type": kind, "code": kind, "param": None}
    body = json.dumps({"type": "error", "error": error}).encode()
    return Replies(code, body, {name.replace("_", "-"): value for name, value in headers.items()})


class ModelServer:
    """`url` is its root; the three protocols stand below `/v1`, `/openai/v1` and the root itself."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.url = ""
        self._script: Script = [Says("{}")]

    def script(self, *acts: Act) -> None:
        self._script = acts
        self.asked.clear()

    def obey(self, answering: Callable[[Asked], Act]) -> None:
        """Lets a function choose the act for each request."""
        self._script = answering
        self.asked.clear()

    def base_url(self, provider: str) -> str:
        return {"groq": self.url, "anthropic": self.url}.get(provider, f"{self.url}/v1")

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (asked := await _read(reader)) is not None:
                self.asked.append(asked)
                if not await self._act(self._next(asked), asked, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # Whoever asked has gone, or the test is over.
            return
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    def _next(self, asked: Asked) -> Act:
        if callable(self._script):
            return self._script(asked)
        return self._script[min(len(self.asked), len(self._script)) - 1]

    async def _act(self, act: Act, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection may be used again."""
        if isinstance(act, Waits):
            await asyncio.sleep(act.seconds)
            return await self._act(act.then, asked, writer)
        if isinstance(act, HangsUp):
            return False
        if isinstance(act, Breaks):
            await _send(writer, 200, "application/json", act.body, {}, length=act.promised)
            return False
        if isinstance(act, Pours):
            await _pour(writer, act.bytes)
            return False
        if isinstance(act, Replies):
            await _send(writer, act.status, act.kind, act.body, act.headers)
            return True
        speech = _Anthropic(act, asked) if asked.path.endswith("/messages") else _Chat(act, asked)
        if not asked.body.get("stream"):
            if isinstance(act, Says) and act.cut_after is not None:
                await _send(writer, 200, "application/json", speech.whole()[:40], {}, length=10_000)
                return False
            await _send(writer, 200, "application/json", speech.whole(), {})
            return True
        return await _stream(writer, speech.events(), act)


@asynccontextmanager
async def model_server() -> AsyncIterator[ModelServer]:
    server = ModelServer()
    # The connections are counted, so that each is over before the test is.
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await server.handle(reader, writer)
        finally:
            tasks.discard(task)

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Chat:
    """OpenAI's chat completions, which Groq speaks too (with the usage of streams in a place of its own)."""

    def __init__(self, act: Says | Refuses, asked: Asked) -> None:
        self._act, self._asked = act, asked
        self._about = {"id": "chat-1", "created": 1, "model": asked.body["model"]}

    def whole(self) -> bytes:
        act = self._act
        message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
        if isinstance(act, Says):
            message = {"role": "assistant", "content": act.text}
        reason = act.reason if isinstance(act, Says) else "stop"
        done = {**self._about, "object": "chat.completion"}
        done["choices"] = [{"index": 0, "message": message, "finish_reason": reason}]
        if isinstance(act, Says) and act.tokens is not None:
            done["usage"] = self._usage(act.tokens)
        return json.dumps(done).encode()

    def events(self) -> list[bytes]:
        act = self._act
        if isinstance(act, Refuses):
            return [self._chunk({"refusal": "I cannot help with that."}), self._chunk({}, "stop"), b"data: [DONE]\n\n"]
        sent = [self._chunk({"content": piece}) for piece in _pieces(act)]
        sent.append(self._chunk({}, act.reason))
        if act.tokens is not None:
            sent.append(self._last(act.tokens))
        return [*sent, b"data: [DONE]\n\n"]

    def _last(self, tokens: tuple[int, int]) -> bytes:
        base = {**self._about, "object": "chat.completion.chunk", "choices": []}
        if self._asked.path.startswith("/openai/"):
            return _event({**base, "x_groq": {"id": "req-1", "usage": self._usage(tokens)}})
        return _event({**base, "usage": self._usage(tokens)})

    def _chunk(self, delta: Mapping[str, Any], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return _event({**self._about, "object": "chat.completion.chunk", "choices": [choice]})

    @staticmethod
    def _usage(tokens: tuple[int, int]) -> Mapping[str, int]:
        return {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}


class _Anthropic:
    def __init__(self, act: Says | Refuses, asked: Asked) -> None:
        self._act, self._asked = act, asked

    def whole(self) -> bytes:
        act = self._act
        content = [{"type": "text", "text": act.text}] if isinstance(act, Says) else []
        return json.dumps({**self._message(), "content": content, "stop_reason": self._reason()}).encode()

    def events(self) -> list[bytes]:
        act = self._act
        pieces = _pieces(act) if isinstance(act, Says) else []
        start = {**self._message(), "content": [], "stop_reason": None}
        listed = [("message_start", {"message": start}), ("ping", {})]
        listed.append(("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}))
        for piece in pieces:
            delta = {"type": "text_delta", "text": piece}
            listed.append(("content_block_delta", {"index": 0, "delta": delta}))
        listed.append(("content_block_stop", {"index": 0}))
        usage = {"output_tokens": self._tokens()[1]}
        reason = {"stop_reason": self._reason(), "stop_sequence": None}
        listed += [("message_delta", {"delta": reason, "usage": usage}), ("message_stop", {})]
        return [_event({"type": name, **data}, name) for name, data in listed]

    def _message(self) -> dict[str, Any]:
        usage = {"input_tokens": self._tokens()[0], "output_tokens": self._tokens()[1]}
        about = {"id": "msg-1", "type": "message", "role": "assistant", "model": self._asked.body["model"]}
        return {**about, "stop_sequence": None, "usage": usage}

    def _tokens(self) -> tuple[int, int]:
        return (self._act.tokens if isinstance(self._act, Says) else None) or (0, 0)

    def _reason(self) -> str:
        return _ANTHROPIC_REASONS[self._act.reason] if isinstance(self._act, Says) else "refusal"


def _pieces(act: Says) -> list[str]:
    size = max(1, -(-len(act.text) // act.pieces))
    return [act.text[start : start + size] for start in range(0, len(act.text), size)]


def _event(data: Mapping[str, Any], name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(first.split()[1], headers, json.loads(body or b"{}"))


async def _send(
    writer: asyncio.StreamWriter,
    code: int,
    kind: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    length: int | None = None,
) -> None:
    given = {"content-type": kind, "content-length": str(len(body) if length is None else length), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    writer.write(f"HTTP/1.1 {code} Told\r\n{head}\r\n".encode() + body)
    await writer.drain()


async def _stream(writer: asyncio.StreamWriter, events: Sequence[bytes], act: Act) -> bool:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    for number, event in enumerate(events):
        if isinstance(act, Says) and act.cut_after is not None and number >= act.cut_after:
            return False
        writer.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
        await writer.drain()
        if isinstance(act, Says) and act.pause_s:
            await asyncio.sleep(act.pause_s)
    writer.write(b"0\r\n\r\n")
    await writer.drain()
    return True


async def _pour(writer: asyncio.StreamWriter, count: int) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
    piece = b" " * 65_536
    for _ in range(count // len(piece)):
        writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        await writer.drain()
