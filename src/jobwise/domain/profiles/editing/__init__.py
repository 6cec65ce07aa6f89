"""Editing a profile: pure functions over the frozen profile, strict in what they take, all or nothing.

What an import brought in tolerantly stays readable: only what an edit changes is judged.
"""

from jobwise.domain.profiles.editing.fields import BulletedList, ListName
from jobwise.domain.profiles.editing.operations import Act, Edited, Operation, edit
from jobwise.domain.profiles.editing.whole import merged, replaced

__all__ = ["Act", "BulletedList", "Edited", "ListName", "Operation", "edit", "merged", "replaced"]
