"""Settings of the work beside requests. None is needed: `jobwise serve` does it itself."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from jobwise.infrastructure.hosts import is_host


class WorkSettings(BaseSettings):
    """Who does what takes longer, and what processes share beside the database."""

    queue: Literal["in_process", "database", "celery"] = Field(
        "in_process", validation_alias=AliasChoices("JOBWISE_QUEUE")
    )
    """`in_process`: who serves also works. `database`: `jobwise worker` looks for work there. `celery`: and is told of
    it through Redis."""

    redis_url: SecretStr = Field(SecretStr(""), validation_alias=AliasChoices("JOBWISE_REDIS_URL", "REDIS_URL"))
    """`redis://user:password@host:6379/0`, or `rediss://` for TLS: processes then share what they count per address."""

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: SecretStr) -> SecretStr:
        address = value.get_secret_value()
        if not address:
            return value
        try:
            parts = urlsplit(address)
            number = parts.path.strip("/")
            fine = parts.scheme in ("redis", "rediss") and is_host(parts.hostname or "") and parts.port != 0
        except ValueError:
            fine, number = False, ""
        if not fine or parts.query or parts.fragment or (number and not number.isdecimal()):
            raise ValueError("takes an address like redis://:password@host:6379/0, or rediss:// for TLS")
        return value

    @model_validator(mode="after")
    def _told_of(self) -> "WorkSettings":
        if self.queue == "celery" and not self.redis_url.get_secret_value():
            raise ValueError(
                "JOBWISE_QUEUE: celery needs JOBWISE_REDIS_URL; with `database` workers need no further server"
            )
        return self
