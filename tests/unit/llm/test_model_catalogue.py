"""What is known of models, and what is not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from jobwise import resources
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.llm import catalogue
from jobwise.infrastructure.llm.catalogue import JsonMode, Price, estimated_tokens, model
from jobwise.infrastructure.llm.chat import is_strict
from jobwise.infrastructure.llm.faults import retry_after

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def test_every_price_says_where_it_was_read() -> None:
    for name, known in resources.parsed("data/models/models.json")["models"].items():
        assert catalogue.model(name).full_name == name
        if price := known.get("price"):
            assert price["source"].startswith("https://")
            assert Decimal(0) < Decimal(price["in"]) <= Decimal(price["out"])


def test_every_usual_model_is_known_with_its_price() -> None:
    for provider in ("groq", "openai", "anthropic"):
        usual = catalogue.usual_models(provider)
        assert set(usual) == set(ModelTask)
        assert all(model(f"{provider}/{name}").price for name in usual.values())
    assert catalogue.usual_models("groq")[ModelTask.LETTER] == "llama-3.3-70b-versatile"
    assert catalogue.usual_models("groq")[ModelTask.EXTRACTION] == "llama-3.1-8b-instant"


@pytest.mark.parametrize("provider", catalogue.providers())
def test_an_unknown_model_is_asked_for_no_more_than_all_can_do(provider: str) -> None:
    unknown = model(f"{provider}/of-tomorrow:7b")
    assert (unknown.json, unknown.price, unknown.context_tokens) == (JsonMode.TEXT, None, None)
    assert unknown.micros(10, 10) is None
    assert unknown.holds(10**9)


@pytest.mark.parametrize("name", ["", "groq", "groq/", "/x", "other/x"])
def test_a_model_is_named_with_its_provider(name: str) -> None:
    with pytest.raises(InvalidInput, match="groq/its-name"):
        model(name)


def test_what_is_paid_is_rounded_up() -> None:
    price = Price(Decimal("0.59"), Decimal("0.79"))
    assert [price.micros(*tokens) for tokens in ((0, 0), (1, 0), (100, 100), (1_000_000, 0))] == [0, 1, 138, 590_000]


def test_tokens_are_rather_counted_too_high() -> None:
    assert [estimated_tokens(text) for text in ("", "a", "word", "書道", "é")] == [0, 1, 2, 2, 1]


@pytest.mark.parametrize(
    ("schema", "strict"),
    [
        ({"type": "object", "properties": {"a": {}}, "required": ["a"], "additionalProperties": False}, True),
        ({"type": "object", "properties": {"a": {}}, "required": [], "additionalProperties": False}, False),
        ({"type": "object", "properties": {"a": {}}, "required": ["a"]}, False),
        ({"type": "array", "items": {"type": "object", "properties": {}}}, False),
        ({"anyOf": [{"type": "object", "properties": {"a": {}}}]}, False),
        ({"type": "string"}, True),
    ],
)
def test_strict_schemas_are_told_from_others(schema: dict[str, object], strict: bool) -> None:
    assert is_strict(schema) is strict


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 2.5 ", 2.5),
        ("Mon, 04 May 2026 08:00:30 GMT", 30.0),
        ("Mon, 04 May 2026 07:00:00 GMT", 0.0),
        ("99999999", 86_400.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("nan", None),
        ("٣", None),
        ("1.2.3", None),
    ],
)
def test_how_long_to_wait_is_read(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds
    assert retry_after({"retry-after": value, "retry-after-ms": "250"}, NOW) == 0.25
