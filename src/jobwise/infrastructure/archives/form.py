"""The form of the archive of an account, as it is written and as it is read."""

from uuid import UUID

FORMAT = "jobwise-account"
VERSION = 1
MANIFEST, README = "manifest.json", "README.txt"


def table_member(table: str) -> str:
    return f"data/{table}.json"


def file_member(table: str, id: UUID, ending: str) -> str:
    """A name that is made of ids alone: what a person called a file stands in its row."""
    return f"files/{table}/{id}" + (f".{ending}" if ending.isascii() and ending.isalnum() else "")
