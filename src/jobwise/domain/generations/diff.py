"""What two documents say differently: facts added, dropped, moved or reworded, told by their profile paths."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobwise.domain.generations.document import Document, Dropped, Line, Role


class ChangeKind(StrEnum):
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` names the fact (empty for furniture); `reason` is a sentence where one is known.

    `before` and `after` are the texts, `from_line` and `to_line` the places counted from 0; each is empty or None
    where the fact does not stand.
    """

    kind: ChangeKind
    role: Role
    path: str
    before: str = ""
    after: str = ""
    from_line: int | None = None
    to_line: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDiff:
    """All changes: dropped in the order of the first document, the others in the order of the second."""

    changes: tuple[Change, ...]
    unchanged: int

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind is kind)

    def to_json(self) -> dict[str, Any]:
        """The changes by kind, and how many lines stayed as they were."""
        told: dict[str, Any] = {kind.value: [_json(change) for change in self.of(kind)] for kind in ChangeKind}
        return {**told, "unchanged": self.unchanged}


def diff(a: Document, b: Document) -> DocumentDiff:
    """What changed from `a` to `b`. A line is the same fact when its role and its profile paths are the same.

    Lines of many facts (a list of skills, a paragraph) are compared path by path as well. Reasons come from the
    lists of dropped items: why a fact is gone from `b`, or had been left out of `a`.
    """
    pairs = _pairs(a.lines, b.lines)
    moved = _moved(pairs)
    changes: list[Change] = []
    unchanged = 0
    for before, after in sorted(pairs.items(), key=lambda pair: pair[1]):
        old, new = a.lines[before], b.lines[after]
        if old.text != new.text:
            changes.append(_change(ChangeKind.REWORDED, old, new, before, after))
        if before in moved:
            changes.append(_change(ChangeKind.MOVED, old, new, before, after))
        unchanged += old == new and before not in moved
    said_before, said_after = _paths(a.lines), _paths(b.lines)
    dropped = [
        Change(ChangeKind.DROPPED, line.role, path, before=line.text, from_line=place, reason=_why(path, b.dropped))
        for place, line, path in _gone(a.lines, set(pairs), said_after)
    ]
    added = [
        Change(ChangeKind.ADDED, line.role, path, after=line.text, to_line=place, reason=_back(path, a.dropped))
        for place, line, path in _gone(b.lines, set(pairs.values()), said_before)
    ]
    return DocumentDiff((*dropped, *added, *changes), unchanged)


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Which line of the old document became which of the new: exact first, then same facts, then shared facts."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for same in (_same, _same_facts, _shares_facts):
        for before, line in enumerate(old):
            if before in pairs:
                continue
            options = [n for n, other in enumerate(new) if n not in taken and same(line, other)]
            if options:
                best = max(options, key=lambda n: (len(_facts(line) & _facts(new[n])), -abs(n - before)))
                pairs[before] = best
                taken.add(best)
    return pairs


def _same(one: Line, other: Line) -> bool:
    return one == other


def _same_facts(one: Line, other: Line) -> bool:
    return one.role is other.role and bool(_facts(one)) and one.sources == other.sources


def _shares_facts(one: Line, other: Line) -> bool:
    return one.role is other.role and bool(_facts(one) & _facts(other))


def _facts(line: Line) -> frozenset[str]:
    return frozenset(path for path in line.sources if path != "job")


def _moved(pairs: Mapping[int, int]) -> frozenset[int]:
    """The old places of lines that left the longest run of lines whose order stayed."""
    befores = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for before in befores:
        at = bisect_left(tails, pairs[before])
        previous[before] = ends[at - 1] if at else None
        tails[at : at + 1] = [pairs[before]]
        ends[at : at + 1] = [before]
    kept: set[int] = set()
    step: int | None = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = previous[step]
    return frozenset(set(befores) - kept)


def _gone(lines: Sequence[Line], paired: set[int], said: frozenset[str]) -> list[tuple[int, Line, str]]:
    """The facts of `lines` that the other document does not say: whole lines, and single facts of paired lines."""
    out: list[tuple[int, Line, str]] = []
    for place, line in enumerate(lines):
        facts = [path for path in line.sources if path != "job"]
        if place not in paired:
            missing = [path for path in facts if path not in said]
            out += [(place, line, path) for path in missing[:1] or facts[:1] or [""]]
            facts = missing[1:]
        out += [(place, line, path) for path in facts if path not in said]
    return out


def _paths(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(path for line in lines for path in line.sources)


def _change(kind: ChangeKind, old: Line, new: Line, before: int, after: int) -> Change:
    path = next((path for path in new.sources if path in old.sources), "")
    return Change(kind, new.role, path, old.text, new.text, before, after)


def _why(path: str, dropped: Sequence[Dropped]) -> str:
    """Why an item was left out: its own reason, else that of the entry it belongs to."""
    if not path:
        return ""
    hits = [one for one in dropped if path == one.path or path.startswith(f"{one.path}/")]
    hits += [one for one in dropped if one.path.startswith(f"{path}/")]
    return max(hits, key=lambda one: len(one.path)).reason if hits else ""


def _back(path: str, dropped: Sequence[Dropped]) -> str:
    reason = _why(path, dropped)
    return f"It was left out before: {reason}" if reason else ""


def _json(change: Change) -> dict[str, Any]:
    return {
        "role": change.role.value,
        "path": change.path,
        "before": change.before,
        "after": change.after,
        "from_line": change.from_line,
        "to_line": change.to_line,
        "reason": change.reason,
    }
