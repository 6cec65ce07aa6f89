"""A closer look at a whole letter: what stands against it once every clause is laid beside the fact it tells."""

from collections.abc import Sequence

from jobwise.domain.generations.grounding.alignment import Alignment
from jobwise.domain.generations.grounding.astray import homes, told_astray, too_long
from jobwise.domain.generations.grounding.borrowed import Posted, borrowed
from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.credentials import Proofs, told_as_done, unheld
from jobwise.domain.generations.grounding.entries import misplaced
from jobwise.domain.generations.grounding.evidence import Told
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.known import Known
from jobwise.domain.generations.grounding.labels import exchanged
from jobwise.domain.generations.grounding.overdone import overdone
from jobwise.domain.generations.grounding.recounted import counts, recounted
from jobwise.domain.generations.grounding.slots import slots
from jobwise.domain.generations.grounding.ties import Ties


def closer_look(
    told: Sequence[Told], context: Context, held: Sequence[Known], posted: Sequence[Known]
) -> list[list[Claim]]:
    """For each sentence the claims that the entries, laid beside it, speak against; none of them is supported."""
    alignment = Alignment(context, [one.framed for one in told])
    ties, proofs, named = Ties(context), Proofs(context), Posted(context)
    counted = counts(context.held)
    asked = counts(context.posting) if context.posting is not None else []
    found: list[list[Claim]] = []
    for one, home in zip(told, homes([one.framed for one in told], context), strict=True):
        framed = one.framed
        if not _is_told(framed):
            found.append([])
            continue
        found.append(
            [
                *slots(framed, alignment, held, posted),
                *misplaced(framed, alignment),
                *told_astray(framed, home, context, ties),
                *too_long(framed, home, context, held),
                *recounted(framed, context, counted, asked, held, ties),
                *exchanged(framed, alignment),
                *unheld(framed, context, proofs),
                *told_as_done(framed, context, proofs),
                *borrowed(framed, one, context, named),
                *overdone(framed, context, ties),
            ]
        )
    return found


def _is_told(framed: Framed) -> bool:
    """Whether the sentence has more than a greeting's few words."""
    return len(framed.words) > 2


def joined(claims: Sequence[Claim], more: Sequence[Claim]) -> tuple[Claim, ...]:
    """All claims of a sentence, without those carried or noted on the same words as one that fails."""
    failing = {(claim.kind, claim.span) for claim in more}
    kept = [claim for claim in claims if not (claim.supported and (claim.kind, claim.span) in failing)]
    spans = [claim.span for claim in kept if not claim.supported]
    new = [claim for claim in dict.fromkeys(more) if claim.span not in spans]
    return tuple(sorted((*kept, *new), key=lambda claim: (claim.span.start, claim.span.end, claim.kind)))
