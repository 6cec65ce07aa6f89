"""Whose letter it is."""

from uuid import UUID

from jobwise.application.ports.store import Store
from jobwise.application.ports.workshop import Author


async def author_of(store: Store, owner: UUID) -> Author:
    """How the owner writes, as far as that was learnt, and what they wish of models."""
    async with store.read() as work:
        user = await work.users.get(owner)
        style = await work.writing_styles.find_own(owner=owner)
    if style is None:
        return Author(owner, user.name, offline_only=user.offline_only)
    return Author(owner, user.name, style.prints, style.version, style.reading, user.offline_only)
