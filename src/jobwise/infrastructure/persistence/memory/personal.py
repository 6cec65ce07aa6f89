"""Everything of somebody's in the memory store, in the words of the tables."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from jobwise.application.ports.mail import MailState
from jobwise.application.ports.outbox import Outbox
from jobwise.application.ports.personal import KeptFile, Row
from jobwise.domain.limits import DATA_EXPORT_PIECE
from jobwise.domain.shared.codec import to_data
from jobwise.infrastructure.persistence.memory.state import State
from jobwise.infrastructure.persistence.memory.table import Rows
from jobwise.infrastructure.persistence.personal import NOBODYS, may_leave

_OPENED = frozenset({"file", "inputs", "provenance"})


class MemoryPersonal:
    def __init__(self, state: State, outbox: Outbox) -> None:
        self._state = state
        self._outbox = outbox

    @property
    def tables(self) -> Sequence[str]:
        rooms = {name for name, room in vars(self._state).items() if isinstance(room, Rows)}
        return ("users", *sorted((rooms | set(_PLAIN)) - NOBODYS - {"users"}))

    async def pieces(self, table: str, *, owner: UUID) -> AsyncIterator[Sequence[Row]]:
        rows = _PLAIN[table](self._state, owner) if table in _PLAIN else self._of_room(table, owner)
        found = [{name: row[name] for name in may_leave(table, row)} for row in rows]
        for start in range(0, len(found), DATA_EXPORT_PIECE):
            yield found[start : start + DATA_EXPORT_PIECE]

    async def files(self, *, owner: UUID) -> Sequence[KeptFile]:
        return [
            KeptFile(name, UUID(row["id"]), row["file"]["key"], row.get("type") or row["format"])
            for name, row in self._with_files(owner)
            if name != "data_exports"
        ]

    def _of_room(self, name: str, owner: UUID) -> Iterator[dict[str, Any]]:
        room: Rows = getattr(self._state, name)
        for id, row in sorted(room.by_id.items()):
            if row.get("owner_id") == str(owner) or id == owner:
                yield _flat(row)

    def _with_files(self, owner: UUID) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in ("data_exports", "documents", "exports", "samples"):
            room: Rows = getattr(self._state, name)
            for id, row in sorted(room.by_id.items()):
                if row["file"] is not None and _is_theirs(room, id, owner):
                    yield name, row

    async def file_keys(self, *, owner: UUID) -> Sequence[str]:
        return [row["file"]["key"] for _, row in self._with_files(owner)]

    async def erase(self, *, owner: UUID, now: datetime) -> Mapping[str, int]:
        state, counts = self._state, {}
        accounts = state.accounts
        for place in [place for place in state.profile_versions if _is_theirs(state.profiles, place[0], owner)]:
            del state.profile_versions[place]
        refresh = [
            key for key, row in accounts.refresh_tokens.items() if _is_theirs(state.sessions, row.session_id, owner)
        ]
        counts["refresh_tokens"] = _take_out(accounts.refresh_tokens, refresh)
        for name in vars(state):
            room = getattr(state, name)
            if isinstance(room, Rows) and name != "users":
                counts[name] = _take_out(room.by_id, [id for id in room.by_id if _is_theirs(room, id, owner)])
        tokens = [id for id, token in accounts.mailed_tokens.items() if token.owner_id == owner]
        counts["mailed_tokens"] = _take_out(accounts.mailed_tokens, tokens)
        mails = [
            id for id, row in accounts.mails.items() if row.mail.owner_id == owner and row.state is not MailState.QUEUED
        ]
        counts["mails"] = _take_out(accounts.mails, mails)
        counts["quotas"] = _take_out(accounts.quotas, [key for key in accounts.quotas if owner in key])
        calls = state.models.calls
        counts["model_calls"] = _take_out(calls, [id for id, call in calls.items() if call.owner_id == owner])
        keys = [scope for scope in state.idempotency_keys if scope.caller == str(owner)]
        counts["idempotency_keys"] = _take_out(state.idempotency_keys, keys)
        counts["users"] = _take_out(state.users.by_id, [id for id in state.users.by_id if id == owner])
        counts["outbox"] = await self._outbox.blank(owner, now=now)
        return counts


def _is_theirs(room: Rows, id: UUID, owner: UUID) -> bool:
    return room.by_id.get(id, {}).get("owner_id") == str(owner)


def _take_out(rows: dict[Any, Any], keys: list[Any]) -> int:
    for key in keys:
        del rows[key]
    return len(keys)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table has it: what it was made from, and what is known of a file, in columns of its own."""
    rest = {name: value for name, value in row.items() if name not in _OPENED}
    for name in ("inputs", "provenance"):
        rest.update(row.get(name, {}))
    if "file" in row:
        file = row["file"] or {"key": None, "size_bytes": None, "sha256": None}
        rest.update(file_key=file["key"], size_bytes=file["size_bytes"], sha256=file["sha256"])
    return rest


def _versions(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    for (profile_id, version), (at, content) in sorted(state.profile_versions.items()):
        if _is_theirs(state.profiles, profile_id, owner):
            yield {"profile_id": str(profile_id), "version": version, "at": at.isoformat(), "content": content}


def _refresh_tokens(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    for _, token in sorted(state.accounts.refresh_tokens.items()):
        if _is_theirs(state.sessions, token.session_id, owner):
            yield to_data(token)


def _mailed_tokens(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    return (to_data(one) for _, one in sorted(state.accounts.mailed_tokens.items()) if one.owner_id == owner)


def _mails(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    for _, row in sorted(state.accounts.mails.items()):
        if row.mail.owner_id == owner:
            yield {**to_data(row.mail), **{name: value for name, value in to_data(row).items() if name != "mail"}}


def _quotas(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    for (owner_id, kind, start), used in sorted(state.accounts.quotas.items()):
        if owner_id == owner:
            yield {
                "owner_id": str(owner),
                "kind": kind.value,
                "window_start": start.isoformat(),
                "used": used,
            }


def _keys(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    for scope, kept in state.idempotency_keys.items():
        if scope.caller == str(owner):
            yield {**to_data(scope), "state": kept.row.state.value, "keep_until": kept.keep_until.isoformat()}


def _model_calls(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    return (to_data(call) for _, call in sorted(state.models.calls.items()) if call.owner_id == owner)


def _tasks(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    return (to_data(task) for _, task in sorted(state.tasks.items()) if task.owner_id == owner)


def _events(state: State, owner: UUID) -> Iterator[dict[str, Any]]:
    for stored in sorted(state.events, key=lambda stored: stored.id):
        if owner in (stored.event.owner_id, stored.event.aggregate_id):
            yield {**to_data(stored.event), **{name: row for name, row in to_data(stored).items() if name != "event"}}


_PLAIN: Mapping[str, Callable[[State, UUID], Iterator[dict[str, Any]]]] = {
    "idempotency_keys": _keys,
    "mailed_tokens": _mailed_tokens,
    "mails": _mails,
    "model_calls": _model_calls,
    "outbox": _events,
    "profile_versions": _versions,
    "quotas": _quotas,
    "refresh_tokens": _refresh_tokens,
    "tasks": _tasks,
}
