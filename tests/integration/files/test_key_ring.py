"""The ring of keys: the newest signs, all are read, each goes in its time, and nothing else changes with it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from jobwise.application.ports.tokens import Claims
from jobwise.domain.limits import KEY_DAYS, RING_LOOK_S
from jobwise.domain.shared.errors import Conflict, MissingHere, NotFound, Unauthenticated
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.security import keys as keys_module
from jobwise.infrastructure.security.keys import Keys
from jobwise.infrastructure.security.tokens import JwtTokens

SECRET = "a quiet harbour with nine lanterns"


class Times:
    """A day that can be moved, and the seconds that a process counts."""

    def __init__(self) -> None:
        self.at = datetime(2027, 1, 1, tzinfo=UTC)
        self.seconds = 100.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    made = Times()
    monkeypatch.setattr(keys_module, "monotonic", made.monotonic)
    return made


@pytest.fixture(params=["", SECRET], ids=["kept", "set"])
def secret(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def keys_of(home: Path, secret: str, times: Times) -> Keys:
    return Keys(home, secret, times.now)


def tokens_of(keys: Keys) -> JwtTokens:
    return JwtTokens(keys.ring, keys.look_again)


def claims(times: Times, *, minutes: float = 15) -> Claims:
    return Claims(UUID(int=1), UUID(int=2), 0, Tier.FREE, times.at + timedelta(minutes=minutes))


def test_the_newest_key_signs_and_all_are_read(tmp_path: Path, secret: str, times: Times) -> None:
    keys = keys_of(tmp_path, secret, times)
    tokens = tokens_of(keys)
    old = tokens.issue(claims(times), now=times.at)
    before = {label: keys.of(label) for label in ("links", "pepper", "refresh-token")}
    states = keys.rotate()
    assert [one.signs for one in states] == [False, True]
    keys.look_again()
    new = tokens.issue(claims(times), now=times.at)
    fresh = keys_of(tmp_path, secret, times)
    assert fresh.ring().newest == states[-1].kid
    for token in (old, new):
        assert tokens_of(fresh).read(token, now=times.at) == claims(times)
    assert {label: fresh.of(label) for label in before} == before


def test_other_secrets_stay_when_the_first_key_goes(tmp_path: Path, secret: str, times: Times) -> None:
    keys = keys_of(tmp_path, secret, times)
    pepper, first = keys.of("pepper"), keys.ring().newest
    keys.rotate()
    keys.remove(first)
    assert keys_of(tmp_path, secret, times).of("pepper") == pepper


def test_a_key_is_removed_after_its_days_and_the_longest_token(tmp_path: Path, secret: str, times: Times) -> None:
    keys = keys_of(tmp_path, secret, times)
    if secret:
        keys.rotate()
    keys.ring()
    first = keys.listed()[-1]
    times.at += timedelta(days=10)
    end = next(one.retire_at for one in keys.rotate() if one.kid == first.kid)
    assert first.created is not None
    assert end == first.created + timedelta(days=KEY_DAYS, minutes=15)
    times.at = end - timedelta(seconds=1)
    assert first.kid in keys.look_again().keys
    times.at = end
    assert first.kid not in keys.look_again().keys
    assert first.kid not in [one.kid for one in keys.listed()]


def test_a_key_that_was_used_too_long_stays_until_its_tokens_are_over(tmp_path: Path, times: Times) -> None:
    keys = keys_of(tmp_path, "", times)
    keys.ring()
    times.at += timedelta(days=400)
    (old, _) = keys.rotate()
    assert old.retire_at == times.at + timedelta(minutes=15)


def test_a_running_process_sees_it_without_a_restart(tmp_path: Path, secret: str, times: Times) -> None:
    running, operator = keys_of(tmp_path, secret, times), keys_of(tmp_path, secret, times)
    tokens = tokens_of(running)
    old = tokens.issue(claims(times), now=times.at)
    assert tokens.read(old, now=times.at)
    first = running.ring().newest
    operator.rotate()
    # Another process signs with the new key at once, and this one reads it at once.
    assert tokens.read(tokens_of(operator).issue(claims(times), now=times.at), now=times.at)
    operator.remove(first)
    times.seconds += RING_LOOK_S
    with pytest.raises(Unauthenticated):
        tokens.read(old, now=times.at)


def test_what_does_not_exist_or_signs_is_not_removed(tmp_path: Path, secret: str, times: Times) -> None:
    keys = keys_of(tmp_path, secret, times)
    with pytest.raises(NotFound):
        keys.remove("nobody")
    with pytest.raises(Conflict):
        keys.remove(keys.ring().newest)
    assert len(keys.listed()) == 1


def test_a_file_from_before_the_ring_is_read_and_kept(tmp_path: Path, times: Times) -> None:
    root = "5a" * 32
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [{"kid": "one", "key": root}]}))
    keys = keys_of(tmp_path, "", times)
    links = keys.of("links")
    assert keys.ring().newest == "one"
    (old, _) = keys.rotate()
    assert (old.kid, old.created) == ("one", None)
    keys.remove("one")
    assert keys_of(tmp_path, "", times).of("links") == links


def test_a_file_that_goes_while_a_process_runs_changes_nothing(tmp_path: Path, times: Times) -> None:
    keys = keys_of(tmp_path, "", times)
    newest = keys.ring().newest
    keys.look_again()
    (tmp_path / "keys.json").unlink()
    assert keys.look_again().newest == newest
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"keys": []}', '{"keys": [{"kid": "a", "key": "xyz"}]}'])
def test_a_broken_file_is_told_and_never_replaced(tmp_path: Path, times: Times, content: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(content)
    for act in (lambda keys: keys.ring(), lambda keys: keys.of("links"), lambda keys: keys.rotate()):
        with pytest.raises(MissingHere):
            act(keys_of(tmp_path, "", times))
    assert file.read_text() == content


def test_no_key_is_shown_and_the_file_is_its_owners_alone(tmp_path: Path, secret: str, times: Times) -> None:
    keys = keys_of(tmp_path, secret, times)
    states = keys.rotate()
    (file,) = tmp_path.glob("*.json")
    assert file.stat().st_mode & 0o077 == 0
    content = json.loads(file.read_text())
    hidden = {one["key"] for one in content["keys"] if "key" in one} | {content.get("root", SECRET), SECRET}
    assert secret or len(hidden) == 3
    said = repr((states, keys._living()))
    assert not [one for one in hidden if one in said]
    if secret:
        assert SECRET not in file.read_text()
