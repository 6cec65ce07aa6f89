"""What its owner says about a job, over what was read from its posting."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jobwise.domain.jobs.job import Job


def edited(content: Job, said: Mapping[str, Any]) -> Job:
    """The reading with the fields that were said in their place.

    What was read as evidence for a changed field goes, and with another text the requirements read from the old one.
    """
    changed = {name: value for name, value in said.items() if getattr(content, name) != value}
    if not changed:
        return content
    if "text" in changed:
        changed |= {"requirements": (), "quarantined": ()}
    evidence = {name: found for name, found in content.evidence.items() if name not in changed}
    return replace(content, evidence=evidence, **changed)
