from typing import Protocol

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.data_exports.data_export import DataExport


class DataExports(OwnedRoom[DataExport], Protocol):
    """Archives of accounts."""
