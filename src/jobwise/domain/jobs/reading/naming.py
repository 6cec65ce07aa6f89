"""What the job is called and who offers it."""

import re
from collections.abc import Iterator

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting import PostingText
from jobwise.domain.jobs.posting_rules import PostingRules, find_phrase, lowered, says, wordset
from jobwise.domain.jobs.reading.layout import Line, Section
from jobwise.domain.jobs.reading.places import is_place
from jobwise.domain.shared.values import Span

_GENDER = re.compile(
    r"\s?[(\[]\s?(?:[mwfdxhinkgav]|gn|div|all genders?|alle geschlechter|all|any)"
    r"(?:\s?[/|\\,;:*.·]\s?(?:[mwfdxhinkgav]|gn|div|\w{1,10}))*\s*[)\]]",
    re.IGNORECASE,
)
_GENDER_BARE = re.compile(r"\s[mwfdhx]/[mwfdhx](?:/[mwfdhxi])?\b|\*(?=\s|$)", re.IGNORECASE)
_LEAD = re.compile(
    r"^\W*(?:we'?re hiring|we are hiring|now hiring|hiring|urgent(?:ly)?(?: hiring)?|job title|job|position|vacancy"
    r"|role|title|wanted|opening|stellenanzeige|stellenangebot|offre d'emploi|oferta de empleo|vaga)\s*[:!\]\-–]+\s*",
    re.IGNORECASE,
)
_IDS = re.compile(
    r"[ (\[#](?:(?:job|req|ref|requisition|jr|id)[ .:#-]{0,2}(?:id|no\.?|number)?[ .:#-]{0,2})?\d{4,20}[)\]]?\s?$",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s?[|·•\t]\s?|\s{2,}")
_DASHES = re.compile(r"\s[-–—]\s|\s?[|·•\t]\s?")
_BRACKETS = re.compile(r"\s?[(\[]([^()\[\]]{0,200})[)\]]")
_WORD = re.compile(r"[^\W_][\w.&'’+\-/]*")
_NEXT_WORD = re.compile(r"[ ]?([^\W_][\w&'’+\-]*(?:\.\w+)*\.?)")
_EDGES = ' \t-–—|·•*_#:;,.!"“”»«>~='
_CUT = wordset(
    "to who with for in at that based on within from where which and, joining responsible whose will is "
    "able für in mit zur zum im am bei der die das zu pour à au en chez basé basée qui dans para con que "
    "em na no sur afin capable interested reporting working available"
)
_GERMAN_ENDS = (
    "entwickler", "entwicklerin", "ingenieur", "ingenieurin", "leiter", "leiterin", "mitarbeiter", "mitarbeiterin",
    "berater", "beraterin", "kaufmann", "kauffrau", "pfleger", "pflegerin", "techniker", "technikerin", "mechaniker",
    "fahrer", "verkäufer", "buchhalter", "assistent", "assistentin", "meister", "architekt", "therapeut", "lehrer",
    "fachkraft", "helfer", "monteur", "informatiker", "manager", "managerin", "kraft",
)  # fmt: skip
_TOP_LINES, _TITLE_WORDS, _NAME_WORDS = 10, 14, 5
_SMALL = wordset("of and de the & for du des la le von und do da")
_HOUSES = wordset(
    "school schule hospital university college clinic hotel restaurant nursery krankenhaus klinik schools general "
    "inc. ltd."
)
_CALLS = re.compile(
    r"\s(?:wanted|needed|required|gesucht|h/f|f/h|\(h/f\)|\(f/h\)|m/f)\b[!.]*\)?\s?$"
    r"|\s?\((?:h/f|f/h|m/f)\)",
    re.IGNORECASE,
)
_ARTICLES = wordset("the die der das la le les el o a os as")
_FORMS = wordset(
    "inc llc ltd gmbh ag se sa sarl plc corp corporation limited group co kg bv b.v. oy ab aps s.a. s.l. "
    "sl pvt company inc. ltd. lda ltda srl spa kgaa ug"
)


def read_title(posting: PostingText, lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    """The title: a label, the page's heading, a line near the top, a sentence that names the role, the first line."""
    return (
        _labelled(lines, "title", rules)
        or _from_headings(posting.headings, rules)
        or _from_top(lines, rules)
        or _from_sentences(lines, rules)
        or _first_line(lines, rules)
    )


def _labelled(lines: list[Line], field: str, rules: PostingRules) -> tuple[str, Evidence] | None:
    for number, said in enumerate(lines[:40]):
        line = said
        if rules.labels.get(line.label) == field and line.label:
            value = line.text.partition(":")[2]
        elif (
            number + 1 < len(lines)
            and line.low.strip(_EDGES) in {"job title", "position title", "company name", "employer"}
            and (rules.labels.get(line.low.strip(_EDGES)) == field)
        ):
            line = lines[number + 1]
            value = line.text
        else:
            continue
        value = value.split("  ")[0]
        value = clean_title(value, rules) if field == "title" else value.split("|")[0].strip(_EDGES)
        if 1 < len(value) <= 120 and len(value.split()) <= _TITLE_WORDS and lowered(value) not in rules.company.generic:
            return value, _evidence(line, value, 0.95)
    return None


def _from_headings(headings: tuple[str, ...], rules: PostingRules) -> tuple[str, Evidence] | None:
    for strict in (True, False):
        for heading in headings:
            pieces = [piece for piece in _DASHES.split(heading) if piece.strip(_EDGES)]
            title = _best_piece(pieces, rules) or ("" if strict else (pieces[0] if pieces else ""))
            title = clean_title(re.split(r"\s(?:at|@|bei|chez)\s", title)[0], rules)
            if title and lowered(title) not in rules.noise and lowered(title) not in rules.sections:
                return title, Evidence(0.9 if strict else 0.6, heading)
    return None


def _best_piece(pieces: list[str], rules: PostingRules) -> str:
    return next((piece for piece in pieces if names_role(piece, rules) and len(piece.split()) <= _TITLE_WORDS), "")


def names_role(text: str, rules: PostingRules) -> bool:
    """Whether one of the words is a role ("nurse", "Entwicklerin", "ingénieure")."""
    for match in _WORD.finditer(lowered(text)):
        for word in re.split(r"[/\-*:.]", match.group()):
            if word in rules.roles or (word.endswith("s") and word[:-1] in rules.roles):
                return True
            if word.endswith("in") and word[:-2] in rules.roles:
                return True
            # German writes the role as the end of a longer word: "Projektingenieur", "Lagermitarbeiter".
            if len(word) > 9 and word.endswith(_GERMAN_ENDS):
                return True
    return False


def clean_title(text: str, rules: PostingRules) -> str:
    """A title without gender tags, numbers of the posting, calls to apply, places and modes of work."""
    text = _LEAD.sub("", text.strip())
    text = _GENDER_BARE.sub("", _GENDER.sub("", text))
    text = _IDS.sub("", text)
    text = _CALLS.sub("", text)
    head, found, tail = text.rpartition(" in ")
    if found and lowered(tail).strip(_EDGES) in rules.types.words:
        text = head
    text = _BRACKETS.sub(lambda match: "" if _is_extra(match[1], rules) else match.group(), text)
    pieces = re.split(r"(\s+[-–—|·•]\s+|\s*[|·•]\s*|,\s+|\s+/\s+)", text)
    while len(pieces) > 2:
        if len(pieces) > 4 and is_place(f"{pieces[-3]}, {pieces[-1]}", rules):
            pieces = pieces[:-4]
        elif _is_extra(pieces[-1], rules) or (not pieces[-2].startswith(",") and _is_house(pieces[-1])):
            pieces = pieces[:-2]
        else:
            break
    while len(pieces) > 2 and _is_extra(pieces[0], rules):
        pieces = pieces[2:]
    return " ".join("".join(pieces).split()).strip(_EDGES)


def _is_extra(text: str, rules: PostingRules) -> bool:
    """A piece that is a place, a mode, a kind of employment or a call, and not part of the title."""
    low = lowered(text).strip(_EDGES + "()[]")
    if not low:
        return True
    if low in rules.modes.words or low in rules.types.words or low in rules.noise:
        return True
    if is_place(text.strip(_EDGES), rules):
        return True
    parts = [part.strip() for part in re.split(r"[,/&;+()-]|\bor\b|\band\b|\bin\b", low) if part.strip()]
    known = [
        part in rules.modes.words
        or part in rules.types.words
        or is_place(part.title(), rules)
        or part in {"us", "uk", "eu"}
        for part in parts
    ]
    return (bool(parts) and (all(known) or (known[0] and len(parts) > 1))) or bool(
        re.search(r"[$€£₹]\s?\d|\d\s?[$€£]", low)
    )


def _is_house(text: str) -> bool:
    """A piece that reads as the name of an employer: "The Copper Kettle", "Oakfield Primary School"."""
    words = lowered(text).strip(_EDGES).split()
    return bool(words) and (words[0] == "the" or words[-1] in _FORMS or words[-1] in _HOUSES)


def _from_top(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    for line in lines[:_TOP_LINES]:
        if line.label and line.label not in rules.noise:
            continue
        if lowered(line.text).strip(_EDGES) in rules.noise or line.heading or len(line.text) > 160:
            if line.heading and line.section is not Section.TOP and not names_role(line.text, rules):
                break
            continue
        if line.section in (Section.MUST, Section.NICE, Section.OFFER, Section.APPLY):
            break
        pieces = [piece for piece in _PIECES.split(line.text) if piece.strip(_EDGES)]
        piece = _best_piece(pieces, rules)
        if not piece or _is_sentence(piece):
            continue
        piece = re.split(r"\s(?:at|@|bei|chez)\s(?=[A-ZÀ-Þ])", piece)[0]
        title = _without_company(clean_title(piece, rules), rules)
        if title and names_role(title, rules):
            return title, _evidence(line, title, 0.85)
    return None


def _without_company(title: str, rules: PostingRules) -> str:
    """ "Acme is hiring a Senior Engineer" and "Acme - Senior Engineer" keep the role alone."""
    low = lowered(title)
    for phrase in rules.hiring:
        at = find_phrase(low, phrase) if len(phrase) > 4 and phrase in low else -1
        if at >= 0:
            rest = _without_adjectives(title[at + len(phrase) :], rules)
            return rest if names_role(rest, rules) else title
    pieces = re.split(r"\s+[-–—:]\s+|:\s+", title)
    if (
        len(pieces) == 2
        and names_role(pieces[1], rules)
        and not names_role(pieces[0], rules)
        and len(pieces[0].split()) <= 3
    ):
        return pieces[1]
    return title


def _is_sentence(text: str) -> bool:
    words = text.split()
    if len(words) > _TITLE_WORDS or text.rstrip()[-1:] in {".", "!", "?", ":"}:
        return True
    small = sum(word[:1].islower() and len(word) > 3 for word in words)
    return len(words) > 6 and small > len(words) // 2


def _from_sentences(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    weak: tuple[str, Evidence] | None = None
    for line in lines:
        if line.section in (Section.MUST, Section.NICE, Section.APPLY):
            continue
        for at, phrase in _hiring_places(line.low, rules.hiring):
            title = _role_after(line.text[at + len(phrase) : at + len(phrase) + 140], rules)
            if not title:
                continue
            found = title, _evidence(line, title, 0.7)
            if " " in phrase and phrase not in {"as a", "as an", "role of", "as our"}:
                return found
            weak = weak or found
    return weak


def _hiring_places(low: str, phrases: tuple[str, ...]) -> list[tuple[int, str]]:
    """Where phrases of hiring stand, in order; of two at one place the longer."""
    found: dict[int, str] = {}
    for phrase in phrases:
        at = find_phrase(low, phrase) if phrase in low else -1
        if at >= 0 and len(phrase) > len(found.get(at, "")):
            found[at] = phrase
    return sorted(found.items())


def _role_after(text: str, rules: PostingRules) -> str:
    """The role named at the beginning of a text, cut where its sentence goes on."""
    text = _without_adjectives(text.lstrip(" :-–(!"), rules)
    text = re.split(r"[.;:!?\n]\s|[.;:!?\n]$", text, maxsplit=1)[0]
    text = _GENDER.sub(" ¦", text)
    out: list[str] = []
    seen = False
    for word in text.split():
        bare = word.strip(",()\"“”'*")
        if word == "¦" or (seen and (lowered(bare) in _CUT or word[:1] in "(–—-")):
            break
        if not seen and lowered(bare) in {"to", "who", "that", "with"}:
            return ""
        out.append(bare)
        seen = seen or names_role(bare, rules)
        if len(out) > 8 and not seen:
            return ""
        if word[-1:] in ",)" and (seen or len(out) > 4):
            break
    title = clean_title(" ".join(out), rules) if seen else ""
    return title if len(title.split()) <= 10 and not title.lower().endswith(("team", "professionals")) else ""


def _without_adjectives(text: str, rules: PostingRules) -> str:
    words = text.split()
    while words and lowered(words[0]).strip(",") in rules.role_adjectives:
        words = words[1:]
    return " ".join(words)


def _first_line(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    for line in lines[:3]:
        low = line.low.strip(_EDGES)
        if line.heading or line.label or low in rules.noise or is_place(line.text, rules):
            continue
        title = clean_title(_PIECES.split(line.text)[0], rules)
        if title and len(title.split()) <= 7 and not _is_sentence(line.text) and len(lines) > 3:
            return title, _evidence(line, title, 0.4)
        return None
    return None


def read_company(
    posting: PostingText, lines: list[Line], title: str, rules: PostingRules
) -> tuple[str, Evidence] | None:
    """The employer: a label, the line beside the title, or the name the sentences use; none when an agency hides it."""
    found = _labelled(lines, "company", rules)
    if found:
        return found
    if any(says(line.low, rules.company.agency) for line in lines):
        return None
    return _beside_title(posting, lines, title, rules) or _from_prose(lines, title, rules)


def _beside_title(
    posting: PostingText, lines: list[Line], title: str, rules: PostingRules
) -> tuple[str, Evidence] | None:
    low_title = lowered(title)
    for text in (
        piece for whole in (*posting.headings, *(line.text for line in lines[:6])) for piece in _PIECES.split(whole)
    ):
        match = re.search(r"\s(?:at|@|bei|chez)\s+([A-ZÀ-Þ0-9][^|·•()\n]{1,60})$", text)
        if match and low_title and low_title[:20] in lowered(text) and len(match[1].split()) <= _NAME_WORDS + 1:
            name = re.split(r"\s[-–—]\s|,", match[1])[0].strip(_EDGES)
            if _is_name(name, rules):
                return name, Evidence(0.85, name)
    for number, line in enumerate(lines[:6]):
        pieces = [piece for piece in _DASHES.split(line.text) if piece.strip(_EDGES)]
        if len(pieces) > 1 and low_title and low_title in line.low:
            name = next((piece.strip(_EDGES) for piece in pieces if _is_alone(piece, low_title, rules)), "")
            if name and ("|" in line.text or number == 0):
                return name, _evidence(line, name, 0.6)
        beside = any(_holds(lines[n].low, low_title) for n in (number - 1, number + 1) if 0 <= n < len(lines))
        if beside and pieces and not line.heading and not line.label and not _holds(line.low, low_title):
            name = pieces[0].strip(_EDGES)
            if _is_alone(name, low_title, rules) and len(lines) > 4 and not line.bullet:
                return name, _evidence(line, name, 0.65)
    return None


def _holds(low: str, low_title: str) -> bool:
    """Whether a line says all words of the title."""
    return bool(low_title) and len(low) < 160 and all(word in low for word in low_title.split())


def _is_alone(piece: str, low_title: str, rules: PostingRules) -> bool:
    bare = piece.strip(_EDGES)
    words = bare.split()
    capital = all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL or word.startswith("(") for word in words)
    return (
        0 < len(words) <= _NAME_WORDS
        and capital
        and lowered(bare) not in low_title
        and not names_role(bare, rules)
        and not _is_extra(bare, rules)
        and _is_name(bare, rules)
        and not bare.startswith(("http", "www"))
        and "ago" not in words
        and not any(char.isdigit() for char in bare[:1])
    )


def _is_name(name: str, rules: PostingRules) -> bool:
    low = lowered(name).strip(_EDGES)
    return (
        len(low) > 1
        and low not in rules.company.generic
        and low not in rules.sections
        and low not in rules.noise
        and low not in rules.labels
        and not is_place(name, rules)
        and low.split()[0] not in {"the role", "our", "your", "this", "these", "we", "you", "what", "how", "why"}
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
            first.setdefault(low, (name, _evidence(line, name, 0.7)))
    if not votes:
        return None
    best = max(votes, key=lambda low: votes[low])
    if votes[best] < 2:
        return None
    name, evidence = first[best]
    return name, Evidence(round(min(0.9, 0.45 + 0.1 * votes[best]), 2), evidence.words, evidence.span)


def _names_in(line: Line, rules: PostingRules) -> Iterator[tuple[str, int]]:
    asks = line.section in (Section.MUST, Section.NICE)
    for phrase in rules.company.before if not asks else ():
        at = find_phrase(line.low, phrase) if phrase in line.low else -1
        while at >= 0:
            end = at + len(phrase)
            name, stop = _name_from(line.text, end, rules)
            if name:
                rest = line.low[stop : stop + 8].lstrip()
                starts = at == 0 or line.text[:at].rstrip()[-1:] in {".", "!", "?", ""}
                weight = _before_weight(phrase, rest, starts, line)
                if weight:
                    yield name, weight
            at = find_phrase(line.low, phrase, end)
    for phrase in rules.company.after:
        at = find_phrase(line.low, phrase) if phrase in line.low else -1
        if at > 1:
            name = _name_before(line.text, at, rules)
            if name:
                yield name, 3 if "equal" in line.low[at : at + 40] else 2


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


def _name_from(text: str, at: int, rules: PostingRules) -> tuple[str, int]:
    """The capitalised name that begins at a place of the text, and where it ends."""
    out: list[str] = []
    place = at
    while len(out) < _NAME_WORDS:
        match = _NEXT_WORD.match(text, place)
        if match is None or (out and text[place : place + 1] != " "):
            break
        word = match[1]
        bare = word.rstrip(".")
        nxt = text[match.end() : match.end() + 2].strip()[:1]
        if not (bare[:1].isupper() or (bare[:1].isdigit() and not bare.isdigit())) and not (
            out and bare in _SMALL and nxt.isupper()
        ):
            break
        if out and lowered(bare) in {"we", "you", "our", "as", "is", "are", "team", "the", "i", "to"}:
            break
        out.append(bare)
        place = match.end(1)
        if word != bare and lowered(bare) not in _FORMS:
            place -= 1
            break
    while out and out[-1] in _SMALL:
        out.pop()
    return _name(" ".join(out), rules), place


def _name_before(text: str, at: int, rules: PostingRules) -> str:
    """The capitalised name that ends at a place of the text and begins its sentence."""
    words = list(_WORD.finditer(text, max(0, at - 80), at))
    out: list[str] = []
    start = at
    for match in reversed(words):
        gap = text[match.end() : start]
        if gap.strip() not in ("", ",", "&", "+") or len(out) >= _NAME_WORDS:
            break
        word = match.group()
        if not (word[:1].isupper() or word[:1].isdigit() or (out and word in _SMALL)) or (
            gap.strip() == "," and (not out or lowered(out[-1]) not in _FORMS)
        ):
            break
        out.append(word)
        start = match.start()
    while out and out[-1] in _SMALL:
        start += len(out.pop()) + 1
    lead = text[:start].rstrip(" \t\"“'")
    if lead and lead[-1] not in ".!?:•\n)—–-|":
        return ""
    name = text[start:at].strip() if out else ""
    first, _, rest = name.partition(" ")
    return _name(rest if rest and lowered(first) in _ARTICLES else name, rules)


def _name(name: str, rules: PostingRules) -> str:
    name = re.sub(r"(?:'s|’s)$", "", name.strip(_EDGES))
    low = lowered(name)
    if (
        not name
        or not _is_name(name, rules)
        or any(
            low == phrase or low.startswith(phrase + " ") for phrase in ("the", "our", "this", "these", "what", "who")
        )
    ):
        return ""
    return name


def _evidence(line: Line, said: str, confidence: float) -> Evidence:
    at = line.text.find(said)
    if at < 0:
        return Evidence(confidence, line.text, Span(line.start, line.start + len(line.text)))
    return Evidence(confidence, said, Span(line.start + at, line.start + at + len(said)))
