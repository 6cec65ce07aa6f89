"""What changed between two generations."""

from dataclasses import dataclass

from jobwise.application.generations.files import read_generation
from jobwise.domain.generations.diff import DocumentDiff, diff


@dataclass(frozen=True, slots=True)
class CompareGenerations:
    """Facts added, dropped, moved and reworded, for the resume and, where both have one, the letter."""

    def __call__(self, before: bytes, after: bytes) -> dict[str, DocumentDiff]:
        first, second = read_generation(before), read_generation(after)
        found = {"resume": diff(first.resume, second.resume)}
        if first.cover_letter is not None and second.cover_letter is not None:
            found["cover_letter"] = diff(first.cover_letter, second.cover_letter)
        return found
