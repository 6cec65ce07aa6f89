"""Documents that travel as JSON are the ones that are made in place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson
import pytest

from jobwise.application.ports.workshop import Author, Brief, LetterWish, ResumeWish
from jobwise.domain.enhancements.items import Wording
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Bullet, Experience, PersonalInfo, Profile, Skill
from jobwise.domain.shared.errors import Impossible, InvalidInput
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.pools.failures import failure_of, told
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.making import jobs_at
from jobwise.infrastructure.pools.workshop import PooledWorkshop
from jobwise.infrastructure.style_reading import measured
from jobwise.infrastructure.workshop import ThreadWorkshop
from tests.support.accounts import BENCH

PROFILE = Profile(
    personal=PersonalInfo(name="Zoë Vähä", email="zoe@example.org"),
    summary="Beekeeper who teaches others to keep bees.",
    experiences=(
        Experience(
            id="a1",
            title="Beekeeper",
            employer="Hive & Co",
            start=PartialDate(2017, 4),
            current=True,
            bullets=tuple(Bullet(id=f"b{n}", text=f"Looked after {n + 20} hives in valley {n}") for n in range(5)),
        ),
    ),
    skills=(Skill(id="s1", name="Teaching"), Skill(id="s2", name="Excel")),
)
JOB = Job(title="Beekeeper", company="Meadow School", text="You look after 30 hives. Teaching and Excel are required.")
AS_OF = PartialDate(2026, 5, 4)


class InPlace:
    """Does the work here, with everything through JSON as on the way to a process and back."""

    def __init__(self) -> None:
        self.done: list[str] = []

    async def run(self, job: str, given: Callable[[], Any], blob: bytes = b"") -> Frame:
        self.done.append(job)
        try:
            note = jobs_at(BENCH())[job](orjson.loads(orjson.dumps(given())), blob).note
        except InvalidInput as error:
            note = told(error)
        note = orjson.loads(orjson.dumps(note))
        failure = failure_of(note)
        if failure is not None:
            raise failure
        return Frame(note)


@pytest.fixture
def hands() -> InPlace:
    return InPlace()


@pytest.fixture
def pooled(hands: InPlace) -> PooledWorkshop:
    return PooledWorkshop(hands, lambda: BENCH().wishes, lambda: BENCH().versions)


IN_PLACE = ThreadWorkshop(BENCH)


async def test_everything_comes_back_as_it_was_made(pooled: PooledWorkshop, hands: InPlace) -> None:
    assert await pooled.versions() == await IN_PLACE.versions()
    ranking = await pooled.rank(PROFILE, JOB)
    assert ranking == await IN_PLACE.rank(PROFILE, JOB)
    assert await pooled.fits(PROFILE, [JOB, JOB]) == await IN_PLACE.fits(PROFILE, [JOB, JOB]) == (ranking.fit,) * 2
    brief = Brief(PROFILE, JOB, ranking, AS_OF)
    for wish in (ResumeWish(), ResumeWish(pages=2, keep=("experiences/a1",), template="classic", paper="letter")):
        assert await pooled.resume(brief, wish) == await IN_PLACE.resume(brief, wish)
    resume = (await IN_PLACE.resume(brief, ResumeWish())).document
    for file in (b"Zo\xc3\xab V\xc3\xa4h\xc3\xa4\nBeekeeper", None):
        report = await pooled.assess(resume, file, JOB, AS_OF)
        assert report == await IN_PLACE.assess(resume, file, JOB, AS_OF)
        assert (report["parts"][-1]["name"], report["parts"][-1]["weight"] > 0) == ("parse_back", file is not None)
    letter = LetterWish(language="de", date=AS_OF)
    assert await pooled.letter(brief, letter) == await IN_PLACE.letter(brief, letter)
    assert hands.done == ["rank", "fits", "resume", "resume", "assess", "assess", "letter"]


async def test_what_models_are_told_and_answer_comes_back_alike(pooled: PooledWorkshop) -> None:
    prints = measured([(UUID(int=1), "I don't write long letters. I keep bees; they keep me. However, I'm glad. " * 5)])
    author = Author(UUID(int=2), "Zoë", prints.prints, 3, "Short sentences.")
    brief = Brief(PROFILE, JOB, await IN_PLACE.rank(PROFILE, JOB), AS_OF, author)
    draft = ["I looked after 20 hives in valley 0. I am a king."] * 9
    for both in (pooled, IN_PLACE):
        assert (await both.told(brief, LetterWish())).facts
    assert await pooled.told(brief, LetterWish()) == await IN_PLACE.told(brief, LetterWish())
    for given in (draft, draft[:1]):
        assert await pooled.weigh(brief, LetterWish(), given) == await IN_PLACE.weigh(brief, LetterWish(), given)
    assert await pooled.letter(brief, LetterWish()) == await IN_PLACE.letter(brief, LetterWish())
    told = await pooled.told_items(PROFILE, ("summary",), author)
    assert told == await IN_PLACE.told_items(PROFILE, ("summary",), author)
    wordings = [Wording("i1", "Beekeeper who teaches beekeeping.")]
    assert await pooled.judge(told, wordings) == await IN_PLACE.judge(told, wordings)


@pytest.mark.parametrize(
    ("wish", "failure"),
    [
        (ResumeWish(pages=3), InvalidInput),
        (ResumeWish(template="none such"), InvalidInput),
        (ResumeWish(language="tlh"), InvalidInput),
        (ResumeWish(keep=("experiences/none",)), InvalidInput),
        (ResumeWish(keep=tuple(f"experiences/a1/bullets/b{n}" for n in range(40))), Impossible),
    ],
)
async def test_a_wish_that_cannot_be_met_is_refused_alike(
    pooled: PooledWorkshop, wish: ResumeWish, failure: type[InvalidInput]
) -> None:
    many = tuple(Bullet(id=f"b{n}", text=f"Looked after {n + 20} hives in valley {n} " * 6) for n in range(40))
    profile = replace(PROFILE, experiences=(replace(PROFILE.experiences[0], bullets=many),))
    refusals = []
    for workshop in (pooled, IN_PLACE):
        with pytest.raises(failure) as refused:
            await workshop.check(profile, JOB, wish)
        refusals.append((type(refused.value), refused.value.message, refused.value.details))
    assert refusals[0] == refusals[1]


async def test_no_process_is_asked_about_what_needs_no_profile(pooled: PooledWorkshop, hands: InPlace) -> None:
    """Whoever asks for a document waits for this."""
    await pooled.versions()
    await pooled.check(PROFILE, JOB, ResumeWish(language="de"))
    await pooled.check_letter(LetterWish(language="pt"))
    for wish in (LetterWish(language="tlh"), LetterWish(template="none such")):
        with pytest.raises(InvalidInput):
            await pooled.check_letter(wish)
    assert hands.done == []
