"""The commands and their options. Nothing heavy is imported here: `jobwise --help` answers in a blink."""

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from jobwise.domain.shared.errors import InvalidInput

if TYPE_CHECKING:
    from jobwise.presentation.cli.rows import Row

FORMATS = ("pdf", "docx", "tex", "md", "txt", "json")

STORED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "accounts": ("accounts", "accounts: register, verify, show, edit, and what administrators set"),
        "sessions": ("accounts", "sign-ins: start one for a REST client, list and end mine"),
        "profiles": ("profiles", "all profiles and what is in them, as the REST API has them"),
        "jobs": ("jobs", "jobs of my own and the catalogue: parse, keep, list, move, browse, save"),
        "applications": ("applications", "applications: begin, move, and what hangs under them"),
        "documents": ("documents", "files of my own: upload, list, download, attach"),
        "plans": ("operations", "what each tier allows"),
        "usage": ("operations", "what is left of my tier"),
        "features": ("operations", "areas that can be switched off (administrators)"),
        "audit": ("operations", "the audit trail: read it, verify that nobody altered it"),
        "config": ("operations", "what this installation offers"),
        "ready": ("operations", "whether database, migrations and storage are in order"),
    }
)
"""The groups of stored commands: the module of `rows` that describes each, and its words. It is imported when asked."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are failures like any other, so `--json` holds for them too."""

    mixed = False
    """Whether options may stand before, between and behind any number of FIELD=VALUE."""

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
    """The command line: whole, or with only as much below the groups of stored commands as `argv` asks for."""
    parser = Parser(
        prog="jobwise",
        description="From everything you have ever done and one posting to truthful, tailored documents.",
        epilog="Exit codes: 0 done, 1 the check failed, 2 bad input, 3 something is missing on this machine, "
        "70 JobWise itself failed.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _tailor(commands)
    _profile(commands)
    _ranking(commands)
    _reading(commands)
    _operations(commands)
    for name in STORED:
        _stored(commands, name, whole=argv is None or name in argv[:1])
    return parser


_Commands = argparse._SubParsersAction


def _command(commands: "_Commands[Parser]", name: str, words: str, *, run: str, example: str) -> Parser:
    made = commands.add_parser(
        name,
        help=words,
        description=f"{words[:1].upper()}{words[1:]}.",
        epilog=f"Example: %(prog)s {example}".rstrip(),
        allow_abbrev=False,
    )
    made.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    made.add_argument("--verbose", action="store_true", help="should JobWise itself fail, print the whole trace")
    made.set_defaults(run=run)
    return made


def _tailor(commands: "_Commands[Parser]") -> None:
    tailor = _command(
        commands,
        "tailor",
        "make a tailored resume and cover letter",
        run="tailor",
        example="--profile me.json --job posting.txt --out out --formats pdf,docx,md",
    )
    tailor.add_argument("--profile", required=True, metavar="FILE", help="JSON Resume with everything you have done")
    tailor.add_argument(
        "--job", required=True, metavar="FILE", help="the posting: text, HTML or JSON; - is standard input"
    )
    tailor.add_argument("--out", default="out", metavar="DIR", help="where the documents go (out)")
    tailor.add_argument(
        "--template", default="modern", metavar="NAME", help="modern, classic, creative or ats_optimized"
    )
    tailor.add_argument("--pages", type=int, default=1, metavar="N", help="pages of the resume, 1 or 2 (1)")
    tailor.add_argument("--paper", choices=("a4", "letter"), help="default: letter for US and CA addresses, else a4")
    tailor.add_argument("--formats", default="pdf,docx", metavar="LIST", help=",".join(FORMATS) + " (pdf,docx)")
    tailor.add_argument("--keep", nargs="+", action="extend", default=[], metavar="PATH", help="items that must be in")
    tailor.add_argument("--date", metavar="DATE", help="date of the letter, 2027-01-31; without it the letter has none")
    tailor.add_argument("--engine", choices=("weasyprint", "typst"), help="what draws the PDF")
    tailor.add_argument("--no-letter", action="store_true", help="the resume only")


def _profile(commands: "_Commands[Parser]") -> None:
    group = commands.add_parser(
        "profile",
        help="your master profile: import, show, check, export, convert",
        epilog="Example: jobwise profile import me.json",
    )
    sub = group.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    importing = _command(
        sub, "import", "read a JSON Resume and keep it as your profile", run="profile_import", example="me.json"
    )
    importing.add_argument("file", metavar="FILE")
    _acting(importing)
    _acting(_command(sub, "show", "show the stored profile", run="profile_show", example="--json"))
    check = _command(
        sub, "check", "completeness, warnings and the next best thing to add", run="profile_check", example="me.json"
    )
    check.add_argument("file", metavar="FILE", nargs="?", help="default: the stored profile")
    _acting(check)
    export = _command(sub, "export", "write the stored profile as JSON Resume", run="profile_export", example="me.json")
    export.add_argument("file", metavar="FILE", help="where to write it; - is standard output")
    _acting(export)
    convert = _command(
        sub,
        "convert",
        "any dialect of JSON Resume in, strict JSON Resume out",
        run="profile_convert",
        example="old.json strict.json",
    )
    convert.add_argument("source", metavar="IN")
    convert.add_argument("target", metavar="OUT", help="where to write it; - is standard output")


def _keys(commands: "_Commands[Parser]") -> None:
    group = commands.add_parser(
        "keys", help="the keys that sign access tokens: list, rotate, remove", epilog="Example: jobwise keys rotate"
    )
    sub = group.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    _command(sub, "list", "the keys by name, with their times", run="keys_list", example="")
    _command(sub, "rotate", "sign with a new key from now on", run="keys_rotate", example="")
    remove = _command(sub, "remove", "refuse the tokens of a key at once", run="keys_remove", example="3f2a...")
    remove.add_argument("kid", metavar="KID", help="a name of `keys list`")


def _stored(commands: "_Commands[Parser]", name: str, *, whole: bool) -> None:
    module, words = STORED[name]
    if not whole:
        commands.add_parser(name, help=words)
        return
    rows: tuple[Row, ...] = getattr(import_module(f"jobwise.presentation.cli.rows.{module}"), name.upper())
    if not rows[0].name:
        _row(commands, name, module, rows[0])
        return
    made = commands.add_parser(
        name,
        help=words,
        description=f"{words[:1].upper()}{words[1:]}.",
        epilog=f"Example: %(prog)s {rows[0].name} {rows[0].example}".rstrip(),
    )
    sub = made.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    if name == "jobs":
        _parse(sub)
    for row in rows:
        _row(sub, name, module, row)


def _row(commands: "_Commands[Parser]", group: str, module: str, row: "Row") -> None:
    run = f"{group}_{row.name}".rstrip("_").replace("-", "_")
    made = _command(commands, row.name or group, row.words, run=run, example=row.example)
    made.mixed = any(one.name == "given" for one in row.args)
    for one in row.args:
        made.add_argument(one.name, **one.more)
    if not row.alone:
        _acting(made)
    made.set_defaults(row=row, module=module)


def _acting(made: Parser) -> None:
    made.add_argument("--as", dest="act_as", metavar="EMAIL", help="act for this account (default: the local user)")


def _parse(sub: "_Commands[Parser]") -> None:
    parse = _command(sub, "parse", "read a posting into its fields", run="jobs_parse", example="posting.txt --json")
    parse.add_argument("file", metavar="FILE", help="text, HTML or JSON; - is standard input")


def _ranking(commands: "_Commands[Parser]") -> None:
    rank = _command(
        commands,
        "rank",
        "order the profile's items by what the posting asks",
        run="rank",
        example="--profile me.json --job posting.txt",
    )
    rank.add_argument("--profile", required=True, metavar="FILE")
    rank.add_argument("--job", required=True, metavar="FILE")


def _reading(commands: "_Commands[Parser]") -> None:
    ats = _command(
        commands,
        "ats",
        "score a resume against a posting as a tracking system would",
        run="ats",
        example="out/resume.pdf --job posting.txt",
    )
    ats.add_argument("file", metavar="FILE", help="PDF, DOCX, text or generation.json")
    ats.add_argument("--job", required=True, metavar="FILE")
    verify = _command(
        commands,
        "verify",
        "check every claim of a finished document against the profile",
        run="verify",
        example="out/cover_letter.docx --profile me.json --job posting.txt",
    )
    verify.add_argument("file", metavar="FILE", help="PDF, DOCX, Markdown, text or generation.json")
    verify.add_argument("--profile", required=True, metavar="FILE")
    verify.add_argument("--job", metavar="FILE", help="the posting, for what a letter says of the company")
    verify.add_argument("--date", metavar="DATE", help="the day to count open-ended jobs to (default: today)")
    diff = _command(
        commands,
        "diff",
        "what changed between two generations, fact by fact",
        run="diff",
        example="before/generation.json after/generation.json",
    )
    diff.add_argument("before", metavar="A.json")
    diff.add_argument("after", metavar="B.json")
    read = _command(commands, "read", "what a parser sees in a resume", run="read", example="resume.pdf --json")
    read.add_argument("file", metavar="FILE", help="PDF, DOCX, HTML or text")


def _operations(commands: "_Commands[Parser]") -> None:
    group = commands.add_parser("db", help="the database: upgrade, downgrade", epilog="Example: jobwise db upgrade")
    sub = group.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    upgrade = _command(sub, "upgrade", "bring the database to the newest version", run="db_upgrade", example="")
    upgrade.add_argument("revision", nargs="?", default="head")
    downgrade = _command(
        sub, "downgrade", "take the database back to a version", run="db_downgrade", example="base --yes"
    )
    downgrade.add_argument("revision", help="a revision, or base")
    downgrade.add_argument("--yes", action="store_true", help="do not ask, although data is deleted")
    _keys(commands)
    _command(
        commands,
        "doctor",
        "what is installed, what is missing, and the command that mends it",
        run="doctor",
        example="",
    )
    serve = _command(commands, "serve", "serve the REST API", run="serve", example="--port 8000")
    serve.add_argument("--host", help="where to listen (JOBWISE_HOST, else 127.0.0.1)")
    serve.add_argument("--port", type=int, help="the port, 0 for a free one (JOBWISE_PORT, else 8000)")
