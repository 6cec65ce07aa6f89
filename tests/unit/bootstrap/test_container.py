"""Everything that can be built is built: a wrong keyword is seen by neither mypy nor the container itself."""

from pathlib import Path

import pytest
from dependency_injector import providers

from jobwise.application.use_cases import UseCases
from jobwise.bootstrap.container import Container
from jobwise.bootstrap.settings import Settings, read_settings
from jobwise.infrastructure.files.readiness import StorageCheck
from jobwise.infrastructure.files.s3 import S3Files
from jobwise.infrastructure.files.store import LocalFiles
from jobwise.infrastructure.pools import press


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("JOBWISE_DATABASE_URL", f"sqlite:///{tmp_path / 'never made.db'}")
    return read_settings(None)


def test_every_provider_builds_and_touches_nothing(settings: Settings, tmp_path: Path) -> None:
    container = Container(settings=providers.Object(settings))
    built = {name: provider() for name, provider in container.providers.items()}
    assert set(built) == {
        *(
            "accounts",
            "cache",
            "checks",
            "clock",
            "config",
            "deliver_mails",
            "files",
            "freshness",
            "hasher",
            "ids",
            "keys",
        ),
        *("links", "mailer", "metrics", "model", "offering", "offers", "operations", "outside", "pool", "pooled"),
        *("printers", "profile_reading", "pulses", "ready", "redis", "replica", "settings", "stopping", "store"),
        *("throttle", "tokens", "tracing", "use_cases", "write_mail"),
    }
    assert isinstance(built["use_cases"], UseCases)
    assert built["store"] is container.store()
    assert built["use_cases"].once.store is built["offering"]
    assert built["offering"].inner is built["store"]
    assert list(tmp_path.iterdir()) == []


def test_a_bucket_takes_the_place_of_the_folder(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    assert isinstance(Container(settings=providers.Object(settings)).files(), LocalFiles)
    monkeypatch.setenv("JOBWISE_S3_BUCKET", "files")
    container = Container(settings=providers.Object(read_settings(None)))
    assert isinstance(container.files(), S3Files)
    assert container.outside().files is container.files()
    assert [one.kind for one in container.checks() if isinstance(one, StorageCheck)] == ["s3"]


def test_the_settings_say_what_draws(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("JOBWISE_PDF_ENGINE", "typst")
    monkeypatch.setenv("JOBWISE_FONT_DIR", "/fonts/a:/fonts/b")
    asked = read_settings(None)
    # A process of its own knows the settings; the environment may say nothing of them.
    monkeypatch.delenv("JOBWISE_PDF_ENGINE")
    environment = Container(settings=providers.Object(asked)).printers()._recipe.environment("work")
    assert (environment[press.ENGINE], environment[press.FONT_DIRS]) == ("typst", "/fonts/a:/fonts/b")


def test_two_containers_share_nothing(settings: Settings) -> None:
    first, second = (Container(settings=providers.Object(settings)) for _ in range(2))
    assert first.store() is not second.store()
