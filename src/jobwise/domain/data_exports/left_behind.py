"""What of an archive is not brought into another account, and why: whatever table is not here comes."""

from collections.abc import Mapping
from types import MappingProxyType

COMES = frozenset(
    {
        "applications",
        "documents",
        "enhancements",
        "exports",
        "generations",
        "jobs",
        "profile_versions",
        "profiles",
        "rankings",
        "samples",
        "writing_styles",
    }
)
"""The tables whose rows become rows of the new account."""

LEFT_BEHIND: Mapping[str, str] = MappingProxyType(
    {
        "calendar_feeds": "The address of a calendar is a secret that the archive does not hold; make a new one.",
        "data_exports": "Archives of another account were made of that one.",
        "education": "It stands in the versions of profiles.",
        "experiences": "They stand in the versions of profiles.",
        "idempotency_keys": "They belong to requests of the other account.",
        "mailed_tokens": "Links of mails let into the other account alone.",
        "mails": "What was mailed was about the other account.",
        "model_calls": "Models were asked, and paid for, by the other account.",
        "outbox": "The trail is chained and of one installation; here begins another.",
        "projects": "They stand in the versions of profiles.",
        "quotas": "What was spent was spent there.",
        "refresh_tokens": "They let into the other account alone.",
        "sessions": "Whoever signs in here signs in anew.",
        "tasks": "What was still to be done is done there; what waited for it can be asked for again.",
        "users": "Name, email, password, tier and choices are those of the account that brings it.",
    }
)
"""The tables that stay, each with the reason."""
