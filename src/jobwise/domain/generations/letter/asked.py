"""The sentences that answer what a posting asks: what is shown, what is near, and what would be new."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.letter.evidence import Shelf, Shown, find, grouped
from jobwise.domain.generations.letter.sentences import JOB, Pen, Sentence
from jobwise.domain.jobs.job import Necessity
from jobwise.domain.rankings.ranking import Gap, GapGrade, Ranking
from jobwise.domain.shared.text import fold, one_line

SKILLS_PER_SENTENCE = 5
MAX_NEAR = 3
MAX_NEW = 2
MAX_NICE = 4
_PAPERS = (
    "license", "licence", "certificate", "certification", "degree", "diploma", "permit", "registration", "clearance",
    "schein", "zeugnis", "zertifikat", "approbation", "permis", "certificat", "diplôme", "habilitation", "carné",
    "carnet", "certificado", "título", "carteira", "diploma", "habilitação",
)  # fmt: skip
"""Endings of skills that are papers in truth."""


class Asked:
    """Answers the skills of one posting from one profile. `preferred` are entry paths, the most telling first."""

    def __init__(self, pen: Pen, shelf: Shelf, ranking: Ranking, preferred: Sequence[str]) -> None:
        self._pen = pen
        self._shelf = shelf
        self._gaps = ranking.gaps
        self._preferred = preferred
        self._begun = False

    @property
    def lacked(self) -> tuple[str, ...]:
        """The required skills that nothing in the profile shows."""
        return tuple(gap.skill for gap in self._of(Necessity.MUST, GapGrade.LACKS))

    def musts(self, said: str) -> Iterator[Sentence]:
        """Names every required skill that the profile shows and the text so far has not named."""
        open_gaps = [gap for gap in self._of(Necessity.MUST, GapGrade.HAS) if not self._says(said, gap)]
        shown = [self._shelf.shown(gap, self._preferred) for gap in open_gaps]
        groups = grouped(_distinct(shown))
        for place in sorted(groups, key=lambda path: self._preferred.index(path) if path else len(self._preferred)):
            run = groups[place]
            for at in range(0, len(run), SKILLS_PER_SENTENCE):
                yield self._at(place, run[at : at + SKILLS_PER_SENTENCE])

    def supported(self, said: str) -> Iterator[Sentence]:
        """Says of skills that are near to known ones what they are near to, claiming no more."""
        groups: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
        for gap in self._of(Necessity.MUST, GapGrade.SUPPORTED):
            if self._says(said, gap):
                continue
            near, paths = self._shelf.nearest(gap)
            place = "" if near else self._place_name(gap)
            if (near or place) and fold(gap.skill) not in map(fold, near):
                skills, _ = groups.setdefault(tuple(near) or ("", place), ([], list(paths or gap.evidence)))
                skills.append(self._pen.within(self._shelf.asked_as(gap.skill)))
        for near_to, (skills, paths) in list(groups.items())[:MAX_NEAR]:
            asked = self._pen.phrases.join(skills, "nor")
            sources = (*paths, JOB)
            if near_to[0]:
                key = "near_one" if len(skills) == 1 else "near_many"
                yield self._pen.say(key, sources, skill=asked, near=self._pen.phrases.join(near_to))
            else:
                yield self._pen.say("near_at", sources, skill=asked, at=near_to[1])

    def lacking(self) -> Iterator[Sentence]:
        """Says what would be new, for the first skills only, and only beside skills that are there."""
        # A licence one does not hold cannot be "new to me"; the notes name it to the person.
        lacked = [skill for skill in self.lacked if not fold(skill).endswith(_PAPERS)][:MAX_NEW]
        if lacked and any(gap.grade is GapGrade.HAS for gap in self._gaps):
            number = "one" if len(lacked) == 1 else "many"
            asked = [self._pen.within(self._shelf.asked_as(skill)) for skill in lacked]
            skills = self._pen.phrases.join(asked)
            yield self._pen.say(f"new_{number}", (JOB,), skills=skills)

    def nice(self, said: str) -> Iterator[Sentence]:
        """Names what is welcome and there."""
        open_gaps = [gap for gap in self._of(Necessity.NICE, GapGrade.HAS) if not self._says(said, gap)]
        shown = _distinct([self._shelf.shown(gap, ()) for gap in open_gaps])[:MAX_NICE]
        if shown:
            yield self._pen.skills("nice", shown)

    def _says(self, said: str, gap: Gap) -> bool:
        """Whether the letter has named a skill, a language also under its name in the letter's language."""
        return bool(self._shelf.find(said, gap.skill) or find(said, self._pen.tongue(gap.skill)))

    def _of(self, necessity: Necessity, grade: GapGrade) -> list[Gap]:
        return [gap for gap in self._gaps if gap.necessity is necessity and gap.grade is grade]

    def _at(self, place: str, shown: list[Shown]) -> Sentence:
        order = "also" if self._begun else "asked"
        self._begun = True
        room, _, entry_id = place.partition("/")
        profile, phrases = self._pen.profile, self._pen.phrases
        for work in profile.experiences if room == "experiences" else ():
            if work.id == entry_id and work.employer:
                now = "_now" if self._pen.is_current(work) else ""
                at = phrases.at_place(one_line(work.employer))
                return self._pen.skills(f"{order}_work{now}", shown, f"{place}/employer", at=at)
        for voluntary in profile.volunteering if room == "volunteering" else ():
            if voluntary.id == entry_id and voluntary.organization:
                now = "_now" if self._pen.is_current(voluntary) else ""
                at = phrases.at_place(one_line(voluntary.organization))
                return self._pen.skills(f"{order}_work{now}", shown, f"{place}/organization", at=at)
        for project in profile.projects if room == "projects" else ():
            if project.id == entry_id and project.name:
                return self._pen.skills(f"{order}_project", shown, f"{place}/name", name=one_line(project.name))
        for study in profile.education if room == "education" else ():
            if study.id == entry_id and study.institution:
                at = phrases.at_place(one_line(study.institution))
                return self._pen.skills(f"{order}_study", shown, f"{place}/institution", at=at)
        return self._pen.skills(f"{order}_listed", shown)

    def _place_name(self, gap: Gap) -> str:
        for path in gap.evidence:
            room, _, rest = path.partition("/")
            for work in self._pen.profile.experiences if room == "experiences" else ():
                if rest.split("/")[0] == work.id and work.employer:
                    return self._pen.phrases.at_place(one_line(work.employer))
        return ""


def _distinct(shown: Sequence[Shown]) -> list[Shown]:
    """The shown skills without one that is named already within another's name."""
    out: list[Shown] = []
    for one in shown:
        if not any(fold(one.name) == fold(other.name) for other in out):
            out.append(one)
    return out
