"""Archives that somebody made to do harm, and such as lack something: what comes of each, and that nothing is left."""

import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.data_exports.importing import Imported
from jobwise.domain.enhancements.enhancement import EnhancementStatus
from jobwise.domain.exports.export import ExportStatus
from jobwise.domain.generations.generation import GenerationStatus
from jobwise.domain.limits import MAX_BATCH, MAX_COUNT, MAX_IMPORT_LINE_BYTES, MAX_IMPORT_VALUES, RESTORE_DAYS
from jobwise.domain.samples.sample import SampleStatus
from jobwise.domain.shared.errors import (
    EmailNotVerified,
    InvalidInput,
    JobWiseError,
    QuotaExceeded,
    TooLarge,
    UnreadableInput,
    WrongMedia,
)
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.tiers import PLANS, QuotaKind, window_start
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.archives.bundle import bundle
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.archives_of_accounts import Archive, changed, resealed
from tests.support.bringing import Bakery

Row = dict[str, Any]


@pytest.fixture
def bakery() -> Bakery:
    return Bakery.over(MemoryStore(Uuid7Ids()))


@pytest.fixture
async def archive(bakery: Bakery) -> bytes:
    owner = await bakery.person()
    await bakery.filled(owner)
    return await bakery.archive(owner)


async def bring(bakery: Bakery, owner: UUID, data: bytes) -> Imported:
    return await bakery.acts.data_exports.bring(owner=owner, source=io.BytesIO(data))


def table(rows: list[Any]) -> bytes:
    return b"[\n" + b",\n".join(json.dumps(row).encode() for row in rows) + b"\n]\n"


def with_rows(data: bytes, **tables: list[Any]) -> bytes:
    """The archive with other rows, and a manifest that stands for them."""
    return resealed(data, {f"data/{name}.json": table(rows) for name, rows in tables.items()})


def with_row(data: bytes, name: str, change: Callable[[Row], Row]) -> bytes:
    (row, *others) = Archive(data).rows(name)
    return with_rows(data, **{name: [change(row), *others]})


def file_of(data: bytes, name: str) -> str:
    return next(one["name"] for one in Archive(data).manifest["members"] if one["name"].startswith(f"files/{name}/"))


async def refused(bakery: Bakery, data: bytes, kind: type[JobWiseError] = UnreadableInput, **who: Any) -> None:
    """All of it is refused, and nothing is left of it: no row, no file, nothing spent."""
    fresh = await bakery.person(**who)
    before, files = await bakery.rows(fresh), set(bakery.files.kept)
    with pytest.raises(kind):
        await bring(bakery, fresh, data)
    assert await bakery.rows(fresh) == before
    assert set(bakery.files.kept) == files


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("samples", "status", "lost"),
        ("samples", "type", "png"),
        ("samples", "text", "x" * 1_000_001),
        ("samples", "created_at", "2026-05-04T08:00:00"),
        ("writing_styles", "prints", [{"language": "de"}]),
        ("writing_styles", "samples", [{"id": str(UUID(int=1)), "sha256": "a"}] * 21),
        ("writing_styles", "evidence", 7),
        ("rankings", "profile_sha256", "short"),
        ("rankings", "content", {"items": []}),
        ("rankings", "job_version", 2**40),
        ("rankings", "job_version", 0),
        ("generations", "status", "made"),
        ("generations", "content", None),
        ("generations", "kind", "cover_letter"),
        ("generations", "ats", {"score": "high"}),
        ("generations", "ats", {"score": 101}),
        ("generations", "ats", {}),
        ("generations", "trace", {"writing": 1}),
        ("generations", "options", {"paper": "a0"}),
        ("generations", "options", {"template": 1}),
        ("generations", "options", {"unheard": True}),
        ("generations", "attempt", -1),
        ("generations", "profile", {"summary": 1}),
        ("generations", "asked_at", "2026-05-04T08:00:00"),
        ("exports", "parts", []),
        ("exports", "generation_id", None),
        ("exports", "generation_id", str(UUID(int=9))),
        ("exports", "format", "exe"),
        ("exports", "download_count", -1),
        ("exports", "attempt", MAX_COUNT + 1),
        ("enhancements", "status", "maybe"),
        ("enhancements", "profile_version", 0),
        ("jobs", "version", 2**31),
        ("jobs", "version", 0),
        ("profile_versions", "at", "2026-05-04T08:00:00"),
        ("profile_versions", "version", 2**31),
        ("profiles", "deleted_at", "yesterday"),
    ],
)
async def test_a_row_that_nobody_wrote_here_refuses_all(
    bakery: Bakery, archive: bytes, name: str, field: str, value: Any
) -> None:
    data = with_row(archive, name, lambda row: {**row, field: value})
    await refused(bakery, data, InvalidInput)


async def test_numbers_that_no_text_gives_are_no_style(bakery: Bakery, archive: bytes) -> None:
    (style,) = Archive(archive).rows("writing_styles")
    for broken in ({"formality": 1e300}, {"words": -1}, {"grams": {"a": -0.5}}, {"openings": ["x"] * 601}):
        prints = [{**style["prints"][0], **broken}]
        await refused(bakery, with_rows(archive, writing_styles=[{**style, "prints": prints}]))


async def test_a_proposal_whose_trace_cannot_be_shown_refuses_all(bakery: Bakery, archive: bytes) -> None:
    (row,) = Archive(archive).rows("enhancements")
    proposals = [{**row["proposals"][0], "trace": {"sentences": [{}]}}]
    await refused(bakery, with_rows(archive, enhancements=[{**row, "proposals": proposals}]))


@pytest.mark.parametrize("name", ["../evil.txt", "a/b.txt", "..", "a\r\nb.txt", "x" * 300, ""])
async def test_a_file_whose_name_is_a_path_refuses_all(bakery: Bakery, archive: bytes, name: str) -> None:
    (row,) = Archive(archive).rows("exports")
    await refused(bakery, with_rows(archive, exports=[{**row, "parts": [{**row["parts"][0], "name": name}]}]))


@pytest.mark.parametrize("name", ["samples", "rankings", "generations", "exports", "enhancements", "profiles"])
async def test_two_rows_of_one_id_refuse_all(bakery: Bakery, archive: bytes, name: str) -> None:
    (row, *_) = Archive(archive).rows(name)
    await refused(bakery, with_rows(archive, **{name: [row, row]}))


async def test_two_versions_of_one_number_refuse_all(bakery: Bakery, archive: bytes) -> None:
    rows = Archive(archive).rows("profile_versions")
    await refused(bakery, with_rows(archive, profile_versions=[*rows, rows[0]]))


async def test_what_was_changed_after_the_manifest_refuses_all(bakery: Bakery, archive: bytes) -> None:
    for name in ("samples", "generations", "exports"):
        await refused(bakery, changed(archive, **{f"data_{name}__json": table([])}))


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "files/exports/../../../evil", "C:evil"])
async def test_a_member_that_points_out_refuses_all(bakery: Bakery, archive: bytes, name: str) -> None:
    await refused(bakery, resealed(archive, {name: b"evil"}))


async def test_a_manifest_that_claims_more_than_there_is_refuses_all(bakery: Bakery, archive: bytes) -> None:
    manifest = Archive(archive).manifest
    for claim in ({"size_bytes": 10**15}, {"size_bytes": -1}, {"sha256": "0" * 64}, {"rows": "many"}):
        members = [{**one, **claim} if one["name"] == "data/samples.json" else one for one in manifest["members"]]
        data = changed(archive, manifest__json=json.dumps({**manifest, "members": members}).encode())
        await refused(bakery, data)


async def test_a_row_that_is_larger_than_any_refuses_all(bakery: Bakery, archive: bytes) -> None:
    huge = {"score": 1, "more": "x" * MAX_IMPORT_LINE_BYTES}
    await refused(bakery, with_row(archive, "generations", lambda row: {**row, "ats": huge}), TooLarge)


async def test_more_values_than_a_server_holds_refuse_all(
    bakery: Bakery, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few megabytes of nothing would be gigabytes of memory: all tables together are counted before they are made."""
    row = {"x": [{}] * (MAX_IMPORT_VALUES // 1_000)}
    monkeypatch.setattr("jobwise.infrastructure.archives.reading.MAX_IMPORT_VALUES", MAX_IMPORT_VALUES // 100)
    one = resealed(archive, {"data/applications.json": table([row] * 3)})
    await refused(bakery, one, UnreadableInput)
    three = {f"data/{name}.json": table([row] * 3) for name in ("applications", "documents", "jobs", "samples")}
    await refused(bakery, resealed(archive, {**three, "data/more.json": os.urandom(20_000)}), TooLarge)


async def test_a_row_as_large_as_a_profile_may_be_comes(bakery: Bakery, archive: bytes) -> None:
    long = {"score": 1, "more": "x" * 3_000_000}
    fresh = await bakery.person()
    told = await bring(bakery, fresh, with_row(archive, "generations", lambda row: {**row, "ats": long}))
    assert told.generations == 1


async def test_more_rows_than_one_import_stores_refuse_all(bakery: Bakery, archive: bytes) -> None:
    (row,) = Archive(archive).rows("enhancements")
    many = [{**row, "id": str(UUID(int=number)), "proposals": []} for number in range(10_000)]
    await refused(bakery, with_rows(archive, enhancements=many), TooLarge)


async def test_nothing_of_another_account_is_ever_named(bakery: Bakery, archive: bytes) -> None:
    """A row may name the things of anybody here: it does not come, or what it names is nothing."""
    victim, fresh = await bakery.person(), await bakery.person()
    foreign = {name: str(id) for name, id in (await bakery.filled(victim)).items()}
    (ranking,), (generation,) = Archive(archive).rows("rankings"), Archive(archive).rows("generations")
    (export,), (enhancement,) = Archive(archive).rows("exports"), Archive(archive).rows("enhancements")
    (application,), (style,) = Archive(archive).rows("applications"), Archive(archive).rows("writing_styles")
    part = {**export["parts"][0], "generation_id": foreign["generation"]}
    data = with_rows(
        archive,
        rankings=[
            {**ranking, "profile_id": foreign["profile"]},
            {**ranking, "id": foreign["ranking"], "job_id": foreign["job"]},
        ],
        generations=[
            {
                **generation,
                "owner_id": str(victim),
                "profile_id": foreign["profile"],
                "job_id": foreign["job"],
                "ranking_id": foreign["ranking"],
                "export_id": foreign["export"],
            }
        ],
        exports=[{**export, "generation_id": foreign["generation"], "parts": [part]}],
        enhancements=[{**enhancement, "profile_id": foreign["profile"]}],
        writing_styles=[{**style, "samples": [{"id": foreign["sample"], "sha256": "ab" * 32}]}],
        applications=[
            {**application, "attached": [{"id": foreign["document"], "kind": "document", "label": "Theirs"}]}
        ],
    )
    before = await bakery.rows(victim)
    told = await bring(bakery, fresh, data)
    assert [(one.table, one.reason) for one in told.refused] == [
        ("rankings", "It names a profile that the archive does not hold."),
        ("rankings", "It names a job that the archive does not hold."),
        ("exports", "It names a document that the archive does not hold."),
        ("enhancements", "It names a profile that the archive does not hold."),
    ]
    assert (told.rankings, told.generations, told.exports, told.enhancements) == (0, 1, 0, 0)
    after = str(await bakery.rows(fresh))
    assert not any(id in after for id in (*foreign.values(), str(victim)))
    assert await bakery.rows(victim) == before
    # The document holds a copy of what it was made from.
    (kept,) = (await bakery.rows(fresh))["generations"]
    assert kept["profile"] == generation["profile"]


async def test_files_that_are_not_there_are_told_of(bakery: Bakery, archive: bytes) -> None:
    fresh = await bakery.person()
    names = [file_of(archive, name) for name in ("samples", "exports")]
    held = {name: Archive(archive).zipped.read(name) for name in Archive(archive).zipped.namelist()}
    told = await bring(bakery, fresh, without(archive, held, names))
    assert (told.samples, told.exports, told.files_missing) == (0, 0, 1)
    assert [(one.table, one.reason) for one in told.refused] == [("exports", "Its file is not in the archive.")]
    assert told.documents == 1


def without(data: bytes, held: dict[str, bytes], names: list[str]) -> bytes:
    manifest = Archive(data).manifest
    members = [one for one in manifest["members"] if one["name"] not in names]
    taken: dict[str, bytes | None] = {key(name): None for name in names}
    sealed = json.dumps({**manifest, "members": members}).encode()
    assert all(name in held for name in names)
    return changed(data, manifest__json=sealed, **taken)


def key(name: str) -> str:
    """How `changed` is told of a member; only its first slash is written otherwise."""
    return name.replace("/", "_", 1).replace(".", "__")


@pytest.mark.parametrize(
    ("format", "content", "reason"),
    [
        ("txt", b"Another text", "Its file is not the one that was made."),
        ("pdf", b"<script>", "The name says PDF, the content does not"),
        ("docx", b"PK\x03\x04", "The DOCX is damaged"),
        ("md", b"\x00\x01", "neither PDF, DOCX nor text"),
        ("txt", b"", "The file is empty"),
        ("zip", b"no", "The name says ZIP, the content does not"),
        ("zip", b"PK\x03\x04", "The ZIP is damaged"),
        ("zip", bundle([("../evil.pdf", b"x")]), "other things than documents"),
        ("zip", bundle([(f"{number}.txt", b"x") for number in range(MAX_BATCH + 1)]), "holds at most"),
    ],
)
async def test_a_file_that_was_not_made_here_does_not_come(
    bakery: Bakery, archive: bytes, format: str, content: bytes, reason: str
) -> None:
    (row,) = Archive(archive).rows("exports")
    given = {**row, "format": format, "generation_id": None if format == "zip" else row["generation_id"]}
    data = resealed(archive, {"data/exports.json": table([given]), file_of(archive, "exports"): content})
    fresh = await bakery.person()
    files = len(bakery.files.kept)
    told = await bring(bakery, fresh, data)
    assert (told.exports, len(told.refused)) == (0, 1)
    assert reason in told.refused[0].reason
    # The document and the sample alone.
    assert len(bakery.files.kept) == files + 2


async def test_a_sample_that_is_another_file_refuses_all(bakery: Bakery, archive: bytes) -> None:
    await refused(bakery, resealed(archive, {file_of(archive, "samples"): b"\x89PNG\r\n\x1a\n\x00"}), WrongMedia)


async def test_a_sample_of_another_sum_is_read_here_and_paid_for(bakery: Bakery, archive: bytes) -> None:
    """What a row says of a file is believed of that very file only; else it is read in a process of its own."""
    fresh = await bakery.person()
    told = await bring(bakery, fresh, resealed(archive, {file_of(archive, "samples"): b"Dear all, I bake."}))
    assert told.samples == 1
    (row,) = (await bakery.rows(fresh))["samples"]
    assert (row["status"], row["text"], row["created_at"]) == (SampleStatus.PENDING, "", row["updated_at"])
    start = window_start(QuotaKind.UPLOADS, bakery.clock.now())
    async with bakery.store.read() as work:
        assert await work.tasks.find("sample.read", row["id"]) is not None
        assert (await work.quotas.used(owner=fresh, starts={QuotaKind.UPLOADS: start}))[QuotaKind.UPLOADS] == 2


async def test_what_was_still_to_be_made_has_failed_and_can_be_asked_for_again(bakery: Bakery, archive: bytes) -> None:
    def open_(row: Row) -> Row:
        return {**row, "status": "pending", "sha256": None}

    (generation,), (enhancement,) = Archive(archive).rows("generations"), Archive(archive).rows("enhancements")
    (export,) = Archive(archive).rows("exports")
    data = with_rows(
        archive,
        generations=[{**generation, "status": "generating", "content": None, "ats": None}],
        exports=[open_(export)],
        enhancements=[{**enhancement, "status": "pending", "proposals": []}],
    )
    fresh = await bakery.person()
    told = await bring(bakery, fresh, data)
    assert told.refused == []
    rows = await bakery.rows(fresh)
    assert (rows["generations"][0]["status"], rows["generations"][0]["failure"]) == ("failed", "ABANDONED")
    assert (rows["exports"][0]["status"], rows["exports"][0]["failure"]) == (ExportStatus.FAILED, "ABANDONED")
    assert rows["enhancements"][0]["status"] == EnhancementStatus.FAILED
    again = await bakery.acts.generations.retry(owner=fresh, id=UUID(rows["generations"][0]["id"]))
    assert again.status is GenerationStatus.PENDING


async def test_files_whose_time_is_over_stay_and_others_end_as_they_were_to(bakery: Bakery, archive: bytes) -> None:
    (row,) = Archive(archive).rows("exports")
    bakery.days_go_by(5)
    fresh = await bakery.person(tier=Tier.FREE)
    await bring(bakery, fresh, archive)
    assert (await bakery.rows(fresh))["exports"][0]["expires_at"] == row["expires_at"]
    # Whoever writes the end is not whoever says how long files are kept.
    late = await bakery.person(tier=Tier.FREE)
    await bring(bakery, late, with_rows(archive, exports=[{**row, "expires_at": "2999-01-01T00:00:00+00:00"}]))
    async with bakery.store.read() as work:
        (kept,) = (await work.exports.list(owner=late, page=Page())).items
    assert kept.expires_at is not None
    assert kept.expires_at <= bakery.clock.now() + timedelta(days=PLANS[Tier.FREE].files_kept_days)
    bakery.days_go_by(40)
    assert (await bring(bakery, await bakery.person(), archive)).exports == 0


async def test_deleted_things_stay_but_for_what_others_hang_on(bakery: Bakery) -> None:
    owner = await bakery.person()
    ids = await bakery.filled(owner)
    now = bakery.clock.now()
    for room, name in (("profiles", "profile"), ("jobs", "job"), ("generations", "generation"), ("samples", "sample")):
        async with bakery.store.write() as work:
            one = await getattr(work, room).get(ids[name], owner=owner)
            one.delete(now)
            await getattr(work, room).save(one)
            await work.commit()
    fresh = await bakery.person()
    told = await bring(bakery, fresh, await bakery.archive(owner))
    # The ranking holds profile and job, the file its document.
    assert (told.profiles, told.jobs, told.generations, told.exports, told.rankings) == (1, 1, 1, 1, 1)
    assert (told.samples, told.refused) == (0, [])
    rows = await bakery.rows(fresh)
    for table_ in ("profiles", "jobs", "generations"):
        assert rows[table_][0]["deleted_at"] is not None
    bakery.days_go_by(RESTORE_DAYS + 1)
    async with bakery.store.write() as work:
        assert await work.profiles.erase_hidden(bakery.clock.now() - timedelta(days=RESTORE_DAYS)) == 2
        await work.commit()


async def test_the_style_that_is_here_stays(bakery: Bakery, archive: bytes) -> None:
    fresh = await bakery.person()
    await bring(bakery, fresh, archive)
    own = (await bakery.rows(fresh))["writing_styles"]
    told = await bring(bakery, fresh, archive)
    assert [(one.table, one.reason) for one in told.refused] == [
        ("writing_styles", "There is a writing style here already.")
    ]
    assert (told.writing_styles, told.samples) == (0, 1)
    assert (await bakery.rows(fresh))["writing_styles"] == own


async def test_whoever_is_not_verified_brings_one_file_of_any_kind(bakery: Bakery, archive: bytes) -> None:
    await refused(bakery, archive, EmailNotVerified, verified=False)
    alone = with_rows(archive, documents=[], samples=[])
    assert (await bring(bakery, await bakery.person(verified=False), alone)).exports == 1


async def test_an_import_spends_one_upload_and_makes_nothing(
    bakery: Bakery, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = await bakery.person()
    await bring(bakery, fresh, archive)
    starts = {kind: window_start(kind, bakery.clock.now()) for kind in QuotaKind}
    async with bakery.store.read() as work:
        used = await work.quotas.used(owner=fresh, starts=starts)
    spent = {kind: number for kind, number in used.items() if number}
    assert spent == {QuotaKind.UPLOADS: 1, QuotaKind.ACTIVE_APPLICATIONS: 1}
    none = replace(PLANS[Tier.PRO], limits={**PLANS[Tier.PRO].limits, QuotaKind.UPLOADS: 0})
    monkeypatch.setattr("jobwise.domain.users.tiers.PLANS", {**PLANS, Tier.PRO: none})
    await refused(bakery, archive, QuotaExceeded)
