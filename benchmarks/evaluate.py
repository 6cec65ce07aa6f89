"""`make eval`: how well JobWise reads, ranks and checks, on a folder of labelled material with its own scorers.

The folder holds `json_resume`, `postings`, `matching` and `grounding` (each optional) and `eval/` with the scorers.
The scorers' own output is printed; under it stand means with a bootstrap 95 % interval over the documents.
"""

import importlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import baselines
from benchmarks.statistics import shown


def main(folder: str) -> int:
    """Scores whatever parts the folder has; 2 when it is not such a folder."""
    root = Path(folder).resolve()
    if not (root / "eval").is_dir():
        print(
            f"{folder} holds no eval/ folder; name a folder of labelled material: make eval EVAL_DATA=DIR",
            file=sys.stderr,
        )
        return 2
    os.environ["EVALDATA"] = str(root)
    sys.path.insert(0, str(root / "eval"))
    parts: dict[str, Callable[[Path], None]] = {
        "json_resume": json_resume,
        "postings": postings,
        "matching": matching,
        "grounding": grounding,
        "cv": cv,
        "style": style,
    }
    for name, part in parts.items():
        if (root / name).is_dir():
            print(f"\n=== {name}")
            part(root)
    return 0


def scorer(name: str) -> Any:
    return importlib.import_module(name)


def run_scorer(root: Path, script: str, predictions: object, *before: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(predictions, file, ensure_ascii=False)
        file.flush()
        command = [sys.executable, str(root / "eval" / script), *before, file.name]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip())


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def json_resume(root: Path) -> None:
    from jobwise.domain.profiles import json_resume as resume
    from jobwise.domain.shared import jsontext
    from jobwise.domain.shared.errors import InvalidInput
    from jobwise.infrastructure.profile_words import date_words

    predictions: dict[str, object] = {}
    for row in load(root / "json_resume" / "manifest.json"):
        data = (root / "json_resume" / "docs" / f"{row['id']}.json").read_bytes()
        try:
            export = resume.write(resume.read(jsontext.load(data, what="resume"), date_words()).profile)
            predictions[row["id"]] = {"status": "ok", "export": export}
        except InvalidInput:
            predictions[row["id"]] = {"status": "rejected", "export": None}
    run_scorer(root, "eval_jsonresume.py", predictions)
    _schema_check(predictions)


def _schema_check(predictions: dict[str, object]) -> None:
    import jsonschema

    from jobwise import resources

    validator = jsonschema.Draft7Validator(resources.parsed("data/schemas/json-resume-1.3.1.json"))
    exports = [row["export"] for row in predictions.values() if isinstance(row, dict) and row["export"] is not None]
    wrong = sum(not validator.is_valid(export) for export in exports)
    print(f"exports {len(exports)}, invalid against the schema {wrong}")


def postings(root: Path) -> None:
    from jobwise.domain.jobs.reading import read_posting
    from jobwise.infrastructure.extraction.posting import read_source
    from jobwise.infrastructure.vocabularies import load_vocabulary

    vocabulary = load_vocabulary()
    scoring = scorer("eval_postings")
    predictions: dict[str, Any] = {}
    rows: dict[str, list[float]] = {}
    for row in load(root / "postings" / "manifest.json"):
        data = (root / "postings" / "inputs" / Path(row["file"]).name).read_bytes()
        job = read_posting(read_source(data), vocabulary)
        hint = (row.get("hint") or {}).get("board")
        predictions[row["id"]] = {
            "title": job.title,
            "company": job.company or hint or None,
            "location": job.location or None,
            "workplace": job.work_mode,
            "employment_type": job.employment_type,
            "salary": job.pay
            and {
                "min": job.pay.min and float(job.pay.min),
                "max": job.pay.max and float(job.pay.max),
                "currency": job.pay.currency,
                "period": job.pay.period,
            },
            "min_years": job.min_years,
            "skills": [*job.required_skills, *job.preferred_skills],
        }
        got = [scoring.check(field, predictions[row["id"]], row["truth"]) for field in scoring.F]
        rows.setdefault(row["kind"], []).append(sum(got) / len(got))
    run_scorer(root, "eval_postings.py", predictions)
    print("scalar accuracy, all:", shown([value for values in rows.values() for value in values]))
    print("scalar accuracy, pasted text:", shown(rows.get("text", [])))


def matching(root: Path) -> None:
    ranking(root)
    compiling(root)


def ranking(root: Path) -> None:
    from jobwise.domain.jobs.reading import read_posting
    from jobwise.domain.profiles.profile import Bullet, Experience, Profile
    from jobwise.domain.rankings.scoring import rank
    from jobwise.infrastructure.extraction.posting import read_source
    from jobwise.infrastructure.lexicons import load_lexicon
    from jobwise.infrastructure.vocabularies import load_vocabulary

    sets = load(root / "matching" / "bullet_ranking.json")
    vocabulary = load_vocabulary()

    def ours(items: list[str], posting: str) -> list[int]:
        job = read_posting(read_source(posting), vocabulary)
        bullets = tuple(Bullet(str(place), text) for place, text in enumerate(items))
        ranked = rank(Profile(experiences=(Experience("x", bullets=bullets),)), job, vocabulary, load_lexicon())
        return [int(item.path.rsplit("/", 1)[1]) for item in ranked.items if item.kind == "bullet"]

    ways = {"jobwise": ours, "bm25": baselines.bm25, "tfidf": baselines.tfidf}
    for name, way in ways.items():
        scores = [_ndcg_and_precision(row, way) for row in sets]
        print(f"{name:8s} nDCG@5 {shown([a for a, _ in scores])}   P@5 {shown([b for _, b in scores])}")


def _ndcg_and_precision(row: Any, way: Callable[[list[str], str], list[int]]) -> tuple[float, float]:
    scoring = scorer("eval_ranking")
    labels = [bullet["label"] for bullet in row["bullets"]]
    gains = [labels[place] for place in way([bullet["text"] for bullet in row["bullets"]], row["posting_text"])]
    return scoring.ndcg(gains, labels, 5), sum(gain > 0 for gain in gains[:5]) / 5


def compiling(root: Path) -> None:
    """One page from everybody's bullets: how full it is, and how many of the most relevant bullets are on it."""
    from jobwise.application.journeys.tailor import TailorOptions
    from jobwise.bootstrap.one_shot import OneShot
    from jobwise.domain.exports.layout import Format

    cases = OneShot()
    sets = load(root / "matching" / "bullet_ranking.json")
    for template in cases.tailor.templates:
        fills, kept = [], []
        for row in sets:
            profile = json.dumps(one_profile(row["bullets"])).encode()
            options = TailorOptions(template=template, formats=(Format.TXT,), letter=False)
            made = cases.tailor(profile, row["posting_text"].encode(), options)
            lines = {line.text for line in made.resume.lines}
            best = [" ".join(bullet["text"].split()) for bullet in row["bullets"] if bullet["label"] == 2]
            fills.append(made.fill)
            kept.append(sum(text in lines for text in best) / max(1, len(best)))
        print(f"{template:14s} page fill {shown_range(fills)}   most relevant bullets kept {shown(kept)}")


def one_profile(bullets: list[Any]) -> dict[str, Any]:
    """A career of four jobs that holds the bullets in turn, and enough plain material to fill a page."""
    jobs = [
        {
            "name": f"Employer {number + 1}",
            "position": "Specialist",
            "startDate": f"{2012 + 3 * number}-01",
            "endDate": f"{2014 + 3 * number}-12",
            "highlights": [bullet["text"] for bullet in bullets[number::4]]
            + [f"Kept the shared files of team {number + 1} in order, part {part}" for part in range(8)],
        }
        for number in range(4)
    ]
    school = {"institution": "A University", "area": "Studies", "studyType": "BA", "endDate": "2011"}
    return {"basics": {"name": "Some One", "email": "one@example.org"}, "work": jobs[::-1], "education": [school]}


def shown_range(values: list[float]) -> str:
    return f"{min(values):.3f}..{max(values):.3f}"


def grounding(root: Path) -> None:
    from jobwise.bootstrap.one_shot import OneShot

    verify = OneShot().verify
    predictions: dict[str, Any] = {}
    right: dict[str, list[float]] = {}
    letters = load(root / "grounding" / "letters.json")
    for letter in letters:
        profile = (root / "grounding" / "profiles" / f"{letter['profile']}.json").read_bytes()
        posting = (root / "grounding" / "postings" / f"{letter['posting']}.txt").read_bytes()
        verdict = verify.letter(letter["text"], profile, posting, "2026-11-20")
        flagged = [claim.text for claim in verdict.claims if not claim.supported]
        predictions[letter["id"]] = {"blocked": not verdict.supported, "spans": flagged}
        hit = scorer("eval_grounding").hit(letter, flagged)[0] if letter["kind"] != "faithful" else not flagged
        right.setdefault(letter["kind"], []).append(float(hit and verdict.supported == (letter["kind"] == "faithful")))
    run_scorer(root, "eval_grounding.py", predictions)
    for kind, values in right.items():
        print(f"{kind}: right for the right reason {shown(values)}")


def cv(root: Path) -> None:
    from jobwise.bootstrap.one_shot import OneShot

    read = OneShot().read
    predictions: dict[str, Any] = {}
    for row in load(root / "cv" / "manifest.json"):
        path = root / "cv" / "files" / Path(row["file"]).name
        predictions[row["id"]] = read(path.read_bytes(), path.name)
    run_scorer(root, "eval_cv.py", predictions)


def style(root: Path) -> None:
    """How far every text lies from every other, each text by itself: none is measured against the collection."""
    from jobwise.domain.styles.distance import distance
    from jobwise.domain.styles.fingerprint import fingerprint
    from jobwise.infrastructure.styles import style_words

    texts = load(root / "style" / "texts.json")
    known = {text["id"]: style_words(text["lang"]) for text in texts}
    prints = {text["id"]: fingerprint([text["text"]], known[text["id"]]) for text in texts}
    predictions = {
        f"{one}|{other}": distance(prints[one], prints[other], known[one])
        for one, other in itertools.combinations(prints, 2)
    }
    run_scorer(root, "eval_style.py", predictions)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
