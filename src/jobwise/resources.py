"""Files that ship with JobWise (vocabularies, templates, fonts, demo, migrations): in the wheel, or in the checkout."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jobwise.domain.shared.errors import MissingHere

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def path(name: str) -> Path:
    """Where the shipped file or folder `name` (`data/...`, `migrations`) stands; else MissingHere."""
    for root in (_PACKAGE, _CHECKOUT):
        candidate = root / name
        if candidate.exists():
            return candidate
    raise MissingHere(f"JobWise's own file {name} is missing; install JobWise again.")


@lru_cache(maxsize=64)
def text(name: str) -> str:
    """The shipped text file `name`, read once."""
    return path(name).read_text(encoding="utf-8")


def parsed(name: str) -> Any:
    """The shipped JSON file `name`, parsed anew (the caller owns the result)."""
    return json.loads(text(name))
