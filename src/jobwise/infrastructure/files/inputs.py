"""Reading what a person points at: a file, or `-` for standard input; every failure is one clear sentence."""

import stat
import sys
from pathlib import Path

from jobwise.domain.shared.errors import InvalidInput, TooLarge, UnreadableInput


def read_input(name: str, *, what: str, limit_bytes: int) -> bytes:
    """The bytes of the file `name` (`-` is standard input), at most `limit_bytes`; `what` names it in messages."""
    if name == "-":
        return _bounded(sys.stdin.buffer.read(limit_bytes + 1), "standard input", what, limit_bytes)
    shown = name if name and name.isprintable() else repr(name)
    try:
        path = Path(name)
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise UnreadableInput(f"{shown} is not a file; give the {what} as a file.")
        with path.open("rb") as file:
            return _bounded(file.read(limit_bytes + 1), shown, what, limit_bytes)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {shown}; check the name of the {what}.") from None
    except PermissionError:
        raise UnreadableInput(f"{shown} may not be read; change its permissions.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"{shown} cannot be read: {reason}.") from error


def _bounded(data: bytes, shown: str, what: str, limit_bytes: int) -> bytes:
    if len(data) > limit_bytes:
        size = f"{limit_bytes / 1_000_000:g} MB"
        raise TooLarge(f"{shown} is larger than {size}, the most that is read of a {what}; give a smaller file.")
    return data
