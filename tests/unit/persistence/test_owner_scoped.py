"""Whatever is owned is read only as its owner's: the owner is an argument that nobody can forget."""

import inspect
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest

from jobwise.application.ports.calendar import FeedTokens
from jobwise.application.ports.documents import Leftovers
from jobwise.application.ports.flags import Flags
from jobwise.application.ports.idempotency import IdempotencyKeys
from jobwise.application.ports.mail import MailQueue
from jobwise.application.ports.model_calls import ModelCalls
from jobwise.application.ports.outbox import Outbox
from jobwise.application.ports.postings import Postings
from jobwise.application.ports.sessions import MailedTokens, RefreshTokens
from jobwise.application.ports.store import UnitOfWork
from jobwise.application.ports.tasks import Tasks
from jobwise.application.ports.users import Users

# The only rooms that belong to nobody. A new one needs a reason to stand here.
OWNER_FREE = {
    *{Users, Outbox, IdempotencyKeys, Tasks, Postings},
    # Whoever has a token may ask for it; workers send everybody's mail; switches are the installation's.
    *{RefreshTokens, MailedTokens, MailQueue, Flags},
    # `FeedTokens` asks for a secret instead; `Leftovers` is the claiming of work of the clean-up.
    *{FeedTokens, Leftovers},
    # What models may cost in a day is the installation's; what somebody used is asked for with their name.
    ModelCalls,
}
WRITES = {"add", "save", "erase_hidden", "erase_over"}


def rooms() -> Iterator[tuple[str, type[Any]]]:
    for name, member in inspect.getmembers(UnitOfWork, lambda member: isinstance(member, property)):
        yield name, get_type_hints(member.fget)["return"]


def reads() -> Iterator[Any]:
    for name, room in rooms():
        if room in OWNER_FREE:
            continue
        for method, function in inspect.getmembers(room, inspect.isfunction):
            if not method.startswith("_") and method not in WRITES:
                yield pytest.param(function, id=f"{name}.{method}")


@pytest.mark.parametrize("function", list(reads()))
def test_reading_needs_the_owner_by_name(function: Any) -> None:
    owner = inspect.signature(function).parameters["owner"]
    assert owner.kind is inspect.Parameter.KEYWORD_ONLY
    assert owner.default is inspect.Parameter.empty


def test_every_room_is_known() -> None:
    assert {name for name, _ in rooms()} == {
        *("users", "profiles", "jobs", "rankings", "generations", "exports", "outbox", "idempotency_keys", "tasks"),
        *("postings", "sessions", "refresh_tokens", "mailed_tokens", "mails", "quotas", "flags"),
        "model_calls",
        *("applications", "documents", "calendar_feeds", "feed_tokens", "leftovers", "personal", "data_exports"),
        "samples",
        "sources",
        "writing_styles",
        "enhancements",
    }
    assert {room for _, room in rooms()} >= OWNER_FREE
