"""Runs one command: parses, calls the use case, turns failures into one sentence and an exit code."""

import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from jobwise import __version__
from jobwise.domain.shared.errors import JobWiseError, MissingHere, TooLarge
from jobwise.presentation.cli import parser
from jobwise.presentation.cli.exits import DONE, INTERRUPTED, exit_code
from jobwise.presentation.cli.output import Output

if TYPE_CHECKING:
    from argparse import Namespace

    from jobwise.presentation.cli.cases import Cases

_ROOMS = {
    "tailor": "tailor",
    "profile_import": "profile",
    "profile_show": "profile",
    "profile_check": "profile",
    "profile_export": "profile",
    "profile_convert": "profile",
    "jobs_parse": "jobs",
    "rank": "jobs",
    "ats": "reading",
    "verify": "reading",
    "diff": "reading",
    "read": "reading",
    "db_upgrade": "operations",
    "db_downgrade": "operations",
    "doctor": "operations",
    "serve": "operations",
}
"""Which module holds a command; it is imported when the command is given."""


class Command(Protocol):
    """A command: calls its use case, says the answer, returns the exit code."""

    def __call__(self, args: "Namespace", cases: "Cases", out: Output) -> int: ...


def run(argv: Sequence[str], cases: "Cases") -> int:
    """The exit code of the command line `argv` (without the program's name)."""
    out = Output(as_json="--json" in argv)
    try:
        return _dispatch(argv, cases, out)
    except JobWiseError as error:
        out.error(error)
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left (`jobwise ... | head`); that is its right.
        sys.stderr.close()
        return DONE
    except RecursionError:
        nested = TooLarge("The input is nested too deeply to be read; give a simpler file.")
        out.error(nested)
        return exit_code(nested)
    except OSError as error:
        # Libraries keep files of their own while they draw; a disk that is full there is full for us too.
        failed = MissingHere(_disk_sentence(error))
        out.error(failed)
        return exit_code(failed)
    except MemoryError:
        missing = MissingHere("There is not enough memory for this; close other programs or give a smaller file.")
        out.error(missing)
        return exit_code(missing)


def _disk_sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The disk is full, so nothing was written; free some space and run the command again."
    return f"This machine refused what the command needs: {error.strerror or error}."


def _dispatch(argv: Sequence[str], cases: "Cases", out: Output) -> int:
    made = parser.build()
    args = made.parse_args(argv)
    if args.version:
        print(f"jobwise {__version__}")
        return DONE
    if not args.command:
        made.print_help()
        return DONE
    module = import_module(f"jobwise.presentation.cli.commands.{_ROOMS[args.run]}")
    command: Command = getattr(module, args.run)
    return command(args, cases, out)
