"""Providers over networks that break: whoever asks goes on the offline way in time, and is answered once it is over."""

import asyncio
import time
from contextlib import suppress
from urllib.parse import urlsplit

from jobwise.application.ports.language_model import Answer
from jobwise.domain.limits import BREAKER_REST_S
from jobwise.domain.shared.errors import NoAnswer
from jobwise.infrastructure.llm.chain import Surroundings
from tests.integration.llm.parts import GOOD, chain, question
from tests.integration.llm.test_conformance import CLASSES
from tests.support.fault_proxy import FAULTS, LATENCY, NARROW, SLICED, SLOW_CLOSE, FaultProxy
from tests.support.model_server import ModelServer, says
from tests.support.soak import FACTOR

TOTAL_S, READ_S = 2.5, 1.0
TRIED = {name: fault for name, fault in FAULTS.items() if FACTOR > 1 or fault not in (NARROW, SLICED)}
HARMLESS = (LATENCY, NARROW, SLICED, SLOW_CLOSE)


async def test_a_bad_network_is_no_answer_in_time_and_over_with_its_cause(server: ModelServer) -> None:
    server.script(says(GOOD))
    port = urlsplit(server.url).port
    assert port is not None
    rested_s = 0.0
    around = Surroundings(now=lambda: time.monotonic() + rested_s, chance=lambda: 0.0, total_s=TOTAL_S)
    with FaultProxy(("127.0.0.1", port)) as proxy:
        server.url = f"http://127.0.0.1:{proxy.port}"
        chains = [chain(server, (name,), around=around, read_s=READ_S) for name in CLASSES]

        async def asked() -> list[object]:
            began = time.monotonic()
            ends = await asyncio.gather(*(one.ask(question()) for one in chains), return_exceptions=True)
            assert time.monotonic() - began < TOTAL_S + 5
            return list(ends)

        # The packages of the providers are imported now, which takes longer than any answer may.
        for one in chains:
            for _ in range(2):
                with suppress(NoAnswer):
                    await one.ask(question())
        for name, fault in TRIED.items():
            rested_s += BREAKER_REST_S
            with proxy.having(fault):
                ends = await asked()
            assert all(isinstance(end, Answer | NoAnswer) for end in ends), (name, ends)
            if fault not in HARMLESS:
                assert any(isinstance(end, NoAnswer) for end in ends), (name, ends)
            # A breaker that opened lets one through after its rest; a machine that is busy may take one more.
            for _ in range(5):
                rested_s += BREAKER_REST_S
                ends = await asked()
                if all(isinstance(end, Answer) for end in ends):
                    break
            assert all(isinstance(end, Answer) for end in ends), (name, ends)
