"""A ranking as JSON and back."""

from typing import Any

from jobwise.domain.jobs.job import Necessity
from jobwise.domain.rankings.ranking import Contribution, Gap, GapGrade, ItemKind, RankedItem, Ranking, YearsGap
from jobwise.domain.shared.errors import WrongSchema


def ranking_json(ranking: Ranking) -> dict[str, Any]:
    """`items` best first, `gaps` musts first, `years` or null, `fit` 0..1, and the versions."""
    years = ranking.years
    return {
        "formula_version": ranking.formula_version,
        "vocabulary_version": ranking.vocabulary_version,
        "fit": ranking.fit,
        "items": [_item(item) for item in ranking.items],
        "gaps": [
            {
                "skill": gap.skill,
                "necessity": gap.necessity.value,
                "grade": gap.grade.value,
                "evidence": list(gap.evidence),
            }
            for gap in ranking.gaps
        ],
        "years": None
        if years is None
        else {
            "asked": years.asked,
            "relevant": years.relevant,
            "total": years.total,
            "grade": years.grade.value,
            "evidence": list(years.evidence),
        },
    }


def _item(item: RankedItem) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "path": item.path,
        "text": item.text,
        "score": item.score,
        "contributions": [
            {"name": part.name, "value": part.value, "words": list(part.words)} for part in item.contributions
        ],
        "requirements": list(item.requirements),
    }


def ranking_from_json(data: Any) -> Ranking:
    """The ranking that `ranking_json` wrote; WrongSchema when `data` is not one."""
    try:
        years = data.get("years")
        return Ranking(
            items=tuple(_read_item(item) for item in data["items"]),
            gaps=tuple(
                Gap(gap["skill"], Necessity(gap["necessity"]), GapGrade(gap["grade"]), tuple(gap["evidence"]))
                for gap in data["gaps"]
            ),
            formula_version=data["formula_version"],
            vocabulary_version=data["vocabulary_version"],
            years=None
            if years is None
            else YearsGap(
                years["asked"], years["relevant"], years["total"], GapGrade(years["grade"]), tuple(years["evidence"])
            ),
            fit=float(data["fit"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongSchema("This is not a ranking written by JobWise; rank the profile again.") from error


def _read_item(item: dict[str, Any]) -> RankedItem:
    return RankedItem(
        ItemKind(item["kind"]),
        item["path"],
        item["text"],
        float(item["score"]),
        tuple(Contribution(part["name"], part["value"], tuple(part["words"])) for part in item["contributions"]),
        tuple(item["requirements"]),
    )
