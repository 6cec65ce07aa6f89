"""`accounts` and `sessions`."""

from typing import Any

from jobwise.application.ports.users import UserFilter
from jobwise.application.users.sign_in import Place
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.emails import parse_email
from jobwise.domain.users.sessions import Carrier, Ending
from jobwise.domain.users.user import Tier, User, UserRole
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown, uuid_of
from jobwise.presentation.schemas import auth as schema
from jobwise.presentation.schemas.asked import Asked
from jobwise.presentation.schemas.inputs import Search

_SENT = "If there is an account with this email that waits for it, a mail is on its way."
_CLOSED = "The account is closed; everything in it is erased within 24 hours."


class UsersAsked(Asked):
    email: Search | None = None
    role: UserRole | None = None
    tier: Tier | None = None
    active: bool | None = None


async def accounts_register(desk: Desk) -> Shown:
    password = desk.secret("password_file", "password")
    sent = desk.body(schema.RegisterIn, email=desk.args.email, password=password)
    made = await desk.cases.users.register(**sent.model_dump())
    return shown({"message": "A mail is on its way to this address."} if made is None else schema.user(made))


async def accounts_verify(desk: Desk) -> Shown:
    return shown(schema.user(await desk.cases.users.verify_email(token=_token(desk))))


async def accounts_resend(desk: Desk) -> Shown:
    await desk.cases.users.resend_verification(email=_email(desk))
    return shown({"message": _SENT})


async def accounts_forgot_password(desk: Desk) -> Shown:
    await desk.cases.users.forgot_password(email=_email(desk))
    return shown({"message": _SENT})


async def accounts_reset_password(desk: Desk) -> Shown:
    sent = read_by(schema.ResetIn, {"token": desk.token(), "password": desk.secret("password_file", "new password")})
    await desk.cases.users.reset_password(token=sent.token, password=sent.password)
    return shown(None)


async def accounts_change_password(desk: Desk) -> Shown:
    current = desk.secret("password_file", "present password")
    new = desk.secret("new_password_file", "new password")
    sent = read_by(schema.PasswordChangeIn, {"current_password": current, "new_password": new, "keep_current": False})
    user, _ = await desk.cases.users.change_password(
        actor=desk.who, current=sent.current_password, new=sent.new_password, keep_current=False
    )
    return shown(schema.user(user))


async def accounts_change_email(desk: Desk) -> Shown:
    password = desk.secret("password_file", "password")
    sent = read_by(schema.EmailChangeIn, {"email": desk.args.email, "current_password": password})
    me = await desk.cases.users.ask_for_email(owner=desk.owner, email=sent.email, password=sent.current_password)
    return shown(schema.user(me))


async def accounts_confirm_email(desk: Desk) -> Shown:
    return shown(schema.user(await desk.cases.users.confirm_email(token=_token(desk))))


async def accounts_show(desk: Desk) -> Shown:
    if desk.args.account is None:
        return shown(schema.user(await desk.cases.users.show_me(owner=desk.owner)))
    desk.admin()
    return shown(schema.user(await _account(desk)))


async def accounts_edit(desk: Desk) -> Shown:
    sent = desk.body(schema.UserEdit)
    changes = {name: value for name, value in sent.given().items() if value is not None}
    version = desk.version((await desk.cases.users.show_me(owner=desk.owner)).version)
    return shown(schema.user(await desk.cases.users.edit_me(owner=desk.owner, version=version, changes=changes)))


async def accounts_delete(desk: Desk) -> Shown:
    sent = read_by(schema.DeleteMeIn, {"password": desk.secret("password_file", "password")})
    await desk.cases.users.delete_me(owner=desk.owner, password=sent.password)
    return shown({"message": _CLOSED})


async def accounts_list(desk: Desk) -> Shown:
    desk.admin()
    asked = desk.asked(UsersAsked)
    wanted = UserFilter(asked.email or "", asked.role, asked.tier, asked.active)
    found = await desk.cases.users.list(wanted=wanted, page=asked.window())
    given = asked.model_dump(include={"email", "role", "tier", "active"}, exclude_none=True)
    return listed([schema.user(one) for one in found.items], asked=asked, total=found.total, filters=given)


async def accounts_set_role(desk: Desk) -> Shown:
    return await _administer(desk, role=UserRole(desk.args.role))


async def accounts_set_tier(desk: Desk) -> Shown:
    return await _administer(desk, tier=Tier(desk.args.tier))


async def accounts_close(desk: Desk) -> Shown:
    return await _administer(desk, active=False)


async def accounts_open(desk: Desk) -> Shown:
    return await _administer(desk, active=True)


async def sessions_start(desk: Desk) -> Shown:
    password = desk.secret("password_file", "password")
    label = {} if desk.args.label is None else {"label": desk.args.label}
    sent = read_by(schema.SignInIn, {"email": desk.args.email, "password": password, **label})
    place = Place("command line", "command line", "", sent.label or "Command line")
    done = await desk.cases.users.sign_in(email=sent.email, password=sent.password, carrier=Carrier.APP, place=place)
    return shown(schema.signed_in(done))


async def sessions_refresh(desk: Desk) -> Shown:
    return shown(schema.signed_in(await desk.cases.users.refresh(token=_token(desk))))


async def sessions_list(desk: Desk) -> Shown:
    found = await desk.cases.users.sessions(owner=desk.owner)
    rows = [schema.session(one, desk.who.session_id) for one in found]
    return listed(rows, asked=Asked(page=1, limit=max(1, len(rows))), total=len(rows))


async def sessions_end(desk: Desk) -> Shown:
    ended = await desk.cases.users.sign_out(owner=desk.owner, session_id=desk.id(), ending=Ending.TERMINATED)
    if not ended:
        raise NotFound("There is no such session.")
    return shown(None)


async def sessions_end_all(desk: Desk) -> Shown:
    await desk.cases.users.sign_out_everywhere(owner=desk.owner)
    return shown(None)


async def _administer(desk: Desk, **changes: Any) -> Shown:
    by = desk.admin()
    present = await _account(desk)
    version = desk.version(present.version)
    return shown(schema.user(await desk.cases.users.administer(by=by, id=present.id, version=version, **changes)))


async def _account(desk: Desk) -> User:
    """The account that was named by its id or its email."""
    named: str = desk.args.account
    if "@" not in named:
        return await desk.cases.users.show(id=uuid_of(named, "account"))
    address = parse_email(named)
    found = await desk.cases.users.list(wanted=UserFilter(address), page=Page(1, 100))
    for one in found.items:
        if one.email == address:
            return one
    raise NotFound("There is no account with this email.")


def _token(desk: Desk) -> str:
    return read_by(schema.TokenIn, {"token": desk.token()}).token


def _email(desk: Desk) -> str:
    return read_by(schema.EmailIn, {"email": desk.args.email}).email
