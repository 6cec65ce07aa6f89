"""Bringing the archive of another account into this one: all of it or nothing, but for rows that it says are no use."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from jobwise.application.data_exports.bringing_files import BroughtFiles, Room
from jobwise.application.data_exports.bringing_made import check_options, write_made, write_samples, write_style
from jobwise.application.keeping import taken_back
from jobwise.application.ports.archives import Archives, SentIn
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, FileTypes
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.quotas import hold, spend
from jobwise.application.saved_jobs import take_room
from jobwise.domain.data_exports.brought import NewOwner
from jobwise.domain.data_exports.left_behind import COMES
from jobwise.domain.data_exports.past import Past, PastVersion, Tables
from jobwise.domain.data_exports.past_made import PastMade, Refused
from jobwise.domain.limits import MAX_IMPORT_ROWS, MAX_PROFILES
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.samples.sample import SampleStatus
from jobwise.domain.shared.errors import Conflict, TooLarge
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import User


@dataclass(frozen=True, slots=True)
class Imported:
    """How many of each came; `files_missing` are documents and samples whose files were not in the archive, `refused`
    rows that did not come for another reason."""

    profiles: int
    jobs: int
    applications: int
    documents: int
    samples: int
    writing_styles: int
    rankings: int
    generations: int
    exports: int
    enhancements: int
    files_missing: int
    refused: Sequence[Refused]


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """Makes new things of what an archive holds: all its tables but those of `left_behind`.

    Raises UnreadableInput for what is no unchanged archive, TooLarge, QuotaExceeded where the tier has no room for all
    of it, WrongMedia for a file that is not what it says, EmailNotVerified for a second file of such an account.
    """

    store: Store
    clock: Clock
    ids: Ids
    files: FileStore
    types: FileTypes
    archives: Archives

    async def __call__(self, *, owner: UUID, source: BinaryIO) -> Imported:
        new = NewOwner(owner, self.clock.now(), self.ids.new)
        async with self.archives.opened(source) as sent:
            tables = {table: await sent.rows(table) for table in sorted(COMES)}
            past, made = await asyncio.to_thread(_read, tables, new)
            files = BroughtFiles(self.files, self.types, new)
            bringing = _Bringing(self.store, new, past, made, files)
            async with taken_back(self.files, files.put):
                await bringing.put_files(sent)
                async with self.store.write() as work:
                    told = await bringing.write(work)
                    await work.commit()
        return told


def _read(tables: Tables, owner: NewOwner) -> tuple[Past, PastMade]:
    made = PastMade.of(tables, owner.now)
    check_options(made.generations)
    past = Past.of(tables, profiles=made.profile_ids, jobs=made.job_ids)
    if past.rows + made.rows > MAX_IMPORT_ROWS:
        raise TooLarge(f"An import stores at most {MAX_IMPORT_ROWS} rows.")
    return past, made.hanging_on(past)


class _Bringing:
    """One import on its way."""

    def __init__(self, store: Store, owner: NewOwner, past: Past, made: PastMade, files: BroughtFiles) -> None:
        self._store = store
        self._owner = owner
        self._past = past
        self._made = made
        self._files = files

    async def put_files(self, sent: SentIn) -> None:
        """The bytes of all files, each judged by what it is and as far as there is room."""
        async with self._store.read() as work:
            room, _ = await self._room(work)
        await self._files.take_documents(sent, self._past.documents, room)
        await self._files.take_samples(sent, self._made.samples, room)
        await self._files.take_exports(sent, self._made.exports, room)

    async def write(self, work: UnitOfWork) -> Imported:
        # Counting files takes its turn with everything else of the owner that is counted, so it goes first.
        room, user = await self._room(work)
        files, owner = self._files, self._owner
        for file in (*(one.file for one in files.documents), *(one.file for one in files.samples)):
            room.add(file.size_bytes)
        for file in files.exports.values():
            room.add_made(file.size_bytes)
        unread = sum(sample.status is SampleStatus.PENDING for sample in files.samples)
        await spend(work, user.id, user.tier, QuotaKind.UPLOADS, owner.now, amount=1 + unread)
        for document in files.documents:
            await work.documents.add(document)
        await write_samples(work, owner, files)
        known = await write_style(work, owner, self._made)
        await self._write_profiles(work)
        await self._write_jobs(work)
        counts = await write_made(work, owner, user, self._made, files)
        await self._write_applications(work, user)
        return self._told(counts, [*self._made.refused, *files.refused, *known])

    def _told(self, counts: dict[str, Any], refused: Sequence[Refused]) -> Imported:
        return Imported(
            profiles=len(self._past.profiles),
            jobs=len(self._past.jobs),
            applications=len(self._past.applications),
            documents=len(self._files.documents),
            samples=len(self._files.samples),
            writing_styles=len(self._made.styles) - sum(one.table == "writing_styles" for one in refused),
            files_missing=self._files.missing,
            refused=refused,
            **counts,
        )

    async def _room(self, work: UnitOfWork) -> tuple[Room, User]:
        """What its owner keeps, and the owner as the database has them now."""
        documents, samples = (
            await work.documents.held(owner=self._owner.id),
            await work.samples.held(owner=self._owner.id),
        )
        user = await work.users.get(self._owner.id)
        return Room(user, documents.count + samples.count, documents.size_bytes + samples.size_bytes), user

    async def _write_profiles(self, work: UnitOfWork) -> None:
        shown = sum(past.deleted_at is None for past in self._past.profiles)
        if await work.profiles.count(owner=self._owner.id) + shown > MAX_PROFILES:
            raise Conflict(f"There may be at most {MAX_PROFILES} profiles; delete some first.")
        has_default = await work.profiles.find_default(owner=self._owner.id) is not None
        for past in self._past.profiles:
            first, *later = self._past.versions[past.id]
            is_default = past.is_default and past.deleted_at is None and not has_default
            has_default = has_default or is_default
            profile = self._owner.profile(past, first, is_default=is_default)
            await work.profiles.add(profile)
            await self._write_versions(work, profile, later)

    async def _write_versions(self, work: UnitOfWork, profile: MasterProfile, later: Sequence[PastVersion]) -> None:
        for version in later:
            profile.relive(version.content, self._owner.by_now(version.at))
            # That it was changed once is history of another profile.
            profile.take_events()
            await work.profiles.save(profile)

    async def _write_jobs(self, work: UnitOfWork) -> None:
        saved = 0
        held = await work.jobs.count_saved(owner=self._owner.id)
        for past in self._past.jobs:
            posting_id = past.posting_id
            if posting_id is not None and past.deleted_at is None:
                if await work.jobs.find_saved(posting_id, owner=self._owner.id) is not None:
                    # It is saved here already: what comes is a job beside it.
                    posting_id = None
                else:
                    saved += 1
            await work.jobs.add(self._owner.job(past, posting_id=posting_id))
        if saved:
            await take_room(work, self._owner.id, self._owner.now, held=held, amount=saved)

    async def _write_applications(self, work: UnitOfWork, user: User) -> None:
        active = sum(past.status.is_active for past in self._past.applications)
        if active:
            kind, held = QuotaKind.ACTIVE_APPLICATIONS, await work.applications.count_active(owner=user.id)
            await hold(work, user.id, user.tier, kind, self._owner.now, held=held, amount=active)
        for past in self._past.applications:
            await work.applications.add(self._owner.application(past))
