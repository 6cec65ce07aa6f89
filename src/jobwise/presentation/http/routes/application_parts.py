"""Notes, contacts, interviews, reminders and documents of an application.

They change with the application and under its version: a PATCH or DELETE names in `If-Match` the version of the
application that was read. A POST only adds, so it may do without.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response

from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Part
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases, SignedIn, Version, version_asked
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.schemas import application_parts as schema
from jobwise.presentation.schemas.applications import BASE
from jobwise.presentation.schemas.envelope import One
from jobwise.presentation.schemas.inputs import Input

router = APIRouter(tags=["applications"], route_class=OnceRoute, dependencies=[Depends(feature(Feature.APPLICATIONS))])


async def version_if_given(
    if_match: Annotated[
        str | None, Header(description="The ETag of the application; only then is it compared.", examples=['"1"'])
    ] = None,
) -> int | None:
    return None if if_match is None else await version_asked(if_match)


MaybeVersion = Annotated[int | None, Depends(version_if_given)]


def _install(room: schema.Room) -> None:
    """The five routes of one list. They differ in nothing but the types, so they are written once."""
    sent, patch, answered = room.sent, room.patch, room.answered
    many, one = f"/{{application_id}}/{room.path}", f"/{{application_id}}/{room.path}/{{part_id}}"
    word = room.noun.replace("_", " ")

    def answer(application: Application, part: Part, status: int = 200) -> Response:
        location = f"{BASE}/{application.id}/{room.path}/{part.id}" if status == 201 else ""
        return answers.one(room.shown(part), status=status, version=application.version, location=location)

    async def listed(application_id: UUID, who: SignedIn, cases: Cases) -> Response:
        found = await cases.applications.show(owner=who.user_id, id=application_id)
        return answers.one([room.shown(part) for part in getattr(found, room.field)], version=found.version)

    async def shown(application_id: UUID, part_id: UUID, who: SignedIn, cases: Cases) -> Response:
        found = await cases.applications.show(owner=who.user_id, id=application_id)
        return answer(found, found.part(room.kind, part_id))

    async def added(
        application_id: UUID,
        body: sent,  # type: ignore[valid-type]
        who: SignedIn,
        cases: Cases,
        version: MaybeVersion,
    ) -> Response:
        application, part = await cases.applications.add_part(
            owner=who.user_id, id=application_id, kind=room.kind, values=_given(body), version=version
        )
        return answer(application, part, 201)

    async def changed(
        application_id: UUID,
        part_id: UUID,
        body: patch,  # type: ignore[valid-type]
        who: SignedIn,
        cases: Cases,
        version: Version,
    ) -> Response:
        application = await cases.applications.change_part(
            owner=who.user_id,
            id=application_id,
            version=version,
            kind=room.kind,
            part_id=part_id,
            values=_given(body),
        )
        return answer(application, application.part(room.kind, part_id))

    async def removed(application_id: UUID, part_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
        application = await cases.applications.remove_part(
            owner=who.user_id, id=application_id, version=version, kind=room.kind, part_id=part_id
        )
        gone = answers.nothing()
        gone.headers["ETag"] = answers.etag(application.version)
        return gone

    router.add_api_route(
        many,
        listed,
        name=f"list_{room.noun}s",
        response_model=One[list[answered]],  # type: ignore[valid-type]
        summary=f"Every {word} of an application",
    )
    router.add_api_route(
        many,
        added,
        methods=["POST"],
        status_code=201,
        name=f"add_{room.noun}",
        response_model=One[answered],  # type: ignore[valid-type]
        summary=f"Add one {word}",
    )
    router.add_api_route(
        one,
        shown,
        name=f"show_{room.noun}",
        response_model=One[answered],  # type: ignore[valid-type]
        summary=f"One {word}",
    )
    router.add_api_route(
        one,
        changed,
        methods=["PATCH"],
        name=f"change_{room.noun}",
        response_model=One[answered],  # type: ignore[valid-type]
        summary=f"Change one {word}",
    )
    router.add_api_route(
        one, removed, methods=["DELETE"], status_code=204, name=f"remove_{room.noun}", summary=f"Remove one {word}"
    )


def _given(body: Input) -> dict[str, Any]:
    return body.given()


for _room in schema.ROOMS:
    _install(_room)


@router.get(
    "/{application_id}/interviews/{part_id}/ics",
    summary="An interview as a calendar file",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "An iCalendar file (RFC 5545)."}},
)
async def download_interview(application_id: UUID, part_id: UUID, who: SignedIn, cases: Cases) -> Response:
    data = await cases.applications.interview_file(owner=who.user_id, id=application_id, interview_id=part_id)
    return answers.attachment(data, name="interview.ics", media_type="text/calendar; charset=utf-8")
