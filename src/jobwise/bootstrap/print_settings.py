"""Settings of what draws documents. None is needed: the best that is installed here draws."""

import os
from pathlib import Path

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings

from jobwise.domain.exports.layout import Engine


class PrintSettings(BaseSettings):
    """Which engine draws PDFs, and where further fonts lie."""

    pdf_engine: str = Field("", validation_alias=AliasChoices("JOBWISE_PDF_ENGINE"))
    font_dir: str = Field("", validation_alias=AliasChoices("JOBWISE_FONT_DIR"))
    """Folders, parted like PATH."""

    @field_validator("pdf_engine")
    @classmethod
    def _engine(cls, value: str) -> str:
        name = value.strip().lower()
        if name and name not in list(Engine):
            raise ValueError(f"takes {' or '.join(Engine)}")
        return name

    @property
    def engine(self) -> Engine | None:
        """The engine that is wanted; None for the best that works here."""
        return Engine(self.pdf_engine) if self.pdf_engine else None

    @property
    def font_dirs(self) -> tuple[Path, ...]:
        return tuple(Path(folder) for folder in self.font_dir.split(os.pathsep) if folder)
