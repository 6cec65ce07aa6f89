"""The ranking against invented, labelled postings of many trades: a floor under its quality."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Bullet, Experience, Profile
from jobwise.domain.rankings.ranking import ItemKind
from jobwise.domain.rankings.scoring import rank
from jobwise.infrastructure.lexicons import load_lexicon
from jobwise.infrastructure.vocabularies import load_vocabulary

SETS = json.loads((Path(__file__).parent / "judgements.json").read_text(encoding="utf-8"))["sets"]


def dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains[:5]))


def labels_in_order(judged: dict[str, Any]) -> list[int]:
    bullets = tuple(Bullet(str(place), text) for place, (_, text) in enumerate(judged["bullets"]))
    job = Job(title=judged["title"], text=judged["posting"], language=judged["language"])
    ranking = rank(Profile(experiences=(Experience("e", bullets=bullets),)), job, load_vocabulary(), load_lexicon())
    places = [int(item.path.rsplit("/", 1)[1]) for item in ranking.items if item.kind is ItemKind.BULLET]
    return [judged["bullets"][place][0] for place in places]


@pytest.mark.parametrize("held_out", [False, True])
def test_bullets_are_ordered_as_people_would(held_out: bool) -> None:
    found = [labels_in_order(judged) for judged in SETS if judged["held_out"] is held_out]
    ndcg = sum(dcg(labels) / dcg(sorted(labels, reverse=True)) for labels in found) / len(found)
    precision = sum(sum(label > 0 for label in labels[:5]) / 5 for labels in found) / len(found)
    assert ndcg >= 0.86
    assert precision >= 0.95
