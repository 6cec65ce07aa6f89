"""Settings of the language models: what is asked, in which order, and what stops the start."""

import os
from decimal import Decimal

import pytest

from jobwise.bootstrap.models import language_model, model_providers
from jobwise.bootstrap.settings import Settings, read_settings
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.infrastructure.persistence.memory.store import MemoryStore

SECRET = "gsk-planted-0123456789"
OLLAMA = {"JOBWISE_COMPATIBLE_BASE_URL": "http://ollama.lan:11434/v1", "JOBWISE_COMPATIBLE_MODEL": "qwen3:8b"}


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.upper().startswith(("JOBWISE_", "GROQ_", "OPENAI_", "ANTHROPIC_")):
            monkeypatch.delenv(name)


def read(**environment: str) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return read_settings(None)


def test_nothing_is_needed() -> None:
    settings = read()
    assert settings.configured == ()
    assert settings.tasks == dict.fromkeys(ModelTask, ())
    assert (settings.llm_connect_timeout_s, settings.llm_read_timeout_s, settings.llm_total_timeout_s) == (3, 30, 60)
    assert (settings.llm_daily_spend, settings.llm_daily_tokens) == (Decimal(10), None)


@pytest.mark.parametrize("prefix", ["", "JOBWISE_"])
def test_keys_are_read_under_both_names_and_never_shown(prefix: str) -> None:
    settings = read(**{f"{prefix}{name}_API_KEY": SECRET for name in ("GROQ", "OPENAI", "ANTHROPIC")})
    assert settings.configured == ("groq", "openai", "anthropic")
    assert settings.key_of("anthropic") == SECRET
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_order_is_a_setting() -> None:
    settings = read(GROQ_API_KEY="a", OPENAI_API_KEY="b", JOBWISE_LLM_PROVIDERS="openai, groq", **OLLAMA)
    assert settings.configured == ("openai", "groq")
    assert settings.tasks[ModelTask.EXTRACTION] == ("openai/gpt-4o-mini", "groq/llama-3.1-8b-instant")


def test_a_server_of_ones_own_does_every_task() -> None:
    settings = read(**OLLAMA)
    assert settings.tasks == dict.fromkeys(ModelTask, ("compatible/qwen3:8b",))
    assert settings.base_url_of("compatible") == OLLAMA["JOBWISE_COMPATIBLE_BASE_URL"]


def test_what_mends_a_provider_is_named() -> None:
    settings = read(
        **OLLAMA, OPENAI_API_KEY="a", JOBWISE_OPENAI_BASE_URL="https://gateway.example/v1", GROQ_API_KEY="b"
    )
    assert settings.key_setting_of("compatible") == "JOBWISE_COMPATIBLE_API_KEY"
    assert settings.key_setting_of("groq") == "GROQ_API_KEY"
    assert settings.address_setting_of("compatible") == "JOBWISE_COMPATIBLE_BASE_URL"
    assert settings.address_setting_of("openai") == "JOBWISE_OPENAI_BASE_URL"
    assert settings.address_setting_of("groq") == ""


def test_everybody_may_see_who_is_asked_and_what_they_keep() -> None:
    settings = read(
        **OLLAMA, GROQ_API_KEY="a", ANTHROPIC_API_KEY="b", JOBWISE_ANTHROPIC_BASE_URL="https://gate.example"
    )
    model = language_model(settings, MemoryStore(Uuid7Ids()), SystemClock(), Uuid7Ids(), Metrics())
    told = {one.name: one for one in model_providers(settings, model)}
    assert list(told) == ["groq", "anthropic", "compatible"]
    assert told["groq"].models == ("llama-3.3-70b-versatile", "llama-3.1-8b-instant")
    assert told["groq"].keeps.startswith("https://console.groq.com/")
    # Who answers at another address is not known.
    assert (told["anthropic"].keeps, told["compatible"].keeps) == ("", "")


def test_a_task_may_have_models_of_its_own() -> None:
    own = "openai/gpt-4o,groq/llama-3.3-70b-versatile"
    settings = read(GROQ_API_KEY="a", OPENAI_API_KEY="b", JOBWISE_LLM_LETTER=own)
    assert settings.tasks[ModelTask.LETTER] == ("openai/gpt-4o", "groq/llama-3.3-70b-versatile")
    assert settings.tasks[ModelTask.STYLE] == ("groq/llama-3.3-70b-versatile", "openai/gpt-4o-mini")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"JOBWISE_LLM_PROVIDERS": "groq,bard"}, "JOBWISE_LLM_PROVIDERS"),
        ({"JOBWISE_LLM_LETTER": "gpt-4o"}, "JOBWISE_LLM_LETTER"),
        ({"JOBWISE_LLM_LETTER": "openai/gpt-4o"}, "OPENAI_API_KEY"),
        ({"JOBWISE_LLM_STYLE": "compatible/x"}, "JOBWISE_COMPATIBLE_BASE_URL"),
        ({"JOBWISE_COMPATIBLE_BASE_URL": "http://localhost:11434/v1"}, "JOBWISE_COMPATIBLE_MODEL"),
        ({"JOBWISE_COMPATIBLE_MODEL": "x"}, "JOBWISE_COMPATIBLE_BASE_URL"),
        ({"JOBWISE_GROQ_BASE_URL": "file:///etc/passwd"}, "JOBWISE_GROQ_BASE_URL"),
        ({"JOBWISE_GROQ_BASE_URL": "https://me:hidden@host"}, "JOBWISE_GROQ_BASE_URL"),
        ({"JOBWISE_GROQ_BASE_URL": "https://host:99999"}, "JOBWISE_GROQ_BASE_URL"),
        ({"JOBWISE_OPENAI_BASE_URL": "http://far.example/v1"}, "JOBWISE_OPENAI_BASE_URL"),
        ({"GROQ_API_KEY": "two words"}, "JOBWISE_GROQ_API_KEY"),
        ({"GROQ_API_KEY": "kéy"}, "JOBWISE_GROQ_API_KEY"),
        ({"JOBWISE_LLM_TOTAL_TIMEOUT_S": "61"}, "JOBWISE_LLM_TOTAL_TIMEOUT_S"),
        ({"JOBWISE_LLM_DAILY_SPEND": "-1"}, "JOBWISE_LLM_DAILY_SPEND"),
        ({"JOBWISE_LLM_DAILY_TOKENS": "many"}, "JOBWISE_LLM_DAILY_TOKENS"),
    ],
)
def test_a_bad_setting_is_named_and_not_repeated(environment: dict[str, str], named: str) -> None:
    with pytest.raises(InvalidInput, match=named) as raised:
        read(**environment)
    assert not [value for value in environment.values() if len(value) > 8 and value in raised.value.message]
    assert "hidden" not in raised.value.message


def test_a_proxy_on_this_machine_may_speak_plain_http() -> None:
    for address in ("http://localhost:9000/v1", "http://127.0.0.1:9000", "http://[::1]:9000"):
        assert read(OPENAI_API_KEY="a", JOBWISE_OPENAI_BASE_URL=address).base_url_of("openai") == address
