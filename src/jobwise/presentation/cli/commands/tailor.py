"""`tailor`: the one shot from profile and posting to documents."""

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jobwise.application.inputs import day
from jobwise.application.journeys.letters import CheckedLetter
from jobwise.application.journeys.tailor import Tailored, TailorOptions
from jobwise.domain.exports.layout import DOCUMENT_FORMATS, Engine, Format, Paper
from jobwise.domain.limits import MAX_DOCUMENT_BYTES, MAX_INPUT_BYTES
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.presentation.cli.exits import DONE
from jobwise.presentation.cli.output import Output

if TYPE_CHECKING:
    from rich.console import Console

    from jobwise.presentation.cli.cases import Cases


def tailor(args: Namespace, cases: "Cases", out: Output) -> int:
    options = _in_style(_options(args), args, cases)
    profile = cases.read_input(args.profile, what="profile", limit_bytes=MAX_INPUT_BYTES)
    job = cases.read_input(args.job, what="posting", limit_bytes=MAX_INPUT_BYTES)
    with out.progress("Reading, ranking, writing, checking"):
        made = cases.tailor(profile, job, options, args.job)
    paths = cases.write_files(args.out, made.files)
    out.data(_answer(made, paths), lambda console: show(console, made, paths, args.out))
    return DONE


def _options(args: Namespace) -> TailorOptions:
    return TailorOptions(
        template=args.template,
        pages=args.pages,
        paper=Paper(args.paper) if args.paper else None,
        formats=_formats(args.formats),
        keep=tuple(args.keep),
        date=day(args.date) if args.date else None,
        engine=Engine(args.engine) if args.engine else None,
        letter=not args.no_letter,
    )


def _in_style(options: TailorOptions, args: Namespace, cases: "Cases") -> TailorOptions:
    """The options with how the person writes, as the files of --samples show it."""
    if not args.samples:
        return options
    files = [(name, cases.read_input(name, what="sample", limit_bytes=MAX_DOCUMENT_BYTES)) for name in args.samples]
    return replace(options, styles=cases.styles_of(files))


def _formats(text: str) -> tuple[Format, ...]:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    known = [format.value for format in DOCUMENT_FORMATS]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise InvalidInput(
            f"{', '.join(unknown) or 'Nothing'} is not a format; choose from {', '.join(known)}.",
            [Detail("formats", name) for name in unknown],
        )
    return tuple(dict.fromkeys(Format(name) for name in names))


def _answer(made: Tailored, paths: list[str]) -> dict[str, Any]:
    return {
        "files": paths,
        "pages": made.pages,
        "fill": made.fill,
        "template": made.template.name,
        "paper": made.paper.value,
        "ats": made.ats.to_json(),
        "letter": _letter(made.letter) if made.letter else None,
        "dropped": to_data(made.resume.dropped),
        "cleaned": to_data(made.changes),
        "notes": list(made.notes),
    }


def _letter(letter: CheckedLetter) -> dict[str, Any]:
    far = {} if letter.style_distance is None else {"style_distance": letter.style_distance}
    return {"language": letter.document.language, "supported": letter.verdict.supported, **far}


def show(console: "Console", made: Tailored, paths: list[str], folder: str) -> None:
    """What was made, how a tracking system sees it, what was left out, and the next step."""
    from rich.text import Text

    from jobwise.presentation.cli.commands.jobs import show_gaps
    from jobwise.presentation.cli.commands.reading import show_ats

    title = " at ".join(part for part in (made.job.title, made.job.company) if part) or "the posting"
    console.print(Text(f"For {title}"), style="bold")
    show_ats(console, made.ats)
    show_gaps(console, made.ranking)
    for note in made.notes:
        console.print(Text(f"Note: {note}"), style="yellow")
    if made.changes:
        console.print(f"{len(made.changes)} values of the profile were cleaned on the way in (--json lists them).")
    if made.letter is not None and made.letter.style_distance is not None:
        console.print(f"The letter lies at {made.letter.style_distance:.2f} from your samples (0 alike, 1 unlike).")
    pages = f"{made.pages} page{'s' if made.pages > 1 else ''}"
    console.print(f"{pages}, the last one filled to {made.fill:.0%}; {len(made.resume.dropped)} items left out.")
    for path in paths:
        console.print(Text(f"  {path}"))
    console.print(Text(_next_step(made, folder)), style="bold")


def _next_step(made: Tailored, folder: str) -> str:
    if made.ats.fixes:
        return f"Next: {made.ats.fixes[0].sentence}"
    return f"Next: read {folder}/cover_letter.* aloud once, then send both." if made.letter else "Next: send it."
