"""A fictional person whose every personal field can be told again, a job, and what models answer about them."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from jobwise.application.journeys.workbench import Workbench
from jobwise.application.ports.workshop import Author, Brief
from jobwise.domain.jobs.job import Job, Necessity, Requirement
from jobwise.domain.profiles.profile import (
    Bullet,
    Experience,
    Location,
    OnlineProfile,
    PersonalInfo,
    Profile,
    Project,
    Reference,
    Skill,
)
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.workshop import shipped

OWNER = UUID(int=7)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
AS_OF = PartialDate(2026, 11, 20)

PERSONAL = PersonalInfo(
    name="Zora Quellmann",
    label="Baker",
    image="https://pictures.example.org/zq7731.jpg",
    email="zora.quellmann@post.example.org",
    phone="+49 171 5550199",
    url="https://quellmann.example.org",
    location=Location(
        address="Hinterhofgasse 17b", postal_code="89073", city="Ulm", country_code="DE", region="Swabia"
    ),
    online=(OnlineProfile(id="o1", network="GitHub", username="zq-bakes", url="https://github.com/zq-bakes"),),
)
CANARIES = (
    "Zora", "Quellmann", "zq7731", "post.example.org", "5550199", "quellmann.example", "Hinterhofgasse", "89073",
    "zq-bakes", "Opa Friedrich", "Sonderling",
)  # fmt: skip
"""A piece of every value that must not leave: of the person, of the account, of who speaks for them."""

PROFILE = Profile(
    personal=PERSONAL,
    summary="Zora Quellmann is a baker who loves rye. Call +49 171 5550199.",
    experiences=(
        Experience(
            id="a1",
            title="Baker",
            employer="Mill GmbH",
            start=PartialDate(2019, 1),
            current=True,
            bullets=(
                Bullet("b1", "Baked 300 rye loaves a day"),
                Bullet("b2", "Trained 4 apprentices"),
                Bullet("b3", "Cut waste by 12 % with a new plan for the dough"),
            ),
        ),
        Experience(
            id="a2",
            title="Apprentice",
            employer="Oven Corner",
            start=PartialDate(2016, 8),
            end=PartialDate(2018, 12),
            bullets=(Bullet("b4", "Helped to plan the weekly orders of flour"),),
        ),
    ),
    projects=(Project(id="p1", name="Night bakery", description="Baked bread for a shelter each Sunday"),),
    skills=(Skill("s1", "Rye bread"), Skill("s2", "Sourdough")),
    references=(Reference("r1", "Opa Friedrich", "She bakes the best bread, says Opa Friedrich."),),
)

POSTING = (
    "Baker\nOven & Sons\nWe look for a baker who bakes rye bread and trains apprentices. Our ovens stand in Ulm. "
    "You plan the dough and keep waste low."
)
JOB = Job(
    title="Baker",
    company="Oven & Sons",
    location="Ulm",
    text=POSTING,
    required_skills=("Rye bread",),
    requirements=(Requirement("r1", "trains apprentices", Necessity.MUST),),
)

GOOD = (
    "I am applying for the position of baker at Oven & Sons, because you look for somebody who bakes rye bread and "
    "trains apprentices, and that is my work today.",
    "At Mill GmbH I have baked 300 rye loaves a day since 2019. I have also trained 4 apprentices there, which has "
    "taught me patience as much as it has taught them to bake. With a new plan for the dough I cut waste by 12 %.",
    "Before that I was an apprentice at Oven Corner, where I helped to plan the weekly orders of flour. On Sundays I "
    "have baked bread for a shelter, and I work with sourdough as gladly as with rye bread.",
    "I would be glad to tell you more about my work in a conversation.",
)


def answer(*paragraphs: str) -> dict[str, Any]:
    return {"paragraphs": [{"text": text, "facts": ["f1"]} for text in paragraphs or GOOD]}


@cache
def bench() -> Workbench:
    return shipped()


def brief(job: Job = JOB, **author: Any) -> Brief:
    return Brief(PROFILE, job, bench().rank(PROFILE, job), AS_OF, Author(OWNER, "Zora Sonderling", **author))
