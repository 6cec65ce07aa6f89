"""Fetching a page of the web that somebody names."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What stood at an address: `url` after all redirects, `data` in UTF-8 or the page's own encoding."""

    url: str
    media_type: str
    data: bytes


class PageFetcher(Protocol):
    """Reads public pages alone: whoever names an address must not reach what stands beside us."""

    async def __call__(self, url: str) -> FetchedPage:
        """The page. InvalidInput for an address or page that is not taken; Unavailable when it does not answer."""
        ...
