"""What of a profile can be worded better, and how a better wording is entered beside the original."""

from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.profiles.editing import Act, ListName, Operation, edit, merged
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import NotFound

_WORDED = {"experiences": ("summary", "enhanced_summary"), "projects": ("description", "enhanced_description")}
"""The rooms whose entries have a text of their own, and where its better wording stands."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a profile by its path, as it was first written; `enhanced` is the wording accepted so far."""

    path: str
    kind: str
    text: str
    enhanced: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A better wording that somebody wrote of the item with this ref. Nothing of it is checked."""

    ref: str
    text: str


def items(profile: Profile) -> Iterator[Item]:
    """Every text that can be worded better: the summary, and texts and bullets of experiences and projects."""
    if profile.summary:
        yield Item("summary", "summary", profile.summary, profile.enhanced_summary)
    for room, (name, enhanced) in _WORDED.items():
        for entry in getattr(profile, room):
            text = getattr(entry, name)
            if text:
                yield Item(f"{room}/{entry.id}/{name}", f"{room}.{name}", text, getattr(entry, enhanced))
            for bullet in entry.bullets:
                yield Item(f"{room}/{entry.id}/bullets/{bullet.id}", f"{room}.bullets", bullet.text, bullet.enhanced)


def reworded(profile: Profile, path: str, text: str) -> Profile:
    """The profile with this wording accepted for the item; NotFound when there is none at the path."""
    if path == "summary":
        return merged(profile, {"enhanced_summary": text}, str)
    steps = path.split("/")
    if steps[0] not in _WORDED or len(steps) not in (3, 4):
        raise NotFound("There is no such item in the profile.")
    room = ListName(steps[0])
    if len(steps) == 4:
        act = Operation(Act.UPDATE, room, steps[3], {"enhanced": text}, parent=steps[1])
    else:
        act = Operation(Act.UPDATE, room, steps[1], {_WORDED[room][1]: text})
    return edit(profile, [act], str, numbered=False).profile
