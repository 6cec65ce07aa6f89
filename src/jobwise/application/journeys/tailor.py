"""Profile + posting -> resume, letter, ATS report and files, in one go and without keeping anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jobwise.application.generations.read import AssessResume
from jobwise.application.inputs import Inputs
from jobwise.application.journeys.letters import CheckedLetter, LetterDesk, today
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.rendering import Renderers
from jobwise.application.ports.words import Words
from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.gauge import PageGauge
from jobwise.domain.exports.layout import Engine, Format, Layout, Paper, Template
from jobwise.domain.exports.measure import fill, pages
from jobwise.domain.exports.papers import paper_in
from jobwise.domain.generations.ats.findings import AtsReport
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.resume.compiler import compile_resume
from jobwise.domain.generations.resume.selection import ResumeOptions
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.json_resume import Change
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.lexicon import Lexicon
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.scoring import rank
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.domain.shared.language import language_of
from jobwise.domain.shared.values import PartialDate
from jobwise.domain.styles.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class TailorOptions:
    """What was asked for. Without `paper` the person's country decides; without `date` the letter has none.

    `styles` are how the person writes, one for each language; the letter follows the one of its own.
    """

    template: str = "modern"
    pages: int = 1
    paper: Paper | None = None
    formats: tuple[Format, ...] = (Format.PDF, Format.DOCX)
    keep: tuple[str, ...] = ()
    date: PartialDate | None = None
    engine: Engine | None = None
    letter: bool = True
    styles: tuple[Fingerprint, ...] = ()


@dataclass(frozen=True, slots=True)
class Tailored:
    """Everything that was made. `files` are named as they are to be written; `fill` is the last page's share in use.

    `as_of` is the one day by which everything was decided that depends on a day: what goes on and what is over.
    """

    profile: Profile
    job: Job
    ranking: Ranking
    resume: Document
    letter: CheckedLetter | None
    ats: AtsReport
    as_of: PartialDate
    pages: int
    fill: float
    template: Template
    paper: Paper
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Tailor:
    """Makes a truthful, tailored resume and letter, reads the resume back and scores it. Nothing is stored."""

    inputs: Inputs
    lexicon: Lexicon
    words: Words
    templates: Mapping[str, Template]
    renderers: Renderers
    letters: LetterDesk
    assess: AssessResume
    clock: Clock

    def __call__(self, profile: bytes, job: bytes, options: TailorOptions, job_name: str = "") -> Tailored:
        template = self._template(options.template)
        imported = self.inputs.profile(profile)
        read = self.inputs.job(job, job_name)
        ranking = rank(imported.profile, read, self.inputs.vocabulary, self.lexicon)
        paper = options.paper or paper_in(imported.profile.personal.location.country_code)
        resume = self._compile(imported.profile, ranking, options, template, paper)
        as_of = options.date or today(self.clock)
        checked = (
            self.letters.write(imported.profile, read, ranking, date=options.date, as_of=as_of, styles=options.styles)
            if options.letter
            else None
        )
        layouts = {"resume": lay_out(resume, template, paper)}
        if checked is not None:
            layouts["cover_letter"] = lay_out(checked.document, template, paper)
        if Format.PDF in options.formats:
            # Of all formats the PDF alone carries its fonts with it; the others are drawn where they are read.
            for layout in layouts.values():
                self.renderers.check_glyphs(layout)
        files = self._draw(layouts, options)
        ats = self.assess.of_own(resume, files.get("resume.pdf") or files.get("resume.docx"), read, as_of)
        notes = (*_job_notes(read), *(checked.notes if checked else ()))
        made = Tailored(
            imported.profile, read, ranking, resume, checked, ats, as_of, pages(layouts["resume"]),
            fill(layouts["resume"]), template, paper, imported.changes, notes, files,
        )  # fmt: skip
        return _with_json(made) if Format.JSON in options.formats else made

    def _template(self, name: str) -> Template:
        if name not in self.templates:
            known = ", ".join(self.templates)
            raise InvalidInput(f"There is no template {name!r}; choose one of {known}.", [Detail("template", name)])
        return self.templates[name]

    def _compile(
        self, profile: Profile, ranking: Ranking, options: TailorOptions, template: Template, paper: Paper
    ) -> Document:
        words = self.words.of_documents(resume_language(profile, self.words.function_words()))
        gauge = PageGauge(template, paper, words.language)
        asked = ResumeOptions(pages=options.pages, keep=options.keep)
        return compile_resume(profile, ranking, asked, gauge, words)

    def _draw(self, layouts: Mapping[str, Layout], options: TailorOptions) -> dict[str, bytes]:
        drawn = [format for format in options.formats if format is not Format.JSON]
        return {
            f"{name}.{format}": self.renderers.of(format, options.engine).render(layout)
            for name, layout in layouts.items()
            for format in drawn
        }


def resume_language(profile: Profile, function_words: Mapping[str, frozenset[str]]) -> str:
    """The language the profile is written in: that of its running text, not of its names."""
    texts = [profile.summary, profile.personal.label]
    texts.extend(entry.summary or entry.description for entry in profile.experiences)
    texts.extend(entry.description for entry in profile.projects)
    for entry in profile.experiences:
        texts.extend(bullet.wording for bullet in entry.bullets)
    for project in profile.projects:
        texts.extend(bullet.wording for bullet in project.bullets)
    texts.extend(entry.title for entry in profile.experiences)
    return language_of("\n".join(text for text in texts if text), function_words)


def _job_notes(job: Job) -> tuple[str, ...]:
    return tuple(f"Set aside in the posting ({part.kind.value}): {part.reason}" for part in job.quarantined)


def _with_json(made: Tailored) -> Tailored:
    from jobwise.application.journeys.generation_file import generation_json

    files = dict(made.files)
    files["resume.json"] = _dump(json_resume.write(made.profile))
    files["generation.json"] = _dump(generation_json(made))
    return replace(made, files=files)


def _dump(value: object) -> bytes:
    import json

    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
