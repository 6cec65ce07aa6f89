"""`jobs`: those of my own, and the catalogue."""

from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job_posting import job_posting
from jobwise.domain.jobs.wanted import JobFilters
from jobwise.domain.limits import MAX_INPUT_BYTES
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown
from jobwise.presentation.schemas import job_answers, postings
from jobwise.presentation.schemas import jobs as schema
from jobwise.presentation.schemas.asked import JobsAsked, PostingsAsked, SavedAsked


async def jobs_list(desk: Desk) -> Shown:
    asked = desk.asked(JobsAsked)
    return await _jobs(desk, asked, asked.filters(), applied=True)


async def jobs_saved(desk: Desk) -> Shown:
    return await _jobs(desk, desk.asked(SavedAsked), JobFilters(saved=True), applied=False)


async def jobs_counts(desk: Desk) -> Shown:
    return shown(await desk.cases.jobs.counts(owner=desk.owner))


async def jobs_show(desk: Desk) -> Shown:
    return shown(job_answers.whole(await desk.cases.jobs.show(owner=desk.owner, id=desk.id())))


async def jobs_create(desk: Desk) -> Shown:
    sent = desk.body(schema.JobIn)
    job = await desk.cases.jobs.capture(
        owner=desk.owner,
        content=sent.content(),
        source=JobSource.USER_CREATED,
        source_url=sent.source_url,
        status=sent.status,
        posted_at=sent.posted_at,
    )
    return shown(job_answers.stored(job))


async def jobs_capture(desk: Desk) -> Shown:
    data = desk.read_file(MAX_INPUT_BYTES, what="posting")
    return shown(job_answers.stored(await desk.cases.jobs.from_text(owner=desk.owner, data=data)))


async def jobs_from_url(desk: Desk) -> Shown:
    sent = read_by(schema.PageIn, {"url": desk.args.url})
    return shown(job_answers.stored(await desk.cases.jobs.from_page(owner=desk.owner, url=sent.url)))


async def jobs_edit(desk: Desk) -> Shown:
    said = desk.body(schema.JobPatch).changes()
    return await _changed(
        desk, await desk.cases.jobs.edit(owner=desk.owner, id=desk.id(), version=await _version(desk), said=said)
    )


async def jobs_replace(desk: Desk) -> Shown:
    said = desk.body(schema.JobPut).whole()
    return await _changed(
        desk, await desk.cases.jobs.edit(owner=desk.owner, id=desk.id(), version=await _version(desk), said=said)
    )


async def jobs_move(desk: Desk) -> Shown:
    status = read_by(schema.StatusIn, {"status": desk.args.status}).status
    return await _changed(desk, await desk.cases.jobs.move(owner=desk.owner, id=desk.id(), status=status))


async def jobs_delete(desk: Desk) -> Shown:
    await desk.cases.jobs.delete(owner=desk.owner, id=desk.id(), version=await _version(desk))
    return shown(None)


async def jobs_restore(desk: Desk) -> Shown:
    return await _changed(desk, await desk.cases.jobs.restore(owner=desk.owner, id=desk.id()))


async def jobs_jsonld(desk: Desk) -> Shown:
    return shown(job_posting(await desk.cases.jobs.take(owner=desk.owner, id=desk.id())))


async def jobs_browse(desk: Desk) -> Shown:
    asked = desk.asked(PostingsAsked)
    filters = asked.filters()
    found = await desk.cases.jobs.browse(viewer=desk.owner, page=asked.window(), filters=filters, order=asked.order())
    rows = [postings.card(row) for row in found.items]
    return listed(rows, asked=asked, total=found.total, filters=filters.applied())


async def jobs_posting(desk: Desk) -> Shown:
    return shown(postings.whole(await desk.cases.jobs.show_posting(viewer=desk.owner, id=desk.id("posting"))))


async def jobs_save(desk: Desk) -> Shown:
    job, _ = await desk.cases.jobs.save(owner=desk.owner, posting_id=desk.id("posting"))
    return await _changed(desk, job)


async def jobs_unsave(desk: Desk) -> Shown:
    await desk.cases.jobs.unsave(owner=desk.owner, posting_id=desk.id("posting"))
    return shown(None)


async def _jobs(desk: Desk, asked: SavedAsked, filters: JobFilters, *, applied: bool) -> Shown:
    found = await desk.cases.jobs.list(owner=desk.owner, page=asked.window(), filters=filters, order=asked.order())
    rows = [job_answers.card(row) for row in found.items]
    return listed(rows, asked=asked, total=found.total, filters=filters.applied() if applied else None)


async def _version(desk: Desk) -> int:
    return desk.version((await desk.cases.jobs.show(owner=desk.owner, id=desk.id()))["version"])


async def _changed(desk: Desk, job: CapturedJob) -> Shown:
    """A job that was changed, read again: what is applied for stands elsewhere."""
    return shown(job_answers.whole(await desk.cases.jobs.show(owner=desk.owner, id=job.id)))
