"""What a process does that makes documents: it has a bench, and answers in JSON."""

from collections.abc import Mapping
from typing import Any

from jobwise.application.journeys.workbench import Workbench
from jobwise.application.ports.workshop import Author, Brief, LetterWish, Made, ResumeWish, ToldItems
from jobwise.domain.enhancements.items import Wording
from jobwise.domain.generations.document import Document
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.pools.child import Job as Work
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.workshop import shipped


def jobs() -> Mapping[str, Work]:
    return jobs_at(shipped())


def jobs_at(bench: Workbench) -> Mapping[str, Work]:
    """All that can be asked for."""
    return {
        "rank": lambda given, _: _ranked(bench, given),
        "fits": lambda given, _: _fitted(bench, given),
        "check": lambda given, _: _checked(bench, given),
        "resume": lambda given, _: _resume(bench, given),
        "assess": lambda given, file: _assessed(bench, given, file),
        "letter": lambda given, _: _letter(bench, given),
        "told": lambda given, _: _told(bench, given),
        "weigh": lambda given, _: _weighed(bench, given),
        "told_items": lambda given, _: _told_items(bench, given),
        "judge": lambda given, _: _judged(bench, given),
    }


def _ranked(bench: Workbench, given: Any) -> Frame:
    return Frame({"value": to_data(bench.rank(from_data(Profile, given["profile"]), from_data(Job, given["job"])))})


def _fitted(bench: Workbench, given: Any) -> Frame:
    fits = bench.fits(from_data(Profile, given["profile"]), from_data(tuple[Job, ...], given["jobs"]))
    return Frame({"value": list(fits)})


def _checked(bench: Workbench, given: Any) -> Frame:
    wish = from_data(ResumeWish, given["wish"])
    bench.check(from_data(Profile, given["profile"]), from_data(Job, given["job"]), wish)
    return Frame({"value": None})


def _resume(bench: Workbench, given: Any) -> Frame:
    return _made(bench.resume(from_data(Brief, given["brief"]), from_data(ResumeWish, given["wish"])))


def _assessed(bench: Workbench, given: Any, file: bytes) -> Frame:
    document, job = from_data(Document, given["document"]), from_data(Job, given["job"])
    # No file is empty that was drawn.
    return Frame({"value": bench.report(document, file or None, job, from_data(PartialDate, given["as_of"]))})


def _letter(bench: Workbench, given: Any) -> Frame:
    return _made(bench.letter(from_data(Brief, given["brief"]), from_data(LetterWish, given["wish"])))


def _told(bench: Workbench, given: Any) -> Frame:
    told = bench.told(from_data(Brief, given["brief"]), from_data(LetterWish, given["wish"]))
    return Frame({"value": to_data(told)})


def _weighed(bench: Workbench, given: Any) -> Frame:
    brief, wish = from_data(Brief, given["brief"]), from_data(LetterWish, given["wish"])
    return Frame({"value": to_data(bench.weigh(brief, wish, from_data(tuple[str, ...], given["draft"])))})


def _told_items(bench: Workbench, given: Any) -> Frame:
    profile, author = from_data(Profile, given["profile"]), from_data(Author, given["author"])
    return Frame({"value": to_data(bench.wordings.told(profile, from_data(tuple[str, ...], given["paths"]), author))})


def _judged(bench: Workbench, given: Any) -> Frame:
    told, wordings = from_data(ToldItems, given["told"]), from_data(tuple[Wording, ...], given["wordings"])
    return Frame({"value": to_data(bench.wordings.judge(told, wordings))})


def _made(made: Made) -> Frame:
    return Frame({"value": to_data(made)})
