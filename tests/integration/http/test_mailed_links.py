"""Links that are mailed: verifying, resetting, changing the address, closing the account."""

from uuid import UUID

import pytest

from jobwise.application.mails import WriteMail
from jobwise.application.ports.mail import MailTemplate
from jobwise.infrastructure.accounts import mail_words
from tests.support.http import House
from tests.support.signing import (
    MARA,
    NEW_PASSWORD,
    PASSWORD,
    failure,
    is_let_in,
    refreshed,
    registered,
    signed_in,
)

NEW = "lind@example.org"


async def verify(house: House, token: str) -> tuple[int, str]:
    answer = await house.client().post("/auth/verify-email", json={"token": token})
    return (200, "") if answer.status_code == 200 else failure(answer)


async def reset(house: House, token: str, password: str = NEW_PASSWORD) -> tuple[int, str]:
    answer = await house.client().post("/auth/reset-password", json={"token": token, "password": password})
    return (204, "") if answer.status_code == 204 else failure(answer)


async def forgot(house: House, email: str = MARA) -> str:
    assert (await house.client().post("/auth/forgot-password", json={"email": email})).status_code == 202
    return await house.mailed_token(MailTemplate.RESET_PASSWORD, email)


async def test_t12_a_link_never_goes_where_the_request_says(house: House) -> None:
    await registered(house)
    headers = {"X-Forwarded-Host": "evil.example", "Origin": "https://evil.example", "Host": "evil.example"}
    await house.client().post("/auth/forgot-password", json={"email": MARA}, headers=headers)
    write = WriteMail(mail_words, house.parts.secrets, "https://jobs.example.org/")
    for mail in await house.mails():
        body = write(mail).body
        assert "evil" not in body
        assert "https://jobs.example.org/" in body
        assert "//verify" not in body
        assert "//reset" not in body


# --- T29


async def test_t29_a_verification_link_works_once(house: House) -> None:
    await registered(house)
    access = (await signed_in(house))["access_token"]
    assert (await house.client(access).get("/users/me")).json()["data"]["verified"] is False
    token = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    assert await verify(house, token) == (200, "")
    assert (await house.client(access).get("/users/me")).json()["data"]["verified"] is True
    assert await verify(house, token) == (400, "BAD_LINK")


async def test_t29_it_ends_after_a_day_and_is_void_once_another_was_sent(house: House) -> None:
    await registered(house)
    first = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    await house.client().post("/auth/resend-verification", json={"email": MARA})
    second = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    assert await verify(house, first) == (400, "BAD_LINK")
    house.clock.forward(hours=24)
    assert await verify(house, second) == (400, "BAD_LINK")
    assert await verify(house, "x" * 43) == (400, "BAD_LINK")


async def test_t29_it_is_void_after_the_address_changed(house: House) -> None:
    await registered(house)
    old = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    client = house.client((await signed_in(house))["access_token"])
    await client.post("/users/me/email", json={"email": NEW, "current_password": PASSWORD})
    token = await house.mailed_token(MailTemplate.CONFIRM_NEW_EMAIL, NEW)
    assert (await house.client().post("/users/me/email/confirm", json={"token": token})).status_code == 200
    assert await verify(house, old) == (400, "BAD_LINK")


async def test_t58_an_address_gets_few_mails(house: House) -> None:
    await registered(house)
    for _ in range(8):
        assert (await house.client().post("/auth/resend-verification", json={"email": MARA})).status_code == 202
        assert (await house.client().post("/auth/forgot-password", json={"email": MARA})).status_code == 202
    templates = [mail.template for mail in await house.mails(MARA)]
    assert templates.count(MailTemplate.VERIFY_EMAIL) == 3
    assert templates.count(MailTemplate.RESET_PASSWORD) == 5
    house.clock.forward(hours=25)
    await house.client().post("/auth/forgot-password", json={"email": MARA})
    assert [mail.template for mail in await house.mails(MARA)].count(MailTemplate.RESET_PASSWORD) == 6


@pytest.mark.parametrize(
    "email", ["a@example.org\nBcc: b@example.org", "a@example.org\r\nSubject: x", "a b@example.org"]
)
async def test_t58_no_line_gets_into_a_mail(house: House, email: str) -> None:
    answer = await house.client().post("/auth/register", json={"email": email, "password": PASSWORD})
    assert failure(answer) == (422, "VALIDATION_ERROR")
    assert await house.mails() == []


# --- T31


async def test_t31_a_reset_link_works_once_and_ends_every_sign_in(house: House) -> None:
    """T18: what was handed out before the reset is void after it."""
    await registered(house)
    before = await signed_in(house)
    token = await forgot(house)
    assert await reset(house, token) == (204, "")
    assert not await is_let_in(house, before["access_token"])
    assert failure(await refreshed(house, before["refresh_token"]))[0] == 401
    assert await reset(house, token, "nine quiet badgers") == (400, "BAD_LINK")
    wrong = await house.client().post("/auth/login", json={"email": MARA, "password": PASSWORD})
    assert wrong.status_code == 401
    after = await signed_in(house, password=NEW_PASSWORD)
    assert after["user"]["verified"] is True


async def test_t31_a_second_request_voids_the_first_and_time_the_second(house: House) -> None:
    await registered(house)
    first, second = await forgot(house), await forgot(house)
    assert first != second
    assert await reset(house, first) == (400, "BAD_LINK")
    house.clock.forward(minutes=30)
    assert await reset(house, second) == (400, "BAD_LINK")


@pytest.mark.parametrize("what", ["login", "change"])
async def test_t31_it_is_void_after_a_sign_in_or_another_password(house: House, what: str) -> None:
    await registered(house)
    access = (await signed_in(house))["access_token"]
    token = await forgot(house)
    if what == "login":
        await signed_in(house)
    else:
        body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
        assert (await house.client(access).post("/auth/change-password", json=body)).status_code == 200
    assert await reset(house, token, "nine quiet badgers") == (400, "BAD_LINK")


async def test_t31_a_weak_password_does_not_use_the_link_up(house: House) -> None:
    await registered(house)
    token = await forgot(house)
    assert await reset(house, token, "password1") == (422, "WEAK_PASSWORD")
    assert await reset(house, token) == (204, "")


async def test_t31_unknown_and_closed_accounts_get_no_mail(house: House) -> None:
    made = await registered(house)
    access = (await signed_in(house))["access_token"]
    await house.client().post("/auth/forgot-password", json={"email": "nobody@example.org"})
    assert await house.mails("nobody@example.org") == []
    await house.client(access).request("DELETE", "/users/me", json={"password": PASSWORD})
    before = len(await house.mails(MARA))
    await house.client().post("/auth/forgot-password", json={"email": MARA})
    assert len(await house.mails(MARA)) == before
    assert made["id"]


# --- T30


async def test_t30_an_address_changes_with_the_password_and_at_the_new_address_alone(house: House) -> None:
    await registered(house)
    client = house.client((await signed_in(house))["access_token"])
    patch = await client.patch("/users/me", json={"email": NEW}, headers={"If-Match": '"1"'})
    assert failure(patch) == (422, "VALIDATION_ERROR")
    assert failure(await client.post("/users/me/email", json={"email": NEW})) == (422, "VALIDATION_ERROR")
    wrong = await client.post("/users/me/email", json={"email": NEW, "current_password": "wrong"})
    assert failure(wrong) == (403, "FORBIDDEN")
    assert await house.mails(NEW) == []
    asked = await client.post("/users/me/email", json={"email": NEW, "current_password": PASSWORD})
    assert (asked.status_code, asked.json()["data"]["pending_email"]) == (202, NEW)
    notices = [mail for mail in await house.mails(MARA) if mail.template is MailTemplate.EMAIL_CHANGE_NOTICE]
    assert len(notices) == 1
    await signed_in(house, MARA)
    assert (await house.client().post("/auth/login", json={"email": NEW, "password": PASSWORD})).status_code == 401
    token = await house.mailed_token(MailTemplate.CONFIRM_NEW_EMAIL, NEW)
    confirmed = await house.client().post("/users/me/email/confirm", json={"token": token})
    assert (confirmed.json()["data"]["email"], confirmed.json()["data"]["verified"]) == (NEW, True)
    await signed_in(house, NEW)
    assert (await house.client().post("/auth/login", json={"email": MARA, "password": PASSWORD})).status_code == 401
    assert failure(await house.client().post("/users/me/email/confirm", json={"token": token})) == (400, "BAD_LINK")


async def test_t30_a_taken_address_is_refused_also_when_it_is_taken_meanwhile(house: House) -> None:
    await registered(house)
    await registered(house, "ben@example.org")
    client = house.client((await signed_in(house))["access_token"])
    body = {"email": "ben@example.org", "current_password": PASSWORD}
    assert failure(await client.post("/users/me/email", json=body)) == (400, "EMAIL_TAKEN")
    await client.post("/users/me/email", json={"email": NEW, "current_password": PASSWORD})
    token = await house.mailed_token(MailTemplate.CONFIRM_NEW_EMAIL, NEW)
    await registered(house, NEW)
    assert failure(await house.client().post("/users/me/email/confirm", json={"token": token})) == (400, "EMAIL_TAKEN")


# --- closing the account


async def test_a_closed_account_is_locked_out_at_once_and_leaves_its_address_free(house: House) -> None:
    made = await registered(house)
    tokens, other = await signed_in(house), await signed_in(house)
    client = house.client(tokens["access_token"])
    assert failure(await client.request("DELETE", "/users/me", json={"password": "wrong"})) == (403, "FORBIDDEN")
    assert await is_let_in(house, other["access_token"])
    closed = await client.request("DELETE", "/users/me", json={"password": PASSWORD})
    assert closed.status_code == 202
    for one in (tokens, other):
        assert not await is_let_in(house, one["access_token"])
        assert failure(await refreshed(house, one["refresh_token"]))[0] == 401
    login = await house.client().post("/auth/login", json={"email": MARA, "password": PASSWORD})
    assert failure(login) == (401, "UNAUTHENTICATED")
    async with house.store.read() as work:
        events = [stored.event for stored in await work.outbox.history(UUID(made["id"]))]
    assert (events[-1].name, dict(events[-1].payload)) == ("user.deletion_requested", {})
    again = await registered(house)
    assert again["id"] != made["id"]


# --- the words


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt"])
@pytest.mark.parametrize("template", list(MailTemplate))
def test_every_mail_is_written_in_every_language(language: str, template: MailTemplate) -> None:
    words = mail_words(language)
    assert set(words["mails"]) == {one.value for one in MailTemplate}
    said = words["mails"][template.value]
    assert said["subject"]
    assert "\n" not in said["subject"]
    assert said["subject"].isprintable()
    assert said["body"]
    assert bool(said["page"]) is any("{link}" in paragraph for paragraph in said["body"])
    if language != "en":
        assert said["body"] != mail_words("en")["mails"][template.value]["body"]


async def test_people_are_written_to_in_their_language(house: House) -> None:
    await registered(house, language="fr")
    (mail,) = await house.mails(MARA)
    message = WriteMail(mail_words, house.parts.secrets, "https://jobs.example.org")(mail)
    assert (message.recipient, message.subject) == (MARA, "Confirmez votre adresse e-mail")
    assert "{" not in message.body
