"""How long somebody waits for one file while somebody else has five hundred made.

    python -m benchmarks.turns [--files N] [--engine weasyprint|typst] [--queue in_process|celery]

Five hundred single files are asked for by one person, one request each; then another person asks for their first. The
seconds are from that request until the file is there. `in_process` is one process on SQLite; `celery` an API and a
worker over PostgreSQL and Redis.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.redis import Redis
from tests.support.server import Server

from benchmarks.accepting import Connected
from benchmarks.batches import done, made

BAR_S = 10.0
QUEUES = ("in_process", "celery")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--engine", default="weasyprint")
    parser.add_argument("--queue", choices=QUEUES)
    asked = parser.parse_args(argv)
    missed = 0
    for queue in QUEUES if asked.queue is None else (asked.queue,):
        with _served(queue) as server:
            missed += _another(server, queue, asked.files, asked.engine)
    return 1 if missed else 0


@contextmanager
def _served(queue: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as parts:
        home = Path(folder) / "home"
        if queue == "in_process":
            yield parts.enter_context(Server(home))
            return
        url = parts.enter_context(parts.enter_context(Postgres(binaries_or_skip())).database())
        redis = parts.enter_context(Redis(Path(folder)))
        server = parts.enter_context(Server(home, url, JOBWISE_QUEUE="celery", JOBWISE_REDIS_URL=redis.url))
        parts.enter_context(server.beside("worker"))
        yield server


def _another(server: Server, queue: str, files: int, engine: str) -> int:
    with closing(Connected(server, server.somebody())) as many, closing(Connected(server, server.somebody())) as one:
        (busy,), (mine,) = made(many, 1), made(one, 1)
        for _ in range(files):
            last = many.send("POST", "/exports/pdf", {"generation_id": busy, "engine": engine}, 202)["id"]
        # A connection that rests for some seconds is ended by the server.
        one.close()
        asked_at = time.perf_counter()
        first = one.send("POST", "/exports/pdf", {"generation_id": mine, "engine": engine}, 202)["id"]
        done(one, f"/exports/{first}")
        waited = time.perf_counter() - asked_at
        many.close()
        left = many.send("GET", f"/exports/{last}", None, 200)["status"]
        missed = waited > BAR_S
        what = f"{queue}: first file beside {files} of another's"
        print(f"{what:52s} {waited:6.2f} s, bar {BAR_S:.0f} s{'  missed' * missed} (their last: {left})", flush=True)
        done(many, f"/exports/{last}")
        print(f"{f'{queue}: all of theirs':52s} {time.perf_counter() - asked_at:6.2f} s", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
