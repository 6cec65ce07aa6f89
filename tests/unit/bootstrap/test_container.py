"""Everything that can be built is built: a wrong keyword is seen by neither mypy nor the container itself."""

from pathlib import Path

import pytest
from dependency_injector import providers

from jobwise.application.use_cases import UseCases
from jobwise.bootstrap.container import Container
from jobwise.bootstrap.settings import Settings, read_settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("JOBWISE_DATABASE_URL", f"sqlite:///{tmp_path / 'never made.db'}")
    return read_settings(None)


def test_every_provider_builds_and_touches_nothing(settings: Settings, tmp_path: Path) -> None:
    container = Container(settings=providers.Object(settings))
    built = {name: provider() for name, provider in container.providers.items()}
    assert set(built) == {
        *("settings", "clock", "ids", "keys", "tokens", "store", "use_cases"),
        *("stopping", "checks", "ready", "config", "operations", "metrics", "model", "profile_reading", "pulses"),
        *{"settings", "clock", "ids", "keys", "tokens", "store", "use_cases"},
        *{"accounts", "deliver_mails", "freshness", "hasher", "mailer", "replica", "tracing", "write_mail"},
        *("files", "links", "offering", "offers", "outside", "redis", "throttle"),
    }
    assert isinstance(built["use_cases"], UseCases)
    assert built["store"] is container.store()
    assert built["use_cases"].once.store is built["offering"]
    assert built["offering"].inner is built["store"]
    assert list(tmp_path.iterdir()) == []


def test_two_containers_share_nothing(settings: Settings) -> None:
    first, second = (Container(settings=providers.Object(settings)) for _ in range(2))
    assert first.store() is not second.store()
