"""Changing what one signs in with: the password and the email."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from jobwise.application.access import Actor
from jobwise.application.mailing import Letters
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.secrets import sha256
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.users.access import Standings
from jobwise.application.users.parts import AccountParts
from jobwise.application.users.registration import BAD_LINK, TAKEN, id_of, owner_of, spent
from jobwise.application.users.sign_in import PER_NETWORK, TokenMint
from jobwise.domain.limits import RESET_MAILS_PER_DAY
from jobwise.domain.shared.errors import BadLink, Conflict, Detail, EmailTaken, Forbidden
from jobwise.domain.users.emails import parse_email
from jobwise.domain.users.mailed import MailedToken, Purpose
from jobwise.domain.users.passwords import check_password
from jobwise.domain.users.user import User

_WRONG = "The current password is wrong."
_CHANGED = "The password was changed by somebody else meanwhile; start again."
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ConfirmPassword:
    """The account of somebody who is signed in, once they have shown that they know its password; else Forbidden.

    As many wrong ones are let pass as in signing in: a stolen access token is no way to guess.
    """

    store: Store
    parts: AccountParts

    async def __call__(self, *, owner: UUID, password: str, network: str) -> User:
        await self.parts.throttle.spend(PER_NETWORK, f"confirm/{owner}/{network}")
        async with self.store.read(single=True) as work:
            user = await work.users.get(owner)
        if not await self.parts.hasher.matches(password, user.password_hash):
            raise Forbidden(_WRONG, (Detail("current_password", "wrong"),))
        await self.parts.throttle.clear(PER_NETWORK, f"confirm/{owner}/{network}")
        return user


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """A new password for somebody signed in. Every sign-in ends; with `keep_current` all but this one.

    Gives the account and a new access token for the session that stays, as the old token ends too.
    """

    store: Store
    clock: Clock
    parts: AccountParts
    mint: TokenMint
    letters: Letters
    confirm: ConfirmPassword
    standings: Standings

    async def __call__(
        self, *, actor: Actor, current: str, new: str, keep_current: bool = True, network: str = ""
    ) -> tuple[User, str]:
        checked = await self.confirm(owner=actor.user_id, password=current, network=network)
        check_password(new, email=checked.email or "", name=checked.name, blocklist=self.parts.common_passwords())
        password_hash = await self.parts.hasher.hash(new)
        now = self.clock.now()
        async with self.store.write() as work:
            user = await _unchanged(work, checked)
            user.change_password(password_hash, now)
            await work.users.save(user)
            if keep_current and actor.session_id is not None:
                session = await work.sessions.get(actor.session_id, owner=user.id)
                session.keep(user.auth_epoch, now)
                await work.sessions.save(session)
            await work.mailed_tokens.void(user.id, Purpose.RESET, now)
            await self.letters.notice(work, user, MailTemplate.PASSWORD_CHANGED, now=now)
            await work.commit()
        self.standings.forget(user.id)
        if not keep_current or actor.session_id is None:
            return user, ""
        return user, self.mint.access(user, actor.session_id, now)


@dataclass(frozen=True, slots=True)
class ForgotPassword:
    """Mails a reset link, unless the address is unknown or was sent enough of them today. Nobody is told which."""

    store: Store
    clock: Clock
    letters: Letters

    async def __call__(self, *, email: str) -> None:
        address, now = parse_email(email), self.clock.now()
        async with self.store.write() as work:
            user = await work.users.find_email(address)
            sent = await work.mailed_tokens.count(id_of(user), Purpose.RESET, since=now - _DAY)
            if user is not None and user.can_sign_in and sent < RESET_MAILS_PER_DAY:
                await self.letters.with_token(work, user, Purpose.RESET, email=address, now=now)
            else:
                await self.letters.pretend(work, Purpose.RESET, now=now)
            await work.commit()


@dataclass(frozen=True, slots=True)
class ResetPassword:
    """Spends a reset link on a new password. Every sign-in ends, and nobody is signed in by it."""

    store: Store
    clock: Clock
    parts: AccountParts
    letters: Letters
    standings: Standings

    async def __call__(self, *, token: str, password: str) -> None:
        user = await self._owner(token)
        check_password(password, email=user.email or "", name=user.name, blocklist=self.parts.common_passwords())
        password_hash = await self.parts.hasher.hash(password)
        now = self.clock.now()
        async with self.store.write() as work:
            found = await spent(work, token, Purpose.RESET, clock=self.clock)
            user = await owner_of(work, found)
            if user.email != found.email or not user.can_sign_in:
                raise BadLink(BAD_LINK)
            user.change_password(password_hash, now)
            # Whoever read the mail has shown that the address is theirs.
            user.verify(found.email, now)
            await work.users.save(user)
            await work.mailed_tokens.void(user.id, Purpose.RESET, now)
            await self.letters.notice(work, user, MailTemplate.PASSWORD_CHANGED, now=now)
            await work.commit()
        self.standings.forget(user.id)

    async def _owner(self, token: str) -> User:
        """Whose link it is, before anything slow is done for it."""
        async with self.store.read() as work:
            found = await work.mailed_tokens.find(sha256(token))
            if found is None or found.purpose is not Purpose.RESET or not found.is_good(self.clock.now()):
                raise BadLink(BAD_LINK)
            return await owner_of(work, found)


@dataclass(frozen=True, slots=True)
class AskForEmail:
    """Mails a link to the new address and a notice to the old one. Until the link is opened the old one counts."""

    store: Store
    clock: Clock
    parts: AccountParts
    letters: Letters
    confirm: ConfirmPassword

    async def __call__(self, *, owner: UUID, email: str, password: str, network: str = "") -> User:
        address = parse_email(email)
        checked = await self.confirm(owner=owner, password=password, network=network)
        now = self.clock.now()
        async with self.store.write() as work:
            user = await _unchanged(work, checked)
            user.ask_for_email(address, now)
            taken = await work.users.find_email(address)
            if taken is not None and not self.parts.rules.hide_taken_emails:
                raise EmailTaken(TAKEN, (Detail("email", "taken"),))
            await work.users.save(user)
            if taken is None:
                await self.letters.with_token(work, user, Purpose.CHANGE_EMAIL, email=address, now=now)
            else:
                await self.letters.notice(work, taken, MailTemplate.ALREADY_REGISTERED, now=now)
            await self.letters.notice(work, user, MailTemplate.EMAIL_CHANGE_NOTICE, now=now)
            await work.commit()
        return user


@dataclass(frozen=True, slots=True)
class ConfirmEmail:
    """Spends the link of the new address: from now on it is the account's, and links to the old one are void."""

    store: Store
    clock: Clock
    standings: Standings

    async def __call__(self, *, token: str) -> User:
        try:
            async with self.store.write() as work:
                found = await spent(work, token, Purpose.CHANGE_EMAIL, clock=self.clock)
                user = await self._moved(work, found)
                await work.commit()
        except Conflict as error:
            raise EmailTaken(TAKEN, (Detail("email", "taken"),)) from error
        self.standings.forget(user.id)
        return user

    async def _moved(self, work: UnitOfWork, found: MailedToken) -> User:
        now = self.clock.now()
        user = await owner_of(work, found)
        user.confirm_email(found.email, now)
        await work.users.save(user)
        for purpose in Purpose:
            await work.mailed_tokens.void(user.id, purpose, now)
        return user


async def _unchanged(work: UnitOfWork, checked: User) -> User:
    """The account as it is now; Conflict when the password that was checked is not its password any more."""
    user = await work.users.get(checked.id)
    if user.password_hash != checked.password_hash:
        raise Conflict(_CHANGED)
    return user
