"""Every adapter against a real server that speaks its protocol, well and badly."""

import json
import logging
import time
import traceback

import pytest

from jobwise.domain.shared.errors import AnswerUnusable, ModelsDown, NoAnswer
from tests.integration.llm.parts import GOOD, KEY, PROVIDERS, chain, question
from tests.support.model_server import (
    Act,
    Asked,
    Breaks,
    HangsUp,
    ModelServer,
    Pours,
    Refuses,
    Replies,
    Says,
    Waits,
    model_server,
    says,
    status,
)
from tests.support.models import MemoryBook

FINE = says(GOOD)
# A server of one's own is spoken to by the class that speaks to OpenAI: what concerns the class is tried once.
CLASSES = ("groq", "openai", "anthropic")
HALF = Says('{"paragraphs": ["I kept the bo')
LONG = Says(json.dumps({"paragraphs": ["x" * 1_000_000]}))


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", PROVIDERS)
async def test_a_good_answer_is_read_and_metered(server: ModelServer, name: str, streamed: bool) -> None:
    server.script(FINE)
    book, heard = MemoryBook(), list[int]()
    asking = chain(server, [name], book=book)
    answer = await asking.ask(question(), heard.append if streamed else None)
    assert answer.value == tuple(GOOD["paragraphs"])
    assert (answer.provider, answer.tokens_in, answer.tokens_out, answer.calls) == (name, 100, 20, 1)
    assert (answer.cost_micros is None) == (name == "compatible")
    assert book.outcomes == ["answered"]
    assert (heard == sorted(heard) and len(heard) == 4) if streamed else not heard
    assert bool(server.asked[0].body.get("stream")) is streamed


@pytest.mark.parametrize("name", PROVIDERS)
async def test_what_is_asked_is_within_bounds(server: ModelServer, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for foreign in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "ANTHROPIC_AUTH_TOKEN", "OPENAI_BASE_URL", "GROQ_BASE_URL"):
        monkeypatch.setenv(foreign, "https://foreign.example")
    server.script(FINE)
    asking = chain(server, [name])
    await asking.ask(question(max_tokens=77))
    body, headers = server.asked[0].body, server.asked[0].headers
    assert 77 in (body.get("max_tokens"), body.get("max_completion_tokens"))
    assert body.get("temperature", 0) <= 0.3
    assert not {"tools", "functions", "tool_choice"} & set(body)
    assert KEY in (headers.get("authorization", "").removeprefix("Bearer "), headers.get("x-api-key", ""))
    assert "foreign" not in str(headers)
    assert server.asked[0].data["posting"] == "We look for a bookkeeper."


BOTH_WAYS: list[Act] = [
    status(429),
    status(500),
    Says(json.dumps(GOOD), cut_after=2),
    HangsUp(),
    Replies(200, b"<<< no JSON"),
    Waits(1.0, FINE),
]
WHOLE: list[Act] = [
    status(408),
    status(503),
    status(529),
    Breaks(),
    Replies(200, b"<html>", kind="text/html"),
    Replies(200, b"[1, 2]"),
    Replies(200, b'{"choices": []}'),
    Replies(200, b'{"choices": [{"message": {"content": 5}}], "content": 3}'),
    Replies(200, b"[" * 200_000),
    Replies(200, b'{"choices": ' + b"[" * 800 + b"]" * 800 + b"}"),
    Replies(200, b'{"id": "\xff\xfe"'),
    Replies(200, b"no gzip", {"content-encoding": "gzip"}),
]
STREAMED: list[Act] = [
    Replies(200, body, kind="text/event-stream")
    for body in (
        b"data: {nope\n\n",
        b"data: [DONE]\n\n",
        b'data: {"choices": []}\n\n',
        b'event: message_start\ndata: {"type": "message_start", "message": 5}\n\n',
        b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error", "message": "No"}}\n\n',
    )
]


@pytest.mark.parametrize(
    ("act", "streamed"),
    [*((act, False) for act in BOTH_WAYS + WHOLE), *((act, True) for act in BOTH_WAYS + STREAMED)],
    ids=lambda value: repr(value)[:50],
)
@pytest.mark.parametrize("name", CLASSES)
async def test_what_may_pass_is_tried_again(server: ModelServer, name: str, act: Act, streamed: bool) -> None:
    server.script(act, FINE)
    asking = chain(server, [name], read_s=0.3)
    answer = await asking.ask(question(), (lambda chars: None) if streamed else None)
    assert answer.value == tuple(GOOD["paragraphs"])
    assert answer.calls == len(server.asked) == 2


@pytest.mark.parametrize("act", [status(400), status(401), status(403), status(404), status(413), Refuses()], ids=repr)
@pytest.mark.parametrize("name", CLASSES)
async def test_what_will_not_pass_is_asked_once(server: ModelServer, name: str, act: Act) -> None:
    server.script(act, FINE)
    asking = chain(server, [name])
    with pytest.raises(NoAnswer):
        await asking.ask(question())
    assert len(server.asked) == 1


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    "act",
    [HALF, Says("I would rather not."), Says(""), says({"paragraphs": [], "more": 1}), LONG],
    ids=lambda a: repr(a)[:40],
)
@pytest.mark.parametrize("name", CLASSES)
async def test_t45_an_answer_in_another_form_ends_after_three_calls(
    server: ModelServer, name: str, act: Act, streamed: bool
) -> None:
    server.script(act)
    book = MemoryBook()
    asking = chain(server, [name], book=book)
    with pytest.raises((AnswerUnusable, ModelsDown)):
        await asking.ask(question(), (lambda chars: None) if streamed else None)
    assert len(server.asked) == len(book.begun) == len(book.ended) == 3


@pytest.mark.parametrize("name", PROVIDERS)
async def test_an_answer_is_mended_once(server: ModelServer, name: str) -> None:
    server.script(HALF, Says("```json\n" + json.dumps(GOOD) + "\n```\nThere you are."))
    asking = chain(server, [name])
    answer = await asking.ask(question())
    assert answer.calls == 2
    assert answer.tokens_in == 200
    messages = [one["role"] for one in server.asked[1].body["messages"] if one["role"] != "system"]
    assert messages == ["user", "assistant", "user"]
    assert "breaks off" in server.asked[1].told


@pytest.mark.parametrize("name", CLASSES)
async def test_a_reply_without_end_is_not_read_to_its_end(server: ModelServer, name: str) -> None:
    server.script(Pours(30_000_000), FINE)
    asking = chain(server, [name])
    answer = await asking.ask(question())
    assert answer.value == tuple(GOOD["paragraphs"])


@pytest.mark.parametrize("name", CLASSES)
async def test_a_redirect_is_not_followed(server: ModelServer, name: str) -> None:
    server.script(Replies(307, b"", {"location": f"{server.url}/elsewhere"}), FINE)
    asking = chain(server, [name])
    with pytest.raises(ModelsDown):
        await asking.ask(question())
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [400, 401, 429, 500])
@pytest.mark.parametrize("name", CLASSES)
async def test_no_failure_repeats_the_key_or_the_prompt(
    server: ModelServer, name: str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    server.obey(lambda asked: status(code, f"Incorrect API key {KEY} for: {asked.told}"))
    asking = chain(server, [name])
    with caplog.at_level(logging.INFO), pytest.raises(ModelsDown) as raised:
        await asking.ask(question())
    walked = "".join(traceback.format_exception(raised.value)) + repr(raised.value.__context__) + caplog.text
    assert KEY not in walked
    assert "bookkeeper" not in walked
    assert name in raised.value.message


@pytest.mark.parametrize(
    ("name", "code", "complaint", "named"),
    [
        ("openai", 400, "This model's maximum context length is 8192 tokens; you requested 9000.", "no room"),
        ("openai", 400, "max_tokens is too large: 2000. It supports at most 1024 completion tokens.", "no room"),
        ("openai", 400, "It triggered Azure OpenAI's content management policy.", "would not answer"),
        ("openai", 401, "Incorrect API key provided", "check OPENAI_API_KEY"),
        ("openai", 404, "The model does not exist", "JOBWISE_LLM_LETTER names another"),
        ("groq", 413, "Request too large for model on tokens per minute (TPM): Limit 6000, Requested 9000", "no room"),
        ("anthropic", 400, "Your credit balance is too low to access the Anthropic API.", "check ANTHROPIC_API_KEY"),
        ("anthropic", 400, "You have reached your specified API usage limits.", "check ANTHROPIC_API_KEY"),
        ("anthropic", 400, "prompt is too long: 210000 tokens > 200000 maximum", "no room"),
    ],
)
async def test_what_is_wrong_is_told_with_what_mends_it(
    server: ModelServer, name: str, code: int, complaint: str, named: str
) -> None:
    server.script(status(code, complaint))
    with pytest.raises(NoAnswer, match=named):
        await chain(server, [name]).ask(question())
    assert len(server.asked) == 1


@pytest.mark.parametrize("name", CLASSES)
async def test_a_stream_that_breaks_off_was_begun_and_a_door_that_stays_shut_was_not(
    server: ModelServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script(Says(json.dumps(GOOD), cut_after=2), FINE)
    book = MemoryBook()
    asking = chain(server, [name], book=book)
    await asking.ask(question(), lambda chars: None)
    assert book.ended[0][1].tokens_in is None
    adapter = asking.providers[name]
    http = adapter._modules[1]  # type: ignore[attr-defined]

    async def shut(request: object) -> None:
        raise http.ConnectTimeout("")

    monkeypatch.setattr(adapter.client._client._transport, "handle_async_request", shut)  # type: ignore[attr-defined]
    with pytest.raises(ModelsDown, match="cannot be reached"):
        await asking.ask(question())
    assert book.ended[-1][1].tokens_in == 0


async def test_the_next_provider_answers(server: ModelServer) -> None:
    def first_is_down(asked: Asked) -> Act:
        return status(500) if asked.path.startswith("/openai") else FINE

    server.obey(first_is_down)
    asking = chain(server, ["groq", "anthropic"])
    answer = await asking.ask(question())
    assert (answer.provider, answer.calls) == ("anthropic", 2)


@pytest.mark.parametrize(
    ("complaint", "gone"),
    [
        ("Unsupported value: 'temperature' does not support 0.2", "temperature"),
        ("Invalid parameter: 'response_format' of type 'json_schema' is not supported", "json_schema"),
        ("Unsupported parameter: 'max_completion_tokens'", "max_completion_tokens"),
        ("Your organization must be verified to stream this model.", '"stream": true'),
    ],
)
async def test_what_a_model_does_not_take_is_left_out_from_then_on(
    server: ModelServer, complaint: str, gone: str
) -> None:
    server.obey(lambda asked: status(400, complaint) if gone in json.dumps(asked.body) else FINE)
    asking = chain(server, ["openai"])
    first = await asking.ask(question(), lambda chars: None)
    second = await asking.ask(question(), lambda chars: None)
    assert (first.calls, second.calls) == (2, 1)


@pytest.mark.parametrize("name", CLASSES)
async def test_a_slow_provider_ends_with_the_budget(server: ModelServer, name: str) -> None:
    server.script(Waits(5.0, FINE))
    asking = chain(server, [name])
    began = time.monotonic()
    with pytest.raises(ModelsDown):
        await asking.ask(question(budget_s=1.2))
    assert time.monotonic() - began < 4
    assert len(server.asked) == 1


async def test_nobody_at_the_address_is_a_plain_failure() -> None:
    async with model_server() as gone:
        pass
    asking = chain(gone, PROVIDERS)
    with pytest.raises(ModelsDown, match="cannot be reached"):
        await asking.ask(question())
