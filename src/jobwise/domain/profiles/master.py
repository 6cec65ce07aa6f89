"""A person's stored profile: a name, whether it is the one that is meant by default, and its content."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.limits import MAX_NAME_CHARS, MAX_PROFILE_BYTES
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import Detail, InvalidInput, TooLarge


@dataclass(kw_only=True)
class MasterProfile(Owned):
    """A versioned profile. A user may have several; at most one that is not deleted is the default."""

    KIND: ClassVar[str] = "profile"
    STALE: ClassVar[str] = "The profile is at version {version}, not {read}; read it again."

    name: str
    is_default: bool = False
    content: Profile

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_name(self.name)
        _check_ids(self.content)

    @classmethod
    def create(cls, *, id: UUID, owner_id: UUID, name: str, content: Profile, is_default: bool, now: datetime) -> Self:
        _check_size(content)
        profile = cls(
            id=id, owner_id=owner_id, name=name, is_default=is_default, content=content, created_at=now, updated_at=now
        )
        profile.record("created", now, is_default=is_default)
        return profile

    def replace(self, content: Profile, now: datetime) -> None:
        """Puts new content in the place of the old; the same content changes nothing."""
        self._put(content, "replaced", now)

    def edit(self, content: Profile, now: datetime, *, operations: int) -> None:
        """Puts the content as `operations` edits made it in the place of the old."""
        self._put(content, "edited", now, operations=operations)

    def take_back(self, content: Profile, now: datetime, *, version: int) -> None:
        """Puts the content of an older version in the place of the present one."""
        self._put(content, "taken_back", now, to_version=version)

    def _put(self, content: Profile, happened: str, now: datetime, **payload: int) -> None:
        if content == self.content:
            return
        _check_ids(content)
        _check_size(content)
        self.content = content
        self._changed(happened, now, **payload)

    def relive(self, content: Profile, now: datetime) -> None:
        """Takes the next version as it was in another account, also one that differs by its name alone."""
        _check_ids(content)
        _check_size(content)
        self.content = content
        self._changed("relived", now)

    def rename(self, name: str, now: datetime) -> None:
        if name == self.name:
            return
        _check_name(name)
        self.name = name
        self._changed("renamed", now)

    def make_default(self, now: datetime) -> None:
        if not self.is_default:
            self.is_default = True
            self._changed("made_default", now)

    def end_default(self, now: datetime) -> None:
        if self.is_default:
            self.is_default = False
            self._changed("default_ended", now)

    def delete(self, now: datetime) -> None:
        super().delete(now)
        # Restored later, it must not contend with a profile that became the default meanwhile.
        self.is_default = False


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > MAX_NAME_CHARS:
        raise InvalidInput(f"A profile needs a name of 1 to {MAX_NAME_CHARS} characters.", (Detail("name", "length"),))


def _check_size(content: Profile) -> None:
    size_bytes = len(json.dumps(to_data(content), ensure_ascii=False, separators=(",", ":")).encode())
    if size_bytes > MAX_PROFILE_BYTES:
        raise TooLarge(f"A profile has at most {MAX_PROFILE_BYTES / 1_000_000:g} MB in all; shorten it.")


def _check_ids(content: Profile) -> None:
    for room in fields(Profile):
        items = getattr(content, room.name)
        if not isinstance(items, tuple):
            continue
        seen: set[str] = set()
        for item in items:
            if not item.id or item.id in seen:
                raise InvalidInput(
                    f"Every entry of {room.name} needs an id of its own.",
                    (Detail(room.name, "id missing or repeated"),),
                )
            seen.add(item.id)
