"""Edits of a profile's lists: create, update, replace, delete, reorder; all of them or none, with a fault per row."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from jobwise.domain.limits import MAX_BULLETS, MAX_ITEMS, MAX_OPERATIONS
from jobwise.domain.profiles.editing.fields import ListName
from jobwise.domain.profiles.editing.items import Entering, NewId, Values, below
from jobwise.domain.profiles.editing.sources import living_sources
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import Detail, InvalidInput, NotFound, TooLarge

_MISSING = "is not an entry of this list"
_SHOWN_FAULTS = 100


class Act(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    REORDER = "reorder"


@dataclass(frozen=True, slots=True)
class Operation:
    """One step on `list`, or on the bullets of its entry `parent`.

    `id` names the entry (all acts but CREATE and REORDER), `values` what is given for it, `order` all ids in their new
    order (REORDER).
    """

    act: Act
    list: ListName
    id: str = ""
    values: Values = field(default_factory=dict)
    order: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The profile after an edit, and the id that each operation concerned (empty for REORDER)."""

    profile: Profile
    ids: tuple[str, ...] = field(default=())


def edit(profile: Profile, operations: Sequence[Operation], new_id: NewId, *, numbered: bool = True) -> Edited:
    """The profile with all operations done in order; each sees what the ones before it did.

    InvalidInput names every fault: `operations/3/start`, or `start` when not `numbered` (for a single operation, where
    an unknown id is NotFound). TooLarge when there are more than `MAX_OPERATIONS`.
    """
    if len(operations) > MAX_OPERATIONS:
        raise TooLarge(f"An edit has at most {MAX_OPERATIONS} operations; send the rest in another.")
    now, faults, ids = profile, list[Detail](), list[str]()
    for number, operation in enumerate(operations):
        step = _Step(operation, f"operations/{number}" if numbered else "", Entering(new_id))
        after = step.done(now)
        if step.is_missing and not numbered:
            raise NotFound("There is no such entry in this list.")
        faults += step.entering.faults.found
        ids.append(step.id)
        if not step.entering.faults.found:
            now = after
    if faults:
        raise refused(faults)
    return Edited(replace(now, sources=living_sources(profile, now)), tuple(ids))


def refused(faults: Sequence[Detail]) -> InvalidInput:
    """The one error of an edit that cannot be done."""
    return InvalidInput("The edit cannot be done as it stands, and nothing was changed.", faults[:_SHOWN_FAULTS])


def with_list(profile: Profile, room: str, entries: tuple[Any, ...]) -> Profile:
    changed: dict[str, Any] = {room: entries}
    return replace(profile, **changed)


class _Step:
    """One operation on its way."""

    def __init__(self, operation: Operation, path: str, entering: Entering) -> None:
        self.operation = operation
        self.path = path
        self.entering = entering
        self.id = operation.id
        self.is_missing = False

    def done(self, profile: Profile) -> Profile:
        room = self.operation.list.value
        entries: tuple[Any, ...] = getattr(profile, room)
        if not self.operation.parent:
            return with_list(profile, room, self._on(entries, MAX_ITEMS))
        parent = self._find(entries, self.operation.parent)
        if parent is None:
            return profile
        if not hasattr(parent, "bullets"):
            self._fault("list", "has no bullets")
            return profile
        changed = replace(parent, bullets=self._on(parent.bullets, MAX_BULLETS))
        return with_list(profile, room, tuple(changed if one is parent else one for one in entries))

    def _on(self, entries: tuple[Any, ...], most: int) -> tuple[Any, ...]:
        """The list after the operation; unchanged when there is a fault."""
        act = self.operation.act
        if act is Act.REORDER:
            return self._reordered(entries)
        if act is Act.CREATE:
            if len(entries) >= most:
                self._fault("", f"is too much: the list has {most} entries, the most it may hold")
                return entries
            self.id = self.entering.new_id()
            return (*entries, self._made(None))
        before = self._find(entries, self.id)
        if before is None:
            return entries
        if act is Act.DELETE:
            return tuple(one for one in entries if one is not before)
        after = self._made(before)
        return tuple(after if one is before else one for one in entries)

    def _made(self, before: Any) -> Any:
        operation, entering = self.operation, self.entering
        if operation.parent:
            if operation.act is Act.REPLACE:
                return entering.bullet(self.id, {"enhanced": "", "text": "", **operation.values}, self.path, before)
            return entering.bullet(self.id, operation.values, self.path, before)
        room = operation.list.value
        if operation.act is Act.REPLACE:
            return entering.replaced(room, self.id, operation.values, self.path, before)
        return entering.entry(room, self.id, operation.values, self.path, before)

    def _reordered(self, entries: tuple[Any, ...]) -> tuple[Any, ...]:
        by_id = {one.id: one for one in entries}
        order = self.operation.order
        if len(order) != len(by_id) or set(order) != set(by_id):
            self._fault("order", "does not name every entry of the list exactly once")
            return entries
        return tuple(by_id[one] for one in order)

    def _find(self, entries: tuple[Any, ...], id: str) -> Any:
        found = next((one for one in entries if one.id == id), None)
        if found is None:
            self.is_missing = True
            self._fault("id", _MISSING)
        return found

    def _fault(self, name: str, reason: str) -> None:
        self.entering.faults.add(below(self.path, name) if name else self.path, reason)
