"""A second way to split a section: by the profile's own items, where the shape of entries alone does not tell."""

from collections.abc import Sequence

from jobwise.domain.generations.checking.entries import Desk, body_findings, head_findings
from jobwise.domain.generations.checking.facts import Item
from jobwise.domain.generations.checking.wording import Finding
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.readback import Paragraph
from jobwise.domain.generations.resume_reading.words import Section

_IDENTITY = {
    Section.WORK: (ClaimKind.TITLE, ClaimKind.EMPLOYER),
    Section.VOLUNTEERING: (ClaimKind.TITLE, ClaimKind.EMPLOYER),
    Section.EDUCATION: (ClaimKind.SCHOOL,),
}
_MAX_WORK = 20_000
"""Pairs of a line and an item that are tried at most."""

Walked = list[tuple[Paragraph, list[Finding]]]


def walk(parts: Sequence[Paragraph], pool: Sequence[Item], desk: Desk) -> Walked | None:
    """The lines with their findings when every line is carried, else None.

    Each item is shown once, in one run of lines that names it whole: a name under another item breaks the run.
    """
    if len(parts) * len(pool) > _MAX_WORK:
        return None
    out: Walked = []
    shown: list[tuple[Item, list[Finding]]] = []
    for place, part in enumerate(parts):
        current = shown[-1][0] if shown else None
        found = _carried(part, current, desk) if current is not None else None
        following = parts[place + 1] if place + 1 < len(parts) else None
        used = [item.path for item, _ in shown]
        fresh = [item for item in pool if item.path not in used]
        if found is None or (following is not None and _carried(following, current, desk) is None):
            switched = _switch(part, following, fresh, desk, must=found is None)
            if switched is not None:
                current, found = switched
                shown.append((current, []))
        if found is None or current is None:
            return None
        shown[-1][1].extend(found)
        out.append((part, found))
    return out if all(_is_whole(item, findings) for item, findings in shown) else None


def _switch(
    part: Paragraph, following: Paragraph | None, fresh: Sequence[Item], desk: Desk, must: bool
) -> tuple[Item, list[Finding]] | None:
    """The item that begins at this line: the first that carries the next line too; without one, any when it `must`."""
    spare: tuple[Item, list[Finding]] | None = None
    for item in fresh:
        found = head_findings(part, item, ClaimKind.NAME, desk)
        if not found or any(not finding.supported for finding in found):
            continue
        if following is None or _carried(following, item, desk) is not None:
            return item, found
        spare = spare or (item, found)
    return spare if must else None


def _carried(part: Paragraph, item: Item | None, desk: Desk) -> list[Finding] | None:
    if item is None:
        return None
    head = head_findings(part, item, ClaimKind.NAME, desk)
    if head and all(finding.supported for finding in head):
        return head
    body = body_findings(part, item, desk)
    return body if all(finding.supported for finding in body) else None


def _is_whole(item: Item, findings: Sequence[Finding]) -> bool:
    """Whether the run names the item by all that identifies it."""
    said = {finding.source for finding in findings}
    kinds = _IDENTITY.get(item.section)
    needed = [phrase.path for phrase in item.phrases if kinds is None or phrase.kind in kinds]
    return set(needed if kinds else needed[:1]) <= said
