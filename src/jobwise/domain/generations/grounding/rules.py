"""What the gate knows of a language: every list of words it reads with, and the numbers and dates of that language."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jobwise.domain.generations.grounding.lexicon import Lexicon, norm

LANGUAGES = ("en", "de", "fr", "es", "pt")
UNKNOWN = ""
"""The language of a text that none of the five tables fits."""


@dataclass(frozen=True, slots=True)
class NumberRules:
    """Number words. `approximators` and `after` map to one of ~ < <= > >= = (the phrase stands before or after)."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    articles: frozenset[str]
    joiners: frozenset[str]
    """What joins the parts of one number: two hundred and fifty."""
    links: frozenset[str]
    """What stands between the two figures of a pair: from nine to six."""
    ordinals: frozenset[str]
    """Endings that make a figure an ordinal: 3rd."""
    ambiguous: frozenset[str]
    collective: frozenset[str]
    """Words like a dozen or une vingtaine, that round by themselves."""
    all_of: frozenset[str]
    """Words that take up everything just named: all three, les deux."""
    approximators: Lexicon
    after: Lexicon
    fractions: Lexicon
    half_more: Lexicon
    multiples: Lexicon
    one_in: Lexicon
    percent: Lexicon
    joins_units: bool
    """Whether a joiner stands between tens and units: treinta y dos."""
    joins_hundreds: bool
    """Whether a joiner stands between thousands and hundreds: mil e duzentos."""
    definite: frozenset[str]
    """Definite articles, and what they make with a preposition."""
    part_of: frozenset[str]
    """What stands behind a fraction that an ordinal would not have behind it: a third of, a fifth less."""
    rates: frozenset[str]
    """Words that make a count a rate: each, weekly, semanales."""
    sized: Lexicon
    """Everyday words for a count: a couple of, a score of."""


@dataclass(frozen=True, slots=True)
class DateRules:
    """Date words. `months` maps a normalised word to 1..12; `seasons` maps to first and last month."""

    months: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    since: Lexicon
    until: Lexicon
    before: frozenset[str]
    """Words before which four digits are a year whatever follows."""
    opening: Lexicon
    """Words that open a span of time: from, between."""
    early: Lexicon
    late: Lexicon
    mid: Lexicon
    ago: Lexicon


@dataclass(frozen=True, slots=True)
class ClaimFrames:
    """The words a claim is framed by: where it goes back to, what came before, what is done or still under way."""

    here: Lexicon
    """Words that go back to the entry just named: there, in that role."""
    earlier: Lexicon
    """Words that lead to another entry than the one named: before, previously."""
    unfinished: Lexicon
    finished: Lexicon
    holds: Lexicon
    """First-person phrases before a proof of what one has learnt: I hold, obtained."""
    licensed: Lexicon
    """What a person is by such a proof: certified, admitted to the."""
    proofs: Lexicon
    grants: Lexicon
    """Proofs that go by one name only: a bar, a patent, a licence."""
    uses: Lexicon
    """Phrases beside a tool or a method that somebody uses or knows."""
    everyday: Lexicon
    """Words of any posting that name no tool."""
    offers: Lexicon
    """What a writer would send if asked: an offer, no claim."""
    letter: Lexicon
    """The letter itself."""


@dataclass(frozen=True, eq=False)
class LanguageRules:
    """All tables of one language, the same only as itself.

    Lexicon values are concept ids, involvement levels, title ranks, degree levels.
    """

    language: str
    stopwords: frozenset[str]
    first_person: frozenset[str]
    first_endings: tuple[str, ...]
    first_plural: frozenset[str]
    deed_endings: tuple[str, ...]
    """Where the verb alone tells the person: how a deed of the writer ends."""
    participles: tuple[str, ...]
    second_person: frozenset[str]
    company: frozenset[str]
    negation: frozenset[str]
    negation_exempt: Lexicon
    without: frozenset[str]
    """Denials of a thing that leave the verb as it is: without."""
    likewise: Lexicon
    """Phrases that take up what was just denied or wished for: so would, ebenso."""
    relatives: frozenset[str]
    persons: frozenset[str]
    """Words before a relative clause that may well be the writer: someone who."""
    subjects: Lexicon
    """Others whose deeds a letter tells: my manager, the project group."""
    agents: frozenset[str]
    """What stands before the doer of a passive: led by."""
    articles: frozenset[str]
    """Where every noun is written large: what stands before a common noun, in small or large letters."""
    completed: Lexicon
    """Words that tell a degree as done."""
    possessives: frozenset[str]
    particles: frozenset[str]
    """Parts of a verb at the clause's end that make leading something less: leite ... an."""
    conducted: Lexicon
    """What one leads without leading anybody: interviews, ledgers."""
    weak_before_names: frozenset[str]
    """Of the words before bare names, those that stand before a bare noun just as often."""
    everyday: frozenset[str]
    """Names of tools that are everyday words when written small: go, excel."""
    place_before: frozenset[str]
    """Words before the name of a town or region rather than of a house."""
    functions: frozenset[str]
    """Role words that name a trade rather than a person: procurement."""
    adversatives: frozenset[str]
    coordinators: frozenset[str]
    at: frozenset[str]
    """Words before the name of a house one works at."""
    bare_before_names: frozenset[str]
    """Where every noun is written large: words behind which a noun without article is likely a name."""
    knows: frozenset[str]
    lacks: Lexicon
    """Phrases that say a skill is missing without a denial."""
    sure_degrees: frozenset[str]
    """Degree words that mean nothing else."""
    inside_titles: frozenset[str]
    """Prepositions that stand inside titles as well as behind them."""
    name_links: frozenset[str]
    """Small words inside names: University of Leeds."""
    anaphora: frozenset[str]
    """Words that take up what the clause before has named: it, them, damit."""
    partitive: Lexicon
    """Phrases that take a number back to what was just counted: of them."""
    wish: Lexicon
    apply: Lexicon
    title_frames: Lexicon
    skill_frames: Lexicon
    greetings: Lexicon
    closings: Lexicon
    common_capitals: frozenset[str]
    nations: frozenset[str]
    common_nouns: frozenset[str]
    noun_endings: tuple[str, ...]
    commitments: Lexicon
    numbers: NumberRules
    dates: DateRules
    concepts: Lexicon
    roles: Lexicon
    levels: Lexicon
    degrees: Lexicon
    fields: Lexicon
    deeds: Lexicon
    extent: Lexicon
    tongues: Lexicon
    fluency: Lexicon
    deputies: frozenset[str]
    """What makes a title that of somebody right below: deputy, sous."""
    tasks: Lexicon
    """Titles of those who lead a task or a shift, which other languages call plainly: Bauleiter, a site engineer."""
    ages: Lexicon
    """Words beside years that are somebody's age."""
    hedges: Lexicon
    """Words that keep a tool at a distance: only, theory, reading about it, to learn."""
    frames: ClaimFrames

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"no rules for language {self.language!r}")


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """The rules for one letter: its language, and the tables of the languages its profile and posting may be in.

    `language` is `UNKNOWN` when the letter is in none of the five; then nothing it claims is supported.
    """

    language: str
    tables: Mapping[str, LanguageRules]
    places: Mapping[str, tuple[str, ...]]
    """A place by each of its names, normalised: all of its names."""
    abbreviations: Mapping[str, tuple[str, ...]]
    """An abbreviation as each language writes it, normalised: all of its forms."""
    stopwords: Mapping[str, frozenset[str]]
    """The small words of each language: to tell a language costs no more than these."""

    @property
    def own(self) -> LanguageRules | None:
        return self.tables[self.language] if self.language in LANGUAGES else None


def read_value(text: str) -> Fraction:
    """A value of the data files: `3`, `1/2`."""
    return Fraction(text)


def words(spellings: object) -> frozenset[str]:
    """A list of single words as the tables compare them."""
    if not isinstance(spellings, list):
        raise ValueError("a list of words was expected")
    return frozenset(norm(word) for word in spellings)
