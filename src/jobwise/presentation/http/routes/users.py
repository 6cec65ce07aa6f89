"""My own account."""

from fastapi import APIRouter, Depends, Request, Response

from jobwise.presentation.http import answers, carriers, throttles
from jobwise.presentation.http.dependencies import Cases, SignedIn, Version
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.places import address_of, network_of
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import auth as schema
from jobwise.presentation.schemas.envelope import One

router = APIRouter(tags=["users"], route_class=OnceRoute)
_COUNTED = [Depends(throttled(throttles.ACCOUNT))]


@router.get("/me", response_model=One[schema.UserOut], summary="My account")
async def show_me(who: SignedIn, cases: Cases) -> Response:
    me = await cases.users.show_me(owner=who.user_id)
    return answers.one(schema.user(me), version=me.version)


@router.patch(
    "/me",
    response_model=One[schema.UserOut],
    summary="Change what I say of myself, or wish",
)
async def edit_me(body: schema.UserEdit, who: SignedIn, cases: Cases, version: Version) -> Response:
    changes = {name: value for name, value in body.given().items() if value is not None}
    me = await cases.users.edit_me(owner=who.user_id, version=version, changes=changes)
    return answers.one(schema.user(me), version=me.version)


@router.post(
    "/me/email",
    status_code=202,
    response_model=One[schema.UserOut],
    summary="Change my email: a link goes to the new address, a notice to the old",
    dependencies=_COUNTED,
)
async def ask_for_email(body: schema.EmailChangeIn, request: Request, who: SignedIn, cases: Cases) -> Response:
    me = await cases.users.ask_for_email(
        owner=who.user_id,
        email=body.email,
        password=body.current_password,
        network=network_of(address_of(request)),
    )
    return answers.one(schema.user(me), status=202, version=me.version)


@router.post(
    "/me/email/confirm",
    response_model=One[schema.UserOut],
    summary="Show that the new email is mine",
    dependencies=[Depends(throttled(throttles.TOKEN))],
)
async def confirm_email(body: schema.TokenIn, cases: Cases) -> Response:
    return answers.one(schema.user(await cases.users.confirm_email(token=body.token)))


@router.delete(
    "/me",
    status_code=202,
    response_model=One[schema.Said],
    summary="Delete my account and everything in it",
    dependencies=_COUNTED,
)
async def delete_me(body: schema.DeleteMeIn, request: Request, who: SignedIn, cases: Cases) -> Response:
    await cases.users.delete_me(owner=who.user_id, password=body.password, network=network_of(address_of(request)))
    said = "The account is closed; everything in it is erased within 24 hours."
    answer = answers.one({"message": said}, status=202)
    if carriers.in_cookies(request):
        carriers.clear_cookies(request, answer)
    return answer
