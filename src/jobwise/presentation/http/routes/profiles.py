"""Profiles, and `/profile`, which is the default one of them: the same acts under both addresses."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, BinaryIO
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers, uploads
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Version
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.routes import enhancements, profile_entries
from jobwise.presentation.http.routes.both import Way, add_both
from jobwise.presentation.schemas import profile_answers
from jobwise.presentation.schemas import profiles as schema
from jobwise.presentation.schemas.envelope import Many, One
from jobwise.presentation.schemas.inputs import Line

_MAX_VERSION = 2**31 - 1


KeptNumber = Annotated[int, Path(ge=1, le=_MAX_VERSION, description="A version of the profile.")]

router = APIRouter(tags=["profiles"], route_class=OnceRoute)
mine = APIRouter(tags=["profiles"], route_class=OnceRoute)


@router.post("", status_code=201, response_model=One[schema.ProfileOut], summary="Make a profile")
async def create_profile(body: schema.ProfileIn, who: SignedIn, cases: Cases) -> Response:
    values = schema.given(body)
    values.pop("name", None)
    profile = await cases.profiles.create(owner=who.user_id, name=body.name, values=values)
    return _made(profile_answers.whole(profile), profile)


@router.get("", response_model=Many[schema.ProfileCard], summary="My profiles, newest first")
async def list_profiles(who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.profiles.cards(owner=who.user_id, page=page)
    rows = [profile_answers.card(one) for one in found.items]
    return answers.many(rows, page=page.number, limit=page.limit, total=found.total)


@router.post(
    "/import",
    status_code=201,
    response_model=One[schema.ImportedOut],
    summary="Make a profile from a JSON Resume or a LinkedIn archive",
    openapi_extra=uploads.PROFILE_FILE,
)
async def import_profile(
    request: Request,
    who: SignedIn,
    cases: Cases,
    name: Annotated[Line, Query(description="What to call it; else the name in the file.")] = "",
) -> Response:
    async with _profile_file(request, cases) as source:
        profile, read = await cases.profiles.import_file(owner=who.user_id, source=source, name=name.strip())
    return _made(profile_answers.imported(profile, read), profile)


async def show_profile(profile_id: UUID, who: SignedIn, cases: Cases) -> Response:
    profile = await cases.profiles.show(owner=who.user_id, id=profile_id)
    return answers.one(profile_answers.whole(profile), version=profile.version)


async def replace_profile(
    profile_id: UUID, body: schema.ProfilePut, who: SignedIn, cases: Cases, version: Version
) -> Response:
    profile = await cases.profiles.change(
        owner=who.user_id, id=profile_id, values=schema.given(body), version=version, whole=True
    )
    return answers.one(profile_answers.whole(profile), version=profile.version)


async def update_profile(
    profile_id: UUID, body: schema.ProfilePatch, who: SignedIn, cases: Cases, version: Version
) -> Response:
    profile = await cases.profiles.change(owner=who.user_id, id=profile_id, values=schema.given(body), version=version)
    return answers.one(profile_answers.whole(profile), version=profile.version)


async def delete_profile(profile_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
    await cases.profiles.delete(owner=who.user_id, id=profile_id, version=version)
    return answers.nothing()


@router.post("/{profile_id}/restore", response_model=One[schema.ProfileOut], summary="Undo the deletion of a profile")
async def restore_profile(profile_id: UUID, who: SignedIn, cases: Cases) -> Response:
    profile = await cases.profiles.restore(owner=who.user_id, id=profile_id)
    return answers.one(profile_answers.whole(profile), version=profile.version)


@router.post("/{profile_id}/default", response_model=One[schema.ProfileOut], summary="Make a profile my default one")
async def make_profile_default(profile_id: UUID, who: SignedIn, cases: Cases) -> Response:
    profile = await cases.profiles.make_default(owner=who.user_id, id=profile_id)
    return answers.one(profile_answers.whole(profile), version=profile.version)


async def replace_profile_by_import(
    profile_id: UUID, request: Request, who: SignedIn, cases: Cases, version: Version
) -> Response:
    async with _profile_file(request, cases) as source:
        profile, read = await cases.profiles.import_file(
            owner=who.user_id, id=profile_id, source=source, replace=True, version=version
        )
    return answers.one(profile_answers.imported(profile, read), version=profile.version)


async def export_profile(profile_id: UUID, who: SignedIn, cases: Cases) -> Response:
    profile = await cases.profiles.show(owner=who.user_id, id=profile_id)
    document = json.dumps(json_resume.write(profile.content), ensure_ascii=False, indent=2).encode()
    answer = answers.attachment(document, name=f"{profile.name}.json", media_type=answers.JSON)
    answer.headers["ETag"] = answers.etag(profile.version)
    return answer


async def analyse_profile(profile_id: UUID, who: SignedIn, cases: Cases) -> Response:
    profile, insight = await cases.profiles.analyse(owner=who.user_id, id=profile_id)
    return answers.one(profile_answers.insight(profile, insight), version=profile.version)


async def list_profile_versions(profile_id: UUID, who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.profiles.versions(owner=who.user_id, id=profile_id, page=page)
    rows = [profile_answers.kept(one) for one in found.items]
    return answers.many(rows, page=page.number, limit=page.limit, total=found.total)


async def show_profile_version(profile_id: UUID, version: KeptNumber, who: SignedIn, cases: Cases) -> Response:
    old = await cases.profiles.version(owner=who.user_id, id=profile_id, version=version)
    return answers.one(profile_answers.old(old))


async def restore_profile_version(profile_id: UUID, version: KeptNumber, who: SignedIn, cases: Cases) -> Response:
    profile = await cases.profiles.take_back(owner=who.user_id, id=profile_id, version=version)
    return answers.one(profile_answers.whole(profile), version=profile.version)


@asynccontextmanager
async def _profile_file(request: Request, cases: Cases) -> AsyncIterator[BinaryIO]:
    async with uploads.profile_file(request) as source:
        start = source.read(len(schema.ARCHIVE))
        source.seek(0)
        if start == schema.ARCHIVE:
            await cases.features.need(Feature.LINKEDIN_IMPORT)
        yield source


def _made(data: Any, profile: MasterProfile) -> Response:
    return answers.one(data, status=201, version=profile.version, location=f"{profile_answers.BASE}/{profile.id}")


_FILE = {
    200: {
        "description": "The profile as JSON Resume 1.3.1.",
        "content": {answers.JSON: {"schema": {"type": "object"}}},
    }
}
_WAYS = (
    Way("GET", "", show_profile, One[schema.ProfileOut], "A whole profile"),
    Way("PUT", "", replace_profile, One[schema.ProfileOut], "Replace a profile"),
    Way("PATCH", "", update_profile, One[schema.ProfileOut], "Change name, person or summary of a profile"),
    Way("DELETE", "", delete_profile, None, "Delete a profile; it can be restored for 30 days", {"status_code": 204}),
    Way(
        "POST",
        "/import",
        replace_profile_by_import,
        One[schema.ImportedOut],
        "Replace a profile by what a JSON Resume or a LinkedIn archive holds",
        {"openapi_extra": uploads.PROFILE_FILE},
    ),
    Way(
        "GET",
        "/export",
        export_profile,
        None,
        "A profile as a JSON Resume file",
        {"responses": _FILE, "response_class": Response},
    ),
    Way("GET", "/analytics", analyse_profile, One[schema.InsightOut], "How complete a profile is, and what to mend"),
    Way("GET", "/versions", list_profile_versions, Many[schema.VersionOut], "The kept versions of a profile"),
    Way("GET", "/versions/{version}", show_profile_version, One[schema.OldProfileOut], "A profile as it was"),
    Way(
        "POST",
        "/versions/{version}/restore",
        restore_profile_version,
        One[schema.ProfileOut],
        "Make an old version of a profile its newest one",
    ),
)
add_both((*_WAYS, *enhancements.WAYS, *profile_entries.WAYS), named=router, default=mine)
