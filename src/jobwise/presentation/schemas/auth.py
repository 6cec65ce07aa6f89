"""What is sent and answered in signing in."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from jobwise.application.users.sign_in import Granted
from jobwise.domain.limits import ACCESS_TOKEN_S, MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS
from jobwise.domain.users.sessions import Carrier, Session
from jobwise.domain.users.user import Tier, User, UserRole
from jobwise.presentation.schemas.inputs import Input, Line, Output

ACCESS_SECONDS = ACCESS_TOKEN_S
_LONGEST_SENT = 1_024


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a surrogate pair; remove it") from None
    return text


Email = Annotated[
    str,
    StringConstraints(min_length=3, max_length=320),
    AfterValidator(_encodable),
    Field(examples=["mara@example.org"], json_schema_extra={"format": "email"}),
]
# Any character may stand in a password; how long it may be is said by the rules of passwords, which name the reason.
Password = Annotated[
    str,
    StringConstraints(min_length=1, max_length=_LONGEST_SENT),
    AfterValidator(_encodable),
    Field(examples=["four wandering herons"], json_schema_extra={"format": "password"}),
]
NewPassword = Annotated[
    str,
    StringConstraints(min_length=1, max_length=_LONGEST_SENT),
    AfterValidator(_encodable),
    # What the rules of passwords say; they refuse with a reason, so it stands here for readers alone.
    Field(
        description="8 to 128 characters of any kind, none of the common ones.",
        examples=["four wandering herons"],
        json_schema_extra={"format": "password", "minLength": MIN_PASSWORD_CHARS, "maxLength": MAX_PASSWORD_CHARS},
    ),
]
Token = Annotated[
    str,
    StringConstraints(min_length=1, max_length=_LONGEST_SENT),
    AfterValidator(_encodable),
    Field(examples=["Zm91ciB3YW5kZXJpbmcgaGVyb25zIGF0IGRhd24"]),
]
Language = Annotated[str, StringConstraints(pattern="^(en|de|fr|es|pt)$"), Field(examples=["en"])]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_encodable)]


class SentIn(StrEnum):
    """How tokens travel."""

    COOKIE = "cookie"
    BEARER = "bearer"


class RegisterIn(Input):
    email: Email
    password: NewPassword
    name: Line = Field("", examples=["Mara Lind"])
    language: Language = "en"
    time_zone: Zone = Field("UTC", examples=["Europe/Berlin"])


class SignInIn(Input):
    email: Email
    password: Password
    carrier: Carrier | None = Field(None, description="`web` for cookies; the query `carrier=cookie` says the same.")
    label: Line = Field("", max_length=100, description="What to call this device.", examples=["My phone"])
    device: str = Field("", max_length=200, description="The `device` of an earlier sign-in here.", examples=[""])


class RefreshIn(Input):
    refresh_token: Token | None = Field(None, description="Left out in cookie mode.")


class TokenIn(Input):
    token: Token


class EmailIn(Input):
    email: Email


class ResetIn(Input):
    token: Token
    password: NewPassword


class PasswordChangeIn(Input):
    current_password: Password
    new_password: NewPassword
    keep_current: StrictBool = Field(True, description="Whether this sign-in goes on; all others end.")


class EmailChangeIn(Input):
    email: Email
    current_password: Password


class DeleteMeIn(Input):
    password: Password


class UserEdit(Input):
    name: Line | None = Field(None, examples=["Mara Lind"])
    language: Language | None = None
    time_zone: Zone | None = Field(None, examples=["Europe/Berlin"])
    offline_only: StrictBool | None = Field(None, description="No language model is told anything of mine.")


class UserOut(Output):
    id: UUID
    version: int = Field(examples=[1])
    email: str | None = Field(examples=["mara@example.org"])
    pending_email: str | None
    name: str = Field(examples=["Mara Lind"])
    language: str = Field(examples=["en"])
    time_zone: str = Field(examples=["Europe/Berlin"])
    offline_only: bool = Field(description="No language model is told anything of mine.", examples=[False])
    role: UserRole
    tier: Tier
    verified: bool
    active: bool
    created_at: datetime
    updated_at: datetime


class SignedInOut(Output):
    """The tokens; in cookie mode they are in cookies, and null here."""

    user: UserOut
    session_id: UUID
    token_type: str = Field(examples=["bearer"])
    expires_in: int = Field(description="Seconds until the access token ends.", examples=[900])
    access_token: str | None
    refresh_token: str | None
    device: str | None = Field(description="Send it with the next sign-in: it keeps others from slowing you down.")


class OAuthToken(Output):
    """The answer that OAuth 2.0 fixes (RFC 6749, 5.1)."""

    access_token: str
    token_type: str = Field(examples=["bearer"])
    expires_in: int = Field(examples=[900])
    refresh_token: str


class AccessOut(Output):
    access_token: str | None
    expires_in: int = Field(examples=[900])


class CsrfOut(Output):
    csrf_token: str


class Said(Output):
    """What will happen, whoever asks."""

    message: str


class SessionOut(Output):
    id: UUID
    label: str = Field(examples=["Firefox on Linux"])
    carrier: Carrier
    current: bool
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


def user(one: User) -> dict[str, Any]:
    return {name: getattr(one, name) for name in UserOut.model_fields}


def session(one: Session, current: UUID | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "carrier": one.carrier,
        "current": one.id == current,
        "created_at": one.created_at,
        "last_used_at": one.last_used_at,
        "expires_at": min(one.idle_until, one.expires_at),
    }


def signed_in(done: Granted) -> dict[str, Any]:
    tokens = done.carrier is Carrier.APP
    return {
        "user": user(done.user),
        "session_id": done.session_id,
        "token_type": "bearer",
        "expires_in": done.access_seconds,
        "access_token": done.access_token if tokens else None,
        "refresh_token": done.refresh_token if tokens else None,
        "device": done.device or None if tokens else None,
    }
