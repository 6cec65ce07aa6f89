"""What fails may have been broken over two lines: reading it again as one."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from jobwise.domain.generations.grounding.claims import TracedSentence, Verdict
from jobwise.domain.generations.readback import ReadText, rewrapped
from jobwise.domain.generations.resume_reading.sections import is_marked, section_of
from jobwise.domain.generations.resume_reading.words import ReadingWords

_TRIES = ((6, 2), (6, 1), (0, 0), (6, 0))
"""By how many characters a broken line may fall short (Markdown's marks are not read), and how many of the two lines
that are joined must fail by themselves."""


def mended(verdict: Verdict, read: ReadText, words: ReadingWords, again: Callable[[ReadText], Verdict]) -> Verdict:
    """The verdict with lines joined that were broken at one width, wherever the profile carries more of them then."""
    begins = [is_marked(line.text) or section_of(line.text, words) is not None for line in read.lines]
    starts = [0, *accumulate(len(line.text) + 1 for line in read.lines)]
    for slack, least in _TRIES:
        if verdict.supported:
            break
        fails = [
            _fails(verdict, start, start + len(line.text)) for start, line in zip(starts, read.lines, strict=False)
        ]

        def may_join(number: int, fails: Sequence[bool] = fails, least: int = least) -> bool:
            if begins[number] or section_of(read.lines[number - 1].text, words) is not None:
                return False
            return (least < 2 or fails[number - 1]) and (least < 1 or fails[number])

        other = rewrapped(read, slack, may_join)
        if other is not None:
            verdict = _better(verdict, again(other))
    return verdict


def _fails(verdict: Verdict, first: int, last: int) -> bool:
    return any(not claim.supported and claim.span.start < last and first < claim.span.end for claim in verdict.claims)


def _better(one: Verdict, two: Verdict) -> Verdict:
    """The first reading with the lines of the second, which joins more, wherever they carry more."""
    out: list[TracedSentence] = []
    held = list(one.sentences)
    for joined in two.sentences:
        apart = [sentence for sentence in held if joined.span.start <= sentence.span.start < joined.span.end]
        out += [joined] if _unsupported([joined]) < _unsupported(apart) else apart
        held = [sentence for sentence in held if sentence not in apart]
    return one if held else Verdict("", tuple(out))


def _unsupported(sentences: Sequence[TracedSentence]) -> int:
    claims = (claim for sentence in sentences for claim in sentence.claims if not claim.supported)
    return sum(claim.span.end - claim.span.start for claim in claims)
