"""Everything that is done with accounts, put together."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.mailing import Letters
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.secrets import Secrets
from jobwise.application.ports.store import Store
from jobwise.application.ports.throttle import Throttle
from jobwise.application.ports.tokens import Tokens
from jobwise.application.users.access import Authenticate, Standings
from jobwise.application.users.account import DeleteMe, EditMe, ShowMe
from jobwise.application.users.admin import AdministerUser, ListUsers, ReadTrail, ShowUser
from jobwise.application.users.commands import ActAs, EnsureLocalUser
from jobwise.application.users.parts import AccountParts
from jobwise.application.users.registration import Register, ResendVerification, VerifyEmail
from jobwise.application.users.secret_changes import (
    AskForEmail,
    ChangePassword,
    ConfirmEmail,
    ConfirmPassword,
    ForgotPassword,
    ResetPassword,
)
from jobwise.application.users.sign_in import (
    ListSessions,
    Refresh,
    SessionOfRefresh,
    SignIn,
    SignOut,
    SignOutEverywhere,
    TokenMint,
)


@dataclass(frozen=True, slots=True)
class UserActs:
    ensure_local: EnsureLocalUser
    act_as: ActAs
    authenticate: Authenticate
    register: Register
    verify_email: VerifyEmail
    resend_verification: ResendVerification
    sign_in: SignIn
    refresh: Refresh
    session_of_refresh: SessionOfRefresh
    sign_out: SignOut
    sign_out_everywhere: SignOutEverywhere
    sessions: ListSessions
    change_password: ChangePassword
    forgot_password: ForgotPassword
    reset_password: ResetPassword
    ask_for_email: AskForEmail
    confirm_email: ConfirmEmail
    show_me: ShowMe
    edit_me: EditMe
    delete_me: DeleteMe
    list: ListUsers
    show: ShowUser
    administer: AdministerUser
    trail: ReadTrail
    throttle: Throttle
    secrets: Secrets

    def csrf(self, session_id: UUID) -> str:
        """What a browser has to repeat to act in this session."""
        return self.secrets.csrf(session_id)


def user_acts(store: Store, clock: Clock, ids: Ids, tokens: Tokens, parts: AccountParts) -> UserActs:
    ensure_local = EnsureLocalUser(store, clock, ids)
    standings, mint, letters = Standings(), TokenMint(tokens), Letters(ids, parts.secrets)
    confirm = ConfirmPassword(store, parts)
    return UserActs(
        ensure_local=ensure_local,
        act_as=ActAs(store, ensure_local),
        authenticate=Authenticate(store, tokens, clock, standings),
        register=Register(store, clock, ids, parts, letters),
        verify_email=VerifyEmail(store, clock, standings),
        resend_verification=ResendVerification(store, clock, letters),
        sign_in=SignIn(store, clock, ids, parts, mint),
        refresh=Refresh(store, clock, parts, mint, letters, standings),
        session_of_refresh=SessionOfRefresh(store),
        sign_out=SignOut(store, clock, standings),
        sign_out_everywhere=SignOutEverywhere(store, clock, standings),
        sessions=ListSessions(store, clock),
        change_password=ChangePassword(store, clock, parts, mint, letters, confirm, standings),
        forgot_password=ForgotPassword(store, clock, letters),
        reset_password=ResetPassword(store, clock, parts, letters, standings),
        ask_for_email=AskForEmail(store, clock, parts, letters, confirm),
        confirm_email=ConfirmEmail(store, clock, standings),
        show_me=ShowMe(store),
        edit_me=EditMe(store, clock, parts),
        delete_me=DeleteMe(store, clock, letters, confirm, standings),
        list=ListUsers(store),
        show=ShowUser(store),
        administer=AdministerUser(store, clock, standings),
        trail=ReadTrail(store),
        throttle=parts.throttle,
        secrets=parts.secrets,
    )
