"""The providers' packages, imported when one is first used: together they take longer than JobWise itself."""

import importlib
from types import ModuleType

from jobwise.infrastructure.llm.provider import ProviderFailed, Trouble


def imported(*names: str) -> tuple[ModuleType, ...]:
    """The modules, or the failure that the chain knows when one is not installed."""
    try:
        return tuple(importlib.import_module(name) for name in names)
    except (ImportError, OSError):
        raise ProviderFailed(Trouble.MISSING) from None
