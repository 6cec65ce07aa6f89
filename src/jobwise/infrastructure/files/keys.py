"""The form that every key of a file store has."""

import re

from jobwise.domain.shared.errors import InvalidInput

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(f"users/{_UUID}/{_UUID}")


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def check_key(key: str) -> None:
    """InvalidInput for a key of another form: none leads anywhere but to a file of a user."""
    if not is_key(key):
        raise InvalidInput("A key of the file store has the form users/<uuid>/<uuid>.")
