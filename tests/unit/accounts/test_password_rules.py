"""Passwords: what is taken, how they are hashed, and that nothing of a long one is lost."""

import asyncio
import os
import threading

import bcrypt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.shared.errors import Unavailable, WeakPassword
from jobwise.domain.users.passwords import check_password
from jobwise.infrastructure.accounts import common_passwords
from jobwise.infrastructure.security import hashing
from jobwise.infrastructure.security.hashing import COST, TEST_COST, BcryptHasher
from tests.support.soak import examples

EMAIL, NAME = "mara.lindqvist@example.org", "Mara Lindqvist"


def check(password: str) -> None:
    check_password(password, email=EMAIL, name=NAME, blocklist=common_passwords())


@pytest.mark.parametrize(
    "password",
    [
        *("brief", "1234567", "password1", "PASSWORD1", "qwertyuiop", "12345678", "aaaaaaaa", "abababab"),
        *("jobwise2026", "JobWise!!", "jobwise jobwise", "mara.lindqvist@example.org", "Lindqvist99", "maralindqvist"),
        *("lindqvist.mara", "example2024!", "ｐａｓｓｗｏｒｄ１", "x" * 129),
    ],
)
def test_t28_a_password_that_others_would_guess_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword) as caught:
        check(password)
    assert caught.value.details[0].field == "password"
    assert password not in f"{caught.value.message}{caught.value.details}"


@pytest.mark.parametrize(
    "password",
    [
        *("a b c d e f g h", "four wandering herons", "пароль из леса", "東京の青い電車が好き", "🦊🐢🦔🐙🦉🐌🦋🐞"),
        *("maraudering falcons", "x7#Kq9!z", "correct horse " * 9),
    ],
)
def test_t28_any_other_is_taken_whatever_signs_it_has(password: str) -> None:
    check(password)


def test_t28_the_list_has_ten_thousand_and_begins_with_the_worst() -> None:
    words = common_passwords()
    assert len(words) >= 10_000
    assert {"123456", "password", "letmein", "iloveyou", "dragon"} <= words
    assert all(word == word.casefold() for word in words)


def hasher(cost: int = TEST_COST) -> BcryptHasher:
    return BcryptHasher(lambda: b"p" * 32, cost)


@pytest.fixture
def quick() -> BcryptHasher:
    return hasher()


@pytest.mark.parametrize("length", [72, 73, 128])
async def test_t27_a_long_password_counts_to_its_last_sign(quick: BcryptHasher, length: int) -> None:
    """F1: no length fails, and none is cut off."""
    password = "🦊" * (length - 1) + "a"
    stored = await quick.hash(password)
    assert await quick.matches(password, stored)
    assert not await quick.matches(password[:-1] + "b", stored)


async def test_the_same_signs_typed_another_way_are_the_same_password(quick: BcryptHasher) -> None:
    stored = await quick.hash("cafe\u0301 au lait")
    assert await quick.matches("caf\u00e9 au lait", stored)


@given(st.text(max_size=40))
@settings(max_examples=examples(15))
def test_every_text_can_be_hashed_and_checked(password: str) -> None:
    one = hasher()
    stored = asyncio.run(one.hash(password))
    assert stored.startswith("v2$$2b$04$")
    assert asyncio.run(one.matches(password, stored))
    assert not asyncio.run(one.matches(password + "x", stored))
    one.close()


async def test_unknown_people_have_no_password(quick: BcryptHasher) -> None:
    assert not await quick.matches("anything", None)
    assert not await quick.matches("", None)


@pytest.mark.parametrize("stored", ["", "plain", "v2$plain", "v1$" + "x" * 60, "$2b$04$short"])
async def test_a_hash_of_no_known_form_lets_nobody_in(quick: BcryptHasher, stored: str) -> None:
    assert not await quick.matches("plain", stored)


async def test_hashes_of_other_systems_are_read_and_renewed(quick: BcryptHasher) -> None:
    old = bcrypt.hashpw(b"four wandering herons", bcrypt.gensalt(4)).decode()
    assert await quick.matches("four wandering herons", old)
    assert not await quick.matches("x" * 73, old)
    assert not await quick.matches("nul\x00", old)
    assert quick.is_outdated(old)


async def test_the_cost_is_read_from_the_hash_and_a_cheaper_one_is_renewed(quick: BcryptHasher) -> None:
    cheap = await quick.hash("four wandering herons")
    assert COST >= 12
    assert not quick.is_outdated(cheap)
    assert hasher(COST).is_outdated(cheap)
    # The older hash is still good until then.
    assert await hasher(COST).matches("four wandering herons", cheap)


async def test_another_pepper_opens_nothing(quick: BcryptHasher) -> None:
    stored = await quick.hash("four wandering herons")
    assert not await BcryptHasher(lambda: b"q" * 32, TEST_COST).matches("four wandering herons", stored)


async def test_t26_the_queue_is_bounded_and_the_loop_stays_free(
    quick: BcryptHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F2: no hash is made on the loop. How long others wait meanwhile, `benchmarks.sign_in` measures."""
    go_on, names = threading.Event(), set()

    def slow(self: BcryptHasher, password: str) -> str:
        names.add(threading.current_thread().name.rsplit("_", 1)[0])
        go_on.wait(10)
        return "done"

    monkeypatch.setattr(BcryptHasher, "_hash", slow)
    monkeypatch.setattr(hashing, "PASSWORD_QUEUE", 3)
    waiting = [asyncio.create_task(quick.hash("x")) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable) as caught:
        await quick.hash("x")
    assert caught.value.retry_after_s >= 1
    # Whoever goes away leaves the thread at work, so the place is not free yet.
    waiting[0].cancel()
    with pytest.raises((asyncio.CancelledError, Unavailable)):
        await asyncio.gather(waiting[0])
    go_on.set()
    assert await asyncio.gather(*waiting[1:]) == ["done", "done"]
    assert names == {"password"}
    assert quick._threads._max_workers == max(1, (os.cpu_count() or 2) - 1)
    assert await quick.hash("x") == "done"
