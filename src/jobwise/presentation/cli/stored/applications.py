"""`applications`."""

from uuid import UUID

from pydantic import Field

from jobwise.application.ports.applications import SORTS, ApplicationFilter, Due
from jobwise.domain.applications.application import Application
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown
from jobwise.presentation.schemas import applications as schema
from jobwise.presentation.schemas import calendar
from jobwise.presentation.schemas.application_parts import ROOMS, Room
from jobwise.presentation.schemas.asked import Asked, sort_order
from jobwise.presentation.schemas.fields import Moment, Status
from jobwise.presentation.schemas.inputs import Search


class ApplicationsAsked(Asked):
    status: list[Status] = Field(default_factory=list)
    job_id: UUID | None = None
    company: Search = ""
    q: Search = ""
    updated_after: Moment | None = None
    due: Due | None = None
    sort: str | None = None

    def wanted(self) -> ApplicationFilter:
        return ApplicationFilter(tuple(self.status), self.job_id, self.company, self.q, self.updated_after, self.due)

    def given(self) -> dict[str, object]:
        names = ("status", "job_id", "company", "q", "updated_after", "due")
        return {name: value for name in names if (value := getattr(self, name))}


async def applications_create(desk: Desk) -> Shown:
    sent = desk.body(schema.ApplicationIn, job_id=desk.args.job)
    made = await desk.cases.applications.create(
        owner=desk.owner, job_id=sent.job_id, status=sent.status, note=sent.note, source=sent.source
    )
    return shown(schema.whole(made))


async def applications_list(desk: Desk) -> Shown:
    asked = desk.asked(ApplicationsAsked, "status")
    order = sort_order(asked.sort, SORTS, "-created_at")
    found = await desk.cases.applications.list(owner=desk.owner, wanted=asked.wanted(), page=asked.window(), sort=order)
    return listed(found.items, asked=asked, total=found.total, filters=asked.given())


async def applications_counts(desk: Desk) -> Shown:
    return shown(schema.counts(await desk.cases.applications.count(owner=desk.owner)))


async def applications_show(desk: Desk) -> Shown:
    return shown(schema.whole(await _present(desk)))


async def applications_timeline(desk: Desk) -> Shown:
    return shown((await _present(desk)).timeline)


async def applications_move(desk: Desk) -> Shown:
    sent = read_by(schema.MoveIn, {"status": desk.args.status, "note": desk.args.note})
    moved = await desk.cases.applications.move(owner=desk.owner, id=desk.id(), status=sent.status, note=sent.note)
    return shown(schema.whole(moved))


async def applications_move_of_job(desk: Desk) -> Shown:
    sent = read_by(schema.MoveIn, {"status": desk.args.status, "note": desk.args.note})
    moved = await desk.cases.applications.set_of_job(
        owner=desk.owner, job_id=desk.id("job"), status=sent.status, note=sent.note
    )
    return shown(schema.whole(moved))


async def applications_describe(desk: Desk) -> Shown:
    sent = desk.body(schema.ApplicationPatch)
    version = desk.version((await _present(desk)).version)
    changed = await desk.cases.applications.describe(owner=desk.owner, id=desk.id(), version=version, **sent.given())
    return shown(schema.whole(changed))


async def applications_delete(desk: Desk) -> Shown:
    version = desk.version((await _present(desk)).version)
    await desk.cases.applications.delete(owner=desk.owner, id=desk.id(), version=version)
    return shown(None)


async def applications_restore(desk: Desk) -> Shown:
    return shown(schema.whole(await desk.cases.applications.restore(owner=desk.owner, id=desk.id())))


async def applications_parts(desk: Desk) -> Shown:
    room = _room(desk)
    return shown([room.shown(part) for part in getattr(await _present(desk), room.field)])


async def applications_part(desk: Desk) -> Shown:
    room = _room(desk)
    return shown(room.shown((await _present(desk)).part(room.kind, desk.id("part"))))


async def applications_add(desk: Desk) -> Shown:
    room = _room(desk)
    sent = desk.body(room.sent)
    # Adding takes nothing from anybody, so a version is compared only when one is named.
    version = desk.number("if_version") if desk.args.if_version is not None else None
    _, part = await desk.cases.applications.add_part(
        owner=desk.owner, id=desk.id(), kind=room.kind, values=sent.given(), version=version
    )
    return shown(room.shown(part))


async def applications_change(desk: Desk) -> Shown:
    room, part = _room(desk), desk.id("part")
    sent = desk.body(room.patch)
    version = desk.version((await _present(desk)).version)
    application = await desk.cases.applications.change_part(
        owner=desk.owner, id=desk.id(), version=version, kind=room.kind, part_id=part, values=sent.given()
    )
    return shown(room.shown(application.part(room.kind, part)))


async def applications_remove(desk: Desk) -> Shown:
    room = _room(desk)
    version = desk.version((await _present(desk)).version)
    await desk.cases.applications.remove_part(
        owner=desk.owner, id=desk.id(), version=version, kind=room.kind, part_id=desk.id("part")
    )
    return shown(None)


async def applications_ics(desk: Desk) -> Shown:
    data = await desk.cases.applications.interview_file(
        owner=desk.owner, id=desk.id(), interview_id=desk.id("interview")
    )
    return Shown(None, file=data)


async def applications_open_feed(desk: Desk) -> Shown:
    return shown(calendar.feed(await desk.cases.applications.open_feed(owner=desk.owner)))


async def applications_close_feed(desk: Desk) -> Shown:
    await desk.cases.applications.close_feed(owner=desk.owner)
    return shown(None)


async def applications_feed(desk: Desk) -> Shown:
    return Shown(None, file=await desk.cases.applications.show_feed(desk.token()))


async def _present(desk: Desk) -> Application:
    return await desk.cases.applications.show(owner=desk.owner, id=desk.id())


def _room(desk: Desk) -> Room:
    return next(room for room in ROOMS if room.path == desk.args.room)
