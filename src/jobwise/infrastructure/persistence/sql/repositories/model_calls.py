from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, and_, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from jobwise.application.ports.language_model import CallOutcome
from jobwise.application.ports.model_calls import ModelCall, ModelUse
from jobwise.domain.limits import ERASE_BATCH
from jobwise.infrastructure.persistence.sql.repositories.room import some
from jobwise.infrastructure.persistence.sql.tables.model_calls import model_calls, model_days
from jobwise.infrastructure.persistence.sql.transaction import Transaction

# Above everything that is counted, and within what a BIGINT holds even when the most is added to it.
_NO_LIMIT = 4_000_000_000_000_000_000
_NEW = postgresql_insert(model_days).values(
    day=bindparam("key_day"), tokens=bindparam("n_tokens"), micros=bindparam("n_micros")
)
_TOKENS = model_days.c.tokens + _NEW.excluded.tokens
_MICROS = model_days.c.micros + _NEW.excluded.micros
_RESERVE = _NEW.on_conflict_do_update(
    index_elements=[model_days.c.day],
    set_={"tokens": _TOKENS, "micros": _MICROS},
    where=and_(
        bindparam("most_tokens", type_=BigInteger) >= _TOKENS, bindparam("most_micros", type_=BigInteger) >= _MICROS
    ),
)
_SETTLE = (
    model_days.update()
    .where(model_days.c.day == bindparam("key_day"))
    .values(
        tokens=model_days.c.tokens + bindparam("n_tokens", type_=BigInteger),
        micros=model_days.c.micros + bindparam("n_micros", type_=BigInteger),
    )
)
_ADD = model_calls.insert()
_END = (
    model_calls.update()
    .where(model_calls.c.id == bindparam("key_id"), model_calls.c.outcome == CallOutcome.STARTED.value)
    .values({name: bindparam(f"new_{name}") for name in ("outcome", "ended_at", "tokens_in", "tokens_out", "micros")})
)
_USED = select(
    func.count().label("calls"),
    cast(
        func.coalesce(
            func.sum(func.coalesce(model_calls.c.tokens_in + model_calls.c.tokens_out, model_calls.c.most_tokens)), 0
        ),
        BigInteger,
    ).label("tokens"),
    cast(
        func.coalesce(func.sum(func.coalesce(model_calls.c.micros, model_calls.c.most_micros, 0)), 0), BigInteger
    ).label("micros"),
).where(model_calls.c.owner_id == bindparam("key_owner"), model_calls.c.began_at >= bindparam("since"))
_ERASE_DAYS = model_days.delete().where(model_days.c.day < bindparam("before"))
_ERASE = some(model_calls, model_calls.c.began_at < bindparam("before"))


class SqlModelCalls:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def reserve(
        self, day: datetime, *, tokens: int, micros: int, most_tokens: int | None, most_micros: int | None
    ) -> bool:
        limits = {
            "most_tokens": _NO_LIMIT if most_tokens is None else most_tokens,
            "most_micros": _NO_LIMIT if most_micros is None else most_micros,
        }
        # The first amount of a day is inserted without a look at the limit.
        if tokens > limits["most_tokens"] or micros > limits["most_micros"]:
            return False
        return await self._db.change(_RESERVE, {**_amount(day, tokens, micros), **limits}) > 0

    async def settle(self, day: datetime, *, tokens: int, micros: int) -> None:
        await self._db.change(_SETTLE, _amount(day, tokens, micros))

    async def add(self, call: ModelCall) -> None:
        await self._db.change(_ADD, asdict(call))

    async def end(self, call: ModelCall) -> bool:
        values = asdict(call)
        names = ("outcome", "ended_at", "tokens_in", "tokens_out", "micros")
        return await self._db.change(_END, {"key_id": call.id, **{f"new_{name}": values[name] for name in names}}) > 0

    async def used(self, *, owner: UUID, since: datetime) -> ModelUse:
        (row,) = await self._db.rows(_USED, {"key_owner": owner, "since": since})
        return ModelUse(int(row["calls"]), int(row["tokens"]), int(row["micros"]))

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        await self._db.change(_ERASE_DAYS, {"before": moment})
        return await self._db.change(_ERASE, {"before": moment, "limit": limit})


def _amount(day: datetime, tokens: int, micros: int) -> dict[str, object]:
    return {"key_day": day, "n_tokens": tokens, "n_micros": micros}
