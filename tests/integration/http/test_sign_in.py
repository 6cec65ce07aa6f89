"""Signing in, staying signed in and signing out, through HTTP. Names begin with the row of the threat table."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.ports.mail import MailTemplate
from jobwise.application.users.parts import AccountRules
from jobwise.domain.users.user import Tier
from tests.support.accounts import account_parts
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


async def test_register_sign_in_refresh_and_me(house: House) -> None:
    made = await registered(house)
    assert (made["email"], made["verified"], made["tier"]) == (MARA, False, "free")
    assert "password" not in str(made)
    tokens = await signed_in(house, " Mara@Example.org ")
    me = await house.client(tokens["access_token"]).get("/users/me")
    assert me.json()["data"]["id"] == made["id"]
    house.clock.forward(minutes=20)
    assert not await is_let_in(house, tokens["access_token"])
    fresh = (await refreshed(house, tokens["refresh_token"])).json()["data"]
    assert fresh["session_id"] == tokens["session_id"]
    assert fresh["refresh_token"] != tokens["refresh_token"]
    assert await is_let_in(house, fresh["access_token"])


async def test_the_oauth2_form_answers_bare(house: House) -> None:
    await registered(house)
    form = {"username": MARA, "password": PASSWORD, "grant_type": "password", "scope": ""}
    answer = await house.client().post("/auth/token", data=form)
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert await is_let_in(house, answer.json()["access_token"])
    assert failure(await house.client().post("/auth/token", data={**form, "password": "wrong"}))[0] == 401
    assert failure(await house.client().post("/auth/token", data={"username": MARA}))[0] == 422


# --- T13: rotation, reuse, grace


async def test_t13_four_tokens_then_the_first_again_ends_all_of_them(house: House) -> None:
    await registered(house)
    first, other = await signed_in(house), await signed_in(house)
    chain = [first["refresh_token"]]
    for _ in range(3):
        chain.append((await refreshed(house, chain[-1])).json()["data"]["refresh_token"])
        house.clock.forward(seconds=1)
    last_access = (await refreshed(house, chain[-1])).json()["data"]["access_token"]
    assert failure(await refreshed(house, chain[0])) == (401, "REFRESH_REUSED")
    for token in chain:
        assert failure(await refreshed(house, token)) == (401, "UNAUTHENTICATED")
    assert not await is_let_in(house, last_access)
    assert await is_let_in(house, other["access_token"])
    assert (await refreshed(house, other["refresh_token"])).status_code == 200
    assert MailTemplate.SESSION_REUSED in [mail.template for mail in await house.mails(MARA)]
    async with house.store.read() as work:
        names = [stored.event.name for stored in await work.outbox.history(UUID(first["session_id"]))]
        payloads = [stored.event.payload for stored in await work.outbox.history(UUID(first["session_id"]))]
    assert (names[0], names[-1], payloads[-1]) == ("session.started", "session.ended", {"ending": "reused"})


async def test_within_the_grace_the_same_successor_comes_again(house: House) -> None:
    await registered(house)
    token = (await signed_in(house))["refresh_token"]
    answers = await asyncio.gather(*(refreshed(house, token) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["data"]["refresh_token"] for answer in answers}) == 1
    house.clock.forward(seconds=11)
    assert failure(await refreshed(house, token)) == (401, "REFRESH_REUSED")


async def test_without_a_grace_the_second_use_ends_the_family() -> None:
    house = House(rules=AccountRules(refresh_grace_s=0))
    await registered(house)
    token = (await signed_in(house))["refresh_token"]
    successor = (await refreshed(house, token)).json()["data"]["refresh_token"]
    assert failure(await refreshed(house, token)) == (401, "REFRESH_REUSED")
    assert failure(await refreshed(house, successor)) == (401, "UNAUTHENTICATED")


async def test_a_session_ends_idle_and_at_its_last_day(house: House) -> None:
    await registered(house)
    idle, used = await signed_in(house, carrier="app"), await signed_in(house, carrier="app")
    token = used["refresh_token"]
    for _ in range(8):
        house.clock.forward(days=11)
        token = (await refreshed(house, token)).json()["data"]["refresh_token"]
    assert failure(await refreshed(house, idle["refresh_token"])) == (401, "UNAUTHENTICATED")
    house.clock.forward(days=3)
    assert failure(await refreshed(house, token)) == (401, "UNAUTHENTICATED")


# --- T17: one kind of token is no other


async def test_t17_no_token_passes_for_another(house: House) -> None:
    await registered(house)
    tokens = await signed_in(house)
    verify = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    await house.client().post("/auth/forgot-password", json={"email": MARA})
    reset = await house.mailed_token(MailTemplate.RESET_PASSWORD, MARA)
    for token in (tokens["refresh_token"], verify, reset, tokens["device"]):
        assert failure(await house.client(token).get("/users/me")) == (401, "UNAUTHENTICATED")
    for token in (tokens["access_token"], verify, reset, tokens["device"]):
        assert failure(await refreshed(house, token)) == (401, "UNAUTHENTICATED")
    for token in (tokens["access_token"], tokens["refresh_token"], reset):
        answer = await house.client().post("/auth/verify-email", json={"token": token})
        assert failure(answer) == (400, "BAD_LINK")
    for token in (tokens["access_token"], tokens["refresh_token"], verify):
        answer = await house.client().post("/auth/reset-password", json={"token": token, "password": NEW_PASSWORD})
        assert failure(answer) == (400, "BAD_LINK")


# --- T18, T19, T20, T21: what ends or changes counts at once


@pytest.mark.parametrize("keep", [True, False])
async def test_t18_a_changed_password_ends_the_other_sign_ins(house: House, keep: bool) -> None:
    await registered(house)
    mine, other = await signed_in(house), await signed_in(house)
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "keep_current": keep}
    changed = await house.client(mine["access_token"]).post("/auth/change-password", json=body)
    assert changed.status_code == 200
    assert not await is_let_in(house, other["access_token"])
    assert failure(await refreshed(house, other["refresh_token"]))[0] == 401
    assert not await is_let_in(house, mine["access_token"])
    assert (changed.json()["data"]["access_token"] is not None) is keep
    assert (await refreshed(house, mine["refresh_token"])).status_code == (200 if keep else 401)
    if keep:
        access = changed.json()["data"]["access_token"]
        sessions = (await house.client(access).get("/auth/sessions")).json()["data"]
        assert [session["id"] for session in sessions] == [mine["session_id"]]
    wrong = await house.client().post("/auth/login", json={"email": MARA, "password": PASSWORD})
    assert failure(wrong) == (401, "UNAUTHENTICATED")
    await signed_in(house, password=NEW_PASSWORD)
    assert MailTemplate.PASSWORD_CHANGED in [mail.template for mail in await house.mails(MARA)]


async def test_t18_the_present_password_is_needed_and_the_new_one_is_held_to_the_rules(house: House) -> None:
    await registered(house)
    client = house.client((await signed_in(house))["access_token"])
    wrong = {"current_password": "wrong", "new_password": NEW_PASSWORD}
    assert failure(await client.post("/auth/change-password", json=wrong)) == (403, "FORBIDDEN")
    weak = {"current_password": PASSWORD, "new_password": "password1"}
    assert failure(await client.post("/auth/change-password", json=weak)) == (422, "WEAK_PASSWORD")
    assert (await client.get("/users/me")).status_code == 200


async def test_t19_signing_out_ends_access_and_refresh_and_can_be_repeated(house: House) -> None:
    await registered(house)
    mine, other = await signed_in(house), await signed_in(house)
    client = house.client(mine["access_token"])
    assert (await client.get("/users/me")).status_code == 200
    assert (await client.post("/auth/logout")).status_code == 204
    assert not await is_let_in(house, mine["access_token"])
    assert failure(await refreshed(house, mine["refresh_token"]))[0] == 401
    assert (await client.post("/auth/logout")).status_code == 204
    assert (await house.client().post("/auth/logout")).status_code == 204
    assert await is_let_in(house, other["access_token"])
    by_refresh = await house.client().post("/auth/logout", json={"refresh_token": other["refresh_token"]})
    assert by_refresh.status_code == 204
    assert not await is_let_in(house, other["access_token"])


async def test_an_old_or_broken_token_does_not_stand_in_the_way_of_open_routes(house: House) -> None:
    for header in ("Bearer old.token.here", "Basic x"):
        client = house.client()
        client.headers["Authorization"] = header
        answer = await client.post(
            "/auth/forgot-password", json={"email": MARA}, headers={"Idempotency-Key": header[:5]}
        )
        assert answer.status_code == 202
        assert (await client.post("/auth/logout")).status_code == 204
        assert failure(await client.post("/jobs", json={"title": "x"}, headers={"Idempotency-Key": "k"}))[0] == 401


async def test_t19_one_can_end_each_of_ones_sign_ins_and_all_at_once(house: House) -> None:
    await registered(house)
    await registered(house, "ben@example.org")
    mine, phone, ben = (
        await signed_in(house),
        await signed_in(house, label="Phone"),
        await signed_in(house, "ben@example.org"),
    )
    client = house.client(mine["access_token"])
    listed = (await client.get("/auth/sessions")).json()
    assert {(one["id"], one["current"]) for one in listed["data"]} == {
        (mine["session_id"], True),
        (phone["session_id"], False),
    }
    assert {one["label"] for one in listed["data"]} >= {"Phone"}
    foreign = await client.delete(f"/auth/sessions/{ben['session_id']}")
    missing = await client.delete(f"/auth/sessions/{house.ids.new()}")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
    assert (await client.delete(f"/auth/sessions/{phone['session_id']}")).status_code == 204
    assert not await is_let_in(house, phone["access_token"])
    third = await signed_in(house)
    assert (await client.post("/auth/logout-all")).status_code == 204
    for ended in (mine, third):
        assert not await is_let_in(house, ended["access_token"])
        assert failure(await refreshed(house, ended["refresh_token"]))[0] == 401
    assert await is_let_in(house, ben["access_token"])


async def administer(house: House, user_id: str, **changes: Any) -> None:
    admin = await house.admin()
    read = await admin.http.get(f"/admin/users/{user_id}")
    headers = {"If-Match": read.headers["ETag"]}
    assert (await admin.http.patch(f"/admin/users/{user_id}", json=changes, headers=headers)).status_code == 200


async def test_t20_who_is_switched_off_is_out_at_once(house: House) -> None:
    made = await registered(house)
    tokens = await signed_in(house)
    assert await is_let_in(house, tokens["access_token"])
    await administer(house, made["id"], active=False)
    assert not await is_let_in(house, tokens["access_token"])
    assert failure(await refreshed(house, tokens["refresh_token"]))[0] == 401
    login = await house.client().post("/auth/login", json={"email": MARA, "password": PASSWORD})
    assert failure(login) == (401, "UNAUTHENTICATED")
    await administer(house, made["id"], active=True)
    # Whoever is let back in signs in anew: what was handed out before stays void.
    assert not await is_let_in(house, tokens["access_token"])
    assert await is_let_in(house, (await signed_in(house))["access_token"])


async def test_t20_another_process_learns_of_it_within_five_seconds(house: House) -> None:
    made = await registered(house)
    tokens = await signed_in(house)
    elsewhere = House(store=house.store)
    elsewhere.clock = house.clock
    assert await is_let_in(house, tokens["access_token"])
    async with house.store.write() as work:
        user = await work.users.get(UUID(made["id"]))
        user.sign_out_everywhere(house.clock.now())
        await work.users.save(user)
        await work.commit()
    house.clock.forward(seconds=5)
    assert not await is_let_in(house, tokens["access_token"])


async def test_t21_a_changed_tier_counts_at_once_whatever_the_token_says(house: House) -> None:
    made = await registered(house)
    await administer(house, made["id"], tier="pro")
    tokens = await signed_in(house)
    client = house.client(tokens["access_token"])
    assert (await client.get("/usage")).json()["data"]["tier"] == "pro"
    await administer(house, made["id"], tier="free")
    assert (await client.get("/usage")).json()["data"]["tier"] == "free"
    actor = await house.cases.users.authenticate(tokens["access_token"])
    assert actor.tier is Tier.FREE


async def test_registering_a_taken_address_says_so_unless_told_not_to(house: House) -> None:
    await registered(house)
    body = {"email": MARA.upper(), "password": PASSWORD}
    assert failure(await house.client().post("/auth/register", json=body)) == (400, "EMAIL_TAKEN")
    secretive = House(rules=AccountRules(hide_taken_emails=True))
    first = await secretive.client().post("/auth/register", json=body)
    again = await secretive.client().post("/auth/register", json=body)
    assert (first.status_code, first.content) == (again.status_code, again.content) == (202, first.content)
    templates = [mail.template for mail in await secretive.mails(MARA)]
    assert templates == [MailTemplate.VERIFY_EMAIL, MailTemplate.ALREADY_REGISTERED]


async def test_of_many_who_register_one_address_one_gets_it(house: House) -> None:
    body = {"email": MARA, "password": PASSWORD}
    answers = await asyncio.gather(*(house.client().post("/auth/register", json=body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 7


async def test_t28_a_weak_password_is_refused_with_its_reason(house: House) -> None:
    for password in ("password1", "jobwise2026", MARA, "1234567"):
        answer = await house.client().post("/auth/register", json={"email": MARA, "password": password})
        assert failure(answer) == (422, "WEAK_PASSWORD")
        assert answer.json()["error"]["details"][0]["field"] == "password"


async def test_t27_no_length_of_a_password_breaks_signing_in(house: House) -> None:
    for password in ("x" * 72, "x" * 73, "🦊" * 128, "x" * 1_024, "nul\x00inside"):
        answer = await house.client().post("/auth/login", json={"email": MARA, "password": password})
        assert failure(answer) == (401, "UNAUTHENTICATED")
    assert failure(await house.client().post("/auth/login", json={"email": MARA, "password": "x" * 1_025}))[0] == 422


async def test_an_older_hash_is_renewed_in_passing(house: House) -> None:
    made = await registered(house)
    async with house.store.write() as work:
        user = await work.users.get(UUID(made["id"]))
        user.rehash(f"old-{user.password_hash}", house.clock.now())
        await work.users.save(user)
        await work.commit()
    await signed_in(house)
    async with house.store.read() as work:
        user = await work.users.get(UUID(made["id"]))
    assert user.password_hash == await account_parts().hasher.hash(PASSWORD)


async def test_a_password_that_changes_while_it_is_checked_lets_nobody_in(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await registered(house)
    checked = type(house.parts.hasher).matches

    async def slowly(self: object, password: str, stored: str | None) -> bool:
        async with house.store.write() as work:
            user = await work.users.get(UUID(made["id"]))
            user.change_password("another", house.clock.now())
            await work.users.save(user)
            await work.commit()
        return await checked(house.parts.hasher, password, stored)

    monkeypatch.setattr(type(house.parts.hasher), "matches", slowly)
    answer = await house.client().post("/auth/login", json={"email": MARA, "password": PASSWORD})
    assert failure(answer) == (401, "UNAUTHENTICATED")


async def test_more_sign_ins_than_there_is_room_for_end_the_oldest(house: House) -> None:
    await registered(house)
    first = await signed_in(house)
    for _ in range(50):
        house.clock.forward(seconds=1)
        last = await signed_in(house)
    assert not await is_let_in(house, first["access_token"])
    listed = (await house.client(last["access_token"]).get("/auth/sessions")).json()
    assert len(listed["data"]) == 50


async def test_t51_no_token_or_password_stands_in_the_store(house: House) -> None:
    await registered(house)
    tokens = await signed_in(house)
    fresh = (await refreshed(house, tokens["refresh_token"])).json()["data"]
    await house.client().post("/auth/forgot-password", json={"email": MARA})
    secrets = [PASSWORD, *(one[name] for one in (tokens, fresh) for name in ("access_token", "refresh_token"))]
    secrets += [
        tokens["device"],
        await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA),
        await house.mailed_token(MailTemplate.RESET_PASSWORD, MARA),
    ]
    stored = repr(house.store.__dict__["state"])
    assert MARA in stored
    assert not [secret for secret in secrets if secret in stored]


async def test_t50_no_secret_is_in_any_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    await registered(house)
    tokens = await signed_in(house)
    await refreshed(house, tokens["refresh_token"])
    await house.client().post("/auth/forgot-password", json={"email": MARA})
    reset = await house.mailed_token(MailTemplate.RESET_PASSWORD, MARA)
    await house.client().post("/auth/reset-password", json={"token": reset, "password": "password1"})
    logged = caplog.text
    for secret in (PASSWORD, MARA, reset, tokens["access_token"], tokens["refresh_token"], tokens["device"]):
        assert secret not in logged


async def test_t60_what_was_sent_is_in_no_event_and_no_answer(house: House) -> None:
    answer = await house.client().post("/auth/login", json={"email": "a\n2026 INFO ok", "password": "geheim-geheim"})
    assert failure(answer) == (401, "UNAUTHENTICATED")
    assert "INFO" not in answer.text
    assert "geheim" not in answer.text
    bad = await house.client().post("/auth/login", json={"email": MARA, "password": ["geheim"]})
    assert "geheim" not in bad.text


def test_the_rules_of_an_installation_are_held() -> None:
    assert replace(AccountRules(), refresh_grace_s=60).refresh_grace_s == 60
    with pytest.raises(Exception, match="0 to 60"):
        AccountRules(refresh_grace_s=61)
