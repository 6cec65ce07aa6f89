"""A batch of forty documents, from POST to stored ZIP, beside forty plain renders by one process.

    python -m benchmarks.batches FLOORS [--documents N] [--rounds N] [--rss N]

The server is `jobwise serve` with its pools warm: a first batch goes before. The yardstick is `naive_weasyprint.py` of
the folder, unchanged, in one process that renders as many pages one after the other. With `--rss` so many documents
are drawn by each engine, and each process's memory at the end is set beside what it was after the first tenth.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.support.server import Server

from benchmarks.accepting import POSTING, PROFILE, Connected
from benchmarks.statistics import line

BARS = {"weasyprint": 1 / 3.5, "typst": 1 / 15}
_NAIVE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from naive_weasyprint import render
with open(sys.argv[2], encoding="utf-8") as file:
    resume = json.load(file)
for _ in range(int(sys.argv[3])):
    render(resume)
"""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--rss", type=int, default=2_000)
    asked = parser.parse_args(argv)
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "home") as server,
        closing(Connected(server, server.somebody())) as person,
    ):
        resumes = made(person, asked.documents)
        missed = _beside_renders(person, resumes, asked.floors, Path(folder), asked.rounds) if asked.rounds else 0
        for engine in BARS if asked.rss else ():
            # Nobody may have more than two thousand files made in an hour.
            with closing(Connected(server, server.somebody())) as another:
                missed += _memory(another, made(another, asked.documents), server, asked.rss, engine)
    return 1 if missed else 0


def made(person: Connected, count: int) -> list[str]:
    """The ids of so many resumes, each for another job."""
    person.send("POST", "/profiles/import", json.loads(PROFILE.read_bytes()), 201)
    text = POSTING.read_text("utf-8")
    ids = []
    for number in range(count):
        job = person.send("POST", "/jobs/from-text", {"text": f"{text}\n\nReference {number}."}, 201)["id"]
        ids.append(person.send("POST", "/generations/resume", {"job_id": job, "pages": 1}, 202)["id"])
    for id in ids:
        done(person, f"/generations/{id}")
    return ids


def done(person: Connected, path: str) -> dict[str, Any]:
    until = time.monotonic() + 240
    while (found := person.send("GET", path, None, 200))["status"] != "completed":
        assert found["status"] in ("pending", "generating", "rendering"), found["status"]
        assert time.monotonic() < until, path
        time.sleep(0.015)
    return found


def _batch(person: Connected, ids: list[str], engine: str) -> float:
    """The seconds from asking until the ZIP is stored."""
    items = [{"generation_id": id, "format": "pdf", "engine": engine} for id in ids]
    person.close()
    started = time.perf_counter()
    export = person.send("POST", "/exports/batch", {"items": items}, 202)
    done(person, f"/exports/{export['id']}")
    return time.perf_counter() - started


def _beside_renders(person: Connected, ids: list[str], floors: Path, folder: Path, rounds: int) -> int:
    resume = folder / "resume.json"
    demo = json.loads(PROFILE.read_text("utf-8"))
    # One page, as ours.
    page = demo | {"work": demo["work"][:3], "projects": [], "education": demo["education"][:1]}
    resume.write_text(json.dumps(page), "utf-8")
    command = [sys.executable, "-c", _NAIVE, str(floors.resolve()), str(resume), str(len(ids))]
    spent: dict[str, list[float]] = {"naive": [], **{engine: [] for engine in BARS}}
    for engine in BARS:
        cold = _batch(person, ids, engine)
        print(f"{f'{len(ids)} PDFs as one ZIP, {engine}, first ever':44s} {cold * 1000:9.2f}", flush=True)
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        spent["naive"].append(time.perf_counter() - started)
        for engine in BARS:
            spent[engine].append(_batch(person, ids, engine))
    middle = {way: statistics.median(times) for way, times in spent.items()}
    return sum(
        line(f"{len(ids)} PDFs as one ZIP, {engine}", middle[engine], middle["naive"], bar)
        for engine, bar in BARS.items()
    )


def _memory(person: Connected, ids: list[str], server: Server, documents: int, engine: str) -> int:
    """What the server, and the largest of the processes it has, hold after a tenth of the documents and after all."""
    early: dict[str, int] = {}
    drawn = 0
    while drawn < documents:
        _batch(person, ids, engine)
        drawn += len(ids)
        if not early and drawn >= documents / 10:
            early = _held(server.pid)
    late = _held(server.pid)
    return sum(
        line(f"MB after {drawn} PDFs, {engine}: {name}", late[name] / 1e9, early[name] / 1e9, 1.15) for name in early
    )


def _held(pid: int) -> dict[str, int]:
    """Resident bytes of a process, and of the largest of its children of each kind."""
    held = {"server": _resident(pid)}
    for child in _children(pid):
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        kind = next((word.decode().rpartition(".")[2] for word in words if b":jobs" in word), "")
        if kind:
            held[kind] = max(held.get(kind, 0), _resident(child))
    return held


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main())
