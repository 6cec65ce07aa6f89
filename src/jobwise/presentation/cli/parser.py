"""The commands and their options, made from tables of plain words. `jobwise --help` answers in a blink."""

import argparse
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from jobwise.domain.shared.errors import InvalidInput

if TYPE_CHECKING:
    from jobwise.presentation.cli.rows import Row

FIRST: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "tailor": ("tailoring", "make a tailored resume and cover letter"),
        "profile": ("tailoring", "your master profile: import, show, check, export, convert"),
        "jobs": ("jobs", "jobs of your own and the catalogue: parse, keep, list, move, browse, save"),
        "rank": ("tailoring", "order the profile's items by what the posting asks"),
        "fit": ("tailoring", "order postings by how well the profile fits them"),
        "ats": ("tailoring", "score a resume against a posting as a tracking system would"),
        "verify": ("tailoring", "check every claim of a finished document against the profile"),
        "diff": ("tailoring", "what changed between two generations, fact by fact"),
        "read": ("tailoring", "what a parser sees in a resume"),
        "profiles": ("profiles", "all profiles and what is in them, as the REST API has them"),
        "applications": ("applications", "applications: begin, move, and what hangs under them"),
        "rankings": ("making", "what of a profile answers a job, kept with its reasons"),
        "generations": ("making", "resumes and cover letters that are kept: make, list, compare, retry"),
        "exports": ("exports", "files of resumes and letters: make, list, download, link, templates"),
        "enhancements": ("enhancements", "better wordings for a profile: ask, accept, reject"),
        "documents": ("documents", "files of your own: upload, list, download, attach"),
        "style": ("styles", "how I write: show, learn"),
        "samples": ("samples", "examples of how I write: add, list, show, switch on and off"),
        "archives": ("archives", "everything of yours in one archive: request, download, bring elsewhere"),
        "accounts": ("accounts", "accounts: register, verify, edit, and what administrators set"),
        "sessions": ("accounts", "sign-ins: start one for a REST client, list and end yours"),
        "plans": ("operations", "what each tier allows"),
        "usage": ("operations", "what is left of your tier"),
        "features": ("operations", "areas that can be switched off (administrators)"),
        "audit": ("operations", "the audit trail: read it, verify that nobody altered it"),
        "keys": ("operations", "the keys that sign access tokens: list, rotate, remove"),
        "queues": ("operations", "what waits to be done, by kind (administrators)"),
        "config": ("operations", "what this installation offers"),
        "ready": ("operations", "whether database, migrations and storage are in order"),
        "db": ("operations", "the database: upgrade, downgrade"),
        "doctor": ("operations", "what is installed, what is missing, and the command that mends it"),
        "serve": ("operations", "serve the REST API"),
        "worker": ("operations", "do the work beside requests, in a process of its own"),
    }
)
"""The first words: the module of `rows` that describes what stands below each, and what help says of it."""

OTHER_NAMES: Mapping[str, str] = MappingProxyType({"generations": "generate", "exports": "export"})
"""First words that may also be typed as what is done there."""

_Commands = argparse._SubParsersAction


@cache
def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns - 2


class _Help(argparse.HelpFormatter):
    """Asks once how wide the terminal is: argparse makes a formatter for every argument that is added."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns())


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are failures like any other, so `--json` holds for them too."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **given})

    mixed = False
    """Whether options may stand before, between and behind any number of FIELD=VALUE."""

    takes_token = False
    """Whether a word that begins with a dash and is no option is what it stands for: tokens may begin so."""

    def _parse_optional(self, arg_string: str) -> Any:
        if self.takes_token and arg_string.partition("=")[0] not in self._option_string_actions:
            return None
        return super()._parse_optional(arg_string)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if not self.mixed:
            return super().parse_known_args(args, namespace)
        # It comes back here for each of its two rounds.
        self.mixed = False
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.mixed = True

    def error(self, message: str) -> NoReturn:
        raise InvalidInput(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


def build(argv: Sequence[str] | None = None) -> Parser:
    """The command line: whole, or with only as much below its first words as `argv` asks for."""
    parser = Parser(
        prog="jobwise",
        description="From everything you have ever done and one posting to truthful, tailored documents.",
        epilog="Exit codes: 0 done, 1 the check failed, 2 bad input, 3 something is missing on this machine, "
        "70 JobWise itself failed.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, (module, words) in FIRST.items():
        if argv is None or {name, OTHER_NAMES.get(name)} & set(argv[:1]):
            _below(commands, name, module, words, argv)
        else:
            # A parser costs what is in it, and help needs no more than the words.
            commands.add_parser(name, aliases=_other_names(name), help=words)
    return parser


def _below(commands: "_Commands[Parser]", name: str, module: str, words: str, argv: Sequence[str] | None) -> None:
    rows: tuple[Row, ...] = getattr(import_module(f"jobwise.presentation.cli.rows.{module}"), name.upper())
    if not rows[0].name:
        _add(commands, name, module, rows[0])
        return
    group = commands.add_parser(
        name,
        aliases=_other_names(name),
        help=words,
        description=_sentence(words),
        epilog=f"Example: %(prog)s {rows[0].name} {rows[0].example}".rstrip(),
    )
    sub = group.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    for row in rows:
        if argv is None or row.name in argv[1:2]:
            _add(sub, name, module, row)
        else:
            sub.add_parser(row.name, help=row.words)


def _other_names(name: str) -> list[str]:
    return [OTHER_NAMES[name]] if name in OTHER_NAMES else []


def _add(commands: "_Commands[Parser]", group: str, module: str, row: "Row") -> None:
    made = commands.add_parser(
        row.name or group,
        help=row.words,
        description=_sentence(row.words),
        epilog=f"Example: %(prog)s {row.example}".rstrip(),
        allow_abbrev=False,
    )
    for one in row.args:
        made.add_argument(one.name, **one.more)
    made.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    made.add_argument("--verbose", action="store_true", help="should JobWise itself fail, print the whole trace")
    if row.acts:
        words = "act for this account (default: the user of this machine)"
        made.add_argument("--as", dest="act_as", metavar="EMAIL", help=words)
    made.takes_token = any(one.name == "token" for one in row.args)
    made.mixed = any(one.name == "given" for one in row.args)
    run = f"{group}_{row.name}".rstrip("_").replace("-", "_")
    made.set_defaults(run=run, row=row, module=module)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
