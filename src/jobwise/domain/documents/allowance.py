"""How many files somebody may keep."""

from jobwise.domain.limits import MAX_KEPT_BYTES, MAX_KEPT_FILES
from jobwise.domain.shared.errors import EmailNotVerified, QuotaExceeded
from jobwise.domain.users.user import User

_ASK_AGAIN_S = 3600


def check_files(user: User, *, count: int, size_bytes: int, more_bytes: int) -> None:
    """Raises when `count` files of `size_bytes` together leave no room for one more of `more_bytes`."""
    if not user.verified and count >= 1:
        raise EmailNotVerified("Confirm your email before you keep more than one file.")
    if count >= MAX_KEPT_FILES:
        raise QuotaExceeded(
            f"Every tier keeps at most {MAX_KEPT_FILES} files; delete one first.",
            retry_after_s=_ASK_AGAIN_S,
            limit=MAX_KEPT_FILES,
        )
    if size_bytes + more_bytes > MAX_KEPT_BYTES:
        raise QuotaExceeded(
            f"Every tier keeps at most {MAX_KEPT_BYTES // 1_000_000} MB of files; delete some first.",
            retry_after_s=_ASK_AGAIN_S,
            limit=MAX_KEPT_BYTES,
            remaining=max(0, MAX_KEPT_BYTES - size_bytes),
        )
