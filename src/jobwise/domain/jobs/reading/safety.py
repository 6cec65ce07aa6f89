"""Text that was not meant for a reader: invisible characters, comments, and instructions addressed to a model."""

import re

from jobwise.domain.jobs.job import Quarantined, QuarantineKind
from jobwise.domain.jobs.posting_rules import InstructionWords, find_phrase, lowered, says
from jobwise.domain.jobs.reading.layout import sentences

_TAGS = re.compile(r"[\U000e0020-\U000e007f]{2,}")
_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
_JOINERS = re.compile(r"[\u200b\u2060-\u2064\ufeff\u180e\U000e0000-\U000e007f\u202a-\u202e\u2066-\u2069\u00ad]")
_BITS = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff]{8,}")
_SHOWN = 300
_REACH = 60


def without_hidden(text: str) -> tuple[str, tuple[Quarantined, ...]]:
    """Plain text without what no reader sees, and what was taken out. Soft hyphens and single marks go silently."""
    found: list[Quarantined] = []
    for match in _TAGS.finditer(text):
        said = "".join(chr(ord(char) - 0xE0000) for char in match.group()).strip()
        found.append(_hidden(said, "written in invisible tag characters"))
    for match in _COMMENT.finditer(text):
        if match.group()[4:-3].strip():
            found.append(_hidden(match.group()[4:-3].strip(), "inside a comment"))
    for match in _BITS.finditer(text):
        found.append(_hidden(f"{len(match.group())} zero-width characters", "a run of zero-width characters"))
    return _JOINERS.sub("", _BITS.sub("", _COMMENT.sub(" ", text))), tuple(found)


def _hidden(text: str, reason: str) -> Quarantined:
    return Quarantined(QuarantineKind.HIDDEN, text[:_SHOWN], reason)


def without_instructions(text: str, words: InstructionWords) -> tuple[str, tuple[Quarantined, ...]]:
    """The text without sentences that tell a model what to write or to ignore, and those sentences."""
    if not says(lowered(text), words.always) and not says(lowered(text), words.whom):
        return text, ()
    kept: list[str] = []
    found: list[Quarantined] = []
    for line in text.split("\n"):
        stays, taken = _parted(line, words)
        found.extend(
            Quarantined(QuarantineKind.INSTRUCTION, said[:_SHOWN], "speaks to a model, not to a reader")
            for said in taken
        )
        if not taken or stays.strip():
            kept.append(stays)
    return "\n".join(kept), tuple(found)


def _parted(line: str, words: InstructionWords) -> tuple[str, list[str]]:
    stays: list[str] = []
    taken: list[str] = []
    for _, sentence in sentences(line):
        low = lowered(sentence)
        # What follows an instruction on its line and speaks of the candidate belongs to it.
        if _instructs(low, words) or (taken and says(low, words.about)):
            taken.append(sentence.strip())
        else:
            stays.append(sentence)
    return (" ".join(stays) if taken else line), taken


def _instructs(low: str, words: InstructionWords) -> bool:
    if says(low, words.always):
        return True
    for whom in words.whom:
        at = find_phrase(low, whom) if whom in low else -1
        if at >= 0:
            end = at + len(whom)
            if says(low[end : end + _REACH], words.modal) and says(low, words.about):
                return True
    return False
