"""Finished resumes with one fact altered, and the same resumes reworded without harm; seeded, so always the same."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jobwise.domain.generations.document import Document, Line, Role
from jobwise.domain.profiles.profile import Profile
from tests.unit.extraction.people import PEOPLE, export, words

Lines = list[Line]
Edit = Callable[[Lines, random.Random, str], Lines | None]

ALIENS = {
    "en": {"name": "Quillhaven", "title": "Marine Surveyor", "skill": "Fortran", "noun": "submarines"},
    "de": {"name": "Quellenfels AG", "title": "Schiffsgutachter", "skill": "Fortran", "noun": "Leuchttürme"},
    "fr": {"name": "Maison Quercelle", "title": "Géomètre", "skill": "Fortran", "noun": "sous-marins"},
    "es": {"name": "Talleres Quintela", "title": "Perito naval", "skill": "Fortran", "noun": "submarinos"},
    "pt": {"name": "Oficina Quaresma", "title": "Perito naval", "skill": "Fortran", "noun": "submarinos"},
    "ru": {"name": "ООО Кварцит", "title": "Геодезист", "skill": "Fortran", "noun": "подлодки"},
    "el": {"name": "Εταιρεία Κοχύλι", "title": "Τοπογράφος", "skill": "Fortran", "noun": "υποβρύχια"},
    "he": {"name": "חברת קוראל", "title": "מודד", "skill": "Fortran", "noun": "צוללות"},
    "zh": {"name": "青鲸公司", "title": "测绘师", "skill": "Fortran", "noun": "潜艇"},
    "ja": {"name": "青鯨株式会社", "title": "測量士", "skill": "Fortran", "noun": "潜水艦"},
}
RAISED = {
    "en": [("Helped introduce", "Led the introduction of"), ("Supported", "Directed"), ("Helped", "Led")],
    "de": [("Unterstützte", "Leitete"), ("Betreute", "Leitete")],
    "fr": [("Participé à", "Dirigé")],
    "es": [("Ayudé a diseñar", "Dirigí el diseño de"), ("Ayudé", "Lideré")],
    "pt": [("Apoiei", "Liderei")],
    "ru": [("Помогала внедрять", "Возглавляла внедрение"), ("Помогала", "Руководила")],
    "el": [("Υποστήριξα", "Διηύθυνα")],
}
REWORDED = {
    "en": [("Led", "Headed"), ("Reduced", "Lowered"), ("Helped", "Assisted to"), ("Trained", "Coached"),
           ("Cared for", "Looked after"), ("Supported", "Assisted"), ("Led", "Leading"), (" and ", " & ")],
    "de": [("Leitete", "Führte"), ("Senkte", "Reduzierte"), ("Entwickelte", "Erstellte"), ("Sparte", "Einsparen:"),
           ("Unterstützte", "Begleitete"), (" und ", " & ")],
    "fr": [("Dirige", "Diriger"), ("Réduit", "Diminué"), ("Négocie", "Négocier"), ("Participé", "Contribué"),
           (" et ", " & ")],
    "es": [("Coordiné", "Organicé"), ("Preparé", "Formé"), ("Organicé", "Coordiné"), ("Imparto", "Impartir"),
           (" y ", " & ")],
    "pt": [("Liderei", "Dirigi"), ("Aumentei", "Elevei"), ("Implantei", "Introduzi"), ("Apoiei", "Auxiliei"),
           (" e ", " & ")],
    "ru": [("Сократила", "Уменьшила"), ("Руководила", "Управляла"), ("Помогала", "Помогал")],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One finished resume: what was done to it, and the profile it claims to show."""

    label: str
    profile: Profile
    lines: tuple[Line, ...]


def altered(seed: int = 7, rounds: int = 1) -> Iterator[Case]:
    """Every person, every kind of alteration that applies."""
    yield from _cases(ALTERATIONS, seed, rounds)


def harmless(seed: int = 7, rounds: int = 1) -> Iterator[Case]:
    """Every person, every kind of harmless edit that applies."""
    yield from _cases(EDITS, seed, rounds)


def _cases(edits: dict[str, Edit], seed: int, rounds: int) -> Iterator[Case]:
    for who, (profile, language) in PEOPLE.items():
        document: Document = export(profile, language)
        for name, edit in edits.items():
            for number in range(rounds):
                chance = random.Random(f"{seed}/{who}/{name}/{number}")  # noqa: S311
                lines = edit(list(document.lines), chance, language)
                if lines is not None and lines != list(document.lines):
                    yield Case(f"{who}/{name}/{number}", profile, tuple(lines))


def _with(lines: Lines, place: int, text: str) -> Lines:
    return [*lines[:place], Line(lines[place].role, text), *lines[place + 1 :]]


def _places(lines: Lines, role: Role, pattern: str = "") -> list[int]:
    return [n for n, line in enumerate(lines) if line.role is role and re.search(pattern, line.text)]


def _in_section(lines: Lines, role: Role, heading: str) -> list[int]:
    out, inside = [], False
    for n, line in enumerate(lines):
        if line.role is Role.HEADING:
            inside = line.text == heading
        elif inside and line.role is role:
            out.append(n)
    return out


def _heading(language: str, kind: str) -> str:
    return next(text for key, text in words(language).headings.items() if key.value == kind)


def _digit(lines: Lines, chance: random.Random, _language: str) -> Lines | None:
    places = _places(lines, Role.BULLET, r"\d")
    if not places:
        return None
    place = chance.choice(places)
    text = lines[place].text
    spot = chance.choice([m.start() for m in re.finditer(r"\d", text)])
    new = chance.choice([d for d in "123456789" if d != text[spot]])
    return _with(lines, place, text[:spot] + new + text[spot + 1 :])


def _year(lines: Lines, chance: random.Random, _language: str) -> Lines | None:
    place = chance.choice(_places(lines, Role.DATES, r"\d{4}"))
    text = lines[place].text
    spot = chance.choice(list(re.finditer(r"\d{4}", text)))
    year = str(int(spot.group()) + chance.choice([-2, -1, 1]))
    return _with(lines, place, text[: spot.start()] + year + text[spot.end() :])


def _month(lines: Lines, chance: random.Random, language: str) -> Lines | None:
    months = words(language).months
    for place in chance.sample(_places(lines, Role.DATES), len(_places(lines, Role.DATES))):
        text = lines[place].text
        held = [month for month in months if month in text]
        if held:
            return _with(lines, place, text.replace(held[0], chance.choice([m for m in months if m not in held]), 1))
        figure = re.search(r"\b(\d\d)/", text)
        if figure:
            other = chance.choice([n for n in range(1, 13) if n != int(figure.group(1))])
            return _with(lines, place, text[: figure.start()] + f"{other:02d}/" + text[figure.end() :])
    return None


def _alien(role: Role, section: str, key: str) -> Edit:
    def edit(lines: Lines, chance: random.Random, language: str) -> Lines | None:
        places = _in_section(lines, role, _heading(language, section))
        return _with(lines, chance.choice(places), ALIENS[language][key]) if places else None

    return edit


def _swap(role: Role, section: str) -> Edit:
    def edit(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
        places = _in_section(lines, role, _heading(language, section))
        if len(places) < 2:
            return None
        one, two = places[:2]
        return _with(_with(lines, one, lines[two].text), two, lines[one].text)

    return edit


def _skill_changed(lines: Lines, chance: random.Random, language: str) -> Lines | None:
    place = chance.choice(_in_section(lines, Role.SKILLS, _heading(language, "skills")))
    label, _, rest = lines[place].text.partition(": ")
    items = rest.split(", ")
    items[chance.randrange(len(items))] = ALIENS[language]["skill"]
    return _with(lines, place, f"{label}: {', '.join(items)}")


def _skill_added(lines: Lines, chance: random.Random, language: str) -> Lines | None:
    place = chance.choice(_in_section(lines, Role.SKILLS, _heading(language, "skills")))
    return _with(lines, place, f"{lines[place].text}, {chance.choice(['Rust', 'Blender', 'COBOL', 'AutoCAD'])}")


def _contact(pattern: str, new: Callable[[str], str]) -> Edit:
    def edit(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
        place = _places(lines, Role.CONTACT, pattern)[0]
        return _with(lines, place, re.sub(pattern, lambda m: new(m.group()), lines[place].text, count=1))

    return edit


def _name(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    first, _, last = lines[0].text.partition(" ")
    return _with(lines, 0, f"{first} {ALIENS[language]['title']}" if last else ALIENS[language]["title"])


def _scope(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    for place in _places(lines, Role.BULLET):
        for low, high in RAISED.get(language, []):
            if lines[place].text.startswith(low):
                return _with(lines, place, high + lines[place].text[len(low) :])
    return None


def _noun(lines: Lines, chance: random.Random, language: str) -> Lines | None:
    place = chance.choice(_places(lines, Role.BULLET))
    text = lines[place].text
    if language in ("zh", "ja"):
        return _with(lines, place, text[:-2] + ALIENS[language]["noun"])
    long = [m for m in re.finditer(r"[^\W\d_]{6,}", text) if m.start() > 3]
    if not long:
        return None
    spot = chance.choice(long)
    return _with(lines, place, text[: spot.start()] + ALIENS[language]["noun"] + text[spot.end() :])


def _moved(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
    place = _places(lines, Role.BULLET)[0]
    last = _places(lines, Role.BULLET)[-1]
    bullet = lines[place]
    return [*lines[:place], *lines[place + 1 : last + 1], bullet, *lines[last + 1 :]]


def _still_there(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    places = _in_section(lines, Role.DATES, _heading(language, "experience"))
    place = places[-1]
    start = lines[place].text.split(" - ")[0]
    return _with(lines, place, f"{start} - {words(language).present}")


def _level(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    places = _in_section(lines, Role.TEXT, _heading(language, "languages"))
    parts = [lines[place].text.split(" - ") for place in places]
    return _with(lines, places[1], f"{parts[1][0]} - {parts[0][1]}")


def _place(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    places = _in_section(lines, Role.ORGANISATION, _heading(language, "experience"))
    name, _, _old = lines[places[0]].text.rpartition(", ")
    return _with(lines, places[0], f"{name}, {ALIENS[language]['name'].split()[-1]}") if name else None


ALTERATIONS: dict[str, Edit] = {
    "digit": _digit,
    "year": _year,
    "month": _month,
    "employer": _alien(Role.ORGANISATION, "experience", "name"),
    "employer_swap": _swap(Role.ORGANISATION, "experience"),
    "title": _alien(Role.TITLE, "experience", "title"),
    "title_swap": _swap(Role.TITLE, "experience"),
    "dates_swap": _swap(Role.DATES, "experience"),
    "school": _alien(Role.ORGANISATION, "education", "name"),
    "school_swap": _swap(Role.ORGANISATION, "education"),
    "degree": _alien(Role.TITLE, "education", "title"),
    "degree_swap": _swap(Role.TITLE, "education"),
    "skill": _skill_changed,
    "skill_added": _skill_added,
    "email": _contact(r"[\w.]+@", lambda said: f"x{said}"),
    "phone": _contact(r"\d\d(?= \| | ?$)", lambda said: f"{(int(said) + 13) % 90 + 10}"),
    "name": _name,
    "scope": _scope,
    "noun": _noun,
    "moved": _moved,
    "present": _still_there,
    "level": _level,
    "place": _place,
}


def _reworded(lines: Lines, chance: random.Random, language: str) -> Lines | None:
    options = [
        (place, old, new)
        for place in _places(lines, Role.BULLET)
        for old, new in REWORDED.get(language, [])
        if old in lines[place].text
    ]
    if not options:
        return None
    place, old, new = chance.choice(options)
    return _with(lines, place, lines[place].text.replace(old, new, 1))


def _bullets_turned(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
    out = list(lines)
    for first in range(len(out) - 1):
        if out[first].role is Role.BULLET and out[first + 1].role is Role.BULLET:
            out[first], out[first + 1] = out[first + 1], out[first]
            return out
    return None


def _dropped(lines: Lines, chance: random.Random, _language: str) -> Lines | None:
    place = chance.choice(_places(lines, Role.BULLET))
    return [*lines[:place], *lines[place + 1 :]]


def _section_dropped(lines: Lines, chance: random.Random, _language: str) -> Lines | None:
    heads = [*_places(lines, Role.HEADING), len(lines)]
    number = chance.randrange(len(heads) - 1)
    return [*lines[: heads[number]], *lines[heads[number + 1] :]]


def _sections_turned(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
    heads = [*_places(lines, Role.HEADING), len(lines)]
    parts = [lines[a:b] for a, b in pairwise(heads)]
    return [*lines[: heads[0]], *[line for part in reversed(parts) for line in part]]


def _skills_turned(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    place = _in_section(lines, Role.SKILLS, _heading(language, "skills"))[0]
    label, _, rest = lines[place].text.partition(": ")
    return _with(lines, place, f"{label}: {', '.join(reversed(rest.split(', ')))}")


def _upper(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
    return [Line(x.role, x.text.upper()) if x.role in (Role.HEADING, Role.NAME) else x for x in lines]


def _dotted(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
    return [Line(x.role, f"{x.text}.") if x.role is Role.BULLET else x for x in lines]


def _iso_dates(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    months = words(language).months
    out = []
    for line in lines:
        text = line.text
        if line.role is Role.DATES:
            for number, month in enumerate(months, start=1):
                text = re.sub(rf"(?<!\w){re.escape(month)} (\d{{4}})", rf"\1-{number:02d}", text)
        out.append(Line(line.role, text))
    return out


def _years_only(lines: Lines, _chance: random.Random, language: str) -> Lines | None:
    out = []
    for line in lines:
        text = line.text
        if line.role is Role.DATES:
            years = re.findall(r"\d{4}", text)
            open_end = words(language).present in text
            text = " – ".join([*years, words(language).present] if open_end else years)
        out.append(Line(line.role, text))
    return out


def _on_one_line(lines: Lines, _chance: random.Random, _language: str) -> Lines | None:
    out: Lines = []
    for line in lines:
        if line.role is Role.DATES and out and out[-1].role is Role.ORGANISATION:
            out[-1] = Line(Role.ORGANISATION, f"{out[-1].text} | {line.text}")
        else:
            out.append(line)
    return out


EDITS: dict[str, Edit] = {
    "reworded": _reworded,
    "bullets_turned": _bullets_turned,
    "dropped": _dropped,
    "section_dropped": _section_dropped,
    "sections_turned": _sections_turned,
    "skills_turned": _skills_turned,
    "upper": _upper,
    "dotted": _dotted,
    "iso_dates": _iso_dates,
    "years_only": _years_only,
    "one_line": _on_one_line,
}
