"""Settings of where files are kept: a folder of the data folder, or a bucket when one is named."""

import re

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from jobwise.bootstrap.addresses import server_address
from jobwise.infrastructure.files.s3_server import Bucket

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9-]{1,40}")
_PREFIX = re.compile(r"[A-Za-z0-9._/-]{0,200}")


def _named(name: str) -> AliasChoices:
    return AliasChoices(f"JOBWISE_{name}")


class FileSettings(BaseSettings):
    """The bucket, where it is, and who asks. The names of the checks stand in no other class of settings."""

    s3_bucket: str = Field("", validation_alias=_named("S3_BUCKET"))
    """A private bucket that is there already; without one files are kept in the data folder."""

    s3_endpoint: str = Field("", validation_alias=_named("S3_ENDPOINT"))
    """The address of the server, such as MinIO; without one it is Amazon's."""

    s3_region: str = Field("us-east-1", validation_alias=_named("S3_REGION"))
    s3_access_key: SecretStr = Field(SecretStr(""), validation_alias=_named("S3_ACCESS_KEY"))
    s3_secret_key: SecretStr = Field(SecretStr(""), validation_alias=_named("S3_SECRET_KEY"))
    """Without the two those are taken that the machine has, as the role of its instance."""

    s3_prefix: str = Field("", validation_alias=_named("S3_PREFIX"))
    """What every name in the bucket begins with, when others use it too."""

    @field_validator("s3_bucket")
    @classmethod
    def _s3_bucket(cls, value: str) -> str:
        if value and (not _BUCKET.fullmatch(value) or ".." in value):
            raise ValueError("takes the name of a bucket: 3 to 63 small letters, digits, dots and hyphens")
        return value

    @field_validator("s3_region")
    @classmethod
    def _s3_region(cls, value: str) -> str:
        if not _REGION.fullmatch(value):
            raise ValueError("takes the name of a region like eu-central-1")
        return value

    @field_validator("s3_prefix")
    @classmethod
    def _s3_prefix(cls, value: str) -> str:
        parts = value.strip("/").split("/")
        if not _PREFIX.fullmatch(value) or (value.strip("/") and not all(part.strip(".") for part in parts)):
            raise ValueError("takes letters, digits, dots, hyphens and slashes, like jobwise/files")
        return value.strip("/")

    @field_validator("s3_endpoint")
    @classmethod
    def _s3_endpoint(cls, value: str) -> str:
        if not value:
            return value
        parts = server_address(value)
        if parts is None or parts.path.strip("/"):
            raise ValueError("takes an address like https://host:9000, without a path, a user or a password")
        if not all("!" <= sign <= "~" for sign in value):
            raise ValueError("takes an address like https://host:9000, of plain letters and digits")
        return value.rstrip("/")

    @field_validator("s3_access_key", "s3_secret_key")
    @classmethod
    def _s3_key(cls, key: SecretStr) -> SecretStr:
        if not all("!" <= sign <= "~" for sign in key.get_secret_value()):
            raise ValueError("is no key: it holds a space, a line end or a letter that no key has")
        return key

    @model_validator(mode="after")
    def _s3_whole(self) -> "FileSettings":
        keys = [bool(one.get_secret_value()) for one in (self.s3_access_key, self.s3_secret_key)]
        if any(keys) and not all(keys):
            raise ValueError("JOBWISE_S3_ACCESS_KEY and JOBWISE_S3_SECRET_KEY go together; set both or none")
        if not self.s3_bucket and (any(keys) or self.s3_endpoint or self.s3_prefix):
            raise ValueError("JOBWISE_S3_BUCKET: name the bucket too, or files would be kept in the data folder")
        return self

    @property
    def bucket(self) -> Bucket | None:
        """Where files are kept; None for the data folder."""
        if not self.s3_bucket:
            return None
        return Bucket(
            self.s3_bucket,
            self.s3_endpoint,
            self.s3_region,
            self.s3_access_key.get_secret_value(),
            self.s3_secret_key.get_secret_value(),
            self.s3_prefix,
        )
