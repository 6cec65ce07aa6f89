"""Signing in, staying signed in, and signing out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from jobwise.application.mailing import Letters
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.secrets import sha256
from jobwise.application.ports.sessions import FoundToken
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.throttle import Rate
from jobwise.application.ports.tokens import Claims, Tokens
from jobwise.application.users.access import Standings
from jobwise.application.users.parts import AccountParts
from jobwise.domain.limits import (
    ACCESS_TOKEN_S,
    MAX_LABEL_CHARS,
    MAX_SESSIONS,
    SIGN_IN_ACCOUNT_PERIOD_S,
    SIGN_IN_PER_ACCOUNT,
    SIGN_IN_PER_ADDRESS,
    SIGN_IN_PER_NETWORK,
    SIGN_IN_PERIOD_S,
)
from jobwise.domain.shared.errors import Conflict, InvalidInput, LostRace, NotFound, RefreshReused, Unauthenticated
from jobwise.domain.users.emails import parse_email
from jobwise.domain.users.mailed import Purpose
from jobwise.domain.users.sessions import Carrier, Ending, RefreshToken, Session, Verdict, judged
from jobwise.domain.users.user import User

PER_NETWORK = Rate("sign-in-network", SIGN_IN_PER_NETWORK, SIGN_IN_PERIOD_S)
PER_ADDRESS = Rate("sign-in-address", SIGN_IN_PER_ADDRESS, SIGN_IN_PERIOD_S)
PER_ACCOUNT = Rate("sign-in-account", SIGN_IN_PER_ACCOUNT, SIGN_IN_ACCOUNT_PERIOD_S)
PER_DEVICE = Rate("sign-in-device", SIGN_IN_PER_NETWORK, SIGN_IN_PERIOD_S)
WRONG = "The email or the password is wrong."
_ENDED = "This sign-in has ended; sign in again."
_REUSED = "This refresh token was used before, so somebody else may have it: the sign-in has ended. Sign in again."
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in from: the address, its network, the device's mark if it has one, and what to call it."""

    address: str = ""
    network: str = ""
    device: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """What a sign-in or refresh gives. The tokens are in no log and no table."""

    user: User
    session_id: UUID
    carrier: Carrier
    access_token: str
    access_seconds: int
    refresh_token: str
    device: str = ""


class TokenMint:
    """Makes the access token of a session."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def access(self, user: User, session_id: UUID, now: datetime) -> str:
        until = now + timedelta(seconds=ACCESS_TOKEN_S)
        return self._tokens.issue(Claims(user.id, session_id, user.auth_epoch, user.tier, until), now=now)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Email and password for a session. An unknown email, a wrong password and a closed account look the same."""

    store: Store
    clock: Clock
    ids: Ids
    parts: AccountParts
    mint: TokenMint

    async def __call__(self, *, email: str, password: str, carrier: Carrier, place: Place) -> Granted:
        address = _known_form(email)
        device_id = self.parts.secrets.read_device(place.device, address)
        await self._count(address, place, device_id)
        async with self.store.read(single=True) as work:
            user = await work.users.find_email(address)
        stored = user.password_hash if user is not None and user.can_sign_in else None
        if not await self.parts.hasher.matches(password, stored) or user is None or stored is None:
            raise Unauthenticated(WRONG)
        newer = await self.parts.hasher.hash(password) if self.parts.hasher.is_outdated(stored) else None
        signed_in = await self._begin(user, newer, carrier, place.label, device_id or self.ids.new())
        await self._forgive(address, place, device_id)
        return signed_in

    async def _begin(self, checked: User, newer: str | None, carrier: Carrier, label: str, device: UUID) -> Granted:
        now = self.clock.now()
        async with self.store.write() as work:
            user = await work.users.get(checked.id, hidden=True)
            if user.password_hash != checked.password_hash or not user.can_sign_in:
                raise Unauthenticated(WRONG)
            if newer is not None:
                user.rehash(newer, now)
                await work.users.save(user)
            await _make_room(work, user.id, now)
            session = Session.start(
                id=self.ids.new(),
                owner_id=user.id,
                label=label[:MAX_LABEL_CHARS],
                carrier=carrier,
                epoch=user.auth_epoch,
                now=now,
            )
            refresh = self.parts.secrets.fresh()
            await work.sessions.add(session)
            await work.refresh_tokens.add(RefreshToken(sha256(refresh), session.id, None, now, session.idle_until))
            await work.mailed_tokens.void(user.id, Purpose.RESET, now)
            await work.commit()
        mark = self.parts.secrets.device(device, user.email or "")
        return Granted(
            user, session.id, carrier, self.mint.access(user, session.id, now), ACCESS_TOKEN_S, refresh, mark
        )

    async def _count(self, address: str, place: Place, device_id: UUID | None) -> None:
        """Counts the attempt before anything slow happens. A device that was here before has a count of its own."""
        throttle, account = self.parts.throttle, sha256(address)
        await throttle.spend(PER_ADDRESS, place.address)
        if device_id is not None:
            await throttle.spend(PER_DEVICE, f"{account}/{device_id}")
            return
        await throttle.spend(PER_NETWORK, f"{account}/{place.network}")
        await throttle.spend(PER_ACCOUNT, account)

    async def _forgive(self, address: str, place: Place, device_id: UUID | None) -> None:
        if device_id is not None:
            await self.parts.throttle.clear(PER_DEVICE, f"{sha256(address)}/{device_id}")
        else:
            await self.parts.throttle.clear(PER_NETWORK, f"{sha256(address)}/{place.network}")


@dataclass(frozen=True, slots=True)
class Refresh:
    """The successor of a refresh token, and a new access token. RefreshReused ends the sign-in for everybody."""

    store: Store
    clock: Clock
    parts: AccountParts
    mint: TokenMint
    letters: Letters
    standings: Standings

    async def __call__(self, *, token: str) -> Granted:
        for _ in range(_TRIES):
            try:
                done = await self._attempt(token)
            except LostRace:
                # Another refresh of the same family was faster; what holds now decides.
                continue
            if done is not None:
                return done
        raise Conflict("This sign-in is being refreshed by many at once; try again in a moment.")

    async def _attempt(self, token: str) -> Granted | None:
        now, key, successor = self.clock.now(), sha256(token), self.parts.secrets.successor(token)
        async with self.store.write() as work:
            found, user = await _family(work, key)
            verdict = judged(
                found.token,
                found.session,
                found.successor,
                epoch=user.auth_epoch,
                now=now,
                grace_s=self.parts.rules.refresh_grace_s,
            )
            if verdict is Verdict.ENDED or not user.can_sign_in:
                raise Unauthenticated(_ENDED)
            if verdict is Verdict.ROTATE:
                if not await work.refresh_tokens.use(key, replaced_by=sha256(successor), now=now):
                    return None
                await self._rotate(work, found, sha256(successor), now)
            elif verdict is Verdict.REUSED:
                await self._end(work, found.session, user, now)
        if verdict is Verdict.REUSED:
            self.standings.forget(user.id)
            raise RefreshReused(_REUSED)
        if verdict is Verdict.REPEAT and found.token.replaced_by != sha256(successor):
            raise Unauthenticated(_ENDED)
        session = found.session
        access = self.mint.access(user, session.id, now)
        return Granted(user, session.id, session.carrier, access, ACCESS_TOKEN_S, successor)

    async def _rotate(self, work: UnitOfWork, found: FoundToken, successor: str, now: datetime) -> None:
        session = found.session
        session.refresh(now)
        await work.sessions.save(session)
        await work.refresh_tokens.add(RefreshToken(successor, session.id, found.token.sha256, now, session.idle_until))
        await work.commit()

    async def _end(self, work: UnitOfWork, session: Session, user: User, now: datetime) -> None:
        session.end(Ending.REUSED, now)
        await work.sessions.save(session)
        await self.letters.notice(work, user, MailTemplate.SESSION_REUSED, now=now)
        await work.commit()


@dataclass(frozen=True, slots=True)
class SessionOfRefresh:
    """The session a refresh token belongs to, ended or not; None when it is none of ours."""

    store: Store

    async def __call__(self, *, token: str) -> Session | None:
        async with self.store.read(single=True) as work:
            found = await work.refresh_tokens.find(sha256(token))
        return None if found is None else found.session


@dataclass(frozen=True, slots=True)
class SignOut:
    """Ends one sign-in; one that has ended already, or never was, is as good as ended."""

    store: Store
    clock: Clock
    standings: Standings

    async def __call__(self, *, owner: UUID, session_id: UUID, ending: Ending = Ending.SIGNED_OUT) -> bool:
        """Whether there was such a session of the owner's to end."""
        now = self.clock.now()
        for _ in range(_TRIES):
            try:
                async with self.store.write() as work:
                    session = await work.sessions.get(session_id, owner=owner)
                    if session.ending is None:
                        session.end(ending, now)
                        await work.sessions.save(session)
                        await work.commit()
            except NotFound:
                return False
            except LostRace:
                # A refresh came between our reading and our writing; what it made ends too.
                continue
            self.standings.forget(owner)
            return True
        raise Conflict("This sign-in changes too fast to be ended; try again.")


@dataclass(frozen=True, slots=True)
class SignOutEverywhere:
    """Ends every sign-in of an account."""

    store: Store
    clock: Clock
    standings: Standings

    async def __call__(self, *, owner: UUID) -> None:
        async with self.store.write() as work:
            user = await work.users.get(owner)
            user.sign_out_everywhere(self.clock.now())
            await work.users.save(user)
            await work.commit()
        self.standings.forget(owner)


@dataclass(frozen=True, slots=True)
class ListSessions:
    """The owner's sign-ins that live, the one used last first."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID) -> Sequence[Session]:
        async with self.store.read(single=True) as work:
            return await work.sessions.live(owner=owner, now=self.clock.now())


async def _family(work: UnitOfWork, key: str) -> tuple[FoundToken, User]:
    found = await work.refresh_tokens.find(key)
    if found is None:
        raise Unauthenticated(_ENDED)
    return found, await work.users.get(found.session.owner_id, hidden=True)


async def _make_room(work: UnitOfWork, owner: UUID, now: datetime) -> None:
    """Ends the sign-ins used longest ago until one more fits."""
    living = await work.sessions.live(owner=owner, now=now)
    for session in living[MAX_SESSIONS - 1 :]:
        session.end(Ending.CROWDED_OUT, now)
        await work.sessions.save(session)


def _known_form(email: str) -> str:
    """The address as it would be stored. One that cannot be an account's is counted and refused like any unknown."""
    try:
        return parse_email(email)
    except InvalidInput:
        return email.strip().lower()[:320]
