"""What the memory store knows of accounts: people, sign-ins, tokens, mails, quotas, switches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.mail import Mail, MailState, QueuedMail
from jobwise.application.ports.sessions import FoundToken
from jobwise.application.ports.users import AccountStanding, Entitlement, UserFilter
from jobwise.domain.limits import ERASE_BATCH, EXACT_TOTAL
from jobwise.domain.shared.codec import storable
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.users.flags import Feature, Flag
from jobwise.domain.users.mailed import MailedToken, Purpose
from jobwise.domain.users.sessions import RefreshToken, Session
from jobwise.domain.users.tiers import QuotaKind, Window
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned
from jobwise.infrastructure.persistence.memory.table import Table

QuotaKey = tuple[UUID, QuotaKind, datetime]


@dataclass(frozen=True, slots=True)
class MailRow:
    mail: Mail
    state: MailState
    due_at: datetime
    attempts: int = 0
    sent_at: datetime | None = None


@dataclass
class AccountRows:
    """The rows that are no aggregates. All values are frozen, so that a shallow copy is enough."""

    refresh_tokens: dict[str, RefreshToken] = field(default_factory=dict)
    mailed_tokens: dict[UUID, MailedToken] = field(default_factory=dict)
    mails: dict[UUID, MailRow] = field(default_factory=dict)
    quotas: dict[QuotaKey, int] = field(default_factory=dict)

    def copy(self) -> "AccountRows":
        return AccountRows(dict(self.refresh_tokens), dict(self.mailed_tokens), dict(self.mails), dict(self.quotas))


class MemoryUsers:
    def __init__(self, table: Table[User], sessions: Table[Session]) -> None:
        self._table = table
        self._sessions = sessions

    async def add(self, aggregate: User) -> None:
        self._check(aggregate)
        self._table.insert(aggregate)

    async def save(self, aggregate: User) -> None:
        self._check(aggregate)
        self._table.update(aggregate)

    async def get(self, id: UUID, *, hidden: bool = False) -> User:
        return self._table.get(id, None, hidden)

    async def find_local(self) -> User | None:
        return next((user for user in self._table.shown() if user.is_local), None)

    async def find_email(self, email: str) -> User | None:
        storable(email)
        return next((user for user in self._table.shown() if user.email == email), None)

    async def entitlement(self, id: UUID) -> Entitlement:
        user = self._table.get(id, None, hidden=False)
        return Entitlement(user.tier, user.verified)

    async def standing(self, id: UUID, *, session_id: UUID, now: datetime) -> AccountStanding | None:
        try:
            user = self._table.get(id, None, hidden=False)
            session = self._sessions.get(session_id, id, hidden=False)
        except NotFound:
            return None
        if not user.active or not session.is_live(user.auth_epoch, now):
            return None
        return AccountStanding(user.role, user.tier, user.verified, user.auth_epoch)

    async def list(self, wanted: UserFilter, *, page: Page) -> Listing[User]:
        found = tuple(user for user in self._table.shown() if _is_wanted(user, wanted))
        shown = found[page.offset : page.offset + page.limit]
        return Listing(shown, min(len(found), EXACT_TOTAL + 1), page)

    def _check(self, user: User) -> None:
        for other in self._table.shown():
            if other.id == user.id or user.hidden:
                continue
            if user.is_local and other.is_local:
                raise Conflict("There is a local user already.")
            if user.email is not None and other.email == user.email:
                raise Conflict("This email is taken.")


def _is_wanted(user: User, wanted: UserFilter) -> bool:
    return (
        wanted.email.lower() in (user.email or "")
        and wanted.role in (None, user.role)
        and wanted.tier in (None, user.tier)
        and wanted.active in (None, user.active)
    )


class MemorySessions(MemoryOwned[Session]):
    def __init__(
        self, table: Table[Session], user_exists: Callable[[UUID], bool], users: Table[User], rows: AccountRows
    ) -> None:
        super().__init__(table, user_exists)
        self._rows = rows
        self._users = users

    async def live(self, *, owner: UUID, now: datetime) -> Sequence[Session]:
        epoch = self._users.get(owner, None, hidden=True).auth_epoch if self._user_exists(owner) else 0
        found = [session for session in self._of(owner) if session.is_live(epoch, now)]
        return tuple(sorted(found, key=lambda session: (session.last_used_at, session.id), reverse=True))

    async def erase_over(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        held = {token.session_id for token in self._rows.refresh_tokens.values()}
        past = [one.id for one in self._table.all() if one.expires_at < before and one.id not in held]
        return self._table.erase(past[:limit])


class MemoryRefreshTokens:
    def __init__(self, rows: AccountRows, sessions: Table[Session]) -> None:
        self._rows = rows.refresh_tokens
        self._sessions = sessions

    async def add(self, token: RefreshToken) -> None:
        if token.sha256 in self._rows:
            raise Conflict("This exists already.")
        if self._session(token) is None:
            raise Conflict("What this belongs to does not exist.")
        self._rows[token.sha256] = token

    async def find(self, sha256: str) -> FoundToken | None:
        token = self._rows.get(sha256)
        session = None if token is None else self._session(token)
        if token is None or session is None:
            return None
        return FoundToken(token, session, self._rows.get(token.replaced_by or ""))

    async def use(self, sha256: str, *, replaced_by: str, now: datetime) -> bool:
        token = self._rows.get(sha256)
        if token is None or token.used_at is not None:
            return False
        self._rows[sha256] = replace(token, used_at=now, replaced_by=replaced_by)
        return True

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        past = [key for key, token in self._rows.items() if _ended_before(self._session(token), moment)][:limit]
        for key in past:
            del self._rows[key]
        return len(past)

    def _session(self, token: RefreshToken) -> Session | None:
        return self._sessions.find(token.session_id)


def _ended_before(session: Session | None, moment: datetime) -> bool:
    return session is None or session.expires_at < moment


class MemoryMailedTokens:
    def __init__(self, rows: AccountRows, user_exists: Callable[[UUID], bool]) -> None:
        self._rows = rows.mailed_tokens
        self._user_exists = user_exists

    async def add(self, token: MailedToken) -> None:
        if token.id in self._rows or any(other.sha256 == token.sha256 for other in self._rows.values()):
            raise Conflict("This exists already.")
        if not self._user_exists(token.owner_id):
            raise Conflict("What this belongs to does not exist.")
        self._rows[token.id] = token

    async def find(self, sha256: str) -> MailedToken | None:
        return next((token for token in self._rows.values() if token.sha256 == sha256), None)

    async def spend(self, id: UUID, now: datetime) -> bool:
        token = self._rows.get(id)
        if token is None or token.spent_at is not None:
            return False
        self._rows[id] = replace(token, spent_at=now)
        return True

    async def void(self, owner: UUID, purpose: Purpose, now: datetime) -> int:
        good = [token for token in self._of(owner, purpose) if token.spent_at is None]
        for token in good:
            self._rows[token.id] = replace(token, spent_at=now)
        return len(good)

    async def count(self, owner: UUID, purpose: Purpose, *, since: datetime) -> int:
        return sum(token.created_at > since for token in self._of(owner, purpose))

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        past = [token.id for token in self._rows.values() if token.expires_at < moment][:limit]
        for id in past:
            del self._rows[id]
        return len(past)

    def _of(self, owner: UUID, purpose: Purpose) -> Iterable[MailedToken]:
        return [token for token in self._rows.values() if token.owner_id == owner and token.purpose is purpose]


class MemoryMailQueue:
    def __init__(self, rows: AccountRows) -> None:
        self._rows = rows.mails

    async def add(self, mail: Mail) -> None:
        if mail.id in self._rows:
            raise Conflict("This exists already.")
        self._rows[mail.id] = MailRow(mail, MailState.QUEUED, mail.created_at)

    async def claim(self, *, now: datetime, lease_until: datetime, limit: int) -> Sequence[QueuedMail]:
        due = [row for row in self._rows.values() if row.state is MailState.QUEUED and row.due_at <= now]
        due.sort(key=lambda row: (row.due_at, row.mail.id))
        claimed = []
        for row in due[:limit]:
            taken = self._rows[row.mail.id] = replace(row, due_at=lease_until, attempts=row.attempts + 1)
            claimed.append(QueuedMail(taken.mail, taken.attempts))
        return tuple(sorted(claimed, key=lambda queued: (queued.mail.created_at, queued.mail.id)))

    async def sent(self, id: UUID, *, now: datetime) -> None:
        row = self._rows.get(id)
        if row is not None:
            mail = replace(row.mail, facts=None, token_id=None)
            self._rows[id] = replace(row, mail=mail, state=MailState.SENT, sent_at=now)

    async def failed(self, id: UUID, *, again_at: datetime | None) -> None:
        row = self._rows.get(id)
        if row is None or row.state is not MailState.QUEUED:
            return
        if again_at is None:
            mail = replace(row.mail, facts=None, token_id=None)
            self._rows[id] = replace(row, mail=mail, state=MailState.FAILED)
        else:
            self._rows[id] = replace(row, due_at=again_at)

    async def count(self, state: MailState) -> int:
        return sum(row.state is state for row in self._rows.values())

    async def erase_ended(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        past = [
            id for id, row in self._rows.items() if row.state is not MailState.QUEUED and row.mail.created_at < before
        ][:limit]
        for id in past:
            del self._rows[id]
        return len(past)

    async def erase_of(self, owner: UUID) -> int:
        theirs = [id for id, row in self._rows.items() if row.mail.owner_id == owner]
        for id in theirs:
            del self._rows[id]
        return len(theirs)


class MemoryQuotas:
    def __init__(self, rows: AccountRows, user_exists: Callable[[UUID], bool], users: Table[User]) -> None:
        self._rows = rows.quotas
        self._user_exists = user_exists
        self._users = users

    async def spend(self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int, limit: int | None) -> bool:
        used = self._rows.get((owner, kind, start), 0) + amount
        if limit is not None and used > limit:
            return False
        await self.settle(kind, start, owner=owner, used=used)
        return True

    async def spend_as_allowed(
        self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int, limits: Mapping[Tier, int | None]
    ) -> bool:
        try:
            user = self._users.get(owner, None, hidden=False)
        except NotFound:
            return False
        return user.verified and await self.spend(kind, start, owner=owner, amount=amount, limit=limits[user.tier])

    async def refund(self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int) -> None:
        key = (owner, kind, start)
        if key in self._rows:
            self._rows[key] = max(0, self._rows[key] - amount)

    async def used(self, *, owner: UUID, starts: dict[QuotaKind, datetime]) -> dict[QuotaKind, int]:
        return {kind: self._rows.get((owner, kind, start), 0) for kind, start in starts.items()}

    async def settle(self, kind: QuotaKind, start: datetime, *, owner: UUID, used: int) -> None:
        if not self._user_exists(owner):
            raise Conflict("What this belongs to does not exist.")
        self._rows[owner, kind, start] = used

    async def erase_over(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        past = [key for key in self._rows if key[1].window is not Window.HELD and key[2] < moment][:limit]
        for key in past:
            del self._rows[key]
        return len(past)


class MemoryFlags:
    def __init__(self, table: Table[Flag]) -> None:
        self._table = table

    async def add(self, aggregate: Flag) -> None:
        if await self.find(aggregate.feature) is not None:
            raise Conflict("This feature was switched by somebody else just now.")
        self._table.insert(aggregate)

    async def save(self, aggregate: Flag) -> None:
        self._table.update(aggregate)

    async def find(self, feature: Feature) -> Flag | None:
        return next((flag for flag in self._table.shown() if flag.feature is feature), None)

    async def all(self) -> Sequence[Flag]:
        return tuple(sorted(self._table.shown(), key=lambda flag: flag.feature.value))
