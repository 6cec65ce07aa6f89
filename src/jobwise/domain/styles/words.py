"""What has to be known of a language to tell how somebody writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A way to open or to end a letter: how it begins in lower case, how formal it is (0 to 1), and the whole line.

    One that stands `alone` is followed by a sign or by nothing: other lines begin with its word as well.
    """

    begins: str
    formality: float
    letter: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class StyleWords:
    """The small words of one language. All words are in lower case with straight apostrophes.

    `function_words` are expected shares of all words (0 to 1). `openings` and `closings` stand with the longer
    beginnings before the shorter ones they begin with. `firsts` are endings of verbs that say I
    by themselves. `letter` holds, per manner, further wordings of sentences of
    a letter.
    """

    language: str
    function_words: Mapping[str, float] = field(default_factory=dict)
    connectives: tuple[str, ...] = ()
    formal: frozenset[str] = frozenset()
    informal: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    you: frozenset[str] = frozenset()
    firsts: tuple[str, ...] = ()
    contractions: tuple[str, ...] = ()
    openings: tuple[Courtesy, ...] = ()
    closings: tuple[Courtesy, ...] = ()
    letter: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
