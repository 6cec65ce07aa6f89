"""`rankings` and `generations`."""

from uuid import UUID

from jobwise.application.ports.generations import SORTS, GenerationFilter
from jobwise.application.work import attempt_at
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.shared.errors import NotFound
from jobwise.presentation.cli.desk import Desk, Shown, listed, shown
from jobwise.presentation.schemas import generation_reports as reports
from jobwise.presentation.schemas import generations as schema
from jobwise.presentation.schemas import rankings
from jobwise.presentation.schemas.asked import Asked, sort_order


class RankingsAsked(Asked):
    job_id: UUID | None = None


class GenerationsAsked(Asked):
    kind: GenerationKind | None = None
    status: tuple[GenerationStatus, ...] = ()
    job_id: UUID | None = None
    sort: str | None = None


async def rankings_create(desk: Desk) -> Shown:
    sent = desk.body(rankings.RankingIn, job_id=desk.args.job_id)
    found, _ = await desk.cases.rankings.create(
        owner=desk.owner, job_id=sent.job_id, profile_id=sent.profile_id, force=sent.force
    )
    return shown(rankings.whole(found))


async def rankings_list(desk: Desk) -> Shown:
    asked = desk.asked(RankingsAsked)
    found = await desk.cases.rankings.list(owner=desk.owner, page=asked.window(), job_id=asked.job_id)
    filters = {"job_id": asked.job_id} if asked.job_id else {}
    return listed(found.items, asked=asked, total=found.total, filters=filters)


async def rankings_show(desk: Desk) -> Shown:
    return shown(rankings.whole(await desk.cases.rankings.show(owner=desk.owner, id=desk.id())))


async def generations_resume(desk: Desk) -> Shown:
    sent = desk.body(schema.ResumeIn, job_id=desk.args.job_id)
    made = await desk.cases.generations.resume(
        owner=desk.owner, job_id=sent.job_id, profile_id=sent.profile_id, wish=sent.wish()
    )
    return await _made(desk, made)


async def generations_letter(desk: Desk) -> Shown:
    sent = desk.body(schema.LetterIn, job_id=desk.args.job_id)
    made = await desk.cases.generations.letter(
        owner=desk.owner, job_id=sent.job_id, profile_id=sent.profile_id, wish=sent.wish()
    )
    return await _made(desk, made)


async def generations_list(desk: Desk) -> Shown:
    asked = desk.asked(GenerationsAsked, "status")
    wanted = GenerationFilter(asked.kind, asked.status, asked.job_id)
    order = sort_order(asked.sort, SORTS, "-created_at")
    found = await desk.cases.generations.list(owner=desk.owner, wanted=wanted, page=asked.window(), sort=order)
    filters = {"kind": asked.kind, "status": asked.status, "job_id": asked.job_id}
    applied = {name: value for name, value in filters.items() if value}
    return listed(found.items, asked=asked, total=found.total, filters=applied)


async def generations_show(desk: Desk) -> Shown:
    return await _shown(desk, desk.id())


async def generations_ats(desk: Desk) -> Shown:
    found = await desk.cases.generations.completed(owner=desk.owner, id=desk.id())
    if found.generation.ats is None:
        raise NotFound("A letter has no report of this kind; a resume has.")
    return shown(found.generation.ats)


async def generations_provenance(desk: Desk) -> Shown:
    return shown(reports.provenance(await desk.cases.generations.completed(owner=desk.owner, id=desk.id())))


async def generations_versions(desk: Desk) -> Shown:
    asked = desk.asked(Asked)
    found = await desk.cases.generations.versions(owner=desk.owner, id=desk.id(), page=asked.window())
    return listed(found.items, asked=asked, total=found.total)


async def generations_diff(desk: Desk) -> Shown:
    return shown(await desk.cases.generations.diff(owner=desk.owner, before=desk.id(), after=desk.id("other_id")))


async def generations_retry(desk: Desk) -> Shown:
    return await _made(desk, await desk.cases.generations.retry(owner=desk.owner, id=desk.id()))


async def generations_cancel(desk: Desk) -> Shown:
    await desk.cases.generations.cancel(owner=desk.owner, id=desk.id())
    return await _shown(desk, desk.id())


async def generations_delete(desk: Desk) -> Shown:
    present = (await desk.cases.generations.show(owner=desk.owner, id=desk.id())).generation.version
    await desk.cases.generations.delete(owner=desk.owner, id=desk.id(), version=desk.version(present))
    return shown(None)


async def generations_restore(desk: Desk) -> Shown:
    await desk.cases.generations.restore(owner=desk.owner, id=desk.id())
    return await _shown(desk, desk.id())


async def _made(desk: Desk, generation: Generation) -> Shown:
    """What was asked for, made right here. A server that has taken its task does no harm: one of the two is first."""
    if not desk.args.later:
        await desk.cases.generations.make(attempt_at(generation, generation.id))
        found = await desk.cases.generations.show(owner=desk.owner, id=generation.id)
        if found.export is not None:
            await desk.cases.exports.make(attempt_at(found.export, found.export.id))
    return await _shown(desk, generation.id)


async def _shown(desk: Desk, id: UUID) -> Shown:
    found = await desk.cases.generations.show(owner=desk.owner, id=id)
    return shown(schema.shown(found, None if found.export is None else desk.cases.exports.link(found.export)))
