"""T43: whatever field a profile has, only those of the allow-list reach a prompt, whoever asks for what."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jobwise.application.answers import LETTER, WORDINGS
from jobwise.application.ports.language_model import Question
from jobwise.application.ports.workshop import Author, Brief, LetterWish
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.fields import ALLOWED, Fields
from jobwise.domain.prompts.masks import masks_of
from jobwise.infrastructure.llm import prompts
from tests.support.filled import filled
from tests.unit.modeluse.people import AS_OF, JOB, OWNER, bench

_ENHANCED = {"enhanced", "text"}


def planted(value: Any, path: str, seen: dict[str, str]) -> Any:
    """The value with every text of it a word that stands nowhere else; `seen` tells where each was put."""
    if isinstance(value, str) and not path.endswith("/id"):
        word = f"planted{chr(97 + len(seen) // 676)}{chr(97 + len(seen) // 26 % 26)}{chr(97 + len(seen) % 26)}x"
        seen[word] = path
        return type(value)(word) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(planted(one, path, seen) for one in value)
    if isinstance(value, dict):
        return {key: planted(one, f"{path}/extras", seen) for key, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = {one.name: planted(getattr(value, one.name), f"{path}/{one.name}", seen) for one in _open(value)}
        return replace(value, **given)
    return value


def _open(value: Any) -> Iterator[Any]:
    return (one for one in dataclasses.fields(value) if one.init)


def told(fields: Fields, profile: Profile, shape: Any) -> set[str]:
    prompt = prompts.data_of(Question(OWNER, fields, masks_of(profile.personal), shape))
    return set(re.findall("planted[a-z]{3}x", prompt))


def allowed(path: str) -> bool:
    _, room, *rest = path.split("/")
    name = rest[0] if rest else room
    return name in ALLOWED.get(room if rest else "", ()) and (len(rest) < 2 or rest[1] in _ENHANCED)


def test_t43_only_what_is_allowed_is_told() -> None:
    seen: dict[str, str] = {}
    profile = planted(filled(Profile), "", seen)
    author = Author(OWNER)
    brief = Brief(profile, JOB, bench().rank(profile, JOB), AS_OF, author)
    letter = told(bench().told(brief, LetterWish()), profile, LETTER)
    items = told(bench().wordings.told(profile, (), author).fields, profile, WORDINGS)
    assert letter
    assert items
    assert [seen[word] for word in sorted(letter | items) if not allowed(seen[word])] == []
    # The test can fail: a profile has many more texts than may be told.
    assert sum(not allowed(path) for path in seen.values()) > 20
