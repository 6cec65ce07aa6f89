"""What a language model makes of somebody's writing, beside what is measured of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from jobwise.application.answers import STYLE, Observation
from jobwise.application.author import author_of
from jobwise.application.ports.language_model import LanguageModel, Question
from jobwise.application.ports.store import Store
from jobwise.application.ports.styles import StyleReader
from jobwise.domain.limits import MAX_PROFILES, MAX_PROMPT_SAMPLE_BYTES, MAX_PROMPT_SAMPLES, STYLE_READING_S
from jobwise.domain.profiles.profile import PersonalInfo
from jobwise.domain.prompts.cleaning import seen
from jobwise.domain.prompts.fields import StyleFields, ToldSample
from jobwise.domain.prompts.masks import Masks, masks_of
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import NoAnswer
from jobwise.domain.shared.paging import Page
from jobwise.domain.shared.text import words
from jobwise.domain.styles.style import MOST_EVIDENCE_CHARS, Evidence, Learnt, Trait


@dataclass(frozen=True, slots=True)
class ReadStyle:
    """Measures, then asks a model. An observation counts when a sample holds the words that are to show it."""

    measured: StyleReader
    model: LanguageModel
    store: Store

    async def __call__(self, samples: Sequence[Sample]) -> Learnt:
        learnt = await self.measured(samples)
        if not self.model.answers or not samples:
            return learnt
        try:
            observed = await self._observed(samples, learnt.prints[0].language)
        except NoAnswer:
            # What was measured stands.
            return learnt
        shown = tuple(_shown(observed, samples, learnt.prints[0].language))
        return replace(learnt, reading="\n".join(one.says for one in shown), evidence=(*learnt.evidence, *shown))

    async def _observed(self, samples: Sequence[Sample], language: str) -> tuple[Observation, ...]:
        owner = samples[0].owner_id
        author, masks = await author_of(self.store, owner), await self._masks(owner)
        told = tuple(ToldSample(one.kind.value, one.text) for one in samples[:MAX_PROMPT_SAMPLES])
        question = Question(
            owner,
            StyleFields(language, told),
            masks,
            STYLE,
            max_tokens=1_000,
            budget_s=STYLE_READING_S,
            offline_only=author.offline_only,
        )
        return (await self.model.ask(question)).value

    async def _masks(self, owner: UUID) -> Masks:
        """The masks of everything personal that the owner's profiles and account hold."""
        async with self.store.read() as work:
            user = await work.users.get(owner)
            profiles = (await work.profiles.list(owner=owner, page=Page(limit=MAX_PROFILES))).items
        people = [one.content.personal for one in profiles] or [PersonalInfo()]
        every = [masks_of(replace(one, email=one.email or user.email or ""), user.name) for one in people]
        return Masks(every[0].values, tuple(dict.fromkeys(pair for one in every for pair in one.patterns)))


def _shown(observed: Sequence[Observation], samples: Sequence[Sample], language: str) -> Iterator[Evidence]:
    """The observations that a sample shows, in words of their own."""
    texts = [(one.id, _plain(one.text)) for one in samples]
    for one in observed:
        quote, says = _plain(one.quote), " ".join(words(one.says))
        said = next((id for id, text in texts if quote and quote in text), None)
        if said is None or any(f" {says} " in f" {' '.join(words(text))} " for _, text in texts):
            continue
        yield Evidence(
            Trait.READING, language, said, " ".join(one.quote.split())[:MOST_EVIDENCE_CHARS], says=_line(one.says)
        )


def _plain(text: str) -> str:
    """A text as it is compared: what was shown to the model, without regard for case and line ends."""
    return " ".join(seen(text, most_bytes=MAX_PROMPT_SAMPLE_BYTES * 4).casefold().split())


def _line(text: str) -> str:
    return " ".join(seen(text, most_bytes=4 * MOST_EVIDENCE_CHARS).split())
