"""Looking at a profile file without keeping it: conversion to strict JSON Resume, and the check."""

from dataclasses import dataclass
from typing import Any

from jobwise.application.inputs import Inputs
from jobwise.application.ports.clock import Clock
from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.insight import BulletWords, Insight, analyse
from jobwise.domain.profiles.json_resume import Change
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class Converted:
    """Strict JSON Resume and every change that made it so."""

    document: dict[str, Any]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ConvertProfile:
    """Turns any dialect of JSON Resume into one that validates; what it cannot read it refuses with the reason."""

    inputs: Inputs

    def __call__(self, data: bytes) -> Converted:
        imported = self.inputs.profile(data)
        return Converted(json_resume.write(imported.profile), imported.changes)


@dataclass(frozen=True, slots=True)
class CheckProfile:
    """Completeness, coverage, warnings and the next best thing to add, for a profile file."""

    inputs: Inputs
    words: BulletWords
    clock: Clock

    def __call__(self, data: bytes) -> Insight:
        return self.of(self.inputs.profile(data).profile)

    def of(self, profile: Profile) -> Insight:
        """The same for a profile that was read already."""
        now = self.clock.now()
        return analyse(profile, PartialDate(now.year, now.month, now.day), self.words)
