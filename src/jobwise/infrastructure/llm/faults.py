"""The one table from what a provider's package raises to the troubles that the chain knows.

The three packages grew from one generator, so one table reads them all; what they say in words is read for a few
telling ones and then dropped, because it can repeat the key or the prompt.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import Any

from jobwise.infrastructure.llm.provider import ProviderFailed, Trouble
from jobwise.infrastructure.llm.wire import ReplyTooLong

_MAX_WAIT_S = 24 * 3600.0
_MEANT = (
    (
        Trouble.TOO_LONG,
        (
            *("context_length_exceeded", "maximum context length", "context size", "prompt is too long"),
            *("completion tokens", "output tokens", "must be less than or equal"),
        ),
    ),
    (Trouble.KEY, ("credit balance", "usage limits", "organization_restricted")),
    (Trouble.REFUSED, ("content_filter", "content_policy", "content management policy")),
)
"""What a 400 speaks of when neither the request nor the model is wrong."""

_FEATURES = (
    ("temperature", ("temperature",)),
    ("tokens_field", ("max_tokens", "max_completion_tokens")),
    ("stream_options", ("stream_options",)),
    ("json", ("response_format", "json_schema", "json_object", "output_config", "output_format", "structured output")),
    # OpenAI streams some models only to whom it has verified.
    ("stream", ("to stream", "'param': 'stream'")),
)
"""What a provider names when it complains of something that a model does not take."""


def caught(package: ModuleType, http: ModuleType) -> tuple[type[BaseException], ...]:
    """Everything that a call can raise without being a mistake of ours."""
    bases = [kind for name in ("OpenAIError", "GroqError", "AnthropicError") if (kind := getattr(package, name, None))]
    # A reply that is no JSON, or JSON of another form, fails somewhere inside the package with one of these.
    broken = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
    return (*bases, http.HTTPError, http.StreamError, ReplyTooLong, OSError, *broken)


def failed(error: BaseException, package: ModuleType, http: ModuleType) -> ProviderFailed:
    """The failure that an exception stands for."""
    api: Any = package
    if isinstance(error, ReplyTooLong) or isinstance(error.__cause__, ReplyTooLong):
        return ProviderFailed(Trouble.UNUSABLE)
    # The packages wrap what their HTTP library says, which tells more: whether anything was sent at all.
    said = error.__cause__ if isinstance(error, api.APIConnectionError) and error.__cause__ is not None else error
    if isinstance(said, (http.ConnectTimeout, http.PoolTimeout)):
        return ProviderFailed(Trouble.NO_CONNECTION)
    if isinstance(said, (api.APITimeoutError, http.TimeoutException, TimeoutError)):
        return ProviderFailed(Trouble.TIMEOUT)
    if isinstance(error, api.APIStatusError):
        return _refused(error)
    if isinstance(said, (http.RemoteProtocolError, http.ReadError, http.WriteError)):
        return ProviderFailed(Trouble.CUT)
    if isinstance(said, (api.APIConnectionError, http.TransportError, OSError)):
        return ProviderFailed(Trouble.NO_CONNECTION)
    if type(error) is api.APIError:
        # A failure that was told in the middle of a stream.
        return ProviderFailed(Trouble.BUSY if "rate_limit" in _words(error) else Trouble.SERVER)
    return ProviderFailed(Trouble.GARBAGE)


def _refused(error: Any) -> ProviderFailed:
    status = int(getattr(error, "status_code", 0) or 0)
    headers: Mapping[str, str] = error.response.headers
    said = _words(error)
    # An event of a stream that reports a failure comes under the status of the stream itself.
    if status == 429 and "insufficient_quota" in said:
        return ProviderFailed(Trouble.KEY, status=status)
    # 498 is how Groq says that it has no capacity at the moment.
    if status in (429, 498) or (status == 200 and "rate_limit" in said):
        return ProviderFailed(Trouble.BUSY, status=status, retry_after_s=retry_after(headers, datetime.now(UTC)))
    if status == 408:
        return ProviderFailed(Trouble.TIMEOUT, status=status)
    if status >= 500 or status == 200:
        return ProviderFailed(Trouble.SERVER, status=status, retry_after_s=retry_after(headers, datetime.now(UTC)))
    if status in (401, 402, 403):
        return ProviderFailed(Trouble.KEY, status=status)
    if status == 413:
        return ProviderFailed(Trouble.TOO_LONG, status=status)
    return _wrong(status, said) if status in (400, 422) else ProviderFailed(Trouble.REQUEST, status=status)


def _wrong(status: int, said: str) -> ProviderFailed:
    """What a provider means by a request that is wrong; there is one status for all of it."""
    # Its complaint may repeat the answer that failed, so it is looked at before all other words.
    if "json_validate_failed" in said:
        return ProviderFailed(Trouble.UNUSABLE, status=status)
    for trouble, words in _MEANT:
        if any(word in said for word in words):
            return ProviderFailed(trouble, status=status)
    for feature, names in _FEATURES:
        if any(name in said for name in names):
            return ProviderFailed(Trouble.UNSUPPORTED, status=status, feature=feature)
    return ProviderFailed(Trouble.REQUEST, status=status)


def _words(error: Any) -> str:
    """What a provider says, to be read for a few words and dropped: it can repeat the key or the prompt."""
    return str(error.body)[:4_000].casefold() if getattr(error, "body", None) is not None else ""


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that a provider asks us to wait, as it says in seconds, a date or milliseconds; None without."""
    # Where both stand, the one in milliseconds is the other one before it was rounded.
    if _is_number(exact := headers.get("retry-after-ms", "").strip()):
        return min(float(exact) / 1000, _MAX_WAIT_S)
    value = headers.get("retry-after", "").strip()
    if _is_number(value):
        return min(float(value), _MAX_WAIT_S)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), _MAX_WAIT_S)


def _is_number(value: str) -> bool:
    return value.isascii() and value.replace(".", "", 1).isdigit()
