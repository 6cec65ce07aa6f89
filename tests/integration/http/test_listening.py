"""Where a process listens, and what is said when it cannot."""

import socket

import pytest

from jobwise.application.operations.readiness import CheckReadiness
from jobwise.bootstrap.api import Server, listening
from jobwise.domain.shared.errors import MissingHere


async def _nothing(scope: object, receive: object, send: object) -> None:
    """An application that nobody reaches."""


@pytest.mark.parametrize("host", ["127.0.0.1", "203.0.113.9", "no..host"])
async def test_an_address_that_cannot_be_had_is_told_with_the_settings(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = Server(listening(_nothing, host, taken.getsockname()[1]))
        with pytest.raises(MissingHere, match="JOBWISE_HOST or JOBWISE_PORT"):
            await server.serve()


class Silent:
    """What never answers."""

    name, essential = "mail", False

    def __init__(self, setting: str) -> None:
        self.setting = setting

    async def __call__(self) -> str:
        raise TimeoutError


async def test_what_does_not_answer_is_shown_with_the_setting_to_look_at() -> None:
    found = await CheckReadiness((Silent("JOBWISE_SMTP_HOST"), Silent("")))()
    assert [one.detail for one in found.checks] == ["does not answer; check JOBWISE_SMTP_HOST", "does not answer"]
