"""What of a row may leave with its owner. Everything may, but what is named here or has the name of a secret."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

SUSPECT = re.compile("hash|sha256|token|secret|password|signature")
"""A column with such a name goes nowhere until it stands below."""

SECRET: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "calendar_feeds": frozenset({"token_sha256"}),
        "mailed_tokens": frozenset({"sha256"}),
        "mails": frozenset({"token_id"}),
        "refresh_tokens": frozenset({"sha256", "parent_sha256", "replaced_by"}),
        "users": frozenset({"password_hash"}),
    }
)
"""What could let somebody in, or help to."""

INTERNAL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # An answer that is kept for a repeat may be of another person's making, and its facts stand elsewhere.
        "idempotency_keys": frozenset({"body", "body_sha256", "headers"}),
        "jobs": frozenset({"title_key", "company_key", "deadline_key", "salary_year", "terms"}),
        "outbox": frozenset({"payload_sha256", "chain_sha256"}),
        "tasks": frozenset({"lease"}),
    }
)
"""What says nothing about anybody: how rows are found, and how they are guarded."""

HARMLESS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "data_exports": frozenset({"sha256"}),
        "documents": frozenset({"sha256"}),
        "exports": frozenset({"sha256"}),
        "generations": frozenset({"inputs_sha256"}),
        "samples": frozenset({"sha256"}),
        "model_calls": frozenset({"most_tokens", "tokens_in", "tokens_out"}),
        "rankings": frozenset({"profile_sha256", "job_sha256"}),
    }
)
"""Sums of files and of what documents were made from, and counts of the words that models read and wrote."""

EVERYWHERE = frozenset({"file_key"})
"""Where a file stands in the store is the store's business; the archive has names of its own."""

NOBODYS = frozenset({"flags", "model_days", "outbox_end", "postings"})
"""Tables that hold nothing of any person's."""

_NONE: frozenset[str] = frozenset()


def may_leave(table: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of a table's columns that its owner gets, in the same order."""
    held = SECRET.get(table, _NONE) | INTERNAL.get(table, _NONE) | EVERYWHERE
    harmless = HARMLESS.get(table, _NONE)
    return tuple(name for name in columns if name not in held and (name in harmless or not SUSPECT.search(name)))
