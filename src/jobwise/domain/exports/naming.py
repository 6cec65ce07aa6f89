"""What files are called: whose document it is, for whom, and what it is."""

import re
from collections.abc import Sequence

from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import Document
from jobwise.domain.limits import MAX_NAME_CHARS
from jobwise.domain.shared.text import one_line

_MOST = 60
# What some file system, shell or archive takes for something else than a letter of a name.
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff/\\:*?"<>|]')


def file_name(document: Document, company: str, format: Format) -> str:
    """`Ana Example - Sample Ltd - resume.pdf`; what is not known is left out."""
    words = (_fit(document.author), _fit(company), document.kind.value.replace("_", " "))
    return f"{' - '.join(word for word in words if word)}.{format}"


def numbered(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each made another one (`... (2).pdf`) when one before it reads the same in any case."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, _, ending = name.rpartition(".")
        unique, count = name, 1
        while unique.casefold() in taken:
            count += 1
            unique = f"{stem[: MAX_NAME_CHARS - 20]} ({count}).{ending}"
        taken.add(unique.casefold())
        found.append(unique)
    return tuple(found)


def is_fit(name: str) -> bool:
    """Whether a name could have been given here: no path, no sign that some system takes for something else."""
    return 1 <= len(name) <= MAX_NAME_CHARS and name == name.strip(" .") and not _UNFIT.search(name)


def _fit(text: str) -> str:
    return one_line(_UNFIT.sub(" ", text))[:_MOST].strip(" .-")
