"""One JSON object per line on standard error: what happened, when, to which request. No bodies, no names of people."""

import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog

_SECRET_WORDS = ("password", "token", "secret", "authorization", "cookie", "email", "phone", "key")
_TALKATIVE = (
    *("alembic", "httpx", "httpcore", "httpx2", "httpcore2", "asyncio", "openai", "groq", "anthropic"),
    *("celery.app.trace", "celery.worker.strategy", "kombu"),
)
_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def setup(level: str) -> None:
    """Turns structlog and the standard library's loggers into JSON lines; `level` is debug, info, warning or error."""
    structlog.configure(
        processors=[structlog.processors.add_log_level, _stamped, structlog.processors.format_exc_info, _hidden, _line],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [_Handler()]
    root.setLevel(_LEVELS[level])
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class _Handler(logging.Handler):
    """Lines of libraries. Their arguments may be anything, so but for the server's own only the pattern is kept."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        said = record.getMessage() if record.name == "uvicorn.error" and kind is None else str(record.msg)
        log.log(record.levelno, "library", logger=record.name, said=said[:200], error=kind)


def _stamped(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event["at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return event


def _hidden(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name in event:
        if any(word in name for word in _SECRET_WORDS):
            event[name] = "***"
    return event


def _line(logger: Any, method: str, event: MutableMapping[str, Any]) -> bytes:
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS)


def logger() -> Any:
    """The process's logger: `logger().info("what happened", field=value)`."""
    return structlog.get_logger()
