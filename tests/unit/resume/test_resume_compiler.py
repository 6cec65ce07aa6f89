"""The compiler keeps its promises under a gauge whose arithmetic can be done by hand: a line is 10 points high."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.document import Document, Line, Role
from jobwise.domain.generations.resume.compiler import compile_resume
from jobwise.domain.generations.resume.selection import ResumeOptions
from jobwise.domain.generations.resume.words import SectionKind
from jobwise.domain.jobs.job import Necessity
from jobwise.domain.profiles.profile import (
    Bullet,
    Certification,
    Education,
    Experience,
    Interest,
    Language,
    PersonalInfo,
    Profile,
    Reference,
    Skill,
)
from jobwise.domain.rankings.ranking import Gap, GapGrade, ItemKind, RankedItem, Ranking
from jobwise.domain.shared.errors import Impossible, InvalidInput
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.document_words import document_words
from tests.support.soak import examples


@dataclass(frozen=True)
class Ruler:
    """Ten points a line, and a page that holds so many lines."""

    lines: int

    def height(self, line: Line) -> float:
        return 10.0

    def capacity(self) -> float:
        return self.lines * 10.0

    def used(self, lines: Sequence[Line]) -> float:
        return len(lines) / self.lines


def experience(number: int, bullets: int, start: int) -> Experience:
    return Experience(
        f"x{number}",
        employer=f"Firm {number}",
        title=f"Role {number}",
        start=PartialDate(start, 3),
        end=PartialDate(start + 2, 2),
        bullets=tuple(Bullet(f"b{number}{n}", f"Did thing {n} at firm {number}") for n in range(bullets)),
    )


PROFILE = Profile(
    personal=PersonalInfo(name="Oda Brekke", label="Planner", email="oda@example.org"),
    summary="Plans things.",
    experiences=(experience(1, 4, 2020), experience(2, 4, 2015), experience(3, 4, 2010)),
    education=(Education("e1", institution="School of Roads", area="Planning", study_type="BSc"),),
    skills=(Skill("s1", name="Tools", keywords=("QGIS", "SQL")),),
    references=(Reference("r1", name="Somebody"),),
)


def ranking(profile: Profile, scores: dict[str, float]) -> Ranking:
    items = tuple(RankedItem(ItemKind.BULLET, path, "", score) for path, score in sorted(scores.items()))
    return Ranking(items, (), "1", "test")


def build(lines: int = 60, scores: dict[str, float] | None = None, **options: object) -> Document:
    chosen = ResumeOptions(**options)  # type: ignore[arg-type]
    return compile_resume(PROFILE, ranking(PROFILE, scores or {}), chosen, Ruler(lines), document_words("en"))


def texts(document: Document, role: Role) -> list[str]:
    return [line.text for line in document.lines if line.role is role]


def test_everything_is_in_when_there_is_room() -> None:
    document = build()
    assert len(texts(document, Role.BULLET)) == 12
    assert texts(document, Role.TITLE) == ["Role 1", "Role 2", "Role 3", "BSc, Planning"]
    assert texts(document, Role.DATES)[0] == "Mar 2020 - Feb 2022"
    assert [dropped.path for dropped in document.dropped] == ["references/r1"]


def test_every_line_but_headings_names_its_source() -> None:
    for line in build().lines:
        assert bool(line.sources) != (line.role is Role.HEADING)


@pytest.mark.parametrize("room", range(8, 40))
def test_never_more_than_the_pages_asked(room: int) -> None:
    document = build(room)
    assert len(document.lines) <= room
    assert texts(document, Role.NAME) == ["Oda Brekke"]


@pytest.mark.parametrize("room", [12, 18, 24, 30])
def test_the_page_is_filled_while_material_lasts(room: int) -> None:
    assert len(build(room).lines) >= room - 3


def test_two_pages_take_twice_as_much() -> None:
    assert len(build(14, pages=2).lines) > 14


def test_the_best_bullets_get_in_first_and_stand_first() -> None:
    scores = {"experiences/x2/bullets/b23": 9.0, "experiences/x2/bullets/b22": 8.0}
    document = build(20, scores)
    firm2 = [text for text in texts(document, Role.BULLET) if "firm 2" in text]
    assert firm2[:2] == ["Did thing 3 at firm 2", "Did thing 2 at firm 2"]


def test_untailored_keeps_the_order_of_the_profile() -> None:
    document = build(60, {"experiences/x1/bullets/b13": 9.0}, tailor=False)
    assert texts(document, Role.BULLET)[0] == "Did thing 0 at firm 1"


def test_must_keep_is_in_however_useless() -> None:
    document = build(9, keep=("experiences/x3/bullets/b33",))
    assert "Did thing 3 at firm 3" in texts(document, Role.BULLET)
    assert "Role 3" in texts(document, Role.TITLE)


def test_must_keep_that_cannot_fit_is_an_error_that_names_the_items() -> None:
    keep = tuple(f"experiences/x3/bullets/b3{n}" for n in range(4))
    with pytest.raises(Impossible) as caught:
        build(7, keep=keep)
    assert {detail.reason for detail in caught.value.details} == set(keep)


def test_a_position_without_dates_is_compiled() -> None:
    job = Experience("x", employer="Firm", title="Role", bullets=(Bullet("b", "Did a thing"),))
    profile = Profile(personal=PersonalInfo(name="Oda Brekke"), experiences=(job,))
    document = compile_resume(profile, ranking(profile, {}), ResumeOptions(), Ruler(40), document_words("en"))
    assert texts(document, Role.BULLET) == ["Did a thing"]


def test_an_unknown_path_is_named() -> None:
    with pytest.raises(InvalidInput, match="experiences/nope"):
        build(keep=("experiences/nope",))


def test_a_profile_without_a_name_is_refused() -> None:
    with pytest.raises(InvalidInput, match="name"):
        compile_resume(Profile(), ranking(Profile(), {}), ResumeOptions(), Ruler(50), document_words("en"))


@pytest.mark.parametrize("pages", [0, 3, -1])
def test_a_resume_has_one_or_two_pages(pages: int) -> None:
    with pytest.raises(InvalidInput, match="one or two pages"):
        build(pages=pages)


def test_sections_come_in_the_order_asked_and_others_are_dropped_with_the_reason() -> None:
    document = build(sections=(SectionKind.EDUCATION, SectionKind.EXPERIENCE))
    assert texts(document, Role.HEADING) == ["Education", "Experience"]
    reasons = {dropped.path: dropped.reason for dropped in document.dropped}
    assert "not asked for" in reasons["skills/s1"]


def test_kept_and_dropped_together_are_the_whole_profile() -> None:
    document = build(16)
    used = {source for line in document.lines for source in line.sources}
    gone = {dropped.path for dropped in document.dropped}
    for item in PROFILE.experiences:
        for bullet in item.bullets:
            path = f"experiences/{item.id}/bullets/{bullet.id}"
            assert (path in used) != (path in gone)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.integers(10, 40),
    st.dictionaries(
        st.sampled_from([f"experiences/x{x}/bullets/b{x}{n}" for x in (1, 2, 3) for n in range(4)]), st.floats(0, 50)
    ),
    st.lists(st.sampled_from(["summary", "skills/s1", "education/e1", "experiences/x3"]), max_size=2, unique=True),
)
def test_fits_and_keeps_whatever_the_scores(room: int, scores: dict[str, float], keep: list[str]) -> None:
    document = build(room, scores, keep=tuple(keep))
    assert len(document.lines) <= room
    used = {source for line in document.lines for source in line.sources}
    for path in keep:
        assert any(source == path or source.startswith(f"{path}/") for source in used)
    assert document == build(room, scores, keep=tuple(keep))


@dataclass(frozen=True)
class Measure(Ruler):
    """A ruler whose lines hold sixty characters."""

    def height(self, line: Line) -> float:
        return 10.0 * max(1, math.ceil(len(line.text) / 60))

    def used(self, lines: Sequence[Line]) -> float:
        return sum(self.height(line) for line in lines) / self.capacity()


SPEAKER = replace(
    PROFILE,
    languages=tuple(Language(f"l{n}", name) for n, name in enumerate(["Norwegian", "English", "Polish", "German"])),
    certifications=(
        Certification("c1", name="First aid", date=PartialDate(2024, 5)),
        Certification("c2", name="Sailing licence", date=PartialDate(2022, 5)),
        Certification("c3", name="Crane licence", date=PartialDate(2019, 5)),
    ),
)
ASKED = Ranking(
    (),
    (
        Gap("German", Necessity.MUST, GapGrade.HAS, ("languages/l3",)),
        Gap("Crane licence", Necessity.MUST, GapGrade.HAS, ("certifications/c3",)),
        Gap("Sailing", Necessity.MUST, GapGrade.HAS, ("experiences/x1/bullets/b10", "certifications/c2")),
        Gap("Polish", Necessity.NICE, GapGrade.HAS, ("languages/l2",)),
        Gap("English", Necessity.NICE, GapGrade.LACKS, ("languages/l1",)),
    ),
    "1",
    "test",
)


def spoken(room: int, **options: object) -> Document:
    chosen = ResumeOptions(**options)  # type: ignore[arg-type]
    return compile_resume(SPEAKER, ASKED, chosen, Measure(room), document_words("en"))


def test_languages_and_papers_that_are_asked_for_stand_first() -> None:
    document = spoken(60)
    assert "German | Polish | Norwegian | English" in texts(document, Role.TEXT)
    papers = [text for text in texts(document, Role.SKILLS) if "licence" in text or "aid" in text]
    assert [text.split(",")[0] for text in papers] == ["Crane licence", "First aid", "Sailing licence"]


def test_untailored_they_keep_their_own_order() -> None:
    assert "Norwegian | English | Polish | German" in texts(spoken(60, tailor=False), Role.TEXT)


@pytest.mark.parametrize("room", range(20, 34, 2))
def test_what_is_required_survives_every_cut(room: int) -> None:
    document = spoken(room)
    said = " ".join(line.text for line in document.lines)
    assert "German" in said
    assert "Crane licence" in said
    assert texts(document, Role.BULLET)


def test_a_run_on_line_is_charged_as_the_line_it_is() -> None:
    many = tuple(Interest(f"i{n}", name=f"Hobby {n}") for n in range(6))
    profile = Profile(personal=PersonalInfo(name="Oda Brekke"), interests=many)
    document = compile_resume(profile, ranking(profile, {}), ResumeOptions(), Measure(3), document_words("en"))
    assert texts(document, Role.TEXT) == [" | ".join(f"Hobby {n}" for n in range(6))]
