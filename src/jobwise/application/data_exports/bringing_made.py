"""Rows of an archive that were made for its owner, written into the new account in the caller's transaction."""

from collections.abc import Sequence
from uuid import UUID

from jobwise.application.data_exports.bringing_files import BroughtFiles
from jobwise.application.ports.store import UnitOfWork
from jobwise.application.ports.workshop import LetterWish, ResumeWish
from jobwise.application.sample_files import READING
from jobwise.application.work import work_on
from jobwise.domain.data_exports.brought import NewOwner
from jobwise.domain.data_exports.brought_made import (
    enhancement_of,
    export_of,
    generation_of,
    ranking_of,
    style_of,
)
from jobwise.domain.data_exports.past_made import PastGeneration, PastMade, Refused
from jobwise.domain.exports.layout import Paper
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.samples.sample import SampleStatus
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import UnreadableInput
from jobwise.domain.users.tiers import PLANS
from jobwise.domain.users.user import User


def check_options(past: Sequence[PastGeneration]) -> None:
    """UnreadableInput for options that nobody could have asked for: they are used again by files and retries."""
    for one in past:
        if one.kind is GenerationKind.COVER_LETTER:
            from_data(LetterWish, one.options, f"generations/{one.id}/options")
            continue
        wish = from_data(ResumeWish, one.options, f"generations/{one.id}/options")
        if wish.paper and wish.paper not in list(Paper):
            raise UnreadableInput(f"generations/{one.id}/options/paper is no paper.")


async def write_samples(work: UnitOfWork, owner: NewOwner, files: BroughtFiles) -> None:
    """The samples, and the work of reading those of which is not known what they say."""
    for sample in files.samples:
        await work.samples.add(sample)
        if sample.status is SampleStatus.PENDING:
            await work.tasks.add([work_on(sample, READING, owner.new_id())])


async def write_style(work: UnitOfWork, owner: NewOwner, made: PastMade) -> list[Refused]:
    """What was learnt of how they write, unless it is known here already; what did not come."""
    known = await work.writing_styles.find_own(owner=owner.id) is not None
    refused = []
    for past in made.styles:
        if known:
            refused.append(Refused("writing_styles", past.id, "There is a writing style here already."))
        else:
            await work.writing_styles.add(style_of(owner, past))
            known = True
    return refused


async def write_made(
    work: UnitOfWork, owner: NewOwner, user: User, made: PastMade, files: BroughtFiles
) -> dict[str, int]:
    """Rankings, documents, their files and proposals; how many of each. Nothing is spent: none of it is made here."""
    lost: set[UUID] = {one.id for one in files.refused}
    exports = [one for one in made.exports if one.id not in lost]
    for ranking in made.rankings:
        await work.rankings.add(ranking_of(owner, ranking))
    for generation in made.generations:
        await work.generations.add(generation_of(owner, generation))
    kept_days = PLANS[user.tier].files_kept_days
    for export in exports:
        await work.exports.add(export_of(owner, export, files.exports.get(export.id), kept_days))
    for enhancement in made.enhancements:
        await work.enhancements.add(enhancement_of(owner, enhancement))
    return {
        "rankings": len(made.rankings),
        "generations": len(made.generations),
        "exports": len(exports),
        "enhancements": len(made.enhancements),
    }
