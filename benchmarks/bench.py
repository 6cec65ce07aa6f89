"""`make bench`: times beside the plain ways of a folder of yardsticks, interleaved, as ratios of medians.

The folder holds `naive_weasyprint.py` (one HTML string, one PDF), `bm25.py` (rank-bm25 over the items) and `routes.py`
(the plain way to serve rows of a table), unchanged.
"""

import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import accepting, batches, serving, turns
from benchmarks.statistics import interleaved, line
from jobwise.domain.jobs.job import Job
from jobwise.infrastructure.shipped_postings import shipped_postings

ROOT = Path(__file__).resolve().parents[1]
PROFILE = ROOT / "data" / "demo" / "profile.json"
POSTING = ROOT / "data" / "demo" / "posting.txt"


def main(folder: str) -> int:
    """Prints one line a measure; 2 when the folder has no yardsticks."""
    floors = Path(folder).resolve()
    if not (floors / "naive_weasyprint.py").is_file():
        print(f"{folder} holds no yardsticks; name their folder: make bench FLOORS=DIR", file=sys.stderr)
        return 2
    print(f"{'measure':44s} {'ours ms':>9s} {'floor ms':>9s} {'ratio':>7s} {'bar':>6s}")
    warm_pdf(floors)
    ranking(floors)
    many_postings(floors)
    help_start()
    cold_tailor(floors)
    return max(accepting.main([]), batches.main([folder]), turns.main([]), serving.main([folder]))


def floor_module(floors: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, floors / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def warm_pdf(floors: Path) -> None:
    """One page, engines and fonts warm."""
    from jobwise.application.journeys.tailor import TailorOptions
    from jobwise.bootstrap.one_shot import OneShot
    from jobwise.domain.exports.compose import lay_out
    from jobwise.domain.exports.layout import Engine, Format

    cases = OneShot()
    made = cases.tailor(PROFILE.read_bytes(), POSTING.read_bytes(), TailorOptions(letter=False, formats=(Format.TXT,)))
    layout = lay_out(made.resume, made.template, made.paper)
    resume = one_page(json.loads(PROFILE.read_text(encoding="utf-8")))
    naive = floor_module(floors, "naive_weasyprint")
    engines = cases.tailor.renderers
    ways: dict[str, Callable[[], object]] = {
        "naive": lambda: naive.render(resume),
        "weasyprint": lambda: engines.of(Format.PDF, Engine.WEASYPRINT).render(layout),
        "typst": lambda: engines.of(Format.PDF, Engine.TYPST).render(layout),
    }
    times = interleaved(ways, rounds=25)
    line("one-page PDF, warm, WeasyPrint engine", times["weasyprint"], times["naive"], 0.50)
    line("one-page PDF, warm, typst engine", times["typst"], times["naive"], 0.10)


def one_page(resume: dict[str, Any]) -> dict[str, Any]:
    """The demo cut to what fills one page, so that both sides draw as much."""
    return resume | {"work": resume["work"][:3], "projects": [], "education": resume["education"][:1]}


def ranking(floors: Path) -> None:
    """Rank and compile a profile of 70 items, no rendering, against building and scoring rank-bm25 over its items."""
    from jobwise.bootstrap.one_shot import OneShot
    from jobwise.domain.exports.gauge import PageGauge
    from jobwise.domain.exports.layout import Paper
    from jobwise.domain.generations.resume.compiler import compile_resume
    from jobwise.domain.generations.resume.selection import ResumeOptions
    from jobwise.domain.profiles.profile import facts
    from jobwise.domain.rankings.scoring import rank

    tailor = OneShot().tailor
    profile = tailor.inputs.profile(PROFILE.read_bytes()).profile
    job = tailor.inputs.job(POSTING.read_bytes())
    words = tailor.words.of_documents("en")
    template = tailor.templates["modern"]

    def ours() -> object:
        ranked = rank(profile, job, tailor.inputs.vocabulary, tailor.lexicon)
        return compile_resume(profile, ranked, ResumeOptions(), PageGauge(template, Paper.A4, "en"), words)

    items = [fact.text for fact in facts(profile) if len(fact.text.split()) > 1]
    items = (items * 2)[:70]
    floor = floor_module(floors, "bm25")
    times = interleaved({"ours": ours, "bm25": lambda: floor.rank(items, job.text)}, rounds=60)
    line("rank + compile, 70 items", times["ours"], times["bm25"], 1.0)


def many_postings(floors: Path, count: int = 1_000) -> None:
    """How well each of 1,000 postings fits one profile, against rank-bm25 over the profile's items for each of them.

    The postings are put together from sentences of the demo and of the shipped catalogue, as long as people's are; no
    two are alike, and each is seen for the first time. Times are of the processor, for one posting.
    """
    from jobwise.bootstrap.one_shot import OneShot
    from jobwise.domain.profiles.profile import facts
    from jobwise.domain.rankings.fit import fits_of

    tailor = OneShot().tailor
    profile = tailor.inputs.profile(PROFILE.read_bytes()).profile
    items = [fact.text for fact in facts(profile) if len(fact.text.split()) > 1][:70]
    floor = floor_module(floors, "bm25")
    spent = {"ours": 0.0, "bm25": 0.0}
    postings = made_postings(count)
    for start in range(0, count, 50):
        some = postings[start : start + 50]
        began = time.process_time()
        fits_of(profile, some, tailor.inputs.vocabulary, tailor.lexicon)
        middle = time.process_time()
        for job in some:
            floor.rank(items, job.text)
        spent["ours"] += middle - began
        spent["bm25"] += time.process_time() - middle
    line("1,000 postings for one profile, each", spent["ours"] / count, spent["bm25"] / count, 0.25)


def made_postings(count: int) -> list[Job]:
    chance = random.Random(11)  # noqa: S311 - a seeded mixture, nothing secret
    known = [one.content for one in shipped_postings() if one.content.language == "en"]
    asked = [each for job in known for each in job.requirements]
    said = [sentence for text in (POSTING.read_text("utf-8"), *(job.text for job in known)) for sentence in _said(text)]
    made = []
    for number in range(count):
        base, requirements = chance.choice(known), tuple(chance.sample(asked, 8))
        told = chance.sample(said, 24)
        # A number in every third sentence keeps it from having been read before.
        sentences = [f"{one} ({number + place})" if place % 3 == 0 else one for place, one in enumerate(told)]
        text = "\n".join([base.title, *sentences, "What you bring", *(f"- {one.text}" for one in requirements)])
        made.append(replace(base, title=f"{base.title} {number}", text=text, requirements=requirements))
    return made


def _said(text: str) -> list[str]:
    return [part.strip() for line in text.splitlines() for part in line.split(". ") if len(part) > 30]


def run(command: list[str], **environment: str) -> Callable[[], object]:
    def once() -> object:
        return subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})

    return once


def help_start() -> None:
    """The command's own start beside an empty Python."""
    jobwise = str(Path(sys.executable).with_name("jobwise"))
    ways = {"help": run([jobwise, "--help"]), "pass": run([sys.executable, "-c", "pass"])}
    times = interleaved(ways, rounds=15)
    line("jobwise --help, cold process", times["help"], times["pass"], 6.0)


def cold_tailor(floors: Path) -> None:
    """The whole of `tailor` (PDF, DOCX, letter) as a process, beside one naive PDF as a process."""
    jobwise = str(Path(sys.executable).with_name("jobwise"))
    with tempfile.TemporaryDirectory() as folder:
        resume = Path(folder) / "resume.json"
        resume.write_text(json.dumps(one_page(json.loads(PROFILE.read_text(encoding="utf-8")))), encoding="utf-8")
        base = [jobwise, "tailor", "--profile", str(PROFILE), "--job", str(POSTING), "--out", folder, "--engine"]
        ways = {
            "naive": run([sys.executable, str(floors / "naive_weasyprint.py"), str(resume), f"{folder}/naive.pdf"]),
            "weasyprint": run([*base, "weasyprint"]),
            "typst": run([*base, "typst"]),
        }
        times = interleaved(ways, rounds=9)
    line("tailor, cold process, WeasyPrint engine", times["weasyprint"], times["naive"], 2.0)
    line("tailor, cold process, typst engine", times["typst"], times["naive"], 0.9)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
