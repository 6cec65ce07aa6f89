"""Where a job is: places as postings write them, and the currency that goes with them."""

import re

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting_rules import PostingRules, find_phrase, lowered, said_of, wordset
from jobwise.domain.jobs.reading.gazetteer import country_only, is_place, place_in
from jobwise.domain.jobs.reading.layout import Line, Section, sentences
from jobwise.domain.shared.values import Span

_SEPARATORS = re.compile(r"\s*(?:[|·•\t]|\s[-–—]\s|[()\[\]])\s*|\s{3,}")
_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?:[ ][^\W\d_][\w.'’\-]*){0,3}")
_IN = re.compile(r"\b(?:in|à|em|en|at|near|bei|auf)\s+(?=[A-ZÀ-Þ])")
_AGO = re.compile(r"\s(?:\d{1,3}\+?|an?) (?:minute|hour|day|week|month)s? ago\b|\sReposted\b|\sOver \d+ applicants")
_TOWN = re.compile(
    r"\b([A-ZÀ-Þ][a-zà-ÿ'’\-]+(?: [A-ZÀ-Þ][a-zà-ÿ'’\-]+){0,2}), ([A-Z]{2,3}\b|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
_SITED = re.compile(
    r"\b(?:Standort|Raum|Großraum|Arbeitsort|Einsatzort)[: ]\s?"
    r"([A-ZÀ-Þ][\w\-]+(?:(?: am| an der| im| bei)? [A-ZÀ-Þ][\w\-]+)?)"
)
_CODED = re.compile(
    r"(?:(?<=\bD-)|(?<![\w.,$€£+-]))[0-9]{5} "
    r"([A-ZÄÖÜ][a-zäöüß]{2,}(?: (?:am|an der|im|bei|in) [A-ZÄÖÜ][a-zäöüß]+)?)(?![a-z])"
    r"|\b([A-Z][a-z]{2,}(?: [A-Z][a-z]+)?),? [A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b"
)
_SURE = frozenset(
    {
        "based in", "located in", "situated in", "situé à", "située à", "basé à", "basée à", "poste basé à",
        "poste situé à",
        "ubicado en", "ubicada en", "con sede en", "localizada em", "localizado em", "office in", "offices in",
        "am standort",
    }
)  # fmt: skip
_TOP_LINES, _TOP_WIDTH, _REACH = 12, 140, 70
_SMALL = wordset("and or und et y e & the of greater area metro metropolitan region")


def read_location(lines: list[Line], title_line: str, rules: PostingRules) -> tuple[str, Evidence] | None:
    """The place of the job: a label, a line of its own near the top, the title's line, then the sentences."""
    return (
        _labelled(lines, rules)
        or _dated(lines, rules)
        or _at_top(lines, rules)
        or _in_title(title_line, rules)
        or _in_prose(lines, rules)
        or _after_preposition(lines, rules)
        or _with_area(lines, rules)
        or _with_code(lines)
        or _after_preposition(lines, rules, wide=True)
        or _remote_as_place(lines, rules)
    )


def _labelled(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    far: tuple[str, Evidence] | None = None
    for number, said in enumerate(lines):
        line, value, at = said, "", 0
        if line.label and rules.labels.get(line.label) == "location":
            at = line.text.index(":") + 1
            value = line.text[at:]
        elif rules.labels.get(line.low.strip(" :*#")) == "location" and number + 1 < len(lines):
            line = lines[number + 1]
            short = len(line.text.split()) <= 4 and line.text[:1].isupper() and not line.heading and not line.label
            short = short and all(word[:1].isupper() or word in _SMALL for word in line.text.split())
            value = line.text if short or is_place(_without_mode(line.text, rules), rules) else ""
        value = value.split("  ")[0].split("|")[0].split(":")[0]
        bare = _without_mode(value, rules) or value.strip(" .*")
        if rules.modes.words.get(lowered(bare)) in ("onsite", "hybrid") or lowered(bare) in rules.types.words:
            continue
        if rules.modes.words.get(lowered(bare)) == "remote":
            # A label that says "Remote" leaves room for a place named elsewhere.
            far = far or (bare, _evidence(line, max(line.text.find(bare, at), 0), bare, 0.8))
            continue
        if bare and len(bare) <= 120 and not bare.startswith("http"):
            start = max(line.text.find(bare, at), 0)
            return bare, _evidence(line, start, bare, 0.95)
    return far


def _dated(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    """The place that ends right before "5 days ago", as job boards head their pages."""
    for line in lines[:4]:
        match = _AGO.search(line.text[:400])
        words = list(re.finditer(r"\S+", line.text[: match.start()])) if match else []
        for word in words[-7:]:
            said = line.text[word.start() : words[-1].end()].strip(" -–·•|,")
            if said[:1].isupper() and is_place(said, rules):
                return said, _evidence(line, word.start(), said, 0.85)
    return None


def _with_code(lines: list[Line]) -> tuple[str, Evidence] | None:
    """A town beside a German postal code or before a British one: "24103 Kiel", "Telford TF3 4NT"."""
    for line in lines:
        match = _CODED.search(line.text)
        if match:
            name = match[1] or match[2]
            return name, _evidence(line, line.text.find(name, match.start()), name, 0.5)
    return None


def _with_area(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    """A town with its state or country anywhere in the text ("meets in person (Austin, TX)"): the first one said."""
    for line in lines:
        for match in _TOWN.finditer(line.text):
            town, area = match[1], match[2]
            known = area in rules.places.codes or area in rules.places.areas
            if known and (is_place(town, rules) or area in rules.places.codes) and lowered(town) not in rules.roles:
                return match.group(), _evidence(line, match.start(), match.group(), 0.45)
    return None


def _without_mode(value: str, rules: PostingRules) -> str:
    """A location without the words that say how one works there: "Remote - Spain" is Spain."""
    parts = [part.strip(" ,-–:*.") for part in _SEPARATORS.split(value)]
    kept = [
        part
        for part in parts
        if part and lowered(part) not in rules.modes.words and lowered(part) not in rules.types.words
    ]
    first = kept[0] if kept else ""
    for joint in (" or ", " oder ", " ou ", " o ", " / ", "/", ", "):
        head, found, tail = first.rpartition(joint)
        if found and lowered(tail).strip() in rules.modes.words:
            first = head.strip(" ,")
    for word in (
        "Remote, ",
        "Remote in ",
        "Remote ",
        "Hybrid, ",
        "Hybrid in ",
        "Hybrid ",
        "Onsite, ",
        "On-site, ",
        "Onsite ",
    ):
        if first.lower().startswith(word.lower()) and first[len(word) :]:
            return first[len(word) :].strip(" -–:")
    return first


def _at_top(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    for line in lines[:_TOP_LINES]:
        if len(line.text) > _TOP_WIDTH or (line.label and rules.labels.get(line.label) not in ("location", None)):
            continue
        for piece in _SEPARATORS.split(line.text):
            bare = place_in(_without_mode(piece, rules).strip(" ."), rules)
            if bare:
                return bare, _evidence(line, line.text.find(bare), bare, 0.85)
        first = sentences(line.text)[0][1] if line.text.strip() else ""
        cut = first.rstrip(" .").rpartition(", ")
        if cut[0] and is_place(cut[2], rules) and len(first.split()) <= 10 and "." not in cut[0]:
            two = cut[0].rpartition(", ")[2]
            value = f"{two}, {cut[2]}" if is_place(two, rules) else cut[2]
            if value in line.text:
                return value, _evidence(line, line.text.find(value), value, 0.75)
    return None


def _in_title(title_line: str, rules: PostingRules) -> tuple[str, Evidence] | None:
    sited = _SITED.search(title_line)
    if sited:
        return sited[1], Evidence(0.8, sited[1])
    for piece in _SEPARATORS.split(title_line)[1:]:
        bare = _without_mode(piece, rules)
        if bare and is_place(bare, rules):
            return bare, Evidence(0.75, bare)
    return None


def _in_prose(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    best: tuple[int, str, Evidence] | None = None
    for line in lines:
        weight = {Section.ABOUT: 1, Section.MUST: 1, Section.NICE: 0, Section.APPLY: 1}.get(line.section, 2)
        for phrase in said_of(line.low, rules.place_before) if weight else ():
            start = find_phrase(line.low, phrase) + len(phrase)
            found = _place_from(line.text[start : start + _REACH], rules)
            if not found and phrase in _SURE:
                found = _unlisted(line.text[start : start + _REACH], rules)
            worth = weight * 2 - (phrase.startswith(("head", "mit sitz", "hq"))) + ("," in found)
            if found and (best is None or worth > best[0]):
                best = (worth, found, _evidence(line, line.text.find(found, start), found, 0.65))
        if best is None and weight == 2:
            best = _before_word(line, rules)
    return (best[1], best[2]) if best else None


def _unlisted(text: str, rules: PostingRules) -> str:
    """A capitalised name where only a place can stand ("located in Oakhollow"), though no list knows it."""
    words: list[str] = []
    for word in text.split()[:3]:
        words.append(word.rstrip(".,;:!"))
        if word[-1] in ".,;:!":
            break
    name = _capitalised(words)
    return name if len(name) > 2 and lowered(name) not in rules.company.generic else ""


def _after_preposition(lines: list[Line], rules: PostingRules, *, wide: bool = False) -> tuple[str, Evidence] | None:
    """A known place behind "in" where the job itself is described: "to join our team in Bristol"."""
    for line in lines:
        if wide == (line.section in (Section.TOP, Section.DUTIES, Section.OFFER)):
            continue
        for match in _IN.finditer(line.text):
            found = _place_from(line.text[match.end() : match.end() + _REACH], rules)
            if found and not (wide and country_only(found, rules)):
                return found, _evidence(line, match.end(), found, 0.35 if wide else 0.5)
    return None


def _before_word(line: Line, rules: PostingRules) -> tuple[int, str, Evidence] | None:
    """A place before "office" or "-based": "our Leeds office", "a Berlin-based team"."""
    for phrase in rules.place_after:
        at = line.low.find(phrase)
        if at <= 1:
            continue
        words = re.findall(r"[^\s,.()]+", line.text[max(0, at - 30) : at])
        for width in (3, 2, 1):
            name = " ".join(words[-width:])
            if len(words) >= width and name[:1].isupper() and is_place(name, rules):
                return 1, name, _evidence(line, line.text.find(name), name, 0.5)
    return None


def _place_from(text: str, rules: PostingRules) -> str:
    """The longest place at the beginning of a text: "Austin, Texas (hybrid)" gives "Austin, Texas"."""
    lead = len(text) - len(text.lstrip(" :"))
    text = text[lead:]
    for word in ("our ", "the ", "beautiful ", "downtown ", "central ", "either "):
        if text.lower().startswith(word):
            text = text[len(word) :]
    found, at = "", 0
    while True:
        match = _NAME.match(text, at)
        if match is None:
            break
        words = match.group().split(" ")
        name = next(
            (
                " ".join(words[:n]).rstrip(".")
                for n in range(len(words), 0, -1)
                if is_place(" ".join(words[:n]).rstrip("."), rules)
                or (found and " ".join(words[:n]).rstrip(".") in rules.places.codes)
            ),
            "",
        )
        if not name:
            first = _capitalised(words)
            nxt = (
                re.match(r",\s([A-Z]{2})\b|,\s([A-Z][a-z]+)", text[at + len(first) :]) if first and not found else None
            )
            if nxt is None or not is_place(nxt[1] or nxt[2], rules):
                break
            name = first
        found = text[: at + len(name)]
        gap = re.match(r"(?:, |/| / |, or | or | and |; )", text[at + len(name) :])
        if gap is None:
            break
        at += len(name) + gap.end()
    return found


def _capitalised(words: list[str]) -> str:
    out: list[str] = []
    for word in words:
        if not word[:1].isupper():
            break
        out.append(word)
    return " ".join(out)


def _remote_as_place(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    """ "Remote" alone on a line or between separators near the top stands where the place would."""
    for line in lines[:_TOP_LINES]:
        if len(line.text) > _TOP_WIDTH:
            continue
        for piece in _SEPARATORS.split(line.text):
            bare = piece.strip(" .,*:-–")
            if lowered(bare) in {"remote", "fully remote", "100% remote", "worldwide", "anywhere", "remoto"}:
                return bare, _evidence(line, line.text.find(bare), bare, 0.6)
    return None


def _evidence(line: Line, at: int, said: str, confidence: float) -> Evidence:
    at = max(at, 0)
    return Evidence(confidence, said, Span(line.start + at, line.start + at + len(said)))
