"""Settings of the stored commands, from the environment and `.env`, read once.

Names carry `JOBWISE_`; the plain names that other programs use are accepted too, and JobWise's own go first.
"""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from jobwise.bootstrap.file_settings import FileSettings
from jobwise.bootstrap.folders import data_folder
from jobwise.bootstrap.mail_settings import MailSettings
from jobwise.bootstrap.model_settings import ModelSettings
from jobwise.bootstrap.print_settings import PrintSettings
from jobwise.bootstrap.work_settings import WorkSettings
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.infrastructure.persistence.sql.engine import PoolSizes, file_url, parsed_url

MIN_SECRET_BYTES = 32
# Parts of the secrets that stand in examples and tutorials.
_KNOWN_SECRETS = (
    "changeme",
    "changethis",
    "yoursecret",
    "secretkey",
    "supersecret",
    "replaceme",
    "example",
    "insecure",
)


def _named(name: str, *others: str) -> AliasChoices:
    return AliasChoices(f"JOBWISE_{name}", *others)


class Settings(ModelSettings, FileSettings, MailSettings, PrintSettings, WorkSettings):
    """Everything that can be set. An empty value is as good as none."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    home: Path = Field(default_factory=data_folder, validation_alias=_named("HOME"))
    """Where JobWise keeps its data: the SQLite file stands here unless DATABASE_URL says otherwise."""

    database_url: SecretStr = Field(SecretStr(""), validation_alias=_named("DATABASE_URL", "DATABASE_URL"))
    """`sqlite:///path` or `postgresql://user:password@host/name`; may hold a password, so it prints as `***`."""

    database_read_url: SecretStr = Field(
        SecretStr(""), validation_alias=_named("DATABASE_READ_URL", "DATABASE_READ_URL")
    )
    """A replica of that database, of the same kind: queries go to it, but for whoever has just written."""

    database_pool_size: int = Field(20, ge=1, le=1000, validation_alias=_named("DATABASE_POOL_SIZE"))
    database_pool_overflow: int = Field(30, ge=0, le=1000, validation_alias=_named("DATABASE_POOL_OVERFLOW"))
    database_pool_timeout_s: float = Field(30.0, gt=0, le=600, validation_alias=_named("DATABASE_POOL_TIMEOUT_S"))
    database_pool_recycle_s: int = Field(3600, ge=1, validation_alias=_named("DATABASE_POOL_RECYCLE_S"))

    env: Literal["development", "test", "production"] = Field("development", validation_alias=_named("ENV"))
    """Production refuses to start on a secret that others could know, and hides `/docs`."""

    secret_key: SecretStr = Field(SecretStr(""), validation_alias=_named("SECRET_KEY", "SECRET_KEY"))
    """Signs access tokens and links, 32 characters or more. Without it one is made and kept in the data folder."""

    host: str = Field("127.0.0.1", validation_alias=_named("HOST"))
    port: int = Field(8000, ge=0, le=65535, validation_alias=_named("PORT"))
    """Where `jobwise serve` listens."""

    base_url: str = Field("http://localhost:8000", pattern=r"^https?://[^\s/]+/?$", validation_alias=_named("BASE_URL"))
    """The address that mailed links begin with; never taken from a request."""

    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        ("http://localhost:8501",), validation_alias=_named("CORS_ORIGINS", "CORS_ORIGINS")
    )
    """Web pages that may call the API, separated by commas. Never `*`."""

    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(("*",), validation_alias=_named("TRUSTED_HOSTS"))
    """Host names under which the API answers, separated by commas; production wants them named."""

    docs: bool | None = Field(None, validation_alias=_named("DOCS"))
    """Whether `/docs` is shown; by default not in production."""

    otlp_endpoint: str = Field(
        "", pattern=r"^(https?://[^\s]+)?$", validation_alias=_named("OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
    )
    """The OpenTelemetry collector that traces are sent to, over HTTP; without it nothing is traced."""

    log_level: Literal["debug", "info", "warning", "error"] = Field("info", validation_alias=_named("LOG_LEVEL"))

    @field_validator("cors_origins", "trusted_hosts", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _no_star(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if "*" in origins:
            raise ValueError("name the origins; `*` would let every page use people's cookies")
        return origins

    @model_validator(mode="after")
    def _secret(self) -> "Settings":
        if self.env == "production" and not self.secret_key.get_secret_value():
            raise ValueError("JOBWISE_SECRET_KEY: production needs one; take 32 random characters or more")
        return self

    public_url: str = Field(
        "http://localhost:8501", validation_alias=_named("PUBLIC_URL"), pattern=r"^https?://[^/\s]+"
    )
    """Where the web page stands: the links of mails are built on it, never on what a request says."""

    refresh_grace_s: int = Field(10, ge=0, le=60, validation_alias=_named("REFRESH_GRACE_S"))
    """How long two tabs that refresh at once get the same token; 0 for never."""

    registration_enumeration_protection: bool = Field(
        False, validation_alias=_named("REGISTRATION_ENUMERATION_PROTECTION")
    )
    """Registering with a known email answers like any other, and its owner gets a mail."""

    throttle: bool = Field(True, validation_alias=_named("THROTTLE"))
    """Off for load tests on one's own machine."""

    trusted_proxies: str = Field("", validation_alias=_named("TRUSTED_PROXIES"))
    """Networks (CIDR, with commas) of the proxies whose X-Forwarded-For is believed; none without it."""

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        for part in filter(None, (one.strip() for one in value.split(","))):
            try:
                ip_network(part, strict=False)
            except ValueError:
                raise ValueError("takes networks like 10.0.0.0/8, with commas between them") from None
        return value

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        try:
            return home.expanduser().absolute()
        except RuntimeError:
            raise ValueError("names the home folder of an unknown user") from None

    @field_validator("secret_key")
    @classmethod
    def _unknown_to_others(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        if not secret:
            return value
        if len(secret.encode()) < MIN_SECRET_BYTES:
            raise ValueError(f"has fewer than {MIN_SECRET_BYTES} characters; `openssl rand -hex 32` writes a good one")
        plain = "".join(sign for sign in secret.casefold() if sign.isalnum())
        if len(set(secret)) < 8 or any(word in plain for word in _KNOWN_SECRETS):
            raise ValueError("is one that others could know; `openssl rand -hex 32` writes a good one")
        return value

    @model_validator(mode="after")
    def _database(self) -> "Settings":
        if not self.database_url.get_secret_value():
            self.database_url = SecretStr(file_url(self.home / "jobwise.db"))
        try:
            parsed_url(self.database_url.get_secret_value())
        except InvalidInput as error:
            raise ValueError(f"JOBWISE_DATABASE_URL: {error.message}") from None
        return self

    @model_validator(mode="after")
    def _replica(self) -> "Settings":
        url = self.database_read_url.get_secret_value()
        if not url:
            return self
        try:
            kinds = {parsed_url(one).get_backend_name() for one in (url, self.database_url.get_secret_value())}
        except InvalidInput:
            raise ValueError(
                "JOBWISE_DATABASE_READ_URL: is not the address of an SQLite or PostgreSQL database"
            ) from None
        if len(kinds) > 1:
            raise ValueError("JOBWISE_DATABASE_READ_URL: a replica is of the same kind as the database it follows")
        return self

    @property
    def shows_docs(self) -> bool:
        return self.env != "production" if self.docs is None else self.docs

    @property
    def proxies(self) -> tuple[str, ...]:
        """The networks of `trusted_proxies`."""
        return tuple(filter(None, (one.strip() for one in self.trusted_proxies.split(","))))

    @property
    def pool(self) -> PoolSizes:
        return PoolSizes(
            size=self.database_pool_size,
            overflow=self.database_pool_overflow,
            timeout_s=self.database_pool_timeout_s,
            recycle_s=self.database_pool_recycle_s,
        )


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process; InvalidInput names each bad one, never its value."""
    # Given as a mapping, because the argument is known to pydantic alone, not to type checkers.
    source: dict[str, Any] = {"_env_file": env_file}
    try:
        return Settings(**source)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"JobWise cannot start: {env_file} cannot be read; write it as UTF-8 text.") from error
    except ValidationError as error:
        details = tuple(_detail(dict(one)) for one in error.errors(include_url=False, include_input=False))
        reasons = "; ".join(map(_told, details))
        raise InvalidInput(f"JobWise cannot start with these settings. {reasons}", details) from None


def _told(detail: Detail) -> str:
    return detail.reason if detail.reason.startswith(detail.field) else f"{detail.field}: {detail.reason}"


def _detail(error: dict[str, object]) -> Detail:
    place, reason = error["loc"], str(error["msg"]).removeprefix("Value error, ")
    if isinstance(place, tuple) and place:
        return Detail(str(place[0]), reason)
    # What several settings say together names the one to look at first.
    name, _, rest = reason.partition(" ")
    return Detail(name.removesuffix(":"), rest if name.endswith(":") else reason)
