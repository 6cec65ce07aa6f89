"""Profiles as they are answered: the domain's own names, without what only an export needs."""

from typing import Any

from jobwise.application.ports.profile_reading import ReadProfile
from jobwise.application.ports.profiles import KeptVersion, OldProfile
from jobwise.application.profiles.queries import ProfileCard
from jobwise.domain.profiles.editing import Act, BulletedList, Edited, ListName, Operation
from jobwise.domain.profiles.editing.fields import FIELDS
from jobwise.domain.profiles.insight import Insight, Share
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.presentation.schemas.profiles import given

BASE = "/api/v1/profiles"


def whole(profile: MasterProfile) -> dict[str, Any]:
    here = f"{BASE}/{profile.id}"
    return {
        "id": profile.id,
        "name": profile.name,
        "is_default": profile.is_default,
        "version": profile.version,
        "created_at": profile.created_at,
        "updated_at": profile.updated_at,
        **content(profile.content),
        "links": {
            "self": here,
            "analytics": f"{here}/analytics",
            "versions": f"{here}/versions",
            "export": f"{here}/export",
        },
    }


def card(found: ProfileCard) -> dict[str, Any]:
    profile = found.profile
    return {
        "id": profile.id,
        "name": profile.name,
        "is_default": profile.is_default,
        "version": profile.version,
        "completeness_pct": found.completeness_pct,
        "created_at": profile.created_at,
        "updated_at": profile.updated_at,
    }


def content(profile: Profile) -> dict[str, Any]:
    """The content without what no field can take (unknown keys, the source's own strings): that is for exports."""
    shown: dict[str, Any] = to_data(profile)
    del shown["extras"], shown["sources"]
    personal = shown["personal"]
    for one in (personal, personal["location"], *personal["online"], *(one for room in FIELDS for one in shown[room])):
        del one["extras"]
    return shown


def entry(item: object) -> dict[str, Any]:
    shown: dict[str, Any] = to_data(item)
    shown.pop("extras", None)
    return shown


def edited(profile: MasterProfile, done: Edited, entries: tuple[object, ...]) -> dict[str, Any]:
    return {"version": profile.version, "ids": done.ids, "entries": [entry(one) for one in entries]}


def kept(one: KeptVersion) -> dict[str, Any]:
    return {"version": one.version, "at": one.at}


def old(one: OldProfile) -> dict[str, Any]:
    return {"version": one.version, "at": one.at, "content": content(one.content)}


def entries_of(profile: MasterProfile, section: ListName | BulletedList) -> tuple[Any, ...]:
    """A list of the profile."""
    found: tuple[Any, ...] = getattr(profile.content, section.value)
    return found


def entry_of(profile: MasterProfile, section: ListName | BulletedList, id: str) -> Any:
    """The entry of a list; NotFound when it is not there."""
    return _one(entries_of(profile, section), id)


def bullet_of(profile: MasterProfile, section: BulletedList, item_id: str, id: str) -> Any:
    """The bullet of an entry; NotFound when it is not there."""
    return _one(entry_of(profile, section, item_id).bullets, id)


def operation(step: Any, section: ListName, parent: str = "") -> Operation:
    """One step of a bulk edit as the domain knows it."""
    values = getattr(step, "values", None) or {}
    return Operation(
        Act(step.op),
        section,
        getattr(step, "id", ""),
        values if isinstance(values, dict) else given(values),
        tuple(getattr(step, "order", ())),
        parent,
    )


def insight(profile: MasterProfile, found: Insight) -> dict[str, Any]:
    shown: dict[str, Any] = {"version": profile.version, **to_data(found)}
    shown["coverage"] = {name: _share(getattr(found.coverage, name)) for name in shown["coverage"]}
    return shown


def _one(entries: tuple[Any, ...], id: str) -> Any:
    for one in entries:
        if one.id == id:
            return one
    raise NotFound("There is no such entry in this list.")


def _share(share: Share) -> dict[str, int]:
    return {"count": share.count, "of": share.of, "pct": share.pct}


def imported(profile: MasterProfile, read: ReadProfile) -> dict[str, Any]:
    return {
        "source": read.source,
        "profile": whole(profile),
        "changes": to_data(read.changes),
        "left_out": to_data(read.left_out),
    }
