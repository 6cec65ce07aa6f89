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
_FEATURES = (
    ("temperature", ("temperature",)),
    ("tokens_field", ("max_tokens", "max_completion_tokens")),
    ("stream_options", ("stream_options",)),
    ("json", ("response_format", "json_schema", "json_object", "output_config", "output_format", "structured output")),
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
    if isinstance(error, (api.APITimeoutError, http.TimeoutException, TimeoutError)):
        return ProviderFailed(Trouble.TIMEOUT)
    if isinstance(error, api.APIStatusError):
        return _refused(error)
    if isinstance(error, (http.RemoteProtocolError, http.ReadError)):
        return ProviderFailed(Trouble.CUT)
    if isinstance(error, (api.APIConnectionError, http.TransportError, OSError)):
        return ProviderFailed(Trouble.NO_CONNECTION)
    return ProviderFailed(Trouble.GARBAGE)


def _refused(error: Any) -> ProviderFailed:
    status = int(getattr(error, "status_code", 0) or 0)
    headers: Mapping[str, str] = error.response.headers
    said = str(error.body)[:4_000].casefold() if getattr(error, "body", None) is not None else ""
    # An event of a stream that reports a failure comes under the status of the stream itself.
    if status == 429 and "insufficient_quota" in said:
        return ProviderFailed(Trouble.KEY, status=status)
    if status == 429 or (status == 200 and "rate_limit" in said):
        return ProviderFailed(Trouble.BUSY, status=status, retry_after_s=retry_after(headers, datetime.now(UTC)))
    if status == 408:
        return ProviderFailed(Trouble.TIMEOUT, status=status)
    if status >= 500 or status == 200:
        return ProviderFailed(Trouble.SERVER, status=status, retry_after_s=retry_after(headers, datetime.now(UTC)))
    if status in (401, 402, 403):
        return ProviderFailed(Trouble.KEY, status=status)
    if "json_validate_failed" in said:
        return ProviderFailed(Trouble.UNUSABLE, status=status)
    if status in (400, 422):
        for feature, words in _FEATURES:
            if any(word in said for word in words):
                return ProviderFailed(Trouble.UNSUPPORTED, status=status, feature=feature)
    return ProviderFailed(Trouble.REQUEST, status=status)


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
