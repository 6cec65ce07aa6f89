"""The sentences a letter can be made of: one per fact of the profile, each with the paths it stands on."""

import zlib
from dataclasses import dataclass, field

from jobwise.domain.generations.letter.bullets import Where, as_sentence, first_sentence, opens_with_deed
from jobwise.domain.generations.letter.casing import lowered, with_article, within
from jobwise.domain.generations.letter.evidence import Shown, names, unique
from jobwise.domain.generations.letter.phrases import LetterPhrases, capital
from jobwise.domain.generations.letter.tongue import prose
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import (
    Bullet,
    Education,
    Experience,
    Language,
    Profile,
    Project,
    Volunteering,
)
from jobwise.domain.shared.text import fold, one_line, words
from jobwise.domain.shared.values import PartialDate

JOB = "job"
MAX_DEGREE_CHARS = 90
_VOLUNTEERS = frozenset(
    {
        "volunteer", "bénévole", "ehrenamtlich", "ehrenamt", "freiwilliger", "freiwillige", "ehrenamtlicher",
        "voluntario", "voluntaria", "voluntário", "voluntária",
    }
)  # fmt: skip
MAX_WORK_SKILLS = 4
MAX_MORE_SKILLS = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a letter and the profile paths (or `job`) it stands on."""

    text: str
    sources: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        return len(self.text.split())


@dataclass
class Pen:
    """Writes sentences in one language; which wording it takes depends on the content and on what it used before."""

    profile: Profile
    job: Job
    phrases: LetterPhrases
    as_of: PartialDate
    quotes: bool
    vocabulary: Vocabulary | None = None
    _used: dict[str, int] = field(default_factory=dict)
    _there: str = ""
    _mentions: int = 0
    _prose: str = ""

    def __post_init__(self) -> None:
        self._prose = "\n".join(prose(self.profile))

    def say(self, key: str, sources: tuple[str, ...], **slots: str) -> Sentence:
        turn = self._turn(key)
        text = self.phrases.say(key, turn, **slots)
        # A German letter goes on in small letters after the comma of its salutation, so openings keep their own case;
        # a skill that opens a sentence keeps its own too (dbt, iOS).
        keeps = key.startswith("opening") or self.phrases.wording(key, turn).startswith("{skill")
        return Sentence(text if keeps else capital(text), tuple(unique(sources)))

    def within(self, skill: str) -> str:
        """A skill as it stands within a sentence; only what is surely no product loses its capital."""
        if " " not in skill and self._is_translated(skill):
            return lowered(skill, self.phrases.language, self._is_name)
        return within(skill, self.phrases.language, self._is_name, f"{self.job.text}\n{self._prose}")

    def _is_translated(self, word: str) -> bool:
        """Whether the vocabulary keeps a word under quite another name, as it does with those of other languages."""
        known = self.vocabulary.name_of(word) if self.vocabulary is not None else None
        if known is None or self.phrases.language == "en":
            return False
        own, name = fold(word), fold(known)
        return own not in name and name not in own and own[:3] != name[:3]

    def role(self, title: str) -> str:
        """The title of a job or a subject of study within a sentence."""
        return lowered(one_line(title), self.phrases.language, self._is_name)

    def _is_name(self, word: str) -> bool:
        """Whether a word alone is the name of a language, a skill or a product."""
        if fold(word) in self.phrases.spellings:
            return True
        known = self.vocabulary.name_of(word) if self.vocabulary is not None else None
        return known is not None and fold(known) == fold(word)

    def has_said(self, *keys: str) -> bool:
        """Whether one of these sentences was written before."""
        return any(key in self._used for key in keys)

    def _turn(self, key: str) -> int:
        count = self._used.get(key, 0)
        self._used[key] = count + 1
        return self._seed(key) + count

    def _seed(self, key: str) -> int:
        marks = sorted([*(e.id for e in self.profile.experiences), *(e.id for e in self.profile.education)])
        return zlib.crc32("\n".join([key, self.job.title, self.job.company, *marks]).encode())

    def is_current(self, entry: Experience | Volunteering | Education | Project) -> bool:
        return entry.current or (entry.end is not None and entry.end.months > self.as_of.months)

    def position(self, entry: Experience | Volunteering, key: str = "job") -> Sentence | None:
        """Where and as what the person works or worked, and when."""
        room, employer = _room(entry)
        title = one_line(entry.title)
        if key == "volunteer" and employer and fold(title) in _VOLUNTEERS:
            # "I have volunteered as a volunteer" says nothing twice.
            title = ""
        if not title and not employer:
            return None
        base = f"{room}/{entry.id}"
        slots = {
            "title": self._as(title) if title else "",
            "at": self.phrases.at_place(employer) if employer else "",
        }
        sources = [f"{base}/title" if title else "", f"{base}/{_employer_field(entry)}" if employer else ""]
        if self.is_current(entry):
            if entry.start is None or entry.start.months > self.as_of.months:
                return self.say(f"{key}_now_undated", tuple(sources), **slots)
            when = self.phrases.since(entry.start)
            return self.say(f"{key}_now", (*sources, f"{base}/start"), when=when, **slots)
        if entry.start is not None and entry.end is None:
            # Nothing says whether it goes on, so the sentence tells of its beginning alone.
            if entry.start.months > self.as_of.months:
                return None
            return self.say(f"{key}_open", (*sources, f"{base}/start"), when=self.phrases.start(entry.start), **slots)
        when = self.phrases.between(entry.start, entry.end)
        if not when:
            return self.say(f"{key}_past_undated", tuple(sources), **slots)
        dates = (f"{base}/start" if entry.start else "", f"{base}/end")
        return self.say(f"{key}_past", (*sources, *dates), when=when, **slots)

    def _as(self, title: str) -> str:
        said = self.role(title)
        return self.phrases.say("as", title=with_article(said) if self.phrases.language == "en" else said)

    def deed(self, entry: Experience | Volunteering | Project, bullet: Bullet) -> Sentence | None:
        """A bullet as a sentence, placed at its employer, or "there" when the sentence before spoke of it."""
        if not self.quotes:
            return None
        room, place = _room(entry)
        where = self._where(f"{room}/{entry.id}", place, entry)
        text = as_sentence(bullet.wording, where, self.phrases, self._turn("bullet"))
        if not text:
            return None
        sources = (f"{room}/{entry.id}/bullets/{bullet.id}", f"{room}/{entry.id}/{_employer_field(entry)}")
        return Sentence(f"{text}.", sources if place else sources[:1])

    def stand_at(self, path: str) -> None:
        """The reader now thinks of this entry, so that the next deed there can say "there"."""
        self._there, self._mentions = path, 0

    @property
    def standing(self) -> tuple[str, int]:
        """Of which entry the reader thinks now, and how often it was spoken of."""
        return self._there, self._mentions

    def stand_again(self, standing: tuple[str, int]) -> None:
        """Takes back the place that a sentence had moved to which did not get in."""
        self._there, self._mentions = standing

    def _where(self, path: str, place: str, entry: Experience | Volunteering | Project) -> Where:
        current = self.is_current(entry)
        if isinstance(entry, Project):
            inside = self.phrases.say("in_project", name=place)
        else:
            inside = self.phrases.at_place(place) if place else ""
        if self._there == path or not place:
            key = "there_unnamed" if not place else "there_project" if isinstance(entry, Project) else "there"
            # "There I ... I also ... In the same role I ...": every second sentence does without the place.
            also = self._there == path and self._mentions % 2 == 1
            here = self.phrases.say(key, self._mentions // 2)
            self._mentions += 1
            return Where(here, here, current, self._there == path, also)
        self.stand_at(path)
        self._mentions = 1
        return Where(capital(inside), inside, current)

    def work_skills(self, entry: Experience, said: str) -> Sentence | None:
        """Listed skills that the texts of a position name: true in any language, since names need no translation."""
        if not entry.employer:
            return None
        base = f"experiences/{entry.id}"
        told = " ".join([entry.summary, entry.enhanced_summary, *(bullet.wording for bullet in entry.bullets)])
        shown: list[tuple[str, str]] = []
        for skill in self.profile.skills:
            options = [(f"skills/{skill.id}/keywords/{n}", word) for n, word in enumerate(skill.keywords)]
            for path, word in options or [(f"skills/{skill.id}/name", skill.name)]:
                if word and len(shown) < MAX_WORK_SKILLS and names(told, word) and not names(said, word):
                    shown.append((path, one_line(word)))
        if not shown:
            return None
        key = f"work_skills{'_now' if self.is_current(entry) else ''}_{'one' if len(shown) == 1 else 'many'}"
        sources = (*(path for path, _ in shown), f"{base}/employer")
        joined = self.phrases.join([self.within(word) for _, word in shown])
        return self.say(key, sources, skills=joined, at=self.phrases.at_place(one_line(entry.employer)))

    def tongues(self, entries: tuple[Language, ...]) -> Sentence | None:
        """The languages a person speaks, named in the letter's language where it is a known one."""
        parts, sources = [], []
        for entry in entries:
            if not entry.language:
                continue
            code = self.phrases.spellings.get(fold(entry.language), "")
            name = self.phrases.tongues.get(code) or one_line(entry.language)
            fluency = self._fluency(entry)
            parts.append(f"{name} ({fluency})" if fluency else name)
            base = f"languages/{entry.id}"
            sources += [f"{base}/language", f"{base}/fluency" if fluency else ""]
        return self.say("tongues", tuple(sources), names=self.phrases.join(parts)) if parts else None

    def tongue(self, name: str) -> str:
        """A language, named in any language, as this letter names it; empty for what is no language."""
        return self.phrases.tongues.get(self.phrases.spellings.get(fold(name), ""), "")

    def _fluency(self, entry: Language) -> str:
        level = next((word for word in entry.fluency.split() if word.strip("(),.").upper() in _CEFR), "")
        if level:
            return level.strip("(),.").upper()
        own = self.phrases.spellings.get(fold(entry.language)) and self._is_ours(entry.language)
        if not own or not self.quotes or len(words(entry.fluency)) > 4:
            return ""
        return one_line(entry.fluency) if self.phrases.language == "de" else one_line(entry.fluency).lower()

    def _is_ours(self, name: str) -> bool:
        return fold(name) in {fold(ours) for ours in self.phrases.tongues.values()}

    def project(self, entry: Project) -> Sentence | None:
        """The name of a project, with its description where that is written in the letter's language."""
        if not entry.name:
            return None
        base = f"projects/{entry.id}"
        about = one_line(entry.enhanced_description or entry.description).rstrip(".") if self.quotes else ""
        if about and len(about.split()) <= 25 and ". " not in about:
            field_name = "enhanced_description" if entry.enhanced_description else "description"
            sources = (f"{base}/name", f"{base}/{field_name}")
            inside = self.phrases.say("in_project", name=one_line(entry.name))
            where = Where(capital(inside), inside, self.is_current(entry))
            if opens_with_deed(about, where, self.phrases):
                return Sentence(f"{as_sentence(about, where, self.phrases, self._turn('bullet'))}.", sources)
            return self.say("project_about", sources, name=one_line(entry.name), about=about)
        if entry.keywords:
            named = self.phrases.join([one_line(word) for word in entry.keywords[:4]])
            used = tuple(f"{base}/keywords/{n}" for n in range(len(entry.keywords[:4])))
            return self.say("project_with", (f"{base}/name", *used), name=one_line(entry.name), skills=named)
        return self.say("project", (f"{base}/name",), name=one_line(entry.name))

    def skills(self, key: str, shown: list[Shown], *sources: str, **slots: str) -> Sentence:
        """A sentence about one or several asked skills; the wording agrees in number."""
        number = "one" if len(shown) == 1 else "many"
        carried = tuple(path for one in shown for path in one.sources)
        joined = self.phrases.join([self.within(one.name) for one in shown])
        return self.say(f"{key}_{number}", (*carried, *sources, JOB), skills=joined, **slots)

    def more_skills(self, said: str) -> Sentence | None:
        """Listed skills that no sentence has named, a handful of them."""
        named: list[str] = []
        sources: list[str] = []
        for skill in sorted(self.profile.skills, key=lambda entry: entry.id):
            options = [(f"skills/{skill.id}/keywords/{n}", word) for n, word in enumerate(skill.keywords)]
            for path, word in options or [(f"skills/{skill.id}/name", skill.name)]:
                if word and len(words(word)) <= 4 and not names(said, word) and len(named) < MAX_MORE_SKILLS:
                    named.append(one_line(word))
                    sources.append(path)
        if not named:
            return None
        key = "skill_one" if len(named) == 1 else "skill_many"
        return self.say(key, tuple(sources), skills=self.phrases.join([self.within(name) for name in named]))

    def summary(self) -> Sentence | None:
        """The person's own line about themselves, word for word."""
        written = self.profile.enhanced_summary or self.profile.summary
        text = first_sentence(written)
        if not text or not self.quotes:
            return None
        path = "enhanced_summary" if self.profile.enhanced_summary else "summary"
        return self.say("summary", (path,), text=text)


_CEFR = frozenset({"A1", "A2", "B1", "B2", "C1", "C2"})


def _room(entry: Experience | Volunteering | Project) -> tuple[str, str]:
    if isinstance(entry, Experience):
        return "experiences", one_line(entry.employer)
    if isinstance(entry, Volunteering):
        return "volunteering", one_line(entry.organization)
    return "projects", one_line(entry.name)


def _employer_field(entry: Experience | Volunteering | Project) -> str:
    if isinstance(entry, Experience):
        return "employer"
    return "organization" if isinstance(entry, Volunteering) else "name"
