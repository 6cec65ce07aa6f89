"""Settings from the environment: names, defaults, refusals that say nothing of secrets."""

import os
from pathlib import Path

import pytest

from jobwise.bootstrap.background import CLASSES
from jobwise.bootstrap.settings import Settings, read_settings
from jobwise.bootstrap.worker import chosen
from jobwise.domain.exports.layout import Engine
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.files.s3_server import Bucket
from jobwise.infrastructure.persistence.sql.engine import PoolSizes


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.upper().startswith(("JOBWISE_", "DATABASE_", "XDG_", "GROQ_", "OPENAI_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/home/mara")


def read(**environment: str) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return read_settings(None)


def url(**environment: str) -> str:
    return read(**environment).database_url.get_secret_value()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "sqlite:////home/mara/.local/share/jobwise/jobwise.db"),
        ({"XDG_DATA_HOME": "/data/own"}, "sqlite:////data/own/jobwise/jobwise.db"),
        ({"XDG_DATA_HOME": "not/absolute"}, "sqlite:////home/mara/.local/share/jobwise/jobwise.db"),
        ({"JOBWISE_HOME": "/srv/jobwise", "XDG_DATA_HOME": "/data/own"}, "sqlite:////srv/jobwise/jobwise.db"),
        ({"JOBWISE_HOME": "~/jobs"}, "sqlite:////home/mara/jobs/jobwise.db"),
        ({"JOBWISE_HOME": "", "DATABASE_URL": ""}, "sqlite:////home/mara/.local/share/jobwise/jobwise.db"),
        ({"DATABASE_URL": "sqlite:///here.db"}, "sqlite:///here.db"),
        ({"DATABASE_URL": "sqlite:///a.db", "JOBWISE_DATABASE_URL": "sqlite:///b.db"}, "sqlite:///b.db"),
        ({"DATABASE_URL": "postgresql+asyncpg://u:p@db/jw"}, "postgresql+asyncpg://u:p@db/jw"),
    ],
)
def test_where_the_data_is(environment: dict[str, str], expected: str) -> None:
    assert url(**environment) == expected


def test_the_pool_has_the_promised_sizes_and_can_be_set() -> None:
    assert read().pool == PoolSizes(20, 30, 30.0, 3600)
    given = {
        "JOBWISE_DATABASE_POOL_SIZE": "2",
        "JOBWISE_DATABASE_POOL_OVERFLOW": "0",
        "JOBWISE_DATABASE_POOL_TIMEOUT_S": "1.5",
        "JOBWISE_DATABASE_POOL_RECYCLE_S": "60",
    }
    assert read(**given).pool == PoolSizes(2, 0, 1.5, 60)


def test_a_file_gives_settings_and_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text('JOBWISE_HOME="/from/file"\nDATABASE_POOL_SIZE=nonsense\nUNKNOWN=1\n', encoding="utf-8")
    assert read_settings(file).home == Path("/from/file")
    monkeypatch.setenv("JOBWISE_HOME", "/from/environment")
    assert read_settings(file).home == Path("/from/environment")


def test_a_file_says_what_draws_documents(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("JOBWISE_PDF_ENGINE=Typst\nJOBWISE_FONT_DIR=/fonts/a:/fonts/b\n", encoding="utf-8")
    settings = read_settings(file)
    assert (settings.engine, settings.font_dirs) == (Engine.TYPST, (Path("/fonts/a"), Path("/fonts/b")))
    assert read().engine is None


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b'JOBWISE_MAIL_FROM="Zo\xeb <zoe@example.org>"\n')
    with pytest.raises(InvalidInput, match=r"\.env cannot be read; write it as UTF-8"):
        read_settings(tmp_path / ".env")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"JOBWISE_PDF_ENGINE": "geheim"}, "JOBWISE_PDF_ENGINE"),
        ({"DATABASE_URL": "mysql://u:geheim@db/jw"}, "mysql"),
        ({"DATABASE_URL": "geheim"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://u:geheim@db..example/jw"}, "DATABASE_URL"),
        ({"JOBWISE_DATABASE_READ_URL": "postgresql://u:geheim@db..example/jw"}, "JOBWISE_DATABASE_READ_URL"),
        ({"JOBWISE_REDIS_URL": "redis://:geheim@cache..example:6379/0"}, "JOBWISE_REDIS_URL"),
        ({"JOBWISE_SMTP_HOST": "smtp://geheim"}, "JOBWISE_SMTP_HOST"),
        ({"JOBWISE_SMTP_HOST": "geheim:25"}, "JOBWISE_SMTP_HOST"),
        ({"JOBWISE_SMTP_HOST": "geheim..example"}, "JOBWISE_SMTP_HOST"),
        ({"JOBWISE_SMTP_USER": "me", "JOBWISE_SMTP_PASSWORD": "geheim"}, "JOBWISE_SMTP_HOST"),
        ({"JOBWISE_SMTP_HOST": "mail", "JOBWISE_SMTP_PASSWORD": "geheim"}, "JOBWISE_SMTP_USER"),
        ({"JOBWISE_MAIL_FROM": "geheim"}, "JOBWISE_MAIL_FROM"),
        ({"JOBWISE_MAIL_FROM": "geheim <a@example.org"}, "JOBWISE_MAIL_FROM"),
        ({"JOBWISE_MAIL_FROM": "a@example.org, geheim@example.org"}, "JOBWISE_MAIL_FROM"),
        ({"JOBWISE_S3_BUCKET": "files", "JOBWISE_S3_ENDPOINT": "http://geheim..example"}, "JOBWISE_S3_ENDPOINT"),
        ({"JOBWISE_COMPATIBLE_BASE_URL": "http://geheim..example/v1"}, "JOBWISE_COMPATIBLE_BASE_URL"),
        ({"JOBWISE_DATABASE_POOL_SIZE": "geheim"}, "JOBWISE_DATABASE_POOL_SIZE"),
        ({"JOBWISE_DATABASE_POOL_TIMEOUT_S": "0"}, "JOBWISE_DATABASE_POOL_TIMEOUT_S"),
    ],
)
def test_a_bad_value_is_named_but_not_repeated(environment: dict[str, str], named: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(**environment)
    assert named in caught.value.message
    assert all(detail.field and detail.reason for detail in caught.value.details)
    assert "geheim" not in f"{caught.value.message} {caught.value.details} {caught.value.__cause__}"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u@my_db/jw",
        "postgresql://u@10.0.0.1:5432/jw",
        "postgresql://u@[::1]/jw",
        "postgresql:///jw?host=/run",
    ],
)
def test_whatever_hosts_are_called_is_taken(url: str) -> None:
    assert read(DATABASE_URL=url).database_url.get_secret_value() == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JOBWISE_TRUSTED_PROXIES", "10.0.0.0/8, geheim"),
        ("JOBWISE_PUBLIC_URL", "javascript:geheim"),
        ("JOBWISE_REFRESH_GRACE_S", "61"),
        ("JOBWISE_THROTTLE", "geheim"),
    ],
)
def test_a_bad_setting_of_accounts_is_named(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(**{name: value})
    assert name in caught.value.message
    assert "geheim" not in caught.value.message


BUCKET = {"JOBWISE_S3_BUCKET": "files", "JOBWISE_S3_ACCESS_KEY": "me", "JOBWISE_S3_SECRET_KEY": "geheim"}


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"JOBWISE_S3_BUCKET": "Geheim"}, "JOBWISE_S3_BUCKET"),
        ({"JOBWISE_S3_BUCKET": "a..geheim"}, "JOBWISE_S3_BUCKET"),
        ({"JOBWISE_S3_BUCKET": ""}, "JOBWISE_S3_BUCKET"),
        ({"JOBWISE_S3_ENDPOINT": "minio:9000/geheim"}, "JOBWISE_S3_ENDPOINT"),
        ({"JOBWISE_S3_ENDPOINT": "http://me:geheim@minio:9000"}, "JOBWISE_S3_ENDPOINT"),
        ({"JOBWISE_S3_ENDPOINT": "http://minio:9000/geheim"}, "JOBWISE_S3_ENDPOINT"),
        ({"JOBWISE_S3_ENDPOINT": "http://minio:90000"}, "JOBWISE_S3_ENDPOINT"),
        ({"JOBWISE_S3_ENDPOINT": "http://minio geheim"}, "JOBWISE_S3_ENDPOINT"),
        ({"JOBWISE_S3_REGION": "geheim!"}, "JOBWISE_S3_REGION"),
        ({"JOBWISE_S3_PREFIX": "../geheim"}, "JOBWISE_S3_PREFIX"),
        ({"JOBWISE_S3_PREFIX": "geheim//x"}, "JOBWISE_S3_PREFIX"),
        ({"JOBWISE_S3_SECRET_KEY": "geheim\n"}, "JOBWISE_S3_SECRET_KEY"),
        ({"JOBWISE_S3_ACCESS_KEY": ""}, "JOBWISE_S3_ACCESS_KEY"),
    ],
)
def test_a_bad_setting_of_the_bucket_is_named_but_not_repeated(environment: dict[str, str], named: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(**{**BUCKET, **environment})
    assert named in caught.value.message
    assert "geheim" not in f"{caught.value.message} {caught.value.details} {caught.value.__cause__}"


def test_files_are_in_a_bucket_when_one_is_named() -> None:
    assert read().bucket is None
    found = read(**BUCKET, JOBWISE_S3_ENDPOINT="http://minio:9000/", JOBWISE_S3_PREFIX="/a/b/").bucket
    assert found == Bucket("files", "http://minio:9000", "us-east-1", "me", "geheim", "a/b")
    assert "geheim" not in f"{read(**BUCKET)!r} {read(**BUCKET).model_dump()}"
    assert read(JOBWISE_S3_BUCKET="files").bucket == Bucket("files")


@pytest.mark.parametrize(
    "secret",
    [
        *("changeme", "secret", "x" * 31, "x" * 64, "abcabcabcabcabcabcabcabcabcabcabcabc"),
        *("your-secret-key-change-in-production-please", "Change-Me-Change-Me-Change-Me-1234567"),
    ],
)
@pytest.mark.parametrize("name", ["JOBWISE_SECRET_KEY", "SECRET_KEY"])
def test_t4_a_secret_that_others_could_know_is_refused_but_not_repeated(name: str, secret: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(**{"JOBWISE_ENV": "production", name: secret})
    assert "SECRET_KEY" in caught.value.message
    assert secret not in f"{caught.value.message} {caught.value.details} {caught.value.__cause__}"


def test_t4_a_good_secret_is_taken() -> None:
    assert read(JOBWISE_SECRET_KEY="6f1d0c2b9a8e7f6054433221100ffeeddccbbaa99887766554433221100aabbc")


def test_proxies_are_read_as_a_list() -> None:
    assert read(JOBWISE_TRUSTED_PROXIES=" 10.0.0.0/8,, 2001:db8::/32 ").proxies == ("10.0.0.0/8", "2001:db8::/32")
    assert read().proxies == ()


def test_an_address_prints_without_its_password() -> None:
    settings = read(DATABASE_URL="postgresql://u:geheim@db/jw")
    assert "geheim" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_example_lists_every_setting_with_a_value_that_is_accepted() -> None:
    lines = Path(__file__).parents[3].joinpath(".env.example").read_text(encoding="utf-8").splitlines()
    listed = dict(line.removeprefix("# ").split("=", 1) for line in lines if line.startswith("# JOBWISE_"))
    names = {field.validation_alias.choices[0] for field in Settings.model_fields.values()}  # type: ignore[union-attr]
    assert set(listed) == names
    assert read(**listed).pool == PoolSizes()


def test_a_replica_is_named_by_either_name_and_is_off_by_default() -> None:
    assert read().database_read_url.get_secret_value() == ""
    found = read(DATABASE_URL="postgresql://u:geheim@db/jw", DATABASE_READ_URL="postgresql://u:geheim@copy/jw")
    assert found.database_read_url.get_secret_value() == "postgresql://u:geheim@copy/jw"
    assert "geheim" not in repr(found)


@pytest.mark.parametrize(
    ("primary", "copy"),
    [("postgresql://u:geheim@db/jw", "sqlite:///copy.db"), ("", "postgresql://u:geheim@db/jw"), ("", "geheim")],
)
def test_a_replica_of_another_kind_is_refused_without_its_password(primary: str, copy: str) -> None:
    with pytest.raises(InvalidInput, match="JOBWISE_DATABASE_READ_URL") as caught:
        read(DATABASE_URL=primary, JOBWISE_DATABASE_READ_URL=copy)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["redis://r:6379/0", "rediss://:p%40ss@r:6379", "redis://r", "redis://user:pass@[::1]:6379/3"]
)
@pytest.mark.parametrize("name", ["JOBWISE_REDIS_URL", "REDIS_URL"])
def test_redis_is_named_by_either_name(name: str, address: str) -> None:
    settings = read(**{name: address, "JOBWISE_QUEUE": "celery"})
    assert settings.redis_url.get_secret_value() == address
    assert address not in repr(settings)


@pytest.mark.parametrize(
    "address",
    [
        "r:6379",
        "http://r",
        "redis://",
        "redis://r:x/0",
        "redis://r/zero",
        "redis://r/0?db=1",
        "unix:///r.sock",
        "redis://:p@",
    ],
)
def test_an_address_that_is_no_redis_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(InvalidInput, match="redis://:password@host") as caught:
        read(JOBWISE_REDIS_URL=address)
    assert "REDIS_URL" in caught.value.message


def test_celery_without_redis_names_what_is_missing() -> None:
    with pytest.raises(InvalidInput, match="JOBWISE_REDIS_URL"):
        read(JOBWISE_QUEUE="celery")
    with pytest.raises(InvalidInput, match="QUEUE"):
        read(JOBWISE_QUEUE="rabbit")
    assert read().queue == "in_process"


def test_the_classes_of_work_that_may_be_chosen_are_documented() -> None:
    said = Path(__file__).parents[3].joinpath("docs/running.md").read_text(encoding="utf-8")
    assert all(f"`{each.name}`" in said for each in CLASSES)
    assert [each.name for each in chosen(("samples", "upkeep"), None)] == ["samples", "upkeep"]
    assert {each.size for each in chosen((), 7)} == {7}
    with pytest.raises(InvalidInput, match="upkeep"):
        chosen(("mining",), None)
