"""`profiles`."""

import json
from io import BytesIO
from typing import Any

from pydantic import Field

from jobwise.domain.limits import MAX_DOCUMENT_BYTES, MAX_ITEMS
from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.editing import Act, BulletedList, Edited, ListName, Operation
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import SkillKind
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.domain.users.flags import Feature
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown
from jobwise.presentation.schemas import profile_answers
from jobwise.presentation.schemas import profiles as schema
from jobwise.presentation.schemas.asked import Asked
from jobwise.presentation.schemas.inputs import Input, Line
from jobwise.presentation.schemas.profile_answers import bullet_of, entries_of, entry_of
from jobwise.presentation.schemas.profile_entries import ENTRY_IN, BulletIn


class EntriesAsked(Asked):
    kind: SkillKind | None = None


class _Named(Input):
    name: Line = Field("")


async def profiles_list(desk: Desk) -> Shown:
    asked = desk.asked(Asked)
    found = await desk.cases.profiles.cards(owner=desk.owner, page=asked.window())
    return listed([profile_answers.card(one) for one in found.items], asked=asked, total=found.total)


async def profiles_create(desk: Desk) -> Shown:
    sent = desk.body(schema.ProfileIn)
    values = schema.given(sent)
    values.pop("name", None)
    return shown(
        profile_answers.whole(await desk.cases.profiles.create(owner=desk.owner, name=sent.name, values=values))
    )


async def profiles_show(desk: Desk) -> Shown:
    return shown(profile_answers.whole(await _present(desk)))


async def profiles_edit(desk: Desk) -> Shown:
    return await _changed(desk, desk.body(schema.ProfilePatch), whole=False)


async def profiles_replace(desk: Desk) -> Shown:
    return await _changed(desk, desk.body(schema.ProfilePut), whole=True)


async def profiles_import(desk: Desk) -> Shown:
    data = desk.read_file(MAX_DOCUMENT_BYTES, what="profile")
    if data.startswith(schema.ARCHIVE):
        await desk.cases.features.need(Feature.LINKEDIN_IMPORT)
    name = read_by(_Named, {"name": desk.args.name or ""}).name.strip()
    if desk.args.into is None:
        profile, read = await desk.cases.profiles.import_file(owner=desk.owner, source=BytesIO(data), name=name)
    else:
        id = desk.id("into")
        version = desk.version((await desk.cases.profiles.show(owner=desk.owner, id=id)).version)
        profile, read = await desk.cases.profiles.import_file(
            owner=desk.owner, id=id, source=BytesIO(data), replace=True, version=version
        )
    return shown(profile_answers.imported(profile, read))


async def profiles_export(desk: Desk) -> Shown:
    document = json_resume.write((await _present(desk)).content)
    return Shown(document, file=json.dumps(document, ensure_ascii=False, indent=2).encode())


async def profiles_analyse(desk: Desk) -> Shown:
    profile, insight = await desk.cases.profiles.analyse(owner=desk.owner, id=desk.maybe_id("profile"))
    return shown(profile_answers.insight(profile, insight))


async def profiles_versions(desk: Desk) -> Shown:
    asked = desk.asked(Asked)
    id = desk.maybe_id("profile")
    found = await desk.cases.profiles.versions(owner=desk.owner, id=id, page=asked.window())
    return listed([profile_answers.kept(one) for one in found.items], asked=asked, total=found.total)


async def profiles_version(desk: Desk) -> Shown:
    id, version = desk.maybe_id("profile"), desk.number("number")
    return shown(profile_answers.old(await desk.cases.profiles.version(owner=desk.owner, id=id, version=version)))


async def profiles_take_back(desk: Desk) -> Shown:
    id, version = desk.maybe_id("profile"), desk.number("number")
    return shown(profile_answers.whole(await desk.cases.profiles.take_back(owner=desk.owner, id=id, version=version)))


async def profiles_default(desk: Desk) -> Shown:
    return shown(profile_answers.whole(await desk.cases.profiles.make_default(owner=desk.owner, id=desk.id())))


async def profiles_delete(desk: Desk) -> Shown:
    version = desk.version((await desk.cases.profiles.show(owner=desk.owner, id=desk.id())).version)
    await desk.cases.profiles.delete(owner=desk.owner, id=desk.id(), version=version)
    return shown(None)


async def profiles_restore(desk: Desk) -> Shown:
    return shown(profile_answers.whole(await desk.cases.profiles.restore(owner=desk.owner, id=desk.id())))


async def profiles_entries(desk: Desk) -> Shown:
    asked = desk.asked(EntriesAsked)
    section = _section(desk)
    if asked.kind is not None and (section is not ListName.SKILLS or desk.args.entry):
        raise InvalidInput("Only skills are of a kind.", (Detail("kind", "is for skills alone"),))
    found = [one for one in _entries(await _present(desk), desk) if asked.kind is None or one.kind is asked.kind]
    page = asked.window()
    rows = [profile_answers.entry(one) for one in found[page.offset : page.offset + page.limit]]
    filters = {} if asked.kind is None else {"kind": asked.kind}
    return listed(rows, asked=asked, total=len(found), filters=filters)


async def profiles_entry(desk: Desk) -> Shown:
    return shown(profile_answers.entry(entry_of(await _present(desk), _section(desk), desk.args.item)))


async def profiles_add(desk: Desk) -> Shown:
    profile, done = await _one_step(desk, Act.CREATE, values=_values(desk))
    return shown(profile_answers.entry(_entry(profile, desk, done.ids[0])))


async def profiles_change(desk: Desk) -> Shown:
    act = Act.REPLACE if desk.args.whole else Act.UPDATE
    profile, _ = await _one_step(desk, act, id=desk.args.item, values=_values(desk))
    return shown(profile_answers.entry(_entry(profile, desk, desk.args.item)))


async def profiles_remove(desk: Desk) -> Shown:
    await _one_step(desk, Act.DELETE, id=desk.args.item)
    return shown(None)


async def profiles_order(desk: Desk) -> Shown:
    ids = desk.args.order
    if len(ids) > MAX_ITEMS:
        raise InvalidInput("There are more ids than a list has entries.", (Detail("order", "is too long"),))
    profile, done = await _one_step(desk, Act.REORDER, order=tuple(ids))
    return shown(profile_answers.edited(profile, done, _entries(profile, desk)))


async def profiles_bulk(desk: Desk) -> Shown:
    section, entry = _section(desk), desk.args.entry or ""
    sent = (desk.body(schema.BulletOperations) if entry else desk.body(schema.Operations)).operations
    steps = [profile_answers.operation(step, section, entry) for step in sent]
    present = await _present(desk)
    profile, done = await desk.cases.profiles.edit(
        owner=desk.owner, id=present.id, operations=steps, version=desk.version(present.version)
    )
    return shown(profile_answers.edited(profile, done, _entries(profile, desk)))


async def _present(desk: Desk) -> MasterProfile:
    """The profile that --profile names, else the default one."""
    return await desk.cases.profiles.show(owner=desk.owner, id=desk.maybe_id("profile"))


async def _changed(desk: Desk, sent: Input, *, whole: bool) -> Shown:
    present = await _present(desk)
    profile = await desk.cases.profiles.change(
        owner=desk.owner,
        id=present.id,
        values=schema.given(sent),
        version=desk.version(present.version),
        whole=whole,
    )
    return shown(profile_answers.whole(profile))


async def _one_step(
    desk: Desk, act: Act, *, id: str = "", values: dict[str, Any] | None = None, order: tuple[str, ...] = ()
) -> tuple[MasterProfile, Edited]:
    present = await _present(desk)
    step = Operation(act, _section(desk), id, values or {}, order, desk.args.entry or "")
    return await desk.cases.profiles.edit(
        owner=desk.owner,
        id=present.id,
        operations=(step,),
        version=desk.version(present.version),
        numbered=False,
    )


def _values(desk: Desk) -> dict[str, Any]:
    """The fields of an entry or bullet that were given, in the form of their list."""
    model = BulletIn if desk.args.entry else ENTRY_IN[_section(desk).value]
    return schema.given(desk.body(model))


def _section(desk: Desk) -> ListName:
    names = [one.value for one in (BulletedList if getattr(desk.args, "entry", None) else ListName)]
    if desk.args.section not in names:
        raise InvalidInput(f"There is no such list; take one of {', '.join(names)}.", (Detail("section", "unknown"),))
    return ListName(desk.args.section)


def _entries(profile: MasterProfile, desk: Desk) -> tuple[Any, ...]:
    if not desk.args.entry:
        return entries_of(profile, _section(desk))
    found: tuple[Any, ...] = entry_of(profile, _section(desk), desk.args.entry).bullets
    return found


def _entry(profile: MasterProfile, desk: Desk, id: str) -> Any:
    if not desk.args.entry:
        return entry_of(profile, _section(desk), id)
    return bullet_of(profile, BulletedList(desk.args.section), desk.args.entry, id)
