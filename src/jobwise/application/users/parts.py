"""What the acts of accounts stand on, handed over as one."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from jobwise.application.ports.passwords import PasswordHasher
from jobwise.application.ports.secrets import Secrets
from jobwise.application.ports.throttle import Throttle
from jobwise.domain.limits import MAX_REFRESH_GRACE_S, REFRESH_GRACE_S
from jobwise.domain.shared.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class AccountRules:
    """What an installation may decide. `hide_taken_emails`: registering with a known email looks like any other."""

    refresh_grace_s: int = REFRESH_GRACE_S
    hide_taken_emails: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.refresh_grace_s <= MAX_REFRESH_GRACE_S:
            raise InvalidInput(f"The grace of refresh tokens is 0 to {MAX_REFRESH_GRACE_S} seconds.")


@dataclass(frozen=True, slots=True)
class AccountParts:
    hasher: PasswordHasher
    secrets: Secrets
    throttle: Throttle
    common_passwords: Callable[[], Set[str]]
    is_time_zone: Callable[[str], bool]
    rules: AccountRules = AccountRules()
