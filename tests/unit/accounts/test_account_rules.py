"""The pure rules of accounts: addresses, rotation, tiers, legal moves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.limits import MAX_LABEL_CHARS
from jobwise.domain.shared.errors import BadLink, Conflict, InvalidInput
from jobwise.domain.users.emails import parse_email
from jobwise.domain.users.sessions import Carrier, Ending, RefreshToken, Session, Verdict, judged
from jobwise.domain.users.tiers import PLANS, QuotaKind, Window, limit_of, tier_allowing, window_end, window_start
from jobwise.domain.users.user import Tier, User, UserRole

NOW = datetime(2026, 11, 20, 9, 41, 7, 5, tzinfo=UTC)
ADMIN = UUID(int=9)


def user() -> User:
    made = User.register(
        id=UUID(int=1),
        email="mara@example.org",
        password_hash="h",
        name="Mara",
        language="pt",
        time_zone="UTC",
        now=NOW,
    )
    made.seen()
    return made


def session() -> Session:
    return Session.start(id=UUID(int=2), owner_id=UUID(int=1), label="x", carrier=Carrier.WEB, epoch=3, now=NOW)


# --- addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Mara.Lind+jobs@Example.ORG ", "mara.lind+jobs@example.org"),
        ("a@bücher.example.com", "a@xn--bcher-kva.example.com"),
        ("o'neil_99@mail.example.co.uk", "o'neil_99@mail.example.co.uk"),
    ],
)
def test_one_mailbox_has_one_written_form(text: str, expected: str) -> None:
    assert parse_email(text) == expected
    assert parse_email(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "@",
            "a@",
            "@example.org",
            "a b@example.org",
            "a@example",
            "a@localhost",
            "a@example.test",
            "a..b@example.org",
        ),
        *(
            ".a@example.org",
            "a.@example.org",
            '"a b"@example.org',
            "a@-x.org",
            "a@x-.org",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
        ),
        *(
            "m\u0430ra@example.org",
            "ｍａｒａ@example.org",
            "a\n@example.org",
            "a\x00@example.org",
            "x" * 65 + "@example.org",
        ),
        *(
            "a@" + "x" * 64 + ".org",
            "a@" + "x." * 130 + "org",
            "a@exam\ud800ple.org",
            "a@example.org\nBcc: b@example.org",
        ),
        *("a@ex ample.org", "a@ab--cd.org", "a@xn--99zz--.org", "a@example..org", "a@.org"),
    ],
)
def test_f19_what_reaches_nobody_or_looks_like_another_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_email(text)


ADDRESS_SIGNS = st.text(st.sampled_from("abzAZ019.-_+'!@ "), max_size=20)


@given(ADDRESS_SIGNS, ADDRESS_SIGNS.map(lambda text: f"{text}.org"))
def test_what_is_taken_is_taken_by_the_library_too(local: str, domain: str) -> None:
    try:
        address = parse_email(f"{local}@{domain}")
    except InvalidInput:
        return
    validate_email(address, check_deliverability=False, test_environment=True, globally_deliverable=False)


# --- rotation

LIVING = RefreshToken("a", UUID(int=2), None, NOW, NOW + timedelta(days=14))
USED = replace(LIVING, used_at=NOW, replaced_by="b")
NEXT = RefreshToken("b", UUID(int=2), "a", NOW, NOW + timedelta(days=14))
SPENT = replace(NEXT, used_at=NOW + timedelta(seconds=2), replaced_by="c")


@pytest.mark.parametrize(
    ("token", "successor", "after_s", "grace_s", "expected"),
    [
        (LIVING, None, 0, 10, Verdict.ROTATE),
        (LIVING, None, 14 * 86_400 - 1, 10, Verdict.ROTATE),
        (LIVING, None, 14 * 86_400, 10, Verdict.ENDED),
        (USED, NEXT, 9, 10, Verdict.REPEAT),
        (USED, NEXT, 10, 10, Verdict.REUSED),
        (USED, NEXT, 0, 0, Verdict.REUSED),
        (USED, SPENT, 3, 10, Verdict.REUSED),
        (USED, None, 3, 10, Verdict.REUSED),
        (replace(USED, expires_at=NOW + timedelta(seconds=1)), NEXT, 3, 10, Verdict.ENDED),
        (replace(USED, expires_at=NOW + timedelta(seconds=4)), NEXT, 3, 10, Verdict.REPEAT),
        (replace(USED, expires_at=NOW + timedelta(seconds=3)), NEXT, 3, 10, Verdict.ENDED),
        (replace(LIVING, expires_at=NOW + timedelta(seconds=3)), None, 2, 10, Verdict.ROTATE),
        (replace(LIVING, expires_at=NOW + timedelta(seconds=3)), None, 3, 10, Verdict.ENDED),
    ],
)
def test_t13_the_rule_of_rotation(
    token: RefreshToken, successor: RefreshToken | None, after_s: int, grace_s: int, expected: Verdict
) -> None:
    now = NOW + timedelta(seconds=after_s)
    assert judged(token, session(), successor, epoch=3, now=now, grace_s=grace_s) is expected


@pytest.mark.parametrize("how", ["ended", "older epoch", "newer epoch", "idle", "too old"])
def test_a_session_that_is_over_refreshes_nothing(how: str) -> None:
    one, now, epoch = session(), NOW, 3
    match how:
        case "ended":
            one.end(Ending.SIGNED_OUT, NOW)
        case "older epoch":
            epoch = 2
        case "newer epoch":
            epoch = 4
        case "idle":
            now = NOW + timedelta(days=14)
        case _:
            one.idle_until, now = NOW + timedelta(days=200), NOW + timedelta(days=90)
    for token, successor in ((LIVING, None), (USED, NEXT), (USED, SPENT)):
        assert judged(token, one, successor, epoch=epoch, now=now, grace_s=10) is Verdict.ENDED


def test_use_puts_the_idle_end_off_but_never_the_last() -> None:
    one = session()
    for day in range(1, 90, 7):
        one.refresh(NOW + timedelta(days=day))
    assert one.idle_until == one.expires_at == NOW + timedelta(days=90)
    app = Session.start(id=UUID(int=2), owner_id=UUID(int=1), label="", carrier=Carrier.APP, epoch=0, now=NOW)
    assert app.idle_until == NOW + timedelta(days=60)
    app.end(Ending.SIGNED_OUT, NOW)
    with pytest.raises(Conflict):
        app.end(Ending.SIGNED_OUT, NOW)


def test_what_a_session_tells_of_its_life() -> None:
    one = session()
    assert (one.last_used_at, one.idle_until, one.expires_at) == (
        NOW,
        NOW + timedelta(days=14),
        NOW + timedelta(days=90),
    )
    later = NOW + timedelta(hours=1)
    one.refresh(later)
    assert (one.last_used_at, one.updated_at) == (later, later)
    one.keep(4, later)
    assert (one.epoch, one.is_live(4, later), one.is_live(3, later)) == (4, True, False)
    one.end(Ending.CROWDED_OUT, later)
    assert one.ending is Ending.CROWDED_OUT
    assert [(event.name, dict(event.payload)) for event in one.take_events()] == [
        ("session.started", {"carrier": "web"}),
        ("session.refreshed", {}),
        ("session.kept", {}),
        ("session.ended", {"ending": "crowded_out"}),
    ]


def test_the_label_of_a_session_is_bounded() -> None:
    assert replace(session(), label="x" * MAX_LABEL_CHARS).label == "x" * MAX_LABEL_CHARS
    with pytest.raises(InvalidInput):
        replace(session(), label="x" * (MAX_LABEL_CHARS + 1))


def test_the_words_that_are_stored_stay() -> None:
    assert {one.value for one in Ending} == {"signed_out", "terminated", "reused", "crowded_out"}
    assert {one.value for one in Carrier} == {"app", "web"}


# --- tiers


def test_a_higher_tier_never_allows_less() -> None:
    plans = list(PLANS.values())
    assert [plan.tier for plan in plans] == list(Tier)
    for kind in QuotaKind:
        limits = [plan.limits[kind] for plan in plans]
        numbers = [float("inf") if limit is None else limit for limit in limits]
        assert numbers == sorted(numbers)
    assert limit_of(Tier.FREE, QuotaKind.COVER_LETTERS) == 25
    assert (tier_allowing(QuotaKind.SAVED_JOBS, 100), tier_allowing(QuotaKind.SAVED_JOBS, 2_000)) == (
        Tier.PRO,
        Tier.ENTERPRISE,
    )
    assert tier_allowing(QuotaKind.DATA_EXPORTS, 1) is None


@given(st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1)), st.sampled_from(QuotaKind))  # noqa: DTZ001
def test_every_moment_lies_in_its_window(naive: datetime, kind: QuotaKind) -> None:
    now = naive.replace(tzinfo=UTC)
    start, end = window_start(kind, now), window_end(kind, now)
    if kind.window is Window.HELD:
        assert (start, end) == (window_start(kind, NOW), None)
        return
    assert end is not None
    assert start <= now < end
    assert window_start(kind, end) == end
    assert (start.minute, start.second, start.microsecond) == (0, 0, 0)


# --- legal moves


def test_an_address_counts_once_it_is_confirmed() -> None:
    one = user()
    one.verify("mara@example.org", NOW)
    one.ask_for_email("lind@example.org", NOW)
    with pytest.raises(BadLink):
        one.confirm_email("other@example.org", NOW)
    assert one.email == "mara@example.org"
    one.confirm_email("lind@example.org", NOW)
    assert (one.email, one.pending_email, one.verified) == ("lind@example.org", None, True)
    with pytest.raises(BadLink):
        one.confirm_email("lind@example.org", NOW)
    with pytest.raises(BadLink):
        one.verify("mara@example.org", NOW)
    with pytest.raises(Conflict):
        one.ask_for_email("lind@example.org", NOW)


def test_what_ends_every_sign_in_raises_the_epoch() -> None:
    one = user()
    one.change_password("new", NOW)
    one.sign_out_everywhere(NOW)
    one.administer(NOW, by=ADMIN, role=None, tier=None, active=False)
    assert one.auth_epoch == 3
    assert not one.can_sign_in
    one.administer(NOW, by=ADMIN, role=UserRole.ADMIN, tier=Tier.PRO, active=True)
    assert one.auth_epoch == 3
    one.request_deletion(NOW)
    assert (one.auth_epoch, one.hidden, one.can_sign_in) == (4, True, False)
    with pytest.raises(Conflict):
        one.request_deletion(NOW)


def test_t63_each_act_of_an_administrator_names_them_and_what_is_the_same_says_nothing() -> None:
    one = user()
    one.take_events()
    one.administer(NOW, by=ADMIN, role=UserRole.USER, tier=Tier.FREE, active=True)
    assert (one.take_events(), one.version) == ((), 1)
    one.administer(NOW, by=ADMIN, role=UserRole.ADMIN, tier=Tier.PRO, active=False)
    events = one.take_events()
    assert [event.name for event in events] == ["user.role_changed", "user.tier_changed", "user.deactivated"]
    assert {event.payload["by"] for event in events} == {str(ADMIN)}
    assert one.version == 2


def test_no_event_of_an_account_says_who_it_is() -> None:
    one = user()
    one.ask_for_email("lind@example.org", NOW)
    one.confirm_email("lind@example.org", NOW)
    one.edit(NOW, name="Mara Lind", language="de", time_zone="Europe/Berlin")
    one.change_password("secret hash", NOW)
    said = str([event.payload for event in one.take_events()])
    for personal in ("mara", "lind", "Mara", "secret", "Berlin"):
        assert personal not in said
