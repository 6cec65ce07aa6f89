"""Editing a profile: every operation on every list, every refusal, all or nothing."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jobwise.domain.limits import MAX_BULLETS, MAX_ITEMS, MAX_OPERATIONS
from jobwise.domain.profiles.editing import Act, BulletedList, ListName, Operation, edit, merged, replaced
from jobwise.domain.profiles.editing.fields import FIELDS, Kind
from jobwise.domain.profiles.profile import (
    Bullet,
    Education,
    Experience,
    Location,
    OnlineProfile,
    PersonalInfo,
    Profile,
    Project,
    Skill,
    SkillKind,
)
from jobwise.domain.shared.errors import InvalidInput, NotFound, TooLarge
from jobwise.domain.shared.values import PartialDate

JOBS = ListName.EXPERIENCES


def new_ids() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"new{next(numbers)}"


def do(profile: Profile, *operations: Operation) -> Profile:
    return edit(profile, operations, new_ids()).profile


def faults(profile: Profile, *operations: Operation) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        edit(profile, operations, new_ids())
    return {one.field: one.reason for one in refused.value.details}


def job(**given: Any) -> Profile:
    return Profile(experiences=(Experience("j1", **{"title": "Cook", **given}),))


SAMPLES: dict[Kind, Any] = {
    Kind.LINE: "Łódź line",
    Kind.TEXT: "Two\nlines",
    Kind.URL: "https://example.org/x",
    Kind.DATE: "2019-04",
    Kind.LINES: ["one", "two"],
    Kind.BULLETS: [{"text": "Did it"}],
    Kind.FLAG: False,
    Kind.SKILL: "soft",
}


@pytest.mark.parametrize("name", ListName)
def test_every_field_of_every_list_can_be_written(name: ListName) -> None:
    values = {field: SAMPLES[kind] for field, kind in FIELDS[name].items()}
    made = edit(Profile(), [Operation(Act.CREATE, name, values=values)], new_ids())
    entry = getattr(made.profile, name)[0]
    assert made.ids == (entry.id,)
    for field, kind in FIELDS[name].items():
        shown = getattr(entry, field)
        expected: Any = {
            Kind.DATE: PartialDate(2019, 4),
            Kind.LINES: ("one", "two"),
            Kind.SKILL: SkillKind.SOFT,
        }.get(kind, SAMPLES[kind])
        if kind is Kind.BULLETS:
            assert [one.text for one in shown] == ["Did it"]
        else:
            assert shown == expected, field


@pytest.mark.parametrize("name", ListName)
def test_create_update_replace_reorder_delete(name: ListName) -> None:
    field = next(field for field, kind in FIELDS[name].items() if kind is Kind.LINE)
    now = edit(Profile(), [Operation(Act.CREATE, name, values={field: one}) for one in "abc"], new_ids())
    a, b, c = now.ids
    after = do(
        now.profile,
        Operation(Act.UPDATE, name, a, {field: "A"}),
        Operation(Act.REPLACE, name, b, {field: "B"}),
        Operation(Act.DELETE, name, c),
        Operation(Act.REORDER, name, order=(b, a)),
    )
    assert [(one.id, getattr(one, field)) for one in getattr(after, name)] == [(b, "B"), (a, "A")]


def test_update_keeps_what_is_not_given_and_replace_does_not() -> None:
    profile = job(employer="Example", extras={"x": 1})
    assert do(profile, Operation(Act.UPDATE, JOBS, "j1", {"title": "Chef"})).experiences[0] == Experience(
        "j1", employer="Example", title="Chef", extras={"x": 1}
    )
    assert do(profile, Operation(Act.REPLACE, JOBS, "j1", {"title": "Chef"})).experiences[0] == Experience(
        "j1", title="Chef", extras={"x": 1}
    )


@pytest.mark.parametrize("given", ["2019", "2019-04", "2019-04-30", "2024-02-29"])
def test_partial_dates_are_legal(given: str) -> None:
    assert str(do(job(), Operation(Act.UPDATE, JOBS, "j1", {"start": given})).experiences[0].start) == given


@pytest.mark.parametrize("given", [None, ""])
def test_nothing_empties_a_date(given: Any) -> None:
    assert (
        do(job(start=PartialDate(2019)), Operation(Act.UPDATE, JOBS, "j1", {"start": given})).experiences[0].start
        is None
    )


BAD: list[tuple[str, Any]] = [
    ("start", "2019-13"), ("start", "2019-02-30"), ("start", "2023-02-29"), ("start", "19"), ("start", "04/2019"),
    ("start", "2019-4"), ("start", "0999"), ("start", 2019), ("start", "２０１９"), ("start", "2019\n"),
    ("title", 5), ("title", ["x"]), ("title", "x" * 501), ("title", "a\nb"), ("title", "a\x00b"),
    ("title", "\ud800"),
    ("title", "a\x1bb"), ("summary", "x" * 20_001), ("summary", {}), ("url", "not a page"),
    ("url", "javascript:alert(1)"),
    ("url", "https://"), ("url", "http://exa mple.org"), ("url", "https://example.org/" + "x" * 2_000),
    ("current", "yes"), ("current", None), ("current", 1), ("bullets", "x"), ("bullets", [5]), ("bullets", [{}]),
    ("bullets", [{"text": ""}]), ("bullets", [{"text": "x" * 2_001}]), ("bullets", [{"txt": "x"}]),
    ("bullets", ["x"] * (MAX_BULLETS + 1)), ("titel", "x"), ("id", "j2"), ("extras", {}), ("__class__", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD, ids=lambda one: repr(one)[:30])
def test_a_bad_value_is_refused_by_name(field: str, value: Any) -> None:
    found = faults(job(), Operation(Act.UPDATE, JOBS, "j1", {field: value}))
    assert all(one.startswith(f"operations/0/{field}") for one in found)
    assert found == faults(job(), Operation(Act.REPLACE, JOBS, "j1", {"employer": "x", field: value}))


@pytest.mark.parametrize(
    ("values", "is_wrong"),
    [
        ({"start": "2020", "end": "2019"}, True),
        ({"start": "2020-05", "end": "2020-04"}, True),
        ({"start": "2020-05-02", "end": "2020-05-01"}, True),
        ({"start": "2020-05", "end": "2020"}, False),
        ({"start": "2020", "end": "2020-01"}, False),
        ({"start": "2020-05", "end": "2020-05"}, False),
        ({"start": "2020", "end": "2021", "current": True}, True),
        ({"start": "2020", "current": True}, False),
    ],
)
@pytest.mark.parametrize("name", ["experiences", "education", "projects", "volunteering"])
def test_a_period_must_be_one(name: str, values: dict[str, Any], is_wrong: bool) -> None:
    field = next(field for field, kind in FIELDS[name].items() if kind is Kind.LINE)
    operation = Operation(Act.CREATE, ListName(name), values={field: "x", **values})
    if is_wrong:
        assert list(faults(Profile(), operation)) == ["operations/0/end"]
    else:
        assert len(getattr(do(Profile(), operation), name)) == 1


def test_an_update_that_makes_a_period_impossible_is_refused() -> None:
    profile = job(start=PartialDate(2019), end=PartialDate(2020))
    assert "operations/0/end" in faults(profile, Operation(Act.UPDATE, JOBS, "j1", {"start": "2021"}))
    assert "operations/0/end" in faults(profile, Operation(Act.UPDATE, JOBS, "j1", {"current": True}))
    going_on = do(profile, Operation(Act.UPDATE, JOBS, "j1", {"current": True, "end": None}))
    assert going_on.experiences[0].current


@pytest.mark.parametrize(
    ("score", "is_wrong"),
    [("3.9/4.0", False), ("5.2/4.0", True), ("4,3 von 4,0", True), ("120 %", True), ("1,3", False)],
)
def test_a_grade_above_its_scale_is_refused(score: str, is_wrong: bool) -> None:
    operation = Operation(Act.CREATE, ListName.EDUCATION, values={"institution": "Example", "score": score})
    if is_wrong:
        assert list(faults(Profile(), operation)) == ["operations/0/score"]
    else:
        assert do(Profile(), operation).education[0].score == score


@pytest.mark.parametrize("values", [{}, {"title": ""}, {"title": "  "}, {"current": True}])
def test_an_entry_says_something(values: dict[str, Any]) -> None:
    assert list(faults(Profile(), Operation(Act.CREATE, JOBS, values=values))) == ["operations/0"]


def test_what_an_import_brought_is_judged_only_when_it_is_changed() -> None:
    odd = job(start=PartialDate(2021), end=PartialDate(2019), current=True, url="see my page", employer="x" * 900)
    kept = do(odd, Operation(Act.UPDATE, JOBS, "j1", {"title": "Chef", "url": "see my page", "employer": "x" * 900}))
    assert kept.experiences[0] == replace(odd.experiences[0], title="Chef")
    assert "operations/0/end" in faults(odd, Operation(Act.UPDATE, JOBS, "j1", {"start": "2020"}))
    assert "operations/0/url" in faults(odd, Operation(Act.UPDATE, JOBS, "j1", {"url": "see my other page"}))
    graded = Profile(education=(Education("e1", institution="Example", score="5/4"),))
    assert do(graded, Operation(Act.UPDATE, ListName.EDUCATION, "e1", {"area": "Maps"})).education[0].area == "Maps"


def test_all_or_nothing_with_every_fault_by_its_row() -> None:
    found = faults(
        job(),
        Operation(Act.CREATE, JOBS, values={"title": "Good"}),
        Operation(Act.CREATE, JOBS, values={"title": "Bad", "start": "2019-13", "url": "no page"}),
        Operation(Act.UPDATE, JOBS, "nobody", {"title": "x"}),
        Operation(Act.REORDER, JOBS, order=("j1",)),
        Operation(Act.DELETE, JOBS, "nobody"),
    )
    assert list(found) == [
        "operations/1/start",
        "operations/1/url",
        "operations/2/id",
        "operations/3/order",
        "operations/4/id",
    ]


def test_a_single_operation_names_the_field_alone_and_a_missing_entry_is_not_found() -> None:
    with pytest.raises(InvalidInput) as refused:
        edit(job(), [Operation(Act.UPDATE, JOBS, "j1", {"start": "x"})], new_ids(), numbered=False)
    assert [one.field for one in refused.value.details] == ["start"]
    for operation in (
        Operation(Act.UPDATE, JOBS, "nobody", {"title": "x"}),
        Operation(Act.DELETE, JOBS, "nobody"),
        Operation(Act.CREATE, JOBS, values={"text": "x"}, parent="nobody"),
        Operation(Act.DELETE, JOBS, "nobody", parent="j1"),
    ):
        with pytest.raises(NotFound):
            edit(job(), [operation], new_ids(), numbered=False)


@pytest.mark.parametrize("order", [(), ("a",), ("a", "a"), ("a", "b", "c"), ("a", "c")])
def test_an_order_is_a_permutation(order: tuple[str, ...]) -> None:
    profile = Profile(skills=(Skill("a", "A"), Skill("b", "B")))
    assert list(faults(profile, Operation(Act.REORDER, ListName.SKILLS, order=order))) == ["operations/0/order"]


def test_counts_are_bounded() -> None:
    full = Profile(skills=tuple(Skill(str(n), "x") for n in range(MAX_ITEMS)))
    assert list(faults(full, Operation(Act.CREATE, ListName.SKILLS, values={"name": "x"}))) == ["operations/0"]
    with pytest.raises(TooLarge):
        do(full, *[Operation(Act.DELETE, ListName.SKILLS, "1")] * (MAX_OPERATIONS + 1))
    many = job(bullets=tuple(Bullet(str(n), "x") for n in range(MAX_BULLETS)))
    assert faults(many, Operation(Act.CREATE, JOBS, values={"text": "x"}, parent="j1"))


@pytest.mark.parametrize("name", BulletedList)
def test_bullets_of_an_entry(name: BulletedList) -> None:
    room = ListName(name)
    field = next(field for field, kind in FIELDS[name].items() if kind is Kind.LINE)
    made = edit(Profile(), [Operation(Act.CREATE, room, values={field: "x", "bullets": ["one", "two"]})], new_ids())
    parent = made.ids[0]
    first, second = (one.id for one in getattr(made.profile, name)[0].bullets)
    after = do(
        made.profile,
        Operation(Act.UPDATE, room, first, {"enhanced": "The one"}, parent=parent),
        Operation(Act.CREATE, room, values={"text": "three"}, parent=parent),
        Operation(Act.DELETE, room, second, parent=parent),
        Operation(Act.REORDER, room, order=("new1", first), parent=parent),
    )
    assert getattr(after, name)[0].bullets == (Bullet("new1", "three"), Bullet(first, "one", "The one"))


def test_bullets_belong_to_lists_that_have_them() -> None:
    profile = Profile(skills=(Skill("s", "x"),))
    assert list(faults(profile, Operation(Act.CREATE, ListName.SKILLS, values={"text": "x"}, parent="s"))) == [
        "operations/0/list"
    ]


def test_bullets_that_are_sent_back_keep_their_ids() -> None:
    profile = job(bullets=(Bullet("b1", "one", "One!"), Bullet("b2", "two")))
    given = [{"id": "b2", "text": "zwei"}, "three", {"id": "b1"}, {"id": "b1", "text": "again"}]
    after = do(profile, Operation(Act.UPDATE, JOBS, "j1", {"bullets": given})).experiences[0].bullets
    assert after == (
        Bullet("b2", "zwei"),
        Bullet("new1", "three"),
        Bullet("b1", "one", "One!"),
        Bullet("new2", "again"),
    )


def test_improved_wording_stands_beside_the_original() -> None:
    profile = job(summary="Cooked.")
    after = do(profile, Operation(Act.UPDATE, JOBS, "j1", {"enhanced_summary": "Cooked for 200 guests a day."}))
    assert (after.experiences[0].summary, after.experiences[0].enhanced_summary) == (
        "Cooked.",
        "Cooked for 200 guests a day.",
    )


def test_improved_wording_goes_when_what_it_says_is_corrected() -> None:
    """Documents would go on telling the forty that was never true."""
    profile = replace(
        job(summary="Led 40.", enhanced_summary="Led forty.", bullets=(Bullet("b1", "Fed 40.", "Fed forty."),)),
        summary="40 years.",
        enhanced_summary="Forty years.",
        projects=(Project("p1", description="For 40.", enhanced_description="For forty."),),
    )
    after = do(
        profile,
        Operation(Act.UPDATE, JOBS, "j1", {"summary": "Led 4."}),
        Operation(Act.UPDATE, JOBS, "b1", {"text": "Fed 4."}, parent="j1"),
        Operation(Act.UPDATE, ListName.PROJECTS, "p1", {"description": "For 4."}),
    )
    after = merged(after, {"summary": "4 years."}, new_ids())
    (left,), (project,) = after.experiences, after.projects
    assert (left.summary, left.enhanced_summary, left.bullets) == ("Led 4.", "", (Bullet("b1", "Fed 4."),))
    assert (project.description, project.enhanced_description) == ("For 4.", "")
    assert (after.summary, after.enhanced_summary) == ("4 years.", "")


def test_improved_wording_stays_beside_what_is_said_as_before_or_is_given_with_it() -> None:
    profile = job(summary="Led 40.", enhanced_summary="Led forty.", bullets=(Bullet("b1", "Fed 40.", "Fed forty."),))
    same = {"title": "Chef", "summary": "Led 40.", "bullets": [{"id": "b1", "text": "Fed 40."}]}
    (left,) = do(profile, Operation(Act.UPDATE, JOBS, "j1", same)).experiences
    assert (left.enhanced_summary, left.bullets) == ("Led forty.", profile.experiences[0].bullets)
    both = {
        "summary": "Led 4.",
        "enhanced_summary": "Led four.",
        "bullets": [{"id": "b1", "text": "4", "enhanced": "Four"}],
    }
    (left,) = do(profile, Operation(Act.UPDATE, JOBS, "j1", both)).experiences
    assert (left.enhanced_summary, left.bullets) == ("Led four.", (Bullet("b1", "4", "Four"),))


def test_marks_are_bounded_and_white_space_is_put_in_order() -> None:
    after = do(job(), Operation(Act.UPDATE, JOBS, "j1", {"title": " Head   chef ", "summary": "a" + "\u0301" * 50}))
    assert after.experiences[0].title == "Head chef"
    assert len(after.experiences[0].summary) <= 9


def test_the_source_of_a_value_goes_with_the_value() -> None:
    sources = {"experiences/j1/start": "Spring 2019", "experiences/j1/end": "ongoing", "summary": "<b>x</b>"}
    profile = replace(job(current=True), summary="x", sources=sources)
    assert do(profile, Operation(Act.UPDATE, JOBS, "j1", {"title": "Chef"})).sources == sources
    dated = do(profile, Operation(Act.UPDATE, JOBS, "j1", {"start": "2019-04", "current": False}))
    assert dated.sources == {"summary": "<b>x</b>"}
    assert do(profile, Operation(Act.DELETE, JOBS, "j1")).sources == {"summary": "<b>x</b>"}
    assert "summary" not in merged(profile, {"summary": "y"}, new_ids()).sources


PERSON = PersonalInfo(
    name="Mara Lind",
    email="mara@example.org",
    location=Location(city="Lund", extras={"x": 1}),
    online=(OnlineProfile("o1", "GitHub", "mara", extras={"k": 1}),),
    extras={"y": 2},
)


def test_a_merge_changes_what_is_given_alone() -> None:
    before = Profile(personal=PERSON, summary="Bakes.", skills=(Skill("s", "x"),))
    after = merged(before, {"personal": {"label": "Baker", "location": {"region": "Skåne"}}}, new_ids())
    place = replace(PERSON.location, region="Skåne")
    assert after == replace(before, personal=replace(PERSON, label="Baker", location=place))
    emptied = merged(before, {"personal": {"location": None, "online": []}, "summary": None}, new_ids())
    assert emptied == replace(before, personal=replace(PERSON, location=Location(), online=()), summary="")


def test_a_replacement_keeps_ids_and_unknown_keys_and_nothing_else() -> None:
    before = Profile(personal=PERSON, summary="Bakes.", experiences=(Experience("j1", title="Cook", extras={"z": 3}),))
    given = {
        "personal": {"name": "Mara", "online": [{"id": "o1", "network": "GitLab"}]},
        "experiences": [{"title": "New"}, {"id": "j1", "title": "Chef"}],
    }
    after = replaced(before, given, new_ids())
    assert after.personal == PersonalInfo(
        name="Mara",
        location=Location(),
        online=(OnlineProfile("o1", "GitLab", extras={"k": 1}),),
        extras={"y": 2},
    )
    assert [(one.id, one.title, one.extras) for one in after.experiences] == [
        ("new1", "New", {}),
        ("j1", "Chef", {"z": 3}),
    ]
    assert after.summary == ""


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"personal": {"email": "mara at example"}}, "personal/email"),
        ({"personal": {"url": "my page"}}, "personal/url"),
        ({"personal": {"online": [{"url": "my page"}]}}, "personal/online/0/url"),
        ({"personal": {"online": [{}]}}, "personal/online/0"),
        ({"personal": {"location": {"planet": "Earth"}}}, "personal/location/planet"),
        ({"personal": {"location": "Lund"}}, "personal/location"),
        ({"personal": "Mara"}, "personal"),
        ({"owner_id": "x"}, "owner_id"),
        ({"summary": 5}, "summary"),
        ({"personal": {"name": "x" * 501}}, "personal/name"),
    ],
)
def test_a_merge_refuses_by_name(values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        merged(Profile(), values, new_ids())
    assert [one.field for one in refused.value.details] == [field]


@pytest.mark.parametrize("given", ["x", {"a": 1}, [5], [{"title": "x", "start": "2019-13"}]])
def test_a_replacement_refuses_a_list_that_is_none(given: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        replaced(Profile(), {"experiences": given}, new_ids())
    assert refused.value.details[0].field.startswith("experiences")
