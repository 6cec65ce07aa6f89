"""The person of a LinkedIn archive: name, places, addresses of all sorts."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from jobwise.domain.limits import MAX_TEXT_CHARS
from jobwise.domain.profiles.json_resume.identity import content_id, distinct
from jobwise.domain.profiles.profile import Location, OnlineProfile, PersonalInfo
from jobwise.domain.shared.text import one_line, squeeze

_LABEL = re.compile(r"([A-Z_]{2,20}):(?=\S)")
_TAKEN = frozenset(
    {
        "first name",
        "last name",
        "headline",
        "summary",
        "address",
        "zip code",
        "geo location",
        "websites",
        "twitter handles",
    }
)
_KNOWN_AS: Mapping[str, str] = {"PORTFOLIO": "Portfolio", "BLOG": "Blog", "COMPANY": "Company", "PERSONAL": "Website"}


def person(row: Mapping[str, str], emails: Iterable[str], phones: Iterable[str]) -> tuple[PersonalInfo, str]:
    """The person and their summary. What has no field stays among the extras under its column's name."""
    cells = {column.casefold(): html.unescape(cell).strip() for column, cell in row.items()}
    extras: dict[str, Any] = {
        one_line(column)[:100]: squeeze(html.unescape(cell))[:MAX_TEXT_CHARS]
        for column, cell in row.items()
        if column.casefold() not in _TAKEN and cell.strip()
    }
    mail, *more_mail = [*emails] or [""]
    phone, *more_phones = [*phones] or [""]
    if more_mail:
        extras["Other email addresses"] = more_mail
    if more_phones:
        extras["Other phone numbers"] = more_phones
    sites = _sites(cells.get("websites", ""))
    online = [("Twitter", handle, "") for handle in _listed(cells.get("twitter handles", ""))]
    online += [(network, "", url) for network, url in sites[1:]]
    ids = distinct(content_id(one) for one in online)
    return PersonalInfo(
        name=one_line(f"{cells.get('first name', '')} {cells.get('last name', '')}"),
        label=one_line(cells.get("headline", ""))[:MAX_TEXT_CHARS],
        email=mail,
        phone=phone,
        url=sites[0][1] if sites else "",
        location=_place(cells),
        online=tuple(OnlineProfile(id, *one) for id, one in zip(ids, online, strict=True)),
        extras=extras,
    ), squeeze(cells.get("summary", ""))[:MAX_TEXT_CHARS]


def _place(cells: Mapping[str, str]) -> Location:
    city, _, region = one_line(cells.get("geo location", "")).partition(", ")
    return Location(
        address=one_line(cells.get("address", "")), postal_code=one_line(cells.get("zip code", "")), city=city,
        region=region,
    )  # fmt: skip


def _listed(cell: str) -> list[str]:
    """The parts of `[one,two]`."""
    return [one for one in (one_line(part) for part in cell.strip("[] ").split(",")) if one]


def _sites(cell: str) -> list[tuple[str, str]]:
    """The addresses of `[PORTFOLIO:https://a.example,BLOG:https://b.example]`, each with what it is."""
    text = one_line(cell.strip("[] "))
    labels = [*_LABEL.finditer(text)]
    if not labels:
        return [("Website", one) for one in _listed(text)]
    ends = [match.start() for match in labels[1:]] + [len(text)]
    return [
        (_KNOWN_AS.get(match[1], match[1].replace("_", " ").capitalize()), text[match.end() : end].strip(" ,"))
        for match, end in zip(labels, ends, strict=True)
    ]
