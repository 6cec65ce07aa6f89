"""Job titles as roles and rank, across languages: what a title may be called and how high it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobwise.domain.generations.grounding.lexicon import Word
from jobwise.domain.generations.grounding.rules import LanguageRules

PLAIN_RANK = 2
MANAGER_RANK = 5
MODIFIERS = frozenset(
    (
        "backend",
        "frontend",
        "fullstack",
        "data",
        "software",
        "civil",
        "security",
        "event",
        "warehouse",
        "quality",
        "product",
        "project",
        "account",
        "marketer",
        "salesperson",
    )
)
"""Roles that only say of what: they may be named by the rest of the entry as well."""


KIN = {
    "cook": frozenset(("chef",)),
    "developer": frozenset(("software", "backend", "frontend", "fullstack")),
    "teacher": frozenset(("tutor", "lecturer", "headteacher", "educator")),
    "researcher": frozenset(("scientist", "fellow")),
    "fellow": frozenset(("researcher", "scientist")),
    "scientist": frozenset(("researcher", "biologist", "fellow")),
    "civil": frozenset(("foreman",)),
    "logistician": frozenset(("warehouse",)),
    "marketer": frozenset(("spokesperson", "copywriter")),
    "technician": frozenset(("mechanic", "electrician", "radiographer", "welder")),
    "caregiver": frozenset(("nurse",)),
    "lawyer": frozenset(("notary",)),
    "salesperson": frozenset(("account",)),
    "hotelier": frozenset(("receptionist",)),
}
"""A role that whoever bears one of these may be called by as well."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title: `roles` are concepts, `rank` 0 (intern) .. 7 (chief), `end` the word behind it."""

    roles: frozenset[str]
    rank: int
    start: int
    end: int

    @property
    def known(self) -> bool:
        return bool(self.roles) or self.rank != PLAIN_RANK


def read_title(
    words: Sequence[Word], rules: LanguageRules, start: int = 0, end: int | None = None, inner: bool = False
) -> Title:
    """The title that words `start`..`end` make up; a rank of 2 without roles when they name none.

    With `inner` the parts of a phrase count as well: who is an HR adviser is an adviser.
    """
    stop = len(words) if end is None else end
    roles: set[str] = set()
    ranks: list[int] = []
    first, last = stop, start
    for hit in rules.roles.find(words[start:stop]):
        roles |= rules.roles.closest(words[start:stop], hit)
        if inner:
            for place in range(hit.start, hit.end):
                roles |= rules.roles.values(words[start + place].norm)
        first, last = min(first, start + hit.start), max(last, start + hit.end)
    for hit in rules.levels.find(words[start:stop]):
        ranks.append(int(hit.value))
        first, last = min(first, start + hit.start), max(last, start + hit.end)
    if rules.noun_endings:
        for place in range(start, stop):
            if rules.roles.values(words[place].norm):
                continue
            parts, rank = _compound(words[place].norm, rules)
            roles |= parts
            if rank is not None and not ranks:
                ranks.append(rank)
            if parts or rank is not None:
                first, last = min(first, place), max(last, place + 1)
    if "executive" in roles:
        ranks.append(7)
    return Title(frozenset(roles), _rank(ranks), first, last)


def _compound(word: str, rules: LanguageRules) -> tuple[frozenset[str], int | None]:
    """The roles and the rank that the parts of a compound name: Projektingenieur, Abteilungsleiterin."""
    roles: set[str] = set()
    rank: int | None = None
    for cut in range(3, len(word) - 3):
        tail = rules.roles.values(word[cut:])
        if tail:
            roles |= tail | rules.roles.values(word[:cut])
        if rank is not None:
            # The longest tail that ranks is the title: a Praxisanleiter is no Leiter.
            continue
        for value in rules.levels.values(word[cut:]):
            # The one who leads stands below a head when the compound says what is led: Projektleiter.
            rank = max(rank or 0, min(int(value), MANAGER_RANK))
    return frozenset(roles), rank


def _rank(ranks: Sequence[int]) -> int:
    """The height of a title with these rank words: an assistant manager stands right below a manager."""
    if not ranks:
        return PLAIN_RANK
    top = max(ranks)
    return top - 1 if min(ranks) <= 1 < top else top


def carries(held: Title, said: Title, about: frozenset[str], translated: bool = False) -> bool:
    """Whether a held title may be called `said`: no higher, no other function. `about` is what its entry tells.

    `translated` titles may differ in how they call whoever leads a few: a shift leader is a Schichtleiter.
    """
    leads = translated and (said.rank, held.rank) == (MANAGER_RANK, MANAGER_RANK - 1)
    if said.rank > held.rank and not leads:
        return False
    missing = said.roles - held.roles
    if not said.roles:
        return True
    missing = frozenset(role for role in missing if not KIN.get(role, frozenset()) & held.roles)
    if said.roles and missing == said.roles:
        return False
    return all(role in MODIFIERS and (role in about or held.rank >= MANAGER_RANK) for role in missing)


def in_a_title(place: int, end: int, words: Sequence[Word], rules: LanguageRules) -> bool:
    """Whether the deed at words `place`..`end` begins a title, which is judged as one: a lead fitter."""
    return rules.levels.at(words, place) is not None and rules.roles.has(words[end : end + 2])
