"""Who offers the job."""

import re
from collections.abc import Iterator

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting import PostingText
from jobwise.domain.jobs.posting_rules import PostingRules, find_phrase, lowered, said_of, says, wordset
from jobwise.domain.jobs.reading.employer_names import is_name, name_before, name_from, named, without_article
from jobwise.domain.jobs.reading.gazetteer import is_place
from jobwise.domain.jobs.reading.layout import Line, Section
from jobwise.domain.jobs.reading.naming import (
    DASHES,
    EDGES,
    FORMS,
    PIECES,
    WORD,
    evidence_of,
    holds,
    is_extra,
    labelled,
    names_role,
)

_NAME_WORDS, _SURE = 5, 0.8
_SMALL = wordset("of and de the & for du des la le les von und do da dos das del los las y et e zum zur am im an in")
_DATED = re.compile(r"[^\W\d_]{3,10} (?:19|20)\d\d$")
_ELIDED = ("(", "d'", "l'", "d’", "l’")
_FORMED = re.compile(
    r"((?:[A-ZÀ-Þ0-9][\w.&'’+\-]{0,30} (?:& |und |and |of )?){1,5}|(?<=\b(?:die|der|bei) )[\w\-]{2,20} [\w\-]{2,30} )"
    r"?((?<= )(?:GmbH & Co\. KGaA|GmbH & Co\. KG|gGmbH|GmbH|AG|SE|KG|KGaA|mbH|Inc|LLC|LLP|Ltd|PLC|plc|Pvt|Pte|Limited"
    r"|Corporation|Corp|SAS|SARL|S\.A|S\.L|SL|Ltda|LTDA|S\.p\.A|B\.V|BV|N\.A|Oy|AB|ApS|A/S)(?![\w-]))"
)
_OWNED = re.compile(
    r"\b([A-ZÀ-Þ][\w&\-]+(?: [A-ZÀ-Þ][\w&\-]+){0,2})['’]s\b"
    r"|\b[Tt]he ([A-ZÀ-Þ][\w&\-]+(?: [A-ZÀ-Þ][\w&\-]+){0,2}) (?:team|family|community|mission|culture|brand)\b"
)
_OWNERS = wordset(
    "bachelor master driver drivers today world company client customer employer associate doctor men women children "
    "mother father god state nation country america sales data engineering product design support operations finance "
    "marketing people customers community year month week candidate applicant individual person employee patient "
    "student let here there it what that who how he she one everyone someone project team manager"
)
# The subject of a sentence of two or more capitalised words; it counts only if it is named again.
_SUBJECT = re.compile(
    r"(?:^|(?<=[.!?] ))((?:The )?[A-ZÀ-Þ][\w&'’\-]*(?: (?:&|and|of|[A-ZÀ-Þ][\w&'’\-]*)){1,4}) "
    r"(?:is|has|was|are|were|will|offers|have)\b"
)
_FOOTER = re.compile(r"(?:©|\(c\)|copyright)[ ]{0,2}(?:©[ ]?)?(?:\d{4}(?:[-–]\d{4})?)?[ ]{0,2}(?:by )?", re.IGNORECASE)
_HOST = re.compile(
    r"(?:@|https?://(?:www\.)?|www\.)(?:careers?\.|jobs?\.)?([a-z0-9\-]{3,40})\.(?:com|org|net|io|ai|co|de|fr|es|pt|uk|eu|ch|at|nl"
    r"|ca|au|in|br|tech|dev|app|health|us|jobs|gov|edu)\b",
    re.IGNORECASE,
)
_HOSTS = wordset(
    "gmail outlook hotmail yahoo icloud protonmail gmx web linkedin indeed glassdoor facebook instagram twitter "
    "youtube "
    "greenhouse lever ashbyhq workday myworkdayjobs smartrecruiters google docs forms typeform calendly github notion "
    "bit "
    "eeoc dol e-verify bamboohr jobvite recruitee personio stepstone xing monster ziprecruiter mail apply"
)


def read_company(
    posting: PostingText, lines: list[Line], title: str, rules: PostingRules
) -> tuple[str, Evidence] | None:
    """The employer: a label, the line beside the title, or the name the sentences use; none when an agency hides it."""
    found = labelled(lines, "company", rules)
    if found:
        return found
    if any(says(line.low, rules.company.agency) for line in lines):
        return None
    beside = _beside_title(posting, lines, title, rules)
    prose = _from_prose(lines, title, rules)
    if beside is None or prose is None:
        return beside or prose
    # A tagline may stand beside the title too; the employer is named again further down.
    low, whole = lowered(beside[0]), "\n".join(line.low for line in lines)
    once = find_phrase(whole, low, find_phrase(whole, low) + 1) < 0
    return prose if once and prose[1].confidence >= _SURE and lowered(prose[0]) not in low else beside


def _beside_title(
    posting: PostingText, lines: list[Line], title: str, rules: PostingRules
) -> tuple[str, Evidence] | None:
    low_title = lowered(title)
    for text in (
        piece for whole in (*posting.headings, *(line.text for line in lines[:6])) for piece in PIECES.split(whole)
    ):
        match = re.search(r"\s(?:at|@|bei|chez)\s+([A-ZÀ-Þ0-9][^|·•()\n]{1,60})$", text)
        if match and low_title and low_title[:20] in lowered(text) and len(match[1].split()) <= _NAME_WORDS + 1:
            name = re.split(r"\s[-–—]\s|,", match[1])[0].strip(EDGES)
            if is_name(name, rules):
                return name, Evidence(0.85, name)
    for number, line in enumerate(lines[:6]):
        pieces = [piece for piece in DASHES.split(line.text) if piece.strip(EDGES)]
        if len(pieces) > 1 and low_title and low_title in line.low:
            name = next((piece.strip(EDGES) for piece in pieces if _is_alone(piece, low_title, rules)), "")
            if name and ("|" in line.text or number == 0):
                return name, evidence_of(line, name, 0.6)
        beside = any(holds(lines[n].low, low_title) for n in (number - 1, number + 1) if 0 <= n < len(lines))
        # A labelled line may stand between the title and the name below it.
        beside = beside or (number > 1 and bool(lines[number - 1].label) and holds(lines[number - 2].low, low_title))
        if beside and pieces and not line.heading and not line.label and not holds(line.low, low_title):
            name = _bare_name(pieces[0].strip(EDGES), rules)
            if _is_alone(name, low_title, rules) and len(lines) > 2 and not line.bullet:
                return name, evidence_of(line, name, 0.65)
    return None


def _bare_name(text: str, rules: PostingRules) -> str:
    """The name alone of "Wohnstatt eG, Bielefeld", and of "Azienda: Fantasia" where the label is in no list."""
    label, colon, value = text.partition(": ")
    text = value if colon and " " not in label else text
    head, found, tail = text.partition(", ")
    return head if found and is_place(tail, rules) and not is_place(text, rules) else text


def _is_alone(piece: str, low_title: str, rules: PostingRules) -> bool:
    bare = piece.strip(EDGES)
    words = bare.split()
    capital = all(
        word[:1].isupper() or word[:1].isdigit() or word in _SMALL or word.startswith(_ELIDED) or lowered(word) in FORMS
        for word in words
    )
    return (
        0 < len(words) <= _NAME_WORDS
        and capital
        and lowered(bare) not in low_title
        and not names_role(bare, rules)
        and not is_extra(bare, rules)
        and is_name(bare, rules)
        and not bare.startswith(("http", "www"))
        and "ago" not in words
        and not _DATED.search(bare)
        and not any(char.isdigit() for char in bare[:1])
    )


def _from_prose(lines: list[Line], title: str, rules: PostingRules) -> tuple[str, Evidence] | None:
    votes: dict[str, int] = {}
    first: dict[str, tuple[str, Evidence]] = {}
    for line in lines:
        for name, weight in _names_in(line, rules):
            low = lowered(name)
            if low in lowered(title) or (names_role(name, rules) and weight < 3):
                continue
            votes[low] = votes.get(low, 0) + weight
            first.setdefault(low, (name, evidence_of(line, name, 0.7)))
    _count_hosts(lines, votes, first, rules)
    if not votes:
        return None
    # What the text names again and again is more likely its subject.
    whole = "\n".join(line.low for line in lines)
    votes = {low: count + min(2, whole.count(low) - 1) for low, count in votes.items()}
    best = max(votes, key=lambda low: votes[low])
    if votes[best] < 2:
        return None
    name, evidence = first[best]
    return name, Evidence(round(min(0.9, 0.45 + 0.1 * votes[best]), 2), evidence.words, evidence.span)


def _names_in(line: Line, rules: PostingRules) -> Iterator[tuple[str, int]]:
    asks = line.section in (Section.MUST, Section.NICE)
    for phrase in said_of(line.low, rules.company.before) if not asks else ():
        at = find_phrase(line.low, phrase)
        while at >= 0:
            end = at + len(phrase)
            name, stop = name_from(line.text, end, rules)
            if name:
                rest = line.low[stop : stop + 8].lstrip()
                starts = at == 0 or line.text[:at].rstrip()[-1:] in {".", "!", "?", ""}
                weight = _before_weight(phrase, rest, starts, line)
                if weight:
                    yield name, weight
            at = find_phrase(line.low, phrase, end)
    for match in _FORMED.finditer(line.text):
        name = named(without_article(match.group()), rules) if match[1] else ""
        if name and not is_place(match[1].strip(), rules):
            yield name, 3
    for match in _OWNED.finditer(line.text):
        name = named(match[1] or match[2], rules)
        if name and lowered(name) not in _OWNERS and not names_role(name, rules):
            yield name, 1
    for match in _SUBJECT.finditer(line.text) if not asks else ():
        name = named(without_article(match[1]), rules)
        if name and not names_role(name, rules):
            yield name, 1
    for match in _FOOTER.finditer(line.text):
        name, _ = name_from(line.text, match.end(), rules)
        if name:
            yield name, 2
    for phrase in said_of(line.low, rules.company.after):
        at = find_phrase(line.low, phrase)
        if at > 1:
            name = name_before(line.text, at, rules)
            if name:
                yield name, 3 if "equal" in line.low[at : at + 40] else 2


def _count_hosts(
    lines: list[Line], votes: dict[str, int], first: dict[str, tuple[str, Evidence]], rules: PostingRules
) -> None:
    """Votes for names that a web or mail address spells too: "Orrin Labs" and jobs@orrinlabs.example."""
    hosts = dict.fromkeys(match[1].lower().replace("-", "") for line in lines for match in _HOST.finditer(line.text))
    for host in [host for host in hosts if host not in _HOSTS]:
        known = [low for low in votes if _squashed(low).startswith(host) or host.startswith(_squashed(low))]
        for low in known:
            votes[low] += 2
        if known:
            continue
        for line in lines:
            name = _spelled(line, host, rules)
            if name:
                votes[name.lower()] = votes.get(name.lower(), 0) + 2
                first.setdefault(name.lower(), (name, evidence_of(line, name, 0.6)))
                break


def _squashed(low: str) -> str:
    return "".join(char for char in low if char.isalnum())


def _spelled(line: Line, host: str, rules: PostingRules) -> str:
    """The capitalised words of a line that an address writes as one."""
    words = [word for word in WORD.finditer(line.text) if "." not in word.group()]
    for at, word in enumerate(words):
        if not word.group()[:1].isupper():
            continue
        for width in (3, 2, 1):
            said = words[at : at + width]
            if len(said) == width and _squashed(" ".join(w.group().lower() for w in said)) == host:
                return named(line.text[said[0].start() : said[-1].end()], rules)
    return ""


def _before_weight(phrase: str, rest: str, starts: bool, line: Line) -> int:
    if phrase in {
        "about",
        "über",
        "sobre",
        "acerca de",
        "à propos de",
        "sobre a",
        "sobre o",
        "why",
        "pourquoi rejoindre",
        "life at",
        "welcome to",
    }:
        return 3 if starts and (line.heading or not rest or len(line.text) < 40) else 0
    if phrase in {"en", "na", "no", "die", "der", "das"}:
        return 2 if starts and rest.startswith((",", "buscamos", "somos", "sucht")) else 0
    if phrase in {"at", "bei", "chez", "here at"}:
        return (
            3
            if rest.startswith((", we", ", you", ", our", "we ", ", wir", ", nous", ", bei", ",", "you'll", "you "))
            and starts
            else 1
        )
    return 2
