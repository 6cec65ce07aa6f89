"""Whatever JSON comes in: a clear refusal, or a profile whose export is valid, faithful and a fixed point."""

import json
from collections import Counter
from typing import Any

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobwise import resources
from jobwise.domain.profiles.json_resume import read, write
from jobwise.domain.profiles.json_resume.shape import BASICS, LOCATION, META, ONLINE, SECTIONS, Field
from jobwise.domain.profiles.json_resume.values import leaves
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.profile_words import date_words
from tests.support.soak import examples

WORDS = date_words()
VALIDATOR = jsonschema.Draft7Validator(resources.parsed("data/schemas/json-resume-1.3.1.json"))
QUICK = settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            "",
            " ",
            "Present",
            "heute",
            "2020-13-01",
            "2020-02-30",
            "2020-05",
            "03/2019",
            "03/04/2019",
            "Mar 2020",
            "2019-04-01T00:00:00Z",
            "<p>Led <b>two</b> teams</p>",
            "a < b &amp; c",
            "List<String>",
            "<br>",
            "  two\t spaces ",
            "\u200bhidden\u00ad",
            "e\u0301",
        ]
    ),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def entry(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    keys = [name for one in fields for name in (one.key, *one.older, "x-" + one.key)]
    return st.dictionaries(st.sampled_from([*keys, "unknown", "x-x-name"]), JSON, max_size=5)


BASICS_OBJECT = st.builds(
    lambda flat, location, online: flat | location | online,
    entry(BASICS),
    st.fixed_dictionaries({}, optional={"location": entry(LOCATION) | JSON}),
    st.fixed_dictionaries({}, optional={"profiles": st.lists(entry(ONLINE.fields), max_size=2) | JSON}),
)
PART = st.sampled_from(SECTIONS).flatmap(
    lambda one: st.tuples(st.just(one.key), st.lists(entry(one.fields) | JSON, max_size=2) | JSON)
)
OTHER = st.sampled_from(["hobbies", "bio", "custom", "$schema"]).flatmap(lambda key: st.tuples(st.just(key), JSON))
DOCUMENT = st.builds(
    lambda parts, rest: dict(parts) | rest,
    st.lists(PART | OTHER, max_size=3),
    st.fixed_dictionaries({}, optional={"basics": BASICS_OBJECT | JSON, "meta": entry(META) | JSON}),
)


def dates(document: Any) -> list[str]:
    found = []
    for section in SECTIONS:
        for item in document.get(section.key, []):
            found += [item[one.key] for one in section.fields if one.is_date and one.key in item]
    return found


@QUICK
@given(JSON | DOCUMENT)
def test_any_json_is_read_or_refused_with_a_sentence(source: Any) -> None:
    try:
        read(source, WORDS)
    except InvalidInput as error:
        assert error.message.endswith(".")


@QUICK
@given(DOCUMENT)
def test_an_export_is_valid_and_reads_back_as_the_same_profile(source: dict[str, Any]) -> None:
    try:
        profile = read(source, WORDS).profile
    except InvalidInput:
        return
    document = write(profile)
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    for date in dates(document):
        PartialDate.parse(date)
    again = read(json.loads(json.dumps(document)), WORDS).profile
    assert again == profile
    assert json.dumps(write(again)) == json.dumps(document)


@QUICK
@given(DOCUMENT)
def test_no_value_is_invented_and_none_is_lost(source: dict[str, Any]) -> None:
    try:
        document = write(read(source, WORDS).profile)
    except InvalidInput:
        return
    ours = document.get("meta", {}).pop("jobwise", {})
    read_dates = Counter(dates(document))
    kept = Counter(one.strip() for one in leaves(document))
    given_ = Counter(one.strip() for one in leaves(source))
    given_.subtract(one.strip() for one in ours.get("sources", {}).values())
    assert kept - read_dates - given_ == Counter(), "nothing invented"
    assert given_ - kept == Counter(), "nothing lost"
