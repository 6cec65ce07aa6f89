"""Mail on its two ways out: a folder, and a server that speaks SMTP."""

import asyncio
import email
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from jobwise.application.ports.mail import Message
from jobwise.domain.shared.errors import InvalidInput, Unavailable
from jobwise.infrastructure.mail.folder import FolderMailer
from jobwise.infrastructure.mail.readiness import FolderMailCheck, SmtpCheck
from jobwise.infrastructure.mail.smtp import SmtpMailer, SmtpServer

SENDER = "JobWise <jobwise@example.org>"
MESSAGE = Message(
    "zoë@example.org".replace("ë", "e"), "Bestätige deine E-Mail", "Grüße\n\nhttps://example.org/?token=a=b\n"
)


class Inbox:
    """A mail server's memory, with an answer that can be changed."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.refusal = ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Inbox, SmtpMailer]]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield inbox, SmtpMailer(SmtpServer("127.0.0.1", controller.port, tls="none"), SENDER)
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def same(raw: bytes) -> None:
    mail = email.message_from_bytes(raw, policy=default)
    assert (mail["To"], mail["From"], mail["Subject"]) == (MESSAGE.recipient, SENDER, MESSAGE.subject)
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == MESSAGE.body


async def test_a_folder_keeps_each_mail_as_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    mailer = FolderMailer(folder, SENDER)
    await mailer.send(MESSAGE)
    await mailer.send(MESSAGE)
    files = [*folder.iterdir()]
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert files[0].stat().st_mode & 0o077 == 0
    same(files[0].read_bytes())


async def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    with pytest.raises(Unavailable):
        await FolderMailer(tmp_path / "mail", SENDER).send(MESSAGE)


async def test_a_server_gets_the_mail(server: tuple[Inbox, SmtpMailer]) -> None:
    inbox, mailer = server
    await mailer.send(MESSAGE)
    same(inbox.received[0])


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ("550 no such user", InvalidInput),
        ("550 5.1.1 User unknown in relay recipient table", InvalidInput),
        ("451 try again later", Unavailable),
        ("550 5.7.1 Unable to relay", Unavailable),
        ("554 Relay access denied", Unavailable),
        ("530 Sign in first", Unavailable),
    ],
)
async def test_a_refusal_for_good_and_one_for_now_are_told_apart(
    server: tuple[Inbox, SmtpMailer], refusal: str, error: type[Exception]
) -> None:
    inbox, mailer = server
    inbox.refusal = refusal
    with pytest.raises(error):
        await mailer.send(MESSAGE)


async def test_a_server_that_refuses_us_is_told_with_the_account(server: tuple[Inbox, SmtpMailer]) -> None:
    inbox, mailer = server
    inbox.refusal = "550 5.7.1 Unable to relay"
    with pytest.raises(Unavailable, match="JOBWISE_SMTP_USER, JOBWISE_SMTP_PASSWORD"):
        await mailer.send(MESSAGE)
    there = replace(mailer._server, user="me", password="geheim")
    with pytest.raises(Unavailable, match="JOBWISE_SMTP") as caught:
        await SmtpMailer(there, SENDER).send(MESSAGE)
    assert "geheim" not in str(caught.value)
    assert not inbox.received


async def test_a_server_that_is_down_can_be_asked_again() -> None:
    with pytest.raises(Unavailable) as caught:
        await SmtpMailer(SmtpServer("127.0.0.1", free_port(), tls="none"), SENDER).send(MESSAGE)
    assert caught.value.retry_after_s >= 1


async def test_a_server_that_dawdles_has_one_time_for_the_whole_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its lines comes in time, and the mail never ends."""
    monkeypatch.setattr("jobwise.infrastructure.mail.smtp.MAIL_TIMEOUT_S", 0.3)

    async def dawdle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"220 here\r\n")
            while await reader.readline():
                for _ in range(20):
                    await asyncio.sleep(0.05)
                    writer.write(b"250-more\r\n")
                    await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(dawdle, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        began = time.monotonic()
        with pytest.raises(Unavailable, match="JOBWISE_SMTP_HOST"):
            await SmtpMailer(SmtpServer("127.0.0.1", port, tls="none"), SENDER).send(MESSAGE)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("recipient", ["a@example.org\nBcc: b@example.org", "a@example.org\r\nX: y", "\n"])
async def test_no_header_can_be_smuggled_in(tmp_path: Path, recipient: str) -> None:
    with pytest.raises(InvalidInput):
        await FolderMailer(tmp_path, SENDER).send(Message(recipient, "Hello", "text"))
    with pytest.raises(InvalidInput):
        await FolderMailer(tmp_path, SENDER).send(Message("a@example.org", f"Hello{recipient}", "text"))
    assert [*tmp_path.iterdir()] == []


async def test_what_a_killed_process_had_half_written_is_taken_out(tmp_path: Path) -> None:
    old, young = tmp_path / ".old.part", tmp_path / ".young.part"
    for half in (old, young):
        half.write_bytes(b"To: some")
    os.utime(old, (0, 0))
    await FolderMailer(tmp_path, SENDER).send(MESSAGE)
    # A young one may be another process's that is still writing.
    assert (old.exists(), young.exists(), len(list(tmp_path.glob("*.eml")))) == (False, True, 1)


async def test_readiness_says_whether_mail_can_leave(tmp_path: Path, server: tuple[Inbox, SmtpMailer]) -> None:
    assert await FolderMailCheck(tmp_path / "not" / "yet")() == "folder"
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        await FolderMailCheck(tmp_path / "file" / "mail")()
    there = server[1]._server
    assert await SmtpCheck(there)() == "smtp"
    with pytest.raises(OSError, match=r"[Cc]onnect"):
        await SmtpCheck(SmtpServer("127.0.0.1", 1))()
    assert not SmtpCheck(there).essential


@pytest.mark.parametrize("says", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"x" * 200_000, b""])
async def test_what_is_no_mail_server_is_told_from_one(says: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        with pytest.raises(Unavailable, match="JOBWISE_SMTP_HOST, JOBWISE_SMTP_PORT"):
            await SmtpCheck(SmtpServer("127.0.0.1", port, tls="none"))()
