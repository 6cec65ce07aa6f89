"""Profiles as they are answered: the domain's own names, without what only an export needs."""

from typing import Any

from starlette.responses import Response

from jobwise.application.ports.profile_reading import ReadProfile
from jobwise.application.profiles.queries import ProfileCard
from jobwise.domain.profiles.editing import Edited
from jobwise.domain.profiles.editing.fields import FIELDS
from jobwise.domain.profiles.insight import Insight, Share
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import to_data
from jobwise.presentation.http import answers

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


def edited(profile: MasterProfile, done: Edited, entries: tuple[object, ...]) -> Response:
    data = {"version": profile.version, "ids": done.ids, "entries": [entry(one) for one in entries]}
    return answers.one(data, version=profile.version)


def insight(profile: MasterProfile, found: Insight) -> dict[str, Any]:
    shown: dict[str, Any] = {"version": profile.version, **to_data(found)}
    shown["coverage"] = {name: _share(getattr(found.coverage, name)) for name in shown["coverage"]}
    return shown


def _share(share: Share) -> dict[str, int]:
    return {"count": share.count, "of": share.of, "pct": share.pct}


def imported(profile: MasterProfile, read: ReadProfile) -> dict[str, Any]:
    return {
        "source": read.source,
        "profile": whole(profile),
        "changes": to_data(read.changes),
        "left_out": to_data(read.left_out),
    }
