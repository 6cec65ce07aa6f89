"""Settings of the language models. None is needed: without any key everything goes the offline way."""

from decimal import Decimal
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from jobwise.bootstrap.addresses import server_address
from jobwise.domain.limits import MODEL_CONNECT_S, MODEL_READ_S, MODEL_TOTAL_S
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.llm import catalogue

_Listed = Annotated[tuple[str, ...], NoDecode]


def _named(name: str, *others: str) -> AliasChoices:
    return AliasChoices(f"JOBWISE_{name}", *others)


class ModelSettings(BaseSettings):
    """Who is asked, by which key, and for how much."""

    groq_api_key: SecretStr = Field(SecretStr(""), validation_alias=_named("GROQ_API_KEY", "GROQ_API_KEY"))
    openai_api_key: SecretStr = Field(SecretStr(""), validation_alias=_named("OPENAI_API_KEY", "OPENAI_API_KEY"))
    anthropic_api_key: SecretStr = Field(
        SecretStr(""), validation_alias=_named("ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY")
    )
    compatible_api_key: SecretStr = Field(SecretStr(""), validation_alias=_named("COMPATIBLE_API_KEY"))
    """A provider is asked when it has its key; a server of one's own when it has an address, key or not."""

    groq_base_url: str = Field("", validation_alias=_named("GROQ_BASE_URL"))
    openai_base_url: str = Field("", validation_alias=_named("OPENAI_BASE_URL"))
    anthropic_base_url: str = Field("", validation_alias=_named("ANTHROPIC_BASE_URL"))
    compatible_base_url: str = Field("", validation_alias=_named("COMPATIBLE_BASE_URL"))
    """Another address of a provider; redirects from there are not followed."""

    compatible_model: str = Field("", validation_alias=_named("COMPATIBLE_MODEL"))
    """The model that a server of one's own has."""

    llm_providers: _Listed = Field(catalogue.providers(), validation_alias=_named("LLM_PROVIDERS"))
    """In which order providers are asked; those without a key are passed over."""

    llm_letter: _Listed = Field((), validation_alias=_named("LLM_LETTER"))
    llm_extraction: _Listed = Field((), validation_alias=_named("LLM_EXTRACTION"))
    llm_style: _Listed = Field((), validation_alias=_named("LLM_STYLE"))
    llm_enhancement: _Listed = Field((), validation_alias=_named("LLM_ENHANCEMENT"))
    """Which models do a task, in order, as `provider/model`; without them each provider's usual one."""

    llm_connect_timeout_s: float = Field(
        MODEL_CONNECT_S, gt=0, le=MODEL_TOTAL_S, validation_alias=_named("LLM_CONNECT_TIMEOUT_S")
    )
    llm_read_timeout_s: float = Field(
        MODEL_READ_S, gt=0, le=MODEL_TOTAL_S, validation_alias=_named("LLM_READ_TIMEOUT_S")
    )
    llm_total_timeout_s: float = Field(
        MODEL_TOTAL_S, gt=0, le=MODEL_TOTAL_S, validation_alias=_named("LLM_TOTAL_TIMEOUT_S")
    )
    llm_daily_spend: Decimal = Field(
        Decimal(10), ge=0, le=1_000_000, max_digits=12, decimal_places=6, validation_alias=_named("LLM_DAILY_SPEND")
    )
    """US dollars that all calls of a day may cost together, as far as prices are known."""

    llm_daily_tokens: int | None = Field(None, ge=0, le=10**15, validation_alias=_named("LLM_DAILY_TOKENS"))
    """Tokens of all calls of a day; also those of models without a known price."""

    @field_validator("llm_providers", "llm_letter", "llm_extraction", "llm_style", "llm_enhancement", mode="before")
    @classmethod
    def _parted(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("llm_providers")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not set(names) <= set(catalogue.providers()):
            raise ValueError(f"names one that is not known; there are {', '.join(catalogue.providers())}")
        return tuple(dict.fromkeys(names))

    @field_validator("llm_letter", "llm_extraction", "llm_style", "llm_enhancement")
    @classmethod
    def _models(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            try:
                catalogue.model(name)
            except InvalidInput as error:
                raise ValueError(error.message) from None
        return tuple(dict.fromkeys(names))

    @field_validator("groq_api_key", "openai_api_key", "anthropic_api_key", "compatible_api_key")
    @classmethod
    def _sendable(cls, key: SecretStr) -> SecretStr:
        value = key.get_secret_value()
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError("is no key: it holds a space, a line end or a letter that no key has")
        return key

    @field_validator("groq_base_url", "openai_base_url", "anthropic_base_url", "compatible_base_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value:
            return value
        if server_address(value) is None:
            raise ValueError("takes an address like https://host/path, without a user, a password or a question")
        return value

    @model_validator(mode="after")
    def _whole(self) -> "ModelSettings":
        if bool(self.compatible_base_url) != bool(self.compatible_model):
            raise ValueError("JOBWISE_COMPATIBLE_BASE_URL and JOBWISE_COMPATIBLE_MODEL go together; set both or none")
        for name in ("groq", "openai", "anthropic"):
            if _is_open(getattr(self, f"{name}_base_url")):
                raise ValueError(
                    f"JOBWISE_{name.upper()}_BASE_URL: the key would cross the network unprotected; take https://"
                )
        for task in ModelTask:
            for full_name in self.models_of(task):
                provider = full_name.partition("/")[0]
                if provider not in self.configured:
                    raise ValueError(
                        f"JOBWISE_LLM_{task.upper()} names {provider}; set {self.setting_of(provider)} too"
                    )
        return self

    @property
    def configured(self) -> tuple[str, ...]:
        """The providers that can be asked, in order."""
        return tuple(name for name in self.llm_providers if self._has(name))

    @property
    def tasks(self) -> dict[ModelTask, tuple[str, ...]]:
        """Which models do each task, in order."""
        return {task: self.models_of(task) or self._usual(task) for task in ModelTask}

    def models_of(self, task: ModelTask) -> tuple[str, ...]:
        """The models that a setting names for the task."""
        named: tuple[str, ...] = getattr(self, f"llm_{task.value}")
        return named

    @staticmethod
    def setting_of(provider: str) -> str:
        """The setting without which the provider cannot be asked."""
        return "JOBWISE_COMPATIBLE_BASE_URL" if provider == "compatible" else f"{provider.upper()}_API_KEY"

    @staticmethod
    def key_setting_of(provider: str) -> str:
        return "JOBWISE_COMPATIBLE_API_KEY" if provider == "compatible" else f"{provider.upper()}_API_KEY"

    def address_setting_of(self, provider: str) -> str:
        """The setting that another address of the provider comes from; empty where none is set."""
        return f"JOBWISE_{provider.upper()}_BASE_URL" if getattr(self, f"{provider}_base_url") else ""

    def key_of(self, provider: str) -> str:
        key: SecretStr = getattr(self, f"{provider}_api_key")
        return key.get_secret_value()

    def base_url_of(self, provider: str) -> str:
        own: str = getattr(self, f"{provider}_base_url")
        return own or catalogue.base_url(provider)

    def _has(self, provider: str) -> bool:
        return bool(self.compatible_base_url) if provider == "compatible" else bool(self.key_of(provider))

    def _usual(self, task: ModelTask) -> tuple[str, ...]:
        usual = {name: catalogue.usual_models(name).get(task, self.compatible_model) for name in self.configured}
        return tuple(f"{name}/{model}" for name, model in usual.items())


def _is_open(address: str) -> bool:
    """Whether what is sent there can be read on the way."""
    parts = urlsplit(address)
    if parts.scheme != "http":
        return False
    try:
        return not ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"
