"""Bringing the archive of another account into this one: all of it or nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO
from uuid import UUID

from jobwise.application.jobs.saved import take_room
from jobwise.application.keeping import taken_back
from jobwise.application.ports.archives import Archives, SentIn
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, FileTypes, file_key
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.quotas import hold, spend
from jobwise.domain.data_exports.brought import NewOwner, Past, PastVersion
from jobwise.domain.documents.allowance import check_files
from jobwise.domain.documents.document import Document
from jobwise.domain.limits import MAX_IMPORT_ROWS, MAX_PROFILES
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import Conflict, NotFound, TooLarge, UnreadableInput
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import User

_READ = ("profiles", "profile_versions", "jobs", "applications", "documents")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many of each came; `files_missing` are documents whose files were not in the archive."""

    profiles: int
    jobs: int
    applications: int
    documents: int
    files_missing: int


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """Makes new things of what an archive holds: profiles with their versions, jobs, applications, documents.

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
        async with self.archives.opened(source) as sent:
            tables = {table: await sent.rows(table) for table in _READ}
            past = await asyncio.to_thread(Past.of, tables)
            if len(past.jobs) + len(past.applications) + len(past.documents) > MAX_IMPORT_ROWS:
                raise TooLarge(f"An import stores at most {MAX_IMPORT_ROWS} jobs, applications and files.")
            bringing = _Bringing(self, NewOwner(owner, self.clock.now(), self.ids.new), past)
            async with taken_back(self.files, bringing.put):
                await bringing.put_files(sent)
                async with self.store.write() as work:
                    await bringing.write(work)
                    await work.commit()
        return bringing.told()


class _Bringing:
    """One import on its way."""

    def __init__(self, acts: ImportAccount, owner: NewOwner, past: Past) -> None:
        self._acts = acts
        self._owner = owner
        self._past = past
        self._documents: dict[UUID, Document] = {}
        self.put: list[str] = []

    def told(self) -> Imported:
        past = self._past
        return Imported(
            profiles=len(past.profiles),
            jobs=len(past.jobs),
            applications=len(past.applications),
            documents=len(self._documents),
            files_missing=len(past.documents) - len(self._documents),
        )

    async def put_files(self, sent: SentIn) -> None:
        """The bytes of all documents, each judged by what it is and as far as there is room."""
        async with self._acts.store.read() as work:
            user = await work.users.get(self._owner.id)
            held = await work.documents.held(owner=self._owner.id)
        size = held.size_bytes
        for one in self._past.documents:
            try:
                async with sent.file("documents", one.id) as source:
                    found = await self._acts.types.inspect(one.name, source)
                    count = held.count + len(self._documents)
                    check_files(user, count=count, size_bytes=size, more_bytes=found.size_bytes)
                    key = file_key(self._owner.id, self._acts.ids.new())
                    self.put.append(key)
                    await self._acts.files.put(key, source)
            except NotFound:
                continue
            size += found.size_bytes
            file = StoredFile(key, found.size_bytes, found.sha256)
            self._documents[one.id] = self._owner.document(replace(one, type=found.type), file)

    async def write(self, work: UnitOfWork) -> None:
        # Counting files takes its turn with everything else of the owner that is counted, so it goes first.
        held = await work.documents.held(owner=self._owner.id)
        user = await work.users.get(self._owner.id)
        count, size = held.count, held.size_bytes
        for document in self._documents.values():
            check_files(user, count=count, size_bytes=size, more_bytes=document.file.size_bytes)
            count, size = count + 1, size + document.file.size_bytes
        await spend(work, user.id, user.tier, QuotaKind.UPLOADS, self._owner.now)
        for document in self._documents.values():
            await work.documents.add(document)
        await self._write_profiles(work)
        await self._write_applications(work, user, await self._write_jobs(work))

    async def _write_profiles(self, work: UnitOfWork) -> None:
        if await work.profiles.count(owner=self._owner.id) + len(self._past.profiles) > MAX_PROFILES:
            raise Conflict(f"There may be at most {MAX_PROFILES} profiles; delete some first.")
        has_default = await work.profiles.find_default(owner=self._owner.id) is not None
        for past in self._past.profiles:
            first, *later = self._past.versions[past.id]
            is_default = past.is_default and not has_default
            has_default = has_default or is_default
            profile = self._owner.profile(past, first, is_default=is_default)
            await work.profiles.add(profile)
            await _write_versions(work, profile, later)

    async def _write_jobs(self, work: UnitOfWork) -> Mapping[UUID, UUID]:
        """The new ids of jobs by the old ones."""
        saved = 0
        held = await work.jobs.count_saved(owner=self._owner.id)
        made: dict[UUID, UUID] = {}
        for past in self._past.jobs:
            posting_id = past.posting_id
            if posting_id is not None and past.deleted_at is None:
                if await work.jobs.find_saved(posting_id, owner=self._owner.id) is not None:
                    # It is saved here already: what comes is a job beside it.
                    posting_id = None
                else:
                    saved += 1
            job = self._owner.job(past, posting_id=posting_id)
            if past.id in made:
                raise UnreadableInput("The archive has two jobs of one id; download it again.")
            made[past.id] = job.id
            await work.jobs.add(job)
        if saved:
            await take_room(work, self._owner.id, self._owner.now, held=held, amount=saved)
        return made

    async def _write_applications(self, work: UnitOfWork, user: User, jobs: Mapping[UUID, UUID]) -> None:
        documents = {past: document.id for past, document in self._documents.items()}
        active = sum(past.status.is_active for past in self._past.applications)
        if active:
            kind, held = QuotaKind.ACTIVE_APPLICATIONS, await work.applications.count_active(owner=user.id)
            await hold(work, user.id, user.tier, kind, self._owner.now, held=held, amount=active)
        for past in self._past.applications:
            made = self._owner.application(past, job_id=jobs[past.job_id], documents=documents)
            await work.applications.add(made)


async def _write_versions(work: UnitOfWork, profile: MasterProfile, later: Sequence[PastVersion]) -> None:
    for version in later:
        profile.replace(version.content, version.at)
        # That it was replaced once is history of another profile.
        profile.take_events()
        await work.profiles.save(profile)
