from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from jobwise.application.ports.idempotency import KeptAnswer, KeyRow, KeyScope, KeyState
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.shared.errors import Conflict
from jobwise.infrastructure.persistence.sql.repositories.room import some
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys as keys
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_THIS = and_(
    keys.c.caller == bindparam("key_caller"),
    keys.c.route == bindparam("key_route"),
    keys.c.key == bindparam("key_key"),
)
_HELD = and_(_THIS, keys.c.state == KeyState.RUNNING.value, keys.c.lease_until == bindparam("key_lease"))
_TAKEN: dict[str, BindParameter[Any]] = {
    name: bindparam(name) for name in ("body_sha256", "state", "lease_until", "keep_until")
}
# Both databases know this form of insert; SQLAlchemy has one construct for each.
_CLAIM = postgresql_insert(keys).values(
    caller=bindparam("key_caller"), route=bindparam("key_route"), key=bindparam("key_key"), **_TAKEN
)
_TAKE = _CLAIM.on_conflict_do_update(
    index_elements=[keys.c.caller, keys.c.route, keys.c.key],
    set_={**{name: _CLAIM.excluded[name] for name in _TAKEN}, "status": None, "headers": None, "body": None},
    where=keys.c.keep_until <= bindparam("now"),
).returning(keys.c.state)
_FIND = select(keys).where(_THIS)
_FINISH = (
    keys.update()
    .where(_HELD)
    .values({name: bindparam(name) for name in ("state", "keep_until", "status", "headers", "body")})
)
_RELEASE = keys.delete().where(_HELD)
_ERASE = some(keys, keys.c.keep_until <= bindparam("now"))


class SqlIdempotencyKeys:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def claim(self, scope: KeyScope, *, body_sha256: str, now: datetime, lease_until: datetime) -> bool:
        taken = {
            "body_sha256": body_sha256,
            "state": KeyState.RUNNING.value,
            "lease_until": lease_until,
            "keep_until": lease_until,
            "now": now,
        }
        return await self._db.first(_TAKE, {**_params(scope), **taken}) is not None

    async def find(self, scope: KeyScope) -> KeyRow | None:
        row = await self._db.first(_FIND, _params(scope))
        if row is None:
            return None
        answer = None
        if row["status"] is not None:
            headers = tuple((name, value) for name, value in row["headers"])
            answer = KeptAnswer(row["status"], headers, bytes(row["body"]))
        return KeyRow(row["body_sha256"], KeyState(row["state"]), row["lease_until"], answer)

    async def finish(self, scope: KeyScope, *, lease_until: datetime, answer: KeptAnswer, keep_until: datetime) -> None:
        done = {
            "key_lease": lease_until,
            "state": KeyState.DONE.value,
            "keep_until": keep_until,
            "status": answer.status,
            "headers": [list(pair) for pair in answer.headers],
            "body": answer.body,
        }
        if await self._db.change(_FINISH, {**_params(scope), **done}) == 0:
            raise Conflict("This Idempotency-Key was taken by another request.")

    async def release(self, scope: KeyScope, *, lease_until: datetime) -> None:
        await self._db.change(_RELEASE, {**_params(scope), "key_lease": lease_until})

    async def erase_expired(self, now: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE, {"now": now, "limit": limit})


def _params(scope: KeyScope) -> dict[str, str]:
    return {f"key_{name}": value for name, value in asdict(scope).items()}
