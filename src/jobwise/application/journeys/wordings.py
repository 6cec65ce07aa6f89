"""Better wordings of items: what a model is told of them, and what of its answer may be proposed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jobwise.application.journeys.tailor import resume_language
from jobwise.application.ports.words import Words
from jobwise.application.ports.workshop import Author, ToldItems, Worded
from jobwise.domain.enhancements.enhancement import Proposal, Unproposed
from jobwise.domain.enhancements.items import Item, Wording, items
from jobwise.domain.enhancements.judging import judged
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.limits import MAX_ENHANCED_ITEMS, MAX_PROMPT_FACT_BYTES
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.cleaning import seen
from jobwise.domain.prompts.fields import EnhancementFields, ToldFact
from jobwise.domain.prompts.masks import masks_of
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.text import fold, one_line
from jobwise.domain.styles.description import described

_PERSONAL = "It holds personal data, which no language model is told."
_LONG = "It is too long to be worded anew in one go."
_FULL = f"Only {MAX_ENHANCED_ITEMS} items are worded at a time; ask again for the others."
_SAME = "It needs nothing."
_SILENT = "Nothing better was found."


@dataclass(frozen=True, slots=True)
class WordingDesk:
    """`lexicon` has the words by which a wording is held against its item; read when it is first needed."""

    words: Words
    lexicon: Callable[[], Lexicon]

    def told(self, profile: Profile, paths: Sequence[str], author: Author) -> ToldItems:
        """The items that a model is asked about, those without an accepted wording first, and those that it is not."""
        masks = masks_of(profile.personal, author.name)
        wanted = [one for one in items(profile) if not paths or one.path in paths]
        chosen: list[Item] = []
        left: list[Unproposed] = []
        for one in sorted(wanted, key=lambda item: bool(item.enhanced)):
            shown = seen(one.text, most_bytes=2 * MAX_PROMPT_FACT_BYTES)
            if len(shown.encode()) > MAX_PROMPT_FACT_BYTES:
                left.append(Unproposed(one.path, "", (_LONG,)))
            elif "{{" in masks.hide(shown):
                left.append(Unproposed(one.path, "", (_PERSONAL,)))
            elif len(chosen) == MAX_ENHANCED_ITEMS:
                left.append(Unproposed(one.path, "", (_FULL,)))
            else:
                chosen.append(one)
        refs = {f"i{number}": one for number, one in enumerate(chosen, 1)}
        language = resume_language(profile, self.words.function_words()).split("-", maxsplit=1)[0]
        style = next((one for one in author.styles if one.language == language), None)
        manner = (*(described(style) if style is not None else ()), *author.reading.splitlines())
        facts = tuple(ToldFact(ref, one.kind, one.text) for ref, one in refs.items())
        return ToldItems(EnhancementFields(language, facts, manner), refs, tuple(left))

    def judge(self, told: ToldItems, wordings: Sequence[Wording]) -> Worded:
        """The wordings that claim nothing beyond their items, and why nothing is proposed for the others."""
        lexicon, proposals, left = self.lexicon(), list[Proposal](), list(told.left)
        given = {one.ref: one_line(seen(one.text, most_bytes=2 * MAX_PROMPT_FACT_BYTES)) for one in wordings}
        for ref, item in told.items.items():
            text = given.get(ref, "")
            if not text or _said(text) in (_said(item.text), _said(item.enhanced)):
                left.append(Unproposed(item.path, "", (_SAME if text else _SILENT,)))
                continue
            verdict = judged(item.path, item.text, text, lexicon)
            if verdict.supported:
                proposals.append(Proposal(ref, item.path, item.text, text, to_data(verdict)))
                continue
            reasons = dict.fromkeys(f"{one.text}: {one.reason}" for one in verdict.claims if not one.supported)
            left.append(Unproposed(item.path, text, tuple(reasons)))
        return Worded(tuple(proposals), tuple(left))


def _said(text: str) -> str:
    """What a wording says, for comparing it with another: a full stop more is no improvement."""
    return fold(text).rstrip(" .")
