"""The use cases of the one-shot commands, composed by hand: each part is imported and made when first asked for."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from jobwise.bootstrap.printing import font_dirs, pdf_engine

if TYPE_CHECKING:
    from jobwise.application.access import Actor
    from jobwise.application.generations.compare import CompareGenerations
    from jobwise.application.generations.read import AssessResume, ReadResumeFile
    from jobwise.application.generations.verify import VerifyDocument
    from jobwise.application.inputs import Inputs
    from jobwise.application.jobs.parse import ParseJob
    from jobwise.application.journeys.tailor import Tailor
    from jobwise.application.ports.keys import KeyKeeper
    from jobwise.application.ports.machine import Machine
    from jobwise.application.profiles.convert import CheckProfile, ConvertProfile
    from jobwise.application.rankings.fit import FitJobs
    from jobwise.application.rankings.rank import RankProfile
    from jobwise.application.use_cases import UseCases
    from jobwise.domain.generations.grounding.claims import Verdict
    from jobwise.domain.generations.grounding.rules import ClaimRules
    from jobwise.domain.generations.readback import ReadText
    from jobwise.domain.jobs.job import Job
    from jobwise.domain.profiles.insight import Insight
    from jobwise.domain.profiles.profile import Profile
    from jobwise.domain.shared.values import PartialDate
    from jobwise.domain.styles.fingerprint import Fingerprint
    from jobwise.presentation.cli.cases import StoredProfile

T = TypeVar("T")


class OneShot:
    """Everything the command line can ask for; nothing is opened or loaded before it is needed."""

    @cached_property
    def inputs(self) -> "Inputs":
        from jobwise.application.inputs import Inputs
        from jobwise.infrastructure.extraction.posting import read_source
        from jobwise.infrastructure.profile_words import date_words
        from jobwise.infrastructure.vocabularies import load_vocabulary

        return Inputs(read_source, load_vocabulary(), date_words())

    @cached_property
    def tailor(self) -> "Tailor":
        from jobwise.application.journeys.letters import LetterDesk
        from jobwise.application.journeys.tailor import Tailor
        from jobwise.infrastructure.clock import SystemClock
        from jobwise.infrastructure.lexicons import load_lexicon
        from jobwise.infrastructure.rendering.engines import Engines
        from jobwise.infrastructure.templates import load_templates
        from jobwise.infrastructure.words import ShippedWords

        words = ShippedWords()
        engines = Engines(pdf_engine(), font_dirs())
        desk = LetterDesk(words, self.verify.check_letter, self.inputs.vocabulary)
        return Tailor(self.inputs, load_lexicon(), words, load_templates(), engines, desk, self.ats, SystemClock())

    @cached_property
    def parse_job(self) -> "ParseJob":
        from jobwise.application.jobs.parse import ParseJob

        return ParseJob(self.inputs)

    @cached_property
    def rank(self) -> "RankProfile":
        from jobwise.application.rankings.rank import RankProfile
        from jobwise.infrastructure.lexicons import load_lexicon

        return RankProfile(self.inputs, load_lexicon())

    @cached_property
    def fit(self) -> "FitJobs":
        from jobwise.application.rankings.fit import FitJobs
        from jobwise.infrastructure.lexicons import load_lexicon

        return FitJobs(self.inputs, load_lexicon())

    @cached_property
    def convert_profile(self) -> "ConvertProfile":
        from jobwise.application.profiles.convert import ConvertProfile

        return ConvertProfile(self.inputs)

    @cached_property
    def check_profile(self) -> "CheckProfile":
        from jobwise.application.profiles.convert import CheckProfile
        from jobwise.infrastructure.clock import SystemClock
        from jobwise.infrastructure.profile_words import bullet_words

        return CheckProfile(self.inputs, bullet_words(), SystemClock())

    @cached_property
    def ats(self) -> "AssessResume":
        from jobwise.application.generations.read import AssessResume
        from jobwise.infrastructure.clock import SystemClock
        from jobwise.infrastructure.extraction.reader import read_document
        from jobwise.infrastructure.extraction.words import reading_words
        from jobwise.infrastructure.phrases import ats_words

        return AssessResume(self.inputs, read_document, reading_words(), ats_words(), SystemClock())

    def styles_of(self, samples: "Sequence[tuple[str, bytes]]") -> "tuple[Fingerprint, ...]":
        from uuid import UUID

        from jobwise.domain.limits import MAX_SAMPLE_TEXT_BYTES
        from jobwise.domain.samples.sample import check_name
        from jobwise.domain.shared.errors import InvalidInput
        from jobwise.infrastructure.extraction.strangers import plain_text
        from jobwise.infrastructure.style_reading import measured

        texts = []
        for number, (name, data) in enumerate(samples):
            try:
                check_name(name)
                texts.append((UUID(int=number), plain_text(data, name, MAX_SAMPLE_TEXT_BYTES)))
            except InvalidInput as error:
                # Of several files it has to be said which.
                raise type(error)(f"{name}: {error.message}", error.details) from error
        return measured(texts).prints

    @cached_property
    def verify(self) -> "VerifyDocument":
        from jobwise.application.generations.verify import VerifyDocument
        from jobwise.infrastructure.claim_rules import language_of, load_rules
        from jobwise.infrastructure.clock import SystemClock
        from jobwise.infrastructure.extraction.reader import read_document

        def rules_for(text: str) -> "ClaimRules":
            return load_rules(language_of(text))

        # Writing a letter needs the gate alone; what reads a finished resume is imported when one is given.
        def verify_resume(read: "ReadText", profile: "Profile", as_of: "PartialDate", job: "Job | None") -> "Verdict":
            from jobwise.infrastructure.extraction import checking

            return checking.verify_resume(read, profile, as_of, job)

        def is_letter(read: "ReadText") -> bool:
            from jobwise.infrastructure.extraction import checking

            return checking.is_letter(read)

        return VerifyDocument(self.inputs, read_document, rules_for, verify_resume, is_letter, SystemClock())

    @cached_property
    def diff(self) -> "CompareGenerations":
        from jobwise.application.generations.compare import CompareGenerations

        return CompareGenerations()

    @cached_property
    def read(self) -> "ReadResumeFile":
        from jobwise.application.generations.read import ReadResumeFile
        from jobwise.infrastructure.extraction.reader import read_document
        from jobwise.infrastructure.extraction.words import reading_words

        return ReadResumeFile(read_document, reading_words())

    @cached_property
    def machine(self) -> "Machine":
        from jobwise.bootstrap.settings import read_settings
        from jobwise.infrastructure.machine import ThisMachine

        settings = read_settings()
        return ThisMachine(settings.font_dirs, settings.home)

    @cached_property
    def keys(self) -> "KeyKeeper":
        from jobwise.bootstrap.settings import read_settings
        from jobwise.infrastructure.security.keys import Keys

        settings = read_settings()
        return Keys(settings.home, settings.secret_key.get_secret_value())

    def read_input(self, name: str, *, what: str, limit_bytes: int) -> bytes:
        from jobwise.infrastructure.files.inputs import read_input

        return read_input(name, what=what, limit_bytes=limit_bytes)

    def write_files(self, folder: str, files: Mapping[str, bytes]) -> list[str]:
        from jobwise.infrastructure.files.folder import write_files

        return [str(path) for path in write_files(folder, files, advice="choose another folder with --out")]

    def write_file(self, target: str, data: bytes) -> None:
        from jobwise.infrastructure.files.folder import write_file

        write_file(target, data)

    def record_failure(self, name: str, text: str) -> str | None:
        from jobwise.bootstrap.folders import home
        from jobwise.infrastructure.files.failures import record_failure

        return record_failure(home() / "logs", name, text)

    def import_profile(self, data: bytes, *, email: str | None) -> "StoredProfile":
        from jobwise.bootstrap import stored

        return stored.import_profile(self.inputs.profile(data), email=email)

    def export_profile(self, *, email: str | None) -> dict[str, Any]:
        from jobwise.bootstrap import stored
        from jobwise.domain.profiles import json_resume

        return json_resume.write(stored.default_profile(email=email))

    def check_stored_profile(self, *, email: str | None) -> "Insight":
        from jobwise.bootstrap import stored

        return self.check_profile.of(stored.default_profile(email=email))

    def acting(self, act: "Callable[[UseCases, Actor], Awaitable[T]]", *, email: str | None, mails: bool) -> T:
        from jobwise.bootstrap import stored

        return stored.acting(act, email=email, mails=mails)

    def alone(self, act: "Callable[[UseCases], Awaitable[T]]", *, mails: bool) -> T:
        from jobwise.bootstrap import stored

        return stored.alone(act, mails=mails)

    def database_name(self) -> str:
        from jobwise.bootstrap import stored

        return stored.database_name()

    def upgrade_database(self, revision: str) -> str | None:
        from jobwise.bootstrap import stored

        return stored.upgrade(revision)

    def downgrade_database(self, revision: str) -> str | None:
        from jobwise.bootstrap import stored

        return stored.downgrade(revision)

    def serve(self, *, host: str | None, port: int | None) -> None:
        from jobwise.bootstrap.settings import read_settings

        given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
        settings = read_settings().model_copy(update=given)
        # After the settings: a bad one is told before the server is loaded.
        from jobwise.bootstrap.api import serve

        serve(settings)

    def work(self, *, classes: Sequence[str], places: int | None, port: int | None) -> None:
        from jobwise.bootstrap.settings import read_settings

        settings = read_settings()
        from jobwise.bootstrap.worker import work

        work(settings, classes=classes, places=places, port=port)
