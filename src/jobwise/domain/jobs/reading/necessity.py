"""Which part of a sentence is only welcome, not needed."""

import re

from jobwise.domain.jobs.posting_rules import PostingRules, find_phrase, says

_CLAUSES = re.compile(
    r";|,\s(?=(?:experience|knowledge|familiarity|exposure|certification)\b)|\s[-–—]\s|\bbut\b|\baber\b|\bmais\b(?=\s)|\bpero\b|[()]"
)
# Markers that make only what follows them optional: "a cloud platform, preferably AWS".
_FORWARD = (
    "preferably", "ideally", "idealerweise", "im idealfall", "idéalement", "de préférence", "idealmente",
    "preferentemente", "preferencialmente", "bestenfalls", "bonus", "nice to have", "plus",
)  # fmt: skip


def nice_spans(low: str, rules: PostingRules) -> list[tuple[int, int]]:
    """The parts of a sentence that a marker makes optional: its clause, or what follows the marker."""
    if not says(low, rules.nice):
        return []
    out: list[tuple[int, int]] = []
    start = 0
    bounds = [(match.start(), match.end()) for match in _CLAUSES.finditer(low)] + [(len(low), len(low))]
    for stop, following in bounds:
        clause = low[start:stop]
        if says(clause, rules.nice):
            ahead = next((at for marker in _FORWARD if (at := find_phrase(clause, marker)) > 0), -1)
            if ahead > 0 and len(clause) - ahead > 14:
                out.append((start + ahead, stop))
            elif len(clause.split()) <= 3 and out == [] and start > 0:
                out.append((max(0, low.rfind(",", 0, max(0, start - 1)) + 1), stop))
            else:
                out.append((start, stop))
        start = following
    return out
