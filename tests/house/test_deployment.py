"""What is shipped for running JobWise elsewhere agrees with the code it runs."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from jobwise.bootstrap.settings import Settings
from jobwise.domain.limits import SHUTDOWN_NOTICE_S, SHUTDOWN_S

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
ASKED = re.compile(r"\$\{([A-Z0-9_]+)(:[-?])?([^}]*)\}")
# What compose decides for itself: where a container keeps its data and listens, its own bucket, and fonts, which the
# image brings.
OF_THE_CONTAINER = {f"JOBWISE_{name}" for name in ("FONT_DIR", "HOME", "HOST", "PORT", "S3_PREFIX", "S3_REGION")}


def setting_names() -> set[str]:
    aliases = [field.validation_alias for field in Settings.model_fields.values()]
    return {str(alias.choices[0]) for alias in aliases if alias is not None and not isinstance(alias, str)}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(COMPOSE)
    return read


def test_compose_has_every_service_and_each_a_health_check(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"backend", "worker", "db", "minio", "nginx", "redis"}
    for name, service in compose["services"].items():
        check = service["healthcheck"]
        assert check["test"][0] == "CMD", name
        assert {"interval", "timeout", "retries"} <= set(check), name
        assert service["restart"] == "unless-stopped", name


def test_compose_mounts_only_volumes_and_folders_that_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            assert (ROOT / source).is_dir() if source.startswith(".") else source in compose["volumes"], mount
        for needed in service.get("depends_on", {}).values():
            assert needed == {"condition": "service_healthy"}


def test_compose_gives_the_backend_settings_that_there_are(compose: dict[str, Any]) -> None:
    given = compose["services"]["backend"]["environment"]
    assert set(given) == setting_names() - OF_THE_CONTAINER
    assert compose["services"]["worker"]["environment"] == given
    assert given["JOBWISE_ENV"] == "production"
    # The one address that is believed is the one that nginx has.
    proxy = compose["services"]["nginx"]["networks"]["default"]["ipv4_address"]
    assert given["JOBWISE_TRUSTED_PROXIES"] == f"{proxy}/32"


def test_compose_gives_the_backend_the_bucket_that_there_is(compose: dict[str, Any]) -> None:
    given, server = compose["services"]["backend"]["environment"], compose["services"]["minio"]
    assert given["JOBWISE_S3_ENDPOINT"] == "http://minio:9000"
    assert f"mkdir -p /data/{given['JOBWISE_S3_BUCKET']} " in server["entrypoint"][-1]
    assert server["environment"]["MINIO_ROOT_USER"] == given["JOBWISE_S3_ACCESS_KEY"]
    assert server["environment"]["MINIO_ROOT_PASSWORD"] == given["JOBWISE_S3_SECRET_KEY"]
    assert "ports" not in server


def test_compose_has_no_secret_and_says_which_it_wants() -> None:
    variables = ASKED.findall(COMPOSE)
    assert COMPOSE.count("$") == len(variables)
    required = {name for name, kind, _ in variables if kind == ":?"}
    assert required == {"JOBWISE_S3_SECRET_KEY", "JOBWISE_SECRET_KEY", "POSTGRES_PASSWORD"}
    assert all(f"set {name} in .env" in rest for name, kind, rest in variables if kind == ":?")
    secret = {
        name for name, kind, rest in variables if re.search("PASSWORD|SECRET|KEY", name) and kind == ":-" and rest
    }
    assert not secret


def test_every_variable_of_compose_is_in_the_example() -> None:
    for name, _, _ in ASKED.findall(COMPOSE):
        assert re.search(rf"^# ?{name}=", EXAMPLE, re.M), name


def test_compose_waits_longer_than_requests_may_take(compose: dict[str, Any]) -> None:
    for name in ("backend", "worker"):
        given = int(compose["services"][name]["stop_grace_period"].removesuffix("s"))
        assert given > SHUTDOWN_S + SHUTDOWN_NOTICE_S


def test_docker_reads_the_compose_file(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    asked = [docker, "compose", "version"] if docker else ["false"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        # Not wanted in continuous integration either: the tests above read the file without it.
        pytest.skip("no `docker compose` here; run `apt-get install docker-compose-plugin`")
    env = tmp_path / "env"
    command = [str(docker), "compose", "--file", str(ROOT / "compose.yaml"), "--env-file", str(env)]
    env.write_text("", "utf-8")
    refused = subprocess.run([*command, "config"], capture_output=True, text=True, check=False)
    assert refused.returncode
    assert "in .env" in refused.stderr
    secrets = f"JOBWISE_SECRET_KEY={'q7' * 20}\nPOSTGRES_PASSWORD=abc123\nJOBWISE_S3_SECRET_KEY=def45678\n"
    env.write_text(secrets, "utf-8")
    done = subprocess.run([*command, "config", "--format", "json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["services"]) == {"backend", "worker", "db", "minio", "nginx", "redis"}


DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
STEPS = re.findall(r"^([A-Z]+) ((?:.*\\\n)*.*)", DOCKERFILE, re.M)


def test_the_image_is_built_from_what_is_there_and_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    sources = [word for kind, rest in STEPS if kind == "COPY" and "--from" not in rest for word in rest.split()[:-1]]
    assert "requirements.lock" in sources
    for source in sources:
        path = source.removeprefix("./")
        assert (ROOT / path).exists(), source
        assert f"!{path}" in ignored, source
    assert not {"!.env", "!.git", "!tests", "!."} & set(ignored)


def test_the_image_is_hashed_unprivileged_and_watched() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    kinds = [kind for kind, _ in STEPS]
    last = dict(STEPS)
    assert last["USER"] not in ("root", "0")
    assert kinds.index("USER") < kinds.index("ENTRYPOINT") < kinds.index("CMD")
    assert (last["ENTRYPOINT"], last["CMD"]) == ('["jobwise"]', '["serve"]')
    assert "healthcheck.py" in last["HEALTHCHECK"]
    assert all(rest.startswith("python:3.11-slim") for kind, rest in STEPS if kind == "FROM")
    assert not re.search(r"(?i)(secret|password|token)", DOCKERFILE)


def test_every_setting_is_named_in_the_example_and_in_the_manual() -> None:
    manual = (ROOT / "docs" / "running.md").read_text("utf-8")
    listed = set(re.findall(r"^# ?(JOBWISE_[A-Z0-9_]+)=", EXAMPLE, re.M))
    told = set(re.findall(r"`(JOBWISE_[A-Z0-9_]+)`", manual))
    assert listed == setting_names()
    assert told == listed
