"""So many people who try wrong passwords all the time, in a process of their own.

python -m benchmarks.guessing BASE PEOPLE SECONDS
"""

import asyncio
import sys
import time

import httpx


async def main(base: str, people: int, seconds: float) -> None:
    limits = httpx.Limits(max_connections=people)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as http:
        until = time.monotonic() + seconds

        async def guess(number: int) -> None:
            while time.monotonic() < until:
                body = {"email": f"guessed{number}@example.org", "password": "not the right one"}
                answer = await http.post("/auth/login", json=body)
                assert answer.status_code == 401, answer.text

        await asyncio.gather(*(guess(number) for number in range(people)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
