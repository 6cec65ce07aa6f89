"""Who is asking: what every use case that acts for somebody is told, and the chain of what they may do."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.domain.shared.errors import EmailNotVerified, Forbidden
from jobwise.domain.users.user import Tier, UserRole


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, as the access token and the account's present standing say.

    `session_id` names the sign-in (None for the local user of the command line). `tier` is a hint for limits of rate;
    what costs money reads the tier from the database.
    """

    user_id: UUID
    session_id: UUID | None = None
    role: UserRole = UserRole.USER
    tier: Tier = Tier.FREE
    verified: bool = False

    def must_be_verified(self) -> None:
        if not self.verified:
            raise EmailNotVerified(
                "Confirm your email first: open the link that was sent to you, or ask for a new one."
            )

    def must_be_admin(self) -> None:
        if self.role is not UserRole.ADMIN:
            raise Forbidden("This is for administrators.")


NOBODY = Actor(UUID(int=0))
"""For acts that are done for nobody: it owns nothing, and is no administrator."""
