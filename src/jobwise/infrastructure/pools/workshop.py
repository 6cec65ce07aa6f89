"""Documents made in processes of their own: the event loop hands over and takes back, and does nothing else."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from jobwise.application.journeys.wishes import Wishes
from jobwise.application.ports.workshop import (
    Author,
    Brief,
    LetterWish,
    Made,
    ResumeWish,
    ToldItems,
    Versions,
    WeighedDraft,
    Worded,
)
from jobwise.domain.enhancements.items import Wording
from jobwise.domain.generations.document import Document
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.fields import LetterFields
from jobwise.domain.rankings.ranking import FORMULA_VERSION, Ranking
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.pool import Pool
from jobwise.infrastructure.pools.worker import Recipe

# Named, not imported: the tools are got out there, and never here.
_MAKING = "jobwise.infrastructure.pools.making:jobs"


def making() -> Pool:
    """The pool that documents are made in."""
    return Pool(Recipe(_MAKING))


def shipped(pool: Pool) -> "PooledWorkshop":
    """A workshop with the words and templates that ship with JobWise."""
    return PooledWorkshop(pool, _wishes, _versions)


@lru_cache(maxsize=1)
def _wishes() -> Wishes:
    from jobwise.infrastructure.templates import load_templates
    from jobwise.infrastructure.words import ShippedWords

    return Wishes(ShippedWords(), load_templates())


def _versions() -> Versions:
    from jobwise.infrastructure.vocabularies import load_vocabulary

    return Versions(FORMULA_VERSION, load_vocabulary().version)


class Hands(Protocol):
    """Whoever does a piece of work."""

    async def run(self, job: str, given: Callable[[], Any], blob: bytes = b"") -> Frame: ...


class PooledWorkshop:
    """Wishes are looked at here, since whoever asks waits for that; all else is done by the pool."""

    def __init__(self, pool: Hands, wishes: Callable[[], Wishes], versions: Callable[[], Versions]) -> None:
        self._pool, self._wishes, self._read_versions = pool, wishes, versions
        self._versions: Versions | None = None

    async def versions(self) -> Versions:
        if self._versions is None:
            self._versions = await asyncio.to_thread(self._read_versions)
        return self._versions

    async def rank(self, profile: Profile, job: Job) -> Ranking:
        return from_data(Ranking, await self._asked("rank", lambda: {"profile": to_data(profile), "job": to_data(job)}))

    async def fits(self, profile: Profile, jobs: Sequence[Job]) -> tuple[float, ...]:
        given = {"profile": profile, "jobs": tuple(jobs)}
        return from_data(tuple[float, ...], await self._asked("fits", lambda: _all(given)))

    async def check(self, profile: Profile, job: Job, wish: ResumeWish) -> None:
        self._wishes().check_resume(wish)
        if wish.keep:
            await self._asked(
                "check", lambda: {"profile": to_data(profile), "job": to_data(job), "wish": to_data(wish)}
            )

    async def check_letter(self, wish: LetterWish) -> None:
        self._wishes().check_letter(wish)

    async def resume(self, brief: Brief, wish: ResumeWish) -> Made:
        return _made(await self._asked("resume", lambda: {"brief": to_data(brief), "wish": to_data(wish)}))

    async def assess(self, document: Document, file: bytes | None, job: Job, as_of: PartialDate) -> dict[str, Any]:
        given = {"document": document, "job": job, "as_of": as_of}
        told: dict[str, Any] = await self._asked("assess", lambda: _all(given), file or b"")
        return told

    async def letter(self, brief: Brief, wish: LetterWish) -> Made:
        return _made(await self._asked("letter", lambda: {"brief": to_data(brief), "wish": to_data(wish)}))

    async def told(self, brief: Brief, wish: LetterWish) -> LetterFields:
        return from_data(
            LetterFields, await self._asked("told", lambda: {"brief": to_data(brief), "wish": to_data(wish)})
        )

    async def weigh(self, brief: Brief, wish: LetterWish, draft: Sequence[str]) -> WeighedDraft:
        given = {"brief": brief, "wish": wish, "draft": tuple(draft)}
        return from_data(WeighedDraft, await self._asked("weigh", lambda: _all(given)))

    async def told_items(self, profile: Profile, paths: Sequence[str], author: Author) -> ToldItems:
        given = {"profile": profile, "paths": tuple(paths), "author": author}
        return from_data(ToldItems, await self._asked("told_items", lambda: _all(given)))

    async def judge(self, told: ToldItems, wordings: Sequence[Wording]) -> Worded:
        return from_data(Worded, await self._asked("judge", lambda: _all({"told": told, "wordings": tuple(wordings)})))

    async def _asked(self, job: str, given: Callable[[], Any], blob: bytes = b"") -> Any:
        return (await self._pool.run(job, given, blob)).note["value"]


def _all(given: Mapping[str, object]) -> dict[str, Any]:
    return {name: to_data(value) for name, value in given.items()}


def _made(told: Any) -> Made:
    return Made(from_data(Document, told["document"]), ats=told["ats"], trace=told["trace"])
