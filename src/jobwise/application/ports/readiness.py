"""What has to work before requests may come."""

from typing import Protocol


class Check(Protocol):
    """One outside thing. `essential`: without it no request can be served; the rest only degrades the service."""

    @property
    def name(self) -> str: ...

    @property
    def essential(self) -> bool: ...

    @property
    def setting(self) -> str:
        """The setting to look at when it does not answer; empty for what depends on none."""
        ...

    async def __call__(self) -> str:
        """A word on its state, without names, addresses or secrets. Raises JobWiseError or OSError when it is down."""
        ...
