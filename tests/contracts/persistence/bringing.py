"""What an archive brings from one account of a store into another, whatever store it is."""

import io
from typing import Any
from uuid import UUID

import pytest
from tests.support.bringing import LETTER_TEXT, RESUME_TEXT, Bakery

from jobwise.application.ports.store import Store
from jobwise.domain.data_exports.left_behind import COMES, LEFT_BEHIND
from jobwise.domain.samples.sample import SampleStatus
from jobwise.domain.users.tiers import QuotaKind, window_start

_TABLES = sorted(COMES - {"profile_versions"})


class BringingContract:
    @pytest.fixture
    def bakery(self, store: Store) -> Bakery:
        return Bakery.over(store)

    async def test_every_owned_table_comes_or_says_why_not(self, store: Store) -> None:
        async with store.read() as work:
            tables = set(work.personal.tables)
        assert not COMES & set(LEFT_BEHIND)
        assert tables <= COMES | set(LEFT_BEHIND), "say of a new table whether an import brings it"
        assert all(LEFT_BEHIND.values())

    async def test_everything_comes_and_hangs_together(self, bakery: Bakery) -> None:
        owner, fresh = await bakery.person(), await bakery.person()
        old = await bakery.filled(owner)
        data = await bakery.archive(owner)
        told = await self.brought(bakery, fresh, data)
        assert (told.refused, told.files_missing) == ([], 0)
        assert [getattr(told, table) for table in _TABLES] == [1] * len(_TABLES)
        before, after = await bakery.rows(owner), await bakery.rows(fresh)
        names = {str(id) for id in old.values()}
        for table in sorted(COMES):
            assert len(after[table]) == len(before[table]), table
            assert not any(name in str(after[table]) for name in names), f"{table} names a thing of another account"
        new = {table: after[table][0]["id"] for table in _TABLES}
        (generation,), (export,), (ranking,) = after["generations"], after["exports"], after["rankings"]
        assert (generation["profile_id"], generation["job_id"]) == (new["profiles"], new["jobs"])
        assert (generation["ranking_id"], generation["export_id"]) == (ranking["id"], export["id"])
        assert (ranking["profile_id"], ranking["job_id"]) == (new["profiles"], new["jobs"])
        assert (export["generation_id"], export["parts"][0]["generation_id"]) == (generation["id"], generation["id"])
        assert after["enhancements"][0]["profile_id"] == new["profiles"]
        (style,) = after["writing_styles"]
        assert style["samples"][0]["id"] == style["evidence"][0]["sample_id"] == new["samples"]
        attached = [one["id"] for one in after["applications"][0]["attached"]]
        assert attached == [new["documents"], generation["id"], export["id"]]
        for table, kept in _KEPT.items():
            for name in kept:
                assert after[table][0][name] == before[table][0][name], (table, name)

    async def test_what_is_read_of_them_is_as_it_was(self, bakery: Bakery) -> None:
        owner, fresh = await bakery.person(), await bakery.person()
        await bakery.filled(owner)
        await self.brought(bakery, fresh, await bakery.archive(owner))
        after = await bakery.rows(fresh)
        async with bakery.store.read() as work:
            generation = await work.generations.judged(UUID(after["generations"][0]["id"]), owner=fresh)
            ranking = await work.rankings.judged(UUID(after["rankings"][0]["id"]), owner=fresh)
            sample = await work.samples.get(UUID(after["samples"][0]["id"]), owner=fresh)
            tasks = await work.tasks.find("sample.read", str(sample.id))
            start = window_start(QuotaKind.UPLOADS, bakery.clock.now())
            used = await work.quotas.used(owner=fresh, starts={QuotaKind.UPLOADS: start})
        assert (generation.stale, ranking.stale) == (False, False)
        assert (sample.status, sample.text, sample.active) == (SampleStatus.READ, LETTER_TEXT, True)
        assert (tasks, used[QuotaKind.UPLOADS]) == (None, 1)
        assert not (await bakery.acts.styles.show(owner=fresh)).stale
        opened = await bakery.acts.exports.open(owner=fresh, id=UUID(after["exports"][0]["id"]))
        assert opened.data == RESUME_TEXT.encode()
        versions = [one["version"] for one in after["profile_versions"]]
        assert versions == [1, 2, 3]

    async def brought(self, bakery: Bakery, owner: UUID, data: bytes) -> Any:
        return await bakery.acts.data_exports.bring(owner=owner, source=io.BytesIO(data))


_KEPT = {
    "samples": ("name", "type", "kind", "status", "active", "text", "words", "sha256", "created_at"),
    "writing_styles": ("prints", "reading", "learnt_at"),
    "rankings": ("content", "profile_version", "job_version", "profile_sha256", "job_sha256", "formula_version"),
    "generations": ("kind", "status", "profile", "profile_version", "job", "job_version", "options", "content", "ats"),
    "exports": ("format", "status", "sha256", "size_bytes", "expires_at", "asked_at"),
    "enhancements": ("status", "paths", "proposals", "profile_version"),
    "jobs": ("content", "status", "version"),
}
"""What stays as it was."""
