"""The lists of a profile and the bullets of their entries, one by one and in bulk."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response
from starlette.convertors import Convertor, register_url_convertor

from jobwise.domain.profiles.editing import Act, BulletedList, Edited, ListName, Operation
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import SkillKind
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Version
from jobwise.presentation.http.routes.both import Way
from jobwise.presentation.schemas import profile_answers
from jobwise.presentation.schemas import profiles as schema
from jobwise.presentation.schemas.envelope import Many, One
from jobwise.presentation.schemas.profile_answers import bullet_of, entries_of, entry_of
from jobwise.presentation.schemas.profile_entries import BulletIn, BulletOut, EntryBody, EntryOut


class _Lists(Convertor[str]):
    """So that an unknown list is an unknown address."""

    regex = "|".join(ListName)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _BulletedLists(_Lists):
    regex = "|".join(BulletedList)


register_url_convertor("profile_list", _Lists())
register_url_convertor("bulleted_list", _BulletedLists())

ItemId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9_-]+$", description="The id of an entry.")]
BulletId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9_-]+$", description="The id of a bullet.")]


async def list_profile_entries(
    profile_id: UUID,
    section: ListName,
    who: SignedIn,
    cases: Cases,
    page: Paged,
    kind: Annotated[SkillKind | None, Query(description="Only skills of this kind; for skills alone.")] = None,
) -> Response:
    if kind is not None and section is not ListName.SKILLS:
        raise InvalidInput("Only skills are of a kind.", (Detail("query/kind", "is for skills alone"),))
    profile = await cases.profiles.show(owner=who.user_id, id=profile_id)
    found = [one for one in entries_of(profile, section) if kind is None or one.kind is kind]
    rows = [profile_answers.entry(one) for one in found[page.offset : page.offset + page.limit]]
    filters = {} if kind is None else {"kind": kind}
    answer = answers.many(rows, page=page.number, limit=page.limit, total=len(found), filters=filters)
    answer.headers["ETag"] = answers.etag(profile.version)
    return answer


async def create_profile_entry(
    profile_id: UUID, section: ListName, body: EntryBody, who: SignedIn, cases: Cases, version: Version
) -> Response:
    operation = Operation(Act.CREATE, section, values=body)
    profile, done = await _edit(cases, who, profile_id, version, operation)
    here = f"{profile_answers.BASE}/{profile.id}/{section}/{done.ids[0]}"
    shown = profile_answers.entry(entry_of(profile, section, done.ids[0]))
    return answers.one(shown, status=201, version=profile.version, location=here)


async def edit_profile_entries(
    profile_id: UUID, section: ListName, body: schema.Operations, who: SignedIn, cases: Cases, version: Version
) -> Response:
    steps = [profile_answers.operation(step, section) for step in body.operations]
    profile, done = await cases.profiles.edit(owner=who.user_id, id=profile_id, operations=steps, version=version)
    return _edited(profile, done, entries_of(profile, section))


async def order_profile_entries(
    profile_id: UUID, section: ListName, body: schema.Order, who: SignedIn, cases: Cases, version: Version
) -> Response:
    operation = Operation(Act.REORDER, section, order=tuple(body.order))
    profile, done = await _edit(cases, who, profile_id, version, operation)
    return _edited(profile, done, entries_of(profile, section))


async def show_profile_entry(
    profile_id: UUID, section: ListName, item_id: ItemId, who: SignedIn, cases: Cases
) -> Response:
    profile = await cases.profiles.show(owner=who.user_id, id=profile_id)
    return answers.one(profile_answers.entry(entry_of(profile, section, item_id)), version=profile.version)


async def replace_profile_entry(
    profile_id: UUID, section: ListName, item_id: ItemId, body: EntryBody, who: SignedIn, cases: Cases, version: Version
) -> Response:
    profile, _ = await _edit(cases, who, profile_id, version, Operation(Act.REPLACE, section, item_id, body))
    return answers.one(profile_answers.entry(entry_of(profile, section, item_id)), version=profile.version)


async def update_profile_entry(
    profile_id: UUID, section: ListName, item_id: ItemId, body: EntryBody, who: SignedIn, cases: Cases, version: Version
) -> Response:
    profile, _ = await _edit(cases, who, profile_id, version, Operation(Act.UPDATE, section, item_id, body))
    return answers.one(profile_answers.entry(entry_of(profile, section, item_id)), version=profile.version)


async def delete_profile_entry(
    profile_id: UUID, section: ListName, item_id: ItemId, who: SignedIn, cases: Cases, version: Version
) -> Response:
    profile, _ = await _edit(cases, who, profile_id, version, Operation(Act.DELETE, section, item_id))
    return _gone(profile)


async def list_profile_bullets(
    profile_id: UUID, section: BulletedList, item_id: ItemId, who: SignedIn, cases: Cases, page: Paged
) -> Response:
    profile = await cases.profiles.show(owner=who.user_id, id=profile_id)
    found = entry_of(profile, section, item_id).bullets
    rows = [profile_answers.entry(one) for one in found[page.offset : page.offset + page.limit]]
    answer = answers.many(rows, page=page.number, limit=page.limit, total=len(found))
    answer.headers["ETag"] = answers.etag(profile.version)
    return answer


async def create_profile_bullet(
    profile_id: UUID,
    section: BulletedList,
    item_id: ItemId,
    body: BulletIn,
    who: SignedIn,
    cases: Cases,
    version: Version,
) -> Response:
    operation = Operation(Act.CREATE, ListName(section), values=schema.given(body), parent=item_id)
    profile, done = await _edit(cases, who, profile_id, version, operation)
    bullet = profile_answers.entry(bullet_of(profile, section, item_id, done.ids[0]))
    return answers.one(bullet, status=201, version=profile.version)


async def edit_profile_bullets(
    profile_id: UUID,
    section: BulletedList,
    item_id: ItemId,
    body: schema.BulletOperations,
    who: SignedIn,
    cases: Cases,
    version: Version,
) -> Response:
    steps = [profile_answers.operation(step, ListName(section), item_id) for step in body.operations]
    profile, done = await cases.profiles.edit(owner=who.user_id, id=profile_id, operations=steps, version=version)
    return _edited(profile, done, entry_of(profile, section, item_id).bullets)


async def order_profile_bullets(
    profile_id: UUID,
    section: BulletedList,
    item_id: ItemId,
    body: schema.Order,
    who: SignedIn,
    cases: Cases,
    version: Version,
) -> Response:
    operation = Operation(Act.REORDER, ListName(section), order=tuple(body.order), parent=item_id)
    profile, done = await _edit(cases, who, profile_id, version, operation)
    return _edited(profile, done, entry_of(profile, section, item_id).bullets)


async def replace_profile_bullet(
    profile_id: UUID,
    section: BulletedList,
    item_id: ItemId,
    bullet_id: BulletId,
    body: BulletIn,
    who: SignedIn,
    cases: Cases,
    version: Version,
) -> Response:
    operation = Operation(Act.REPLACE, ListName(section), bullet_id, schema.given(body), parent=item_id)
    profile, _ = await _edit(cases, who, profile_id, version, operation)
    bullet = profile_answers.entry(bullet_of(profile, section, item_id, bullet_id))
    return answers.one(bullet, version=profile.version)


async def update_profile_bullet(
    profile_id: UUID,
    section: BulletedList,
    item_id: ItemId,
    bullet_id: BulletId,
    body: BulletIn,
    who: SignedIn,
    cases: Cases,
    version: Version,
) -> Response:
    operation = Operation(Act.UPDATE, ListName(section), bullet_id, schema.given(body), parent=item_id)
    profile, _ = await _edit(cases, who, profile_id, version, operation)
    bullet = profile_answers.entry(bullet_of(profile, section, item_id, bullet_id))
    return answers.one(bullet, version=profile.version)


async def delete_profile_bullet(
    profile_id: UUID,
    section: BulletedList,
    item_id: ItemId,
    bullet_id: BulletId,
    who: SignedIn,
    cases: Cases,
    version: Version,
) -> Response:
    operation = Operation(Act.DELETE, ListName(section), bullet_id, parent=item_id)
    profile, _ = await _edit(cases, who, profile_id, version, operation)
    return _gone(profile)


def _edited(profile: MasterProfile, done: Edited, entries: tuple[object, ...]) -> Response:
    return answers.one(profile_answers.edited(profile, done, entries), version=profile.version)


def _gone(profile: MasterProfile) -> Response:
    """Nothing, with the profile's new version: the next edit needs it."""
    answer = answers.nothing()
    answer.headers["ETag"] = answers.etag(profile.version)
    return answer


async def _edit(
    cases: Cases, who: SignedIn, profile_id: UUID | None, version: int, operation: Operation
) -> tuple[MasterProfile, Edited]:
    return await cases.profiles.edit(
        owner=who.user_id, id=profile_id, operations=(operation,), version=version, numbered=False
    )


_LIST = "/{section:profile_list}"
_ENTRY = _LIST + "/{item_id}"
_BULLETS = "/{section:bulleted_list}/{item_id}/bullets"
_BULLET = _BULLETS + "/{bullet_id}"

WAYS = (
    Way("GET", _LIST, list_profile_entries, Many[EntryOut], "The entries of one list of a profile"),
    Way("POST", _LIST, create_profile_entry, One[EntryOut], "Add an entry to a list", {"status_code": 201}),
    Way("POST", _LIST + "/bulk", edit_profile_entries, One[schema.EditedOut], "Edit a list: all steps or none"),
    Way("PUT", _LIST + "/order", order_profile_entries, One[schema.EditedOut], "Reorder a list"),
    Way("GET", _ENTRY, show_profile_entry, One[EntryOut], "One entry of a list"),
    Way("PUT", _ENTRY, replace_profile_entry, One[EntryOut], "Replace an entry"),
    Way("PATCH", _ENTRY, update_profile_entry, One[EntryOut], "Change some fields of an entry"),
    Way("DELETE", _ENTRY, delete_profile_entry, None, "Take an entry out of a list", {"status_code": 204}),
    Way("GET", _BULLETS, list_profile_bullets, Many[BulletOut], "The bullets of an entry"),
    Way("POST", _BULLETS, create_profile_bullet, One[BulletOut], "Add a bullet to an entry", {"status_code": 201}),
    Way(
        "POST",
        _BULLETS + "/bulk",
        edit_profile_bullets,
        One[schema.EditedBullets],
        "Edit the bullets of an entry: all steps or none",
    ),
    Way("PUT", _BULLETS + "/order", order_profile_bullets, One[schema.EditedBullets], "Reorder the bullets"),
    Way("PUT", _BULLET, replace_profile_bullet, One[BulletOut], "Replace a bullet"),
    Way("PATCH", _BULLET, update_profile_bullet, One[BulletOut], "Change a bullet or its improved wording"),
    Way("DELETE", _BULLET, delete_profile_bullet, None, "Take a bullet out of an entry", {"status_code": 204}),
)
