"""Which facts of a profile a letter may need: those that answer the posting, and what says where they belong."""

from jobwise.domain.limits import MAX_LETTER_FACTS
from jobwise.domain.profiles.profile import Fact, Profile, facts
from jobwise.domain.prompts.fields import is_told
from jobwise.domain.rankings.ranking import Ranking

_ALWAYS = ("summary", "enhanced_summary")
_HEAD = frozenset({"title", "employer", "start", "end", "institution", "study_type", "area", "name"})


def telling(profile: Profile, ranking: Ranking) -> frozenset[str]:
    """The paths of at most `MAX_LETTER_FACTS` facts, those that score best; of each entry they are of, its head too."""
    scores = {item.path: item.score for item in ranking.items}
    shows = {path for gap in ranking.gaps for path in gap.evidence}
    told = [fact for fact in facts(profile) if is_told(fact.path)]
    best = sorted(told, key=lambda fact: -_worth(fact, scores, shows))[:MAX_LETTER_FACTS]
    chosen = {fact.path for fact in best}
    entries = {_entry(path) for path in chosen}
    heads = (fact.path for fact in told if _entry(fact.path) in entries and fact.path.rsplit("/", 1)[-1] in _HEAD)
    return frozenset({*chosen, *heads})


def _worth(fact: Fact, scores: dict[str, float], shows: set[str]) -> float:
    """How well a fact answers the posting: by its own score, else by that of its entry."""
    if fact.path in _ALWAYS:
        return float("inf")
    own = scores.get(fact.path, scores.get(_entry(fact.path), 0.0))
    return own + (1.0 if fact.path in shows else 0.0)


def _entry(path: str) -> str:
    return "/".join(path.split("/")[:2])
