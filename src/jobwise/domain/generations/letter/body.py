"""The paragraphs of a letter: what is said first, what is said about what is asked, and what fills the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from jobwise.domain.generations.document import Line, Role
from jobwise.domain.generations.letter import learning
from jobwise.domain.generations.letter.asked import Asked
from jobwise.domain.generations.letter.evidence import Shelf, unique
from jobwise.domain.generations.letter.sentences import JOB, Pen, Sentence
from jobwise.domain.jobs.job import Necessity
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.limits import LETTER_MAX_WORDS, LETTER_MIN_WORDS
from jobwise.domain.profiles.profile import Bullet, Education, Experience, Project, Volunteering
from jobwise.domain.rankings.ranking import GapGrade, Ranking
from jobwise.domain.shared.text import one_line

ENOUGH_WORDS = 230
"""A letter that has said this much takes nothing more on; one page, two minutes to read."""

_CAP = LETTER_MAX_WORDS - 10
_SPARE = LETTER_MIN_WORDS + 15
_TELLING = 15
"""Characters by which a part of a sentence is known again."""

_LEAD_DEEDS = 3
_LEAD_WORDS = 160
_WORK_WORDS = 220
"""Deeds leave room for what is asked."""


@dataclass
class Body:
    """The paragraphs as they grow. Numbers name paragraphs in reading order."""

    pen: Pen
    ranking: Ranking
    vocabulary: Vocabulary | None = None
    refused: tuple[str, ...] = ()
    paragraphs: dict[int, list[Sentence]] = field(default_factory=dict)
    words: int = 0
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.scores: Mapping[str, float] = {item.path: item.score for item in self.ranking.items}
        profile = self.pen.profile
        self.work = sorted(profile.experiences, key=lambda e: (-self.score(f"experiences/{e.id}"), *_latest(e), e.id))
        self.recent = min(self.work, key=lambda e: (not self.pen.is_current(e), *_latest(e), e.id), default=None)
        self.done: set[str] = set()
        self._studied = 0

    def score(self, path: str) -> float:
        return self.scores.get(path, 0.0)

    def add(self, paragraph: int, sentence: Sentence | None, limit: int = _CAP) -> bool:
        """Takes a sentence in when there is one, it fits under `limit` words and was not refused before."""
        if sentence is None or self.words + sentence.length > limit or _is_refused(sentence, self.refused):
            return False
        self.paragraphs.setdefault(paragraph, []).append(sentence)
        self.words += sentence.length
        return True

    def text(self) -> str:
        return " ".join(s.text for _, run in sorted(self.paragraphs.items()) for s in run)

    def lines(self) -> Iterator[Line]:
        for _, run in sorted(self.paragraphs.items()):
            sources = unique([path for sentence in run for path in sentence.sources])
            yield Line(Role.PARAGRAPH, " ".join(sentence.text for sentence in run), tuple(sources))

    def write(self) -> None:
        self.add(9, self.pen.say("closing", (JOB,)))
        self._open()
        self._lead()
        for entry in self.work[1:2]:
            if self.score(f"experiences/{entry.id}") > 0:
                self._more_work(entry)
        self._answer()
        for filler in self._fillers():
            if self.words >= ENOUGH_WORDS:
                break
            filler()

    def _open(self) -> None:
        job, phrases = self.pen.job, self.pen.phrases
        key = {(True, True): "opening", (True, False): "opening_title", (False, True): "opening_company"}.get(
            (bool(job.title), bool(job.company)), "opening_bare"
        )
        company = one_line(job.company)
        at = phrases.at_place(company) if company else ""
        title = self.pen.role(job.title)
        self.add(0, self.pen.say(key, (JOB,), title=title, of_title=phrases.of(title), at=at))
        if self.recent is not None:
            self.add(0, self.pen.position(self.recent))
            self.done.add(f"experiences/{self.recent.id}")
            return
        studies = self._studies()
        if studies and self.add(0, learning.studied(self.pen, studies[0])):
            self.done.add(f"education/{studies[0].id}")

    def _lead(self) -> None:
        """The entry that answers the posting best, with what was done there."""
        profile = self.pen.profile
        if self.work:
            self._enter(1, self.work[0])
            self._deeds(1, self.work[0], _LEAD_DEEDS, _LEAD_WORDS)
            if not self.pen.quotes:
                self.add(1, self.pen.work_skills(self.work[0], ""))
        elif profile.projects:
            self._project(1, min(profile.projects, key=lambda p: (-self.score(f"projects/{p.id}"), *_latest(p), p.id)))
        elif profile.volunteering:
            voluntary = min(profile.volunteering, key=lambda v: (*_latest(v), v.id))
            self._enter(1, voluntary)
            self._deeds(1, voluntary, 2, _LEAD_WORDS)

    def _enter(self, paragraph: int, entry: Experience | Volunteering, limit: int = _CAP) -> bool:
        room, key = ("experiences", "job") if isinstance(entry, Experience) else ("volunteering", "volunteer")
        path = f"{room}/{entry.id}"
        if path in self.done:
            return True
        if not self.add(paragraph, self.pen.position(entry, key), limit):
            return False
        self.pen.stand_at(path)
        self.done.add(path)
        return True

    def _deeds(self, paragraph: int, entry: Experience | Volunteering | Project, count: int, limit: int = _CAP) -> None:
        said = 0
        for bullet in self._best(entry):
            path = f"{bullet[0]}/bullets/{bullet[1].id}"
            if said >= count or path in self.done:
                continue
            standing = self.pen.standing
            if self.add(paragraph, self.pen.deed(entry, bullet[1]), limit):
                self.done.add(path)
                said += 1
            else:
                # Otherwise the next sentence would say "there" of a place that was never named.
                self.pen.stand_again(standing)

    def _best(self, entry: Experience | Volunteering | Project) -> list[tuple[str, Bullet]]:
        room = {Experience: "experiences", Volunteering: "volunteering", Project: "projects"}[type(entry)]
        base = f"{room}/{entry.id}"
        ranked = sorted(
            enumerate(entry.bullets), key=lambda pair: (-self.score(f"{base}/bullets/{pair[1].id}"), pair[0])
        )
        return [(base, bullet) for _, bullet in ranked]

    def _project(self, paragraph: int, entry: Project, limit: int = _CAP) -> None:
        path = f"projects/{entry.id}"
        if path in self.done:
            return
        before = self.words
        about = bool(entry.description or entry.enhanced_description) and self.pen.quotes
        if about or not entry.bullets or not self.pen.quotes:
            if self.add(paragraph, self.pen.project(entry), limit):
                self.pen.stand_at(path)
        self._deeds(paragraph, entry, 1 if about else 2, limit)
        if self.words > before:
            self.done.add(path)

    def _answer(self) -> None:
        """What the posting asks and no sentence has named yet."""
        profile = self.pen.profile
        preferred = [f"experiences/{e.id}" for e in self.work]
        preferred += [f"projects/{e.id}" for e in profile.projects]
        preferred += [f"volunteering/{e.id}" for e in profile.volunteering]
        preferred += [f"education/{e.id}" for e in profile.education]
        shelf = Shelf(profile, self.pen.job, self.vocabulary)
        self._asked_papers()
        asked = Asked(self.pen, shelf, self.ranking, preferred)
        for sentence in asked.musts(self.text()):
            self.add(3, sentence, LETTER_MAX_WORDS)
        for sentence in (*asked.supported(self.text()), *asked.lacking()):
            self.add(3, sentence)
        for sentence in asked.nice(self.text()):
            self.add(3, sentence)
        said = self.text()
        self.left_out = tuple(skill for skill in asked.lacked if not shelf.find(said, skill))

    def _studies(self) -> list[Education]:
        return sorted(self.pen.profile.education, key=lambda e: (-self.score(f"education/{e.id}"), *_latest(e), e.id))

    def _fillers(self) -> Iterator[Callable[[], None]]:
        """What may still be said, the most telling first; what does not bear on the job only fills a short letter."""
        profile = self.pen.profile
        for study in self._studies()[:1]:
            yield partial(self._study, study)
        yield self._papers
        for entry in self.work[1:2]:
            yield partial(self._more_work, entry)
        for project in sorted(profile.projects, key=lambda p: (-self.score(f"projects/{p.id}"), *_latest(p), p.id))[:2]:
            yield partial(self._project, 2, project, self._limit(f"projects/{project.id}"))
        for entry in self.work[2:5]:
            yield partial(self._more_work, entry)
        if self.work and not self.pen.quotes:
            yield self._refer
        for voluntary in sorted(profile.volunteering, key=lambda v: (*_latest(v), v.id))[:2]:
            yield partial(self._voluntary, voluntary)
        yield self._rest

    def _more_deeds(self, paragraph: int, entry: Experience) -> None:
        """Further deeds at the end of the paragraph that is about their place."""
        if paragraph in self.paragraphs:
            self.pen.stand_at(f"experiences/{entry.id}")
        self._deeds(paragraph, entry, 2)

    def _limit(self, path: str) -> int:
        return _CAP if self.score(path) > 0 else _SPARE + 25

    def _more_work(self, entry: Experience) -> None:
        path = f"experiences/{entry.id}"
        if self.score(path) <= 0 and self.words >= _SPARE:
            return
        limit = min(self._limit(path), _WORK_WORDS)
        paragraph = 2 if self.pen.quotes else 1
        if self._enter(paragraph, entry, limit):
            self._deeds(paragraph, entry, 2, limit)
            if not self.pen.quotes:
                self.add(paragraph, self.pen.work_skills(entry, self.text()))

    def _study(self, study: Education) -> None:
        if f"education/{study.id}" not in self.done:
            if self.add(4, learning.studied(self.pen, study)):
                run = self.paragraphs[4]
                run.insert(self._studied, run.pop())
                self._studied += 1
            self.done.add(f"education/{study.id}")

    def _refer(self) -> None:
        """A letter that may not quote says where the reader finds more."""
        self.add(1, self.pen.say("in_resume", tuple(f"experiences/{e.id}/employer" for e in self.work if e.employer)))

    def _papers(self, rooms: tuple[str, ...] = ("certifications", "languages")) -> None:
        profile = self.pen.profile
        if "certifications" in rooms and "certifications" not in self.done:
            # The order in which a person lists certificates and languages means something, so it breaks the ties.
            certificates = sorted(profile.certifications, key=lambda c: -self.score(f"certifications/{c.id}"))
            self.add(4, learning.certificates(self.pen, tuple(certificates[:3])))
        # One language alone is that of the letter as a rule, and goes without saying unless it is asked.
        telling = len(profile.languages) > 1 or len(rooms) == 1
        if "languages" in rooms and "languages" not in self.done and telling:
            self.add(4, self.pen.tongues(profile.languages[:5]))
        self.done.update(rooms)

    def _asked_papers(self) -> None:
        """Certificates and languages that a requirement rests on are said as what they are, not as skills."""
        for gap in self.ranking.gaps:
            if gap.grade is not GapGrade.HAS:
                continue
            rooms = {path.split("/")[0] for path in gap.evidence}
            if "languages" in rooms and self.pen.tongue(gap.skill):
                self._papers(("languages",))
            elif rooms == {"certifications"} and gap.necessity is Necessity.MUST:
                self._papers(("certifications",))

    def _voluntary(self, entry: Volunteering) -> None:
        if self.words < _SPARE and self._enter(4, entry):
            self._deeds(4, entry, 1, _SPARE + 25)

    def _rest(self) -> None:
        """Small facts for a letter that is still short."""
        for small in self._small_facts():
            if self.words >= LETTER_MIN_WORDS:
                return
            small()

    def _small_facts(self) -> Iterator[Callable[[], object]]:
        profile, pen = self.pen.profile, self.pen
        studies = self._studies()
        for entry in self.work[:2]:
            yield partial(self._more_deeds, 1 if entry is self.work[0] else 2, entry)
        for study in studies[1:3]:
            yield partial(self._study, study)
        for study in studies[:1]:
            yield partial(lambda one: self.add(4, learning.courses(pen, one)), study)
        for award in sorted(profile.awards, key=lambda a: a.id)[:2]:
            yield partial(lambda one: self.add(4, learning.award(pen, one)), award)
        for publication in sorted(profile.publications, key=lambda p: p.id)[:2]:
            yield partial(lambda one: self.add(4, learning.publication(pen, one)), publication)
        yield lambda: self.add(4, pen.more_skills(self.text()))
        yield lambda: self.add(4 if self.work else 1, pen.summary())
        yield lambda: self.add(4, learning.interests(pen, tuple(sorted(profile.interests, key=lambda i: i.id)[:3])))


def _is_refused(sentence: Sentence, refused: tuple[str, ...]) -> bool:
    """Whether a refused text is the sentence, or a part of it that is long enough to be told from others."""
    return any(text == sentence.text or (len(text) >= _TELLING and text in sentence.text) for text in refused)


def _latest(entry: Experience | Education | Project | Volunteering) -> tuple[int, int]:
    """Sorts the latest entry first; an unknown date last."""
    end = 10**6 if entry.current else (entry.end or entry.start)
    ended = end if isinstance(end, int) else (end.months if end else 0)
    return (-ended, -(entry.start.months if entry.start else 0))
