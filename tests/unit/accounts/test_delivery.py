"""Delivering: once when it works, again when it may, never when nobody will take it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobwise.application.deliver import DeliverMails
from jobwise.application.mails import WriteMail
from jobwise.application.ports.mail import Mail, MailState, MailTemplate, Message
from jobwise.domain.limits import MAX_MAIL_ATTEMPTS
from jobwise.domain.shared.errors import InvalidInput, JobWiseError, Unavailable
from jobwise.infrastructure.accounts import mail_words
from tests.support.accounts import account_parts
from tests.support.http import House


class Post:
    """A way out that keeps what it is given, or fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.failure: JobWiseError | None = None

    async def send(self, message: Message) -> None:
        if self.failure is not None:
            raise self.failure
        self.sent.append(message)


@pytest.fixture
def house() -> House:
    return House()


def delivery(house: House, post: Post) -> DeliverMails:
    write = WriteMail(mail_words, account_parts().secrets, "https://jobs.example.org")
    return DeliverMails(house.store, house.clock, write, post)


async def queued(house: House, *templates: MailTemplate) -> None:
    person = await house.person()
    assert person.user.email is not None
    async with house.store.write() as work:
        for template in templates:
            await work.mails.add(
                Mail(house.ids.new(), person.user.id, person.user.email, template, "en", house.clock.now())
            )
        await work.commit()


async def count(house: House, state: MailState) -> int:
    async with house.store.read() as work:
        return await work.mails.count(state)


async def test_what_is_queued_goes_out_once(house: House) -> None:
    post = Post()
    await queued(house, MailTemplate.PASSWORD_CHANGED, MailTemplate.ACCOUNT_DELETED)
    assert await delivery(house, post)() == 2
    assert await delivery(house, post)() == 0
    assert len({message.subject for message in post.sent}) == 2
    assert await count(house, MailState.SENT) == 2


async def test_a_mail_that_cannot_go_now_goes_later(house: House) -> None:
    post = Post()
    await queued(house, MailTemplate.PASSWORD_CHANGED)
    post.failure = Unavailable("down")
    assert await delivery(house, post)() == 0
    assert await count(house, MailState.QUEUED) == 1
    post.failure = None
    assert await delivery(house, post)() == 0
    house.clock.forward(hours=2)
    assert await delivery(house, post)() == 1


async def test_what_keeps_mail_here_is_told_until_one_goes_out(house: House) -> None:
    post, told = Post(), list[JobWiseError | None]()
    await queued(house, MailTemplate.PASSWORD_CHANGED)
    deliver = replace(delivery(house, post), told=told.append)
    down = post.failure = Unavailable("It refuses us.")
    await deliver()
    await deliver()
    assert told == [down]
    post.failure = None
    house.clock.forward(hours=2)
    await deliver()
    assert told == [down, None]


async def test_a_mail_waits_for_a_day(house: House) -> None:
    post = Post()
    await queued(house, MailTemplate.PASSWORD_CHANGED)
    post.failure = Unavailable("It is down.")
    for _ in range(24 * 4):
        await delivery(house, post)()
        house.clock.forward(minutes=15)
    assert await count(house, MailState.QUEUED) == 1


async def test_what_nobody_takes_is_given_up(house: House) -> None:
    post = Post()
    await queued(house, MailTemplate.PASSWORD_CHANGED)
    post.failure = InvalidInput("no such address")
    await delivery(house, post)()
    assert await count(house, MailState.FAILED) == 1


async def test_a_server_that_never_answers_is_given_up_in_the_end(house: House) -> None:
    post = Post()
    await queued(house, MailTemplate.PASSWORD_CHANGED)
    post.failure = Unavailable("down")
    for _ in range(MAX_MAIL_ATTEMPTS):
        assert await count(house, MailState.QUEUED) == 1
        await delivery(house, post)()
        house.clock.at += timedelta(days=1)
    assert await count(house, MailState.FAILED) == 1


class Odd(Post):
    """Breaks on one subject in a way that nobody expected."""

    subject = ""

    async def send(self, message: Message) -> None:
        self.subject = self.subject or message.subject
        if message.subject == self.subject:
            raise ZeroDivisionError
        await super().send(message)


async def test_a_mail_that_breaks_the_way_out_holds_up_no_other_and_is_given_up_in_the_end(house: House) -> None:
    post = Odd()
    await queued(house, MailTemplate.PASSWORD_CHANGED, MailTemplate.ACCOUNT_DELETED)
    for _ in range(MAX_MAIL_ATTEMPTS):
        assert await count(house, MailState.QUEUED) >= 1
        with pytest.raises(ZeroDivisionError):
            await delivery(house, post)()
        house.clock.at += timedelta(days=1)
    assert len(post.sent) == 1
    assert (await count(house, MailState.SENT), await count(house, MailState.FAILED)) == (1, 1)
