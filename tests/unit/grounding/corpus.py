"""Invented people with postings, faithful letters in five languages, and single falsehoods to plant in them."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jobwise.domain.generations.grounding.claims import Claim, Verdict
from jobwise.domain.generations.grounding.gate import check
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import SkillTerm, Vocabulary
from jobwise.domain.profiles.profile import (
    Award,
    Bullet,
    Certification,
    Education,
    Experience,
    Language,
    Location,
    PersonalInfo,
    Profile,
    Skill,
    Volunteering,
)
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.claim_rules import language_of, load_rules

FOLDER = Path(__file__).parent / "corpus"
AS_OF = PartialDate(2026, 11, 20)
VOCABULARY = Vocabulary.of(
    "test",
    [
        SkillTerm(name)
        for name in (
            "AutoCAD",
            "Canva",
            "Excel",
            "Figma",
            "Google Analytics",
            "HACCP",
            "HubSpot",
            "Kafka",
            "Kubernetes",
        )
    ]
    + [
        SkillTerm("Python"),
        SkillTerm("Salesforce"),
        SkillTerm("SEO"),
        SkillTerm("Westlaw"),
        SkillTerm("Go", context=True),
    ],
)


@dataclass(frozen=True)
class Falsehood:
    person: str
    letter: str
    kind: str
    old: str
    new: str
    span: str

    @property
    def id(self) -> str:
        return f"{self.person}-{self.letter}-{self.kind}-{self.span}"


def people() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


@lru_cache
def _data(person: str) -> Any:
    return json.loads((FOLDER / f"{person}.json").read_text(encoding="utf-8"))


def letters() -> list[tuple[str, str]]:
    return [(person, letter) for person in people() for letter in _data(person)["letters"]]


def letter_text(person: str, letter: str) -> str:
    return str(_data(person)["letters"][letter]["text"])


def letter_language(person: str, letter: str) -> str:
    return str(_data(person)["letters"][letter]["language"])


def falsehoods() -> list[Falsehood]:
    return [
        Falsehood(person, row["letter"], row["kind"], row["old"], row["new"], row["span"])
        for person in people()
        for row in _data(person)["falsehoods"]
    ]


def planted(falsehood: Falsehood) -> tuple[str, int, int]:
    """The paragraph of the letter with the falsehood in it, and where the false words stand."""
    base = letter_text(falsehood.person, falsehood.letter)
    place = base.index(falsehood.old)
    text = base.replace(falsehood.old, falsehood.new)
    start = text.lower().index(falsehood.span.lower(), max(0, place - 2))
    opening = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    closing = text.find("\n\n", start)
    paragraph = text[opening:] if closing < 0 else text[opening:closing]
    return paragraph, start - opening, start - opening + len(falsehood.span)


@lru_cache(maxsize=1024)
def judge(person: str, text: str, language: str = "") -> Verdict:
    rules = load_rules(language or language_of(text))
    return check(text, profile(person), job(person), rules, VOCABULARY, AS_OF)


def unsupported(verdict: Verdict) -> list[Claim]:
    return [claim for claim in verdict.claims if not claim.supported]


@lru_cache
def job(person: str) -> Job:
    posting = _data(person)["posting"]
    return Job(
        title=posting["title"],
        company=posting["company"],
        location=posting["location"],
        required_skills=tuple(posting["skills"]),
        text=posting["text"],
        language=posting["language"],
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _bullets(entry: Any) -> tuple[Bullet, ...]:
    return tuple(Bullet(str(place), text) for place, text in enumerate(entry.get("highlights", [])))


@lru_cache
def profile(person: str) -> Profile:
    data = _data(person)["profile"]
    basics = data["basics"]
    return Profile(
        personal=PersonalInfo(
            name=basics["name"],
            label=basics["label"],
            email=basics["email"],
            url=basics.get("url", ""),
            location=Location(city=basics["location"]["city"]),
        ),
        summary=basics["summary"],
        experiences=tuple(_experience(str(n), entry) for n, entry in enumerate(data["work"])),
        volunteering=tuple(
            Volunteering(
                str(n),
                entry["organization"],
                entry["position"],
                start=_date(entry["startDate"]),
                end=_date(entry.get("endDate")),
                summary=entry.get("summary", ""),
                bullets=_bullets(entry),
            )
            for n, entry in enumerate(data.get("volunteer", []))
        ),
        education=tuple(
            Education(
                str(n),
                entry["institution"],
                area=entry["area"],
                study_type=entry["studyType"],
                start=_date(entry["startDate"]),
                end=_date(entry.get("endDate")),
                score=entry.get("score", ""),
            )
            for n, entry in enumerate(data["education"])
        ),
        skills=tuple(Skill(str(n), e["name"], keywords=tuple(e["keywords"])) for n, e in enumerate(data["skills"])),
        languages=tuple(Language(str(n), e["language"], e["fluency"]) for n, e in enumerate(data["languages"])),
        certifications=tuple(
            Certification(str(n), e["name"], _date(e["date"]), issuer=e.get("issuer", ""))
            for n, e in enumerate(data.get("certificates", []))
        ),
        awards=tuple(
            Award(str(n), e["title"], _date(e["date"]), e["awarder"]) for n, e in enumerate(data.get("awards", []))
        ),
    )


def _experience(place: str, entry: Any) -> Experience:
    return Experience(
        place,
        entry["name"],
        entry["position"],
        entry["location"],
        start=_date(entry["startDate"]),
        end=_date(entry.get("endDate")),
        current="endDate" not in entry,
        summary=entry.get("summary", ""),
        bullets=_bullets(entry),
    )
