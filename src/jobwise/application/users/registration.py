"""Becoming somebody here, and showing that the email is one's own."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from jobwise.application.mailing import Letters
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.secrets import sha256
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.users.access import Standings
from jobwise.application.users.parts import AccountParts
from jobwise.domain.limits import VERIFY_MAILS_PER_PERIOD, VERIFY_MAILS_PERIOD_S
from jobwise.domain.shared.errors import BadLink, Conflict, Detail, EmailTaken, InvalidInput, NotFound
from jobwise.domain.users.emails import parse_email
from jobwise.domain.users.mailed import MailedToken, Purpose
from jobwise.domain.users.passwords import check_password
from jobwise.domain.users.user import User

TAKEN = "There is an account with this email; sign in, or ask for a new password."
BAD_LINK = "This link was used, is too old, or never was one of ours; ask for a new one."


@dataclass(frozen=True, slots=True)
class Register:
    """Makes an account that waits for its verification. None when the installation hides which emails are taken."""

    store: Store
    clock: Clock
    ids: Ids
    parts: AccountParts
    letters: Letters

    async def __call__(
        self, *, email: str, password: str, name: str = "", language: str = "en", time_zone: str = "UTC"
    ) -> User | None:
        address = parse_email(email)
        check_password(password, email=address, name=name, blocklist=self.parts.common_passwords())
        check_time_zone(self.parts, time_zone)
        password_hash = await self.parts.hasher.hash(password)
        now = self.clock.now()
        user = User.register(
            id=self.ids.new(),
            email=address,
            password_hash=password_hash,
            name=name,
            language=language,
            time_zone=time_zone,
            now=now,
        )
        try:
            async with self.store.write() as work:
                known = await work.users.find_email(address)
                if known is not None:
                    await self._taken(work, known)
                    return None
                await work.users.add(user)
                await self.letters.with_token(work, user, Purpose.VERIFY, email=address, now=now)
                await work.commit()
        except Conflict:
            # Somebody registered the same address between our look and our writing.
            async with self.store.write() as work:
                known = await work.users.find_email(address)
                if known is None:
                    raise
                await self._taken(work, known)
                return None
        return None if self.parts.rules.hide_taken_emails else user

    async def _taken(self, work: UnitOfWork, known: User) -> None:
        if not self.parts.rules.hide_taken_emails:
            raise EmailTaken(TAKEN, (Detail("email", "taken"),))
        await self.letters.notice(work, known, MailTemplate.ALREADY_REGISTERED, now=self.clock.now())
        await work.commit()


@dataclass(frozen=True, slots=True)
class VerifyEmail:
    """Spends the token of a verification mail. BadLink when it is no good, or the account has another address now."""

    store: Store
    clock: Clock
    standings: Standings

    async def __call__(self, *, token: str) -> User:
        now = self.clock.now()
        async with self.store.write() as work:
            found = await spent(work, token, Purpose.VERIFY, clock=self.clock)
            user = await owner_of(work, found)
            user.verify(found.email, now)
            await work.users.save(user)
            await work.commit()
        self.standings.forget(user.id)
        return user


@dataclass(frozen=True, slots=True)
class ResendVerification:
    """Mails a new verification link, unless the address is unknown, verified, or was sent enough of them."""

    store: Store
    clock: Clock
    letters: Letters

    async def __call__(self, *, email: str) -> None:
        address = parse_email(email)
        now = self.clock.now()
        async with self.store.write() as work:
            user = await work.users.find_email(address)
            since = now - timedelta(seconds=VERIFY_MAILS_PERIOD_S)
            sent = await work.mailed_tokens.count(id_of(user), Purpose.VERIFY, since=since)
            waits = user is not None and user.can_sign_in and not user.verified
            if user is not None and waits and sent < VERIFY_MAILS_PER_PERIOD:
                await self.letters.with_token(work, user, Purpose.VERIFY, email=address, now=now)
            else:
                await self.letters.pretend(work, Purpose.VERIFY, now=now)
            await work.commit()


def id_of(user: User | None) -> UUID:
    """The account's id, or that of nobody, so that unknown people are looked up like known ones."""
    return user.id if user is not None else UUID(int=0)


async def spent(work: UnitOfWork, token: str, purpose: Purpose, *, clock: Clock) -> MailedToken:
    """The stored token of a mailed one, spent by this; BadLink unless it was good until now."""
    moment = clock.now()
    found = await work.mailed_tokens.find(sha256(token))
    if found is None or found.purpose is not purpose or not found.is_good(moment):
        raise BadLink(BAD_LINK)
    if not await work.mailed_tokens.spend(found.id, moment):
        raise BadLink(BAD_LINK)
    return found


async def owner_of(work: UnitOfWork, token: MailedToken) -> User:
    try:
        return await work.users.get(token.owner_id)
    except NotFound:
        raise BadLink(BAD_LINK) from None


def check_time_zone(parts: AccountParts, name: str) -> None:
    if not parts.is_time_zone(name):
        raise InvalidInput(
            "This time zone is not known; write it as Europe/Berlin.", (Detail("time_zone", "not known"),)
        )
