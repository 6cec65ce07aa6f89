"""Text that was pasted without its line ends, with the line ends put back."""

import re
from itertools import pairwise

from jobwise.domain.jobs.posting_rules import PostingRules, lowered, wordset
from jobwise.domain.jobs.reading.layout import EDGE
from jobwise.domain.jobs.vocabulary import Vocabulary

# Two words that lost the line end between them: "organizationDeveloping", "users.You", "Kubernetes)Experience".
_GLUED = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-Þ][a-zà-ÿ'’]|[A-Z]{2,}\s[A-Z]|\d|[$€£])|(?<=[.!?:;)\]])(?=[A-ZÀ-Þ][a-zà-ÿ'’]+[\s,])"
)
_WORD_AT = re.compile(r"(?<![^\W_])[^\W_]*$")
_HEAD_OF = re.compile(r"[^\W\d_]+(?:\.[^\W_]+)?")
_RUNS = re.compile(r"(?<=\S)(?:[ \t]{3,}|[ \t]*[•▪●◦‣∙■➢✓✔►][ \t]*)(?=\S)")
# A label or a heading counts in the middle of a line only when the line is longer than lines are by themselves.
_LONG = 200
_LABEL = re.compile(r"(?<![^\s.!?)])([A-ZÀ-Þ][\w'’/&\-]*(?: [\w'’/&\-]+){0,4}):(?=\s)")
_HEADING = re.compile(r"(?<=[.!?:)*] )([A-ZÀ-Þ][\w'’&\-]*(?: [\w'’&\-]+){1,5})")
_TOKEN = re.compile(r"\S+")
# Chats write pictures as words: ":rocket:".
_EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+\-]{2,30}:(?![\w:])")
# The text of a page set in a column goes on in small letters on the next line, again and again.
_COLUMN, _SHORTEST, _WRAPS = 100, 20, 4


def unglued(text: str, vocabulary: Vocabulary, rules: PostingRules) -> str:
    """The text with line ends put back where a paste lost them; nothing else is changed."""
    text = _rejoined(_EMOJI.sub(" ", text), rules)
    text = _RUNS.sub(lambda match: "\n" + match.group().strip(" \t") + " ", text)
    out: list[str] = []
    last = 0
    for match in _GLUED.finditer(text):
        at = match.start()
        if at > last and _is_glue(text, (last, at), vocabulary, rules):
            out.append(text[last:at])
            last = at
    out.append(text[last:])
    return "\n".join(_parted(line, rules) for piece in out for line in piece.split("\n"))


def _rejoined(text: str, rules: PostingRules) -> str:
    """The text with the lines of a narrow column put together again; a text with few such breaks stays as it is."""
    lines = text.split("\n")
    wraps = [_goes_on(one, other, rules) for one, other in pairwise(lines)]
    if sum(wraps) < _WRAPS or sum(wraps) * 4 < sum(map(bool, lines)) or max(map(len, lines)) > _COLUMN:
        return text
    out = [lines[0]]
    for line, wrapped in zip(lines[1:], wraps, strict=True):
        if wrapped:
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return "\n".join(out)


def _goes_on(line: str, following: str, rules: PostingRules) -> bool:
    return (
        len(line) >= _SHORTEST
        and following[:1].islower()
        and line[-1] not in ".:;!?"
        and lowered(line).strip(EDGE) not in rules.sections
    )


def _parted(line: str, rules: PostingRules) -> str:
    """A line of many sentences with line ends before the labels ("Pay: ...") and around the headings inside it."""
    if len(line) < _LONG:
        return line
    cuts: set[int] = set()
    for match in _LABEL.finditer(line):
        for word in _TOKEN.finditer(match[1]):
            name = lowered(match[1][word.start() :])
            if word.group()[:1].isupper() and (name in rules.labels or name in rules.sections):
                cuts.add(match.start(1) + word.start())
                break
    for match in _HEADING.finditer(line):
        ends = [match.start(1) + word.end() for word in _TOKEN.finditer(match[1])]
        for end in reversed(ends[1:]):
            if lowered(line[match.start(1) : end]) in rules.sections and line[end + 1 : end + 2].isupper():
                cuts.update((match.start(1), end + 1))
                break
    places = [0, *sorted(cut for cut in cuts if 0 < cut < len(line)), len(line)]
    return "\n".join(line[a:b].rstrip() for a, b in pairwise(places))


def _is_glue(text: str, since: tuple[int, int], vocabulary: Vocabulary, rules: PostingRules) -> bool:
    """Whether two words meet here, and not the humps of one name ("JavaScript", "DevOps", "Node.Js")."""
    last, at = since
    before = text[max(0, at - 40) : at]
    head = _HEAD_OF.match(text, at)
    after = head.group() if head else ""
    if text[at - 1] in ".!?:;)]":
        stem = _WORD_AT.search(before[:-1])
        word = stem.group() if stem else ""
        return (len(word) > 1 or text[at - 1] in ")]") and after.lower() not in {"js", "net", "com", "io", "ai", "org"}
    stem = _WORD_AT.search(before)
    word = stem.group() if stem else ""
    if _is_edge(text, last, at, rules):
        return True
    if not after or len(word) < 3 or vocabulary.knows(word + after) or vocabulary.knows(word + after[:1]):
        return False
    if word.islower():
        return len(word) > 3 or len(after) > 3
    # "TeamThe" is glue, "MacBook" and "LinkedIn" are names: the second half must be a word that begins sentences.
    return after.lower() in _STARTERS


def _is_edge(text: str, last: int, at: int, rules: PostingRules) -> bool:
    """Whether a section's heading begins or ends exactly here ("KubernetesNice To Have", "Qualifications3+ years")."""
    if lowered(text[at : at + 60]).startswith(rules.heads) and not text[at - 1].isspace():
        return True
    return at - last < 70 and lowered(text[last:at]).strip(EDGE + "\n") in rules.sections


_STARTERS = wordset(
    "the this that these you your we our as at in if it is are for from with to a an and who what why how "
    "when where about work working experience experienced strong ability knowledge must have join build "
    "develop design manage lead create bachelor bachelors degree minimum requirements responsibilities "
    "qualifications benefits company job role position location salary type preferred required skills "
    "proven excellent good understanding familiarity proficiency hands provide support ensure collaborate "
    "participate maintain write help responsible candidates please equal full part remote hybrid posted "
    "date overview summary description der die das wir sie du ihre deine ein eine mit für le la les vous "
    "nous votre notre un une des el los las tu tus su una con o os as você seu sua um uma com"
)
