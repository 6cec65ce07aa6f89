"""Settings of mail: a server, or a folder of the data folder when none is named."""

from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.hosts import is_host
from jobwise.infrastructure.mail.message import check_sender


def _named(name: str) -> AliasChoices:
    return AliasChoices(f"JOBWISE_{name}")


class MailSettings(BaseSettings):
    """Who mail comes from and where it goes out. The names of the checks stand in no other class of settings."""

    mail_from: str = Field("JobWise <jobwise@localhost>", validation_alias=_named("MAIL_FROM"))
    """Who mail comes from."""

    smtp_host: str = Field("", validation_alias=_named("SMTP_HOST"))
    smtp_port: int = Field(587, ge=1, le=65535, validation_alias=_named("SMTP_PORT"))
    smtp_user: str = Field("", validation_alias=_named("SMTP_USER"))
    smtp_password: SecretStr = Field(SecretStr(""), validation_alias=_named("SMTP_PASSWORD"))
    smtp_tls: Literal["starttls", "implicit", "none"] = Field("starttls", validation_alias=_named("SMTP_TLS"))
    """The mail server. Without a host mail is written as .eml files into `mail` of the data folder."""

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        try:
            check_sender(value)
        except InvalidInput as error:
            raise ValueError(error.message) from None
        return value

    @field_validator("smtp_host")
    @classmethod
    def _smtp_host(cls, value: str) -> str:
        if value and not is_host(value):
            raise ValueError("takes a name like smtp.example.org; the port is JOBWISE_SMTP_PORT")
        return value

    @model_validator(mode="after")
    def _smtp_whole(self) -> "MailSettings":
        account = [bool(self.smtp_user), bool(self.smtp_password.get_secret_value())]
        if any(account) and not all(account):
            raise ValueError("JOBWISE_SMTP_USER and JOBWISE_SMTP_PASSWORD go together; set both or none")
        if not self.smtp_host and any(account):
            raise ValueError("JOBWISE_SMTP_HOST: name the mail server too, or mails would be files in the data folder")
        return self
