"""What titles and names of employers have in common: labels, roles, and what is no part of either."""

import re

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting_rules import PostingRules, lowered, says, wordset
from jobwise.domain.jobs.reading.gazetteer import is_place
from jobwise.domain.jobs.reading.layout import Line
from jobwise.domain.shared.values import Span

TITLE_WORDS = 14
_TABLE = 3
PIECES = re.compile(r"\s?[|·•\t]\s?|\s{2,}")
DASHES = re.compile(r"\s[-–—]\s|\s?[|·•\t]\s?")
GENDER = re.compile(
    r"\s?[(\[]\s?(?:[mwfdxhinkgav]|gn|div|all genders?|alle geschlechter|all|any)"
    r"(?:\s?[/|\\,;:*.·]\s?(?:[mwfdxhinkgav]|gn|div|\w{1,10}))*\s*[)\]]",
    re.IGNORECASE,
)
_GENDER_BARE = re.compile(r"\s[mwfdhx]/[mwfdhx](?:/[mwfdhxi])?\b|\*(?=\s|$)", re.IGNORECASE)
_LEAD = re.compile(
    r"^\W*(?:we'?re hiring|we are hiring|now hiring|hiring|urgent(?:ly)?(?: hiring)?|job title|job|position|vacancy"
    r"|role|title|wanted|opening|subject|fwd?|re|betreff|wg|aw|objet|tr|asunto|rv|assunto|enc"
    r"|stellenanzeige|stellenangebot|offre d'emploi|oferta de empleo|vaga)\s*[:!\]\-–]+\s*",
    re.IGNORECASE,
)
_IDS = re.compile(
    r"[ (\[#](?:(?:job|req|ref|requisition|jr|id)[ .:#-]{0,2}(?:id|no\.?|number)?[ .:#-]{0,2})?\d{4,20}[)\]]?\s?$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s?[(\[]([^()\[\]]{0,200})[)\]]")
WORD = re.compile(r"[^\W_][\w.&'’+\-/]*")
EDGES = ' \t-–—|·•*_#:;,.!"“”»«>~='
_GERMAN_ENDS = (
    "entwickler", "entwicklerin", "ingenieur", "ingenieurin", "leiter", "leiterin", "mitarbeiter", "mitarbeiterin",
    "berater", "beraterin", "kaufmann", "kauffrau", "pfleger", "pflegerin", "techniker", "technikerin", "mechaniker",
    "fahrer", "verkäufer", "buchhalter", "assistent", "assistentin", "meister", "architekt", "therapeut", "lehrer",
    "fachkraft", "helfer", "monteur", "informatiker", "manager", "managerin", "kraft",
)  # fmt: skip
_HOUSES = wordset(
    "school schule hospital university college clinic hotel restaurant nursery krankenhaus klinik schools general "
    "inc. ltd."
)
_SOUGHT = re.compile(
    r"(?<=\w{3})\s(?:needed|wanted|gesucht)(?:[!.,:]|\s(?:in|for|at|to|asap|für|ab)\b).*$", re.IGNORECASE
)
_CALLS = re.compile(
    r"\s(?:wanted|needed|required|gesucht|h/f|f/h|\(h/f\)|\(f/h\)|m/f)\b[!.]*\)?\s?$"
    r"|\s?\((?:h/f|f/h|m/f)\)|(?<=\w)\s(?:role|position|vacancy|opening)$",
    re.IGNORECASE,
)
# "Nurse 30-40 Std./Woche", "Assistant 80-100%", "Cashier 20 hours per week".
_HOURS = re.compile(
    r"[\s,(–-]{1,4}\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s?(?:%|(?:std|stunden|hours|hrs|horas|heures)\b).*$", re.IGNORECASE
)
FORMS = wordset(
    "inc llc ltd gmbh ag se sa sarl plc corp corporation limited group co kg bv b.v. oy ab aps s.a. s.l. "
    "sl pvt company inc. ltd. lda ltda srl spa kgaa ug eg e.v ggmbh mbh"
)


def labelled(lines: list[Line], field: str, rules: PostingRules) -> tuple[str, Evidence] | None:
    """The value of a label of this field ("Company: ..."), or the line below a label that stands alone."""
    # Several labels that stand on lines of their own make a table read line by line.
    alone = sum(line.low.strip(EDGES) in rules.labels and ":" not in line.low for line in lines[:20])
    tabled = alone >= _TABLE
    for number, said in enumerate(lines[:40]):
        line = said
        if rules.labels.get(line.label) == field and line.label:
            value = line.text.partition(":")[2]
        elif number + 1 < len(lines) and _stands_alone(line, field, rules, tabled=tabled):
            line = lines[number + 1]
            value = line.text
        else:
            continue
        value = value.split("  ")[0]
        value = clean_title(value, rules) if field == "title" else value.split("|")[0].strip(EDGES)
        if 1 < len(value) <= 120 and len(value.split()) <= TITLE_WORDS and lowered(value) not in rules.company.generic:
            return value, evidence_of(line, value, 0.95)
    return None


def _stands_alone(line: Line, field: str, rules: PostingRules, *, tabled: bool) -> bool:
    bare = line.low.strip(EDGES)
    if rules.labels.get(bare) != field:
        return False
    sure = line.text.rstrip().endswith(":") or bare in {"job title", "position title", "company name", "employer"}
    return sure or (line.text[:1].isupper() and tabled)


def best_piece(pieces: list[str], rules: PostingRules) -> str:
    """The first piece that names a role and is short enough for a title."""
    return next((piece for piece in pieces if names_role(piece, rules) and len(piece.split()) <= TITLE_WORDS), "")


def names_role(text: str, rules: PostingRules) -> bool:
    """Whether one of the words is a role ("nurse", "Entwicklerin", "ingénieure")."""
    for match in WORD.finditer(lowered(text)):
        for word in re.split(r"[/\-*:.]", match.group()):
            if word in rules.roles or (word.endswith("s") and word[:-1] in rules.roles):
                return True
            if word.endswith("in") and word[:-2] in rules.roles:
                return True
            # German writes the role as the end of a longer word: "Projektingenieur", "Lagermitarbeiter".
            if len(word) > 9 and word.endswith(_GERMAN_ENDS):
                return True
    return False


def without_gender(title: str) -> str:
    """A title without tags such as "(m/w/d)"."""
    return _GENDER_BARE.sub("", GENDER.sub("", title))


def clean_title(text: str, rules: PostingRules) -> str:
    """A title without gender tags, numbers of the posting, calls to apply, places and modes of work."""
    text = _LEAD.sub("", _LEAD.sub("", text.strip()))
    text = without_gender(text)
    text = _IDS.sub("", text)
    text = _HOURS.sub("", _SOUGHT.sub("", text))
    text = _CALLS.sub("", text.rstrip("! "))
    head, found, tail = text.rpartition(" in ")
    if found and lowered(tail).strip(EDGES) in rules.types.words:
        text = head
    text = BRACKETS.sub(lambda match: "" if _is_aside(match[1], rules) else match.group(), text)
    pieces = re.split(r"((?<!\s)(?:\s+[-–—|·•]\s+|\s*[|·•]\s*|\s+/\s+)|,\s+)", text)
    while len(pieces) > 2:
        if len(pieces) > 4 and is_place(f"{pieces[-3]}, {pieces[-1]}", rules):
            pieces = pieces[:-4]
        elif is_extra(pieces[-1], rules) or (not pieces[-2].startswith(",") and _is_house(pieces[-1])):
            pieces = pieces[:-2]
        else:
            break
    while len(pieces) > 2 and is_extra(pieces[0], rules):
        pieces = pieces[2:]
    return " ".join("".join(pieces).split()).strip(EDGES)


def _is_aside(text: str, rules: PostingRules) -> bool:
    """What brackets in a title say beside it: an extra, or words on the kind of employment ("12-month fixed term")."""
    low = lowered(text)
    return is_extra(text, rules) or any(says(low, phrases) for phrases in rules.types.phrases.values())


def is_extra(text: str, rules: PostingRules) -> bool:
    """A piece that is a place, a mode, a kind of employment or a call, and not part of the title."""
    low = lowered(text).strip(EDGES + "()[]")
    if not low:
        return True
    if low in rules.modes.words or low in rules.types.words or low in rules.noise:
        return True
    if is_place(text.strip(EDGES), rules):
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
    words = lowered(text).strip(EDGES).split()
    return bool(words) and (words[0] == "the" or words[-1] in FORMS or words[-1] in _HOUSES)


def holds(low: str, low_title: str) -> bool:
    """Whether a line says all words of the title."""
    return bool(low_title) and len(low) < 160 and all(word in low for word in low_title.split())


def evidence_of(line: Line, said: str, confidence: float) -> Evidence:
    """The words of a line as evidence; the whole line where they are not found."""
    at = line.text.find(said)
    if at < 0:
        return Evidence(confidence, line.text, Span(line.start, line.start + len(line.text)))
    return Evidence(confidence, said, Span(line.start + at, line.start + at + len(said)))
