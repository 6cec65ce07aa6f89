"""What the chain knows of a provider: one call, one reply or one failure of a known kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from jobwise.application.ports.language_model import Progress
from jobwise.domain.limits import MODEL_CONNECT_S, MODEL_READ_S
from jobwise.infrastructure.llm.catalogue import Model, estimated_tokens


class Trouble(StrEnum):
    """Why a call brought no text. `retried` ones may pass by themselves, `counted` ones speak against the provider."""

    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    BUSY = "busy"
    SERVER = "server"
    GARBAGE = "garbage"
    CUT = "cut"
    KEY = "key"
    REQUEST = "request"
    TOO_LONG = "too_long"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    UNUSABLE = "unusable"
    MISSING = "missing"
    RESTING = "resting"

    @property
    def retried(self) -> bool:
        return self in _RETRIED

    @property
    def counted(self) -> bool:
        return self in _RETRIED or self is Trouble.KEY


_RETRIED = frozenset(
    {Trouble.NO_CONNECTION, Trouble.TIMEOUT, Trouble.BUSY, Trouble.SERVER, Trouble.GARBAGE, Trouble.CUT}
)


class ProviderFailed(Exception):
    """A call that brought nothing. It holds no word of the provider's, which could repeat a key or a prompt."""

    def __init__(
        self, trouble: Trouble, *, status: int = 0, retry_after_s: float | None = None, feature: str = ""
    ) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.status = status
        self.retry_after_s = retry_after_s
        self.feature = feature
        """Of UNSUPPORTED: `temperature`, `json`, `tokens_field`, `stream` or `stream_options`."""


@dataclass(frozen=True, slots=True)
class Message:
    """`role` is `user` or `assistant`."""

    role: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything that one call sends; it shows nothing of it in a representation."""

    model: Model
    system: str = field(repr=False)
    messages: tuple[Message, ...] = field(repr=False)
    shape_name: str
    schema: Mapping[str, Any] = field(repr=False)
    max_tokens: int
    temperature: float

    @property
    def tokens(self) -> int:
        """About how many tokens are sent, rather too many than too few."""
        return estimated_tokens(self.system) + sum(estimated_tokens(one.text) for one in self.messages)


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of an answer; `whole` is false when the model had to stop at its limit. Tokens None: nobody said."""

    text: str = field(repr=False)
    tokens_in: int | None = None
    tokens_out: int | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Access:
    """How a provider is reached. The key and what comes with the address show in no representation."""

    name: str
    base_url: str = field(repr=False)
    key: str = field(repr=False)
    key_setting: str
    address_setting: str = ""
    """The setting that the address comes from; empty for the provider's own."""

    connect_s: float = MODEL_CONNECT_S
    read_s: float = MODEL_READ_S


class Provider(Protocol):
    @property
    def access(self) -> Access: ...

    async def complete(self, prompt: Prompt, *, timeout_s: float, progress: Progress | None) -> Reply:
        """The model's text, or ProviderFailed. Never more than one request to the provider."""
        ...

    async def close(self) -> None: ...
