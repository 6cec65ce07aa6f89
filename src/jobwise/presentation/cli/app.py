"""Runs one command: parses, calls the use case, turns failures into one sentence and an exit code."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from jobwise import __version__
from jobwise.domain.shared.errors import Detail, InvalidInput, JobWiseError, MissingHere, TooLarge
from jobwise.presentation.cli import parser
from jobwise.presentation.cli.exits import DONE, INTERRUPTED, MISSING, UNFORESEEN, exit_code
from jobwise.presentation.cli.output import Output, say

if TYPE_CHECKING:
    from argparse import Namespace

    from jobwise.presentation.cli.cases import Cases


class Command(Protocol):
    """A command: calls its use case, says the answer, returns the exit code."""

    def __call__(self, args: "Namespace", cases: "Cases", out: Output) -> int: ...


def run(argv: Sequence[str], cases: "Cases") -> int:
    """The exit code of the command line `argv` (without the program's name)."""
    try:
        code = _answered(argv, cases, Output(as_json="--json" in argv))
        # What is still on its way must arrive now, while a failure can be told.
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left (`jobwise ... | head`); that is its right.
        _mute(sys.stdout.fileno())
        return DONE
    except OSError as error:
        _mute(sys.stdout.fileno())
        say(f"jobwise: The answer cannot be written ({error.strerror or error}); send it somewhere else.")
        return MISSING


def _answered(argv: Sequence[str], cases: "Cases", out: Output) -> int:
    """Runs the command and tells its failure. Raises OSError when nothing can be told on standard output."""
    try:
        return _dispatch(argv, cases, out)
    except BrokenPipeError:
        raise
    except JobWiseError as error:
        return _told(error, out)
    except RecursionError:
        return _told(TooLarge("The input is nested too deeply to be read; give a simpler file."), out)
    except OSError as error:
        # Libraries keep files of their own while they draw; a disk that is full there is full for us too.
        return _told(MissingHere(_disk_sentence(error)), out)
    except MemoryError:
        return _told(
            MissingHere("There is not enough memory for this; close other programs or give a smaller file."), out
        )
    except Exception as error:  # noqa: BLE001 - the outermost frame: whatever comes here was foreseen by nobody.
        out.error(_unforeseen(error, cases, in_full="--verbose" in argv or bool(os.environ.get("JOBWISE_DEBUG"))))
        return UNFORESEEN


def _told(error: JobWiseError, out: Output) -> int:
    out.error(error)
    return exit_code(error)


def _unforeseen(error: Exception, cases: "Cases", *, in_full: bool) -> JobWiseError:
    """A failure of the program itself as one sentence; its trace goes to a log, or to standard error when asked."""
    import secrets
    import traceback

    name = secrets.token_hex(4)
    trace = f"jobwise {__version__}, error {name}\n{''.join(traceback.format_exception(error))}"
    log = None
    if in_full:
        sys.stderr.buffer.write(trace.encode("utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()
    else:
        log = cases.record_failure(name, trace)
    told = f"please report it with {log}" if log else "run it again with --verbose and report what it prints"
    if in_full:
        told = "please report it with what stands above"
    return JobWiseError(f"JobWise itself failed (error {name}); {told}.", [Detail("error", name)])


def _mute(handle: int) -> None:
    """Lets the last flush of a stream that takes nothing more go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)


def _disk_sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The disk is full, so nothing was written; free some space and run the command again."
    return f"This machine refused what the command needs: {error.strerror or error}."


def _dispatch(argv: Sequence[str], cases: "Cases", out: Output) -> int:
    made = parser.build(argv)
    args = made.parse_args(argv)
    if args.version:
        print(f"jobwise {__version__}")
        return DONE
    if not args.command:
        made.print_help()
        return DONE
    if [getattr(args, name, None) for name in ("profile", "job", "file")].count("-") > 1:
        raise InvalidInput("Standard input can be one of the files only; give the others by name.")
    room = args.row.room
    # What is stored is run by one and the same function, whatever it is called.
    found = import_module(f"jobwise.presentation.cli.commands.{room or 'stored'}")
    command: Command = getattr(found, args.run if room else "stored")
    return command(args, cases, out)
