"""The tables of commands: help names the fields that the forms take, and what was typed is read as it is meant."""

import io
from argparse import Namespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from rich.console import Console

from jobwise.application.access import NOBODY
from jobwise.domain.shared.errors import Forbidden, InvalidInput
from jobwise.presentation.cli.desk import Desk
from jobwise.presentation.cli.parser import build
from jobwise.presentation.cli.stored.accounts import UsersAsked
from jobwise.presentation.cli.stored.applications import ApplicationsAsked
from jobwise.presentation.cli.stored.documents import DocumentsAsked
from jobwise.presentation.cli.stored.exports import ExportsAsked
from jobwise.presentation.cli.stored.making import GenerationsAsked, RankingsAsked
from jobwise.presentation.cli.stored.operations import TrailAsked
from jobwise.presentation.cli.stored.profiles import EntriesAsked
from jobwise.presentation.cli.stored.samples import SamplesAsked
from jobwise.presentation.cli.tables import show_answer
from jobwise.presentation.schemas.applications import ApplicationIn, ApplicationPatch
from jobwise.presentation.schemas.asked import Asked, JobsAsked, PostingsAsked, SavedAsked
from jobwise.presentation.schemas.auth import RegisterIn, UserEdit
from jobwise.presentation.schemas.documents import DocumentPatch
from jobwise.presentation.schemas.enhancements import EnhanceIn
from jobwise.presentation.schemas.exports import BatchIn, BatchItemIn
from jobwise.presentation.schemas.generations import LetterIn, ResumeIn
from jobwise.presentation.schemas.jobs import JobIn, JobPatch, JobPut
from jobwise.presentation.schemas.profiles import Operations, ProfileIn, ProfilePatch, ProfilePut
from jobwise.presentation.schemas.rankings import RankingIn

FORMS: dict[str, tuple[type[BaseModel], set[str]]] = {
    "accounts register": (RegisterIn, {"email", "password"}),
    "accounts edit": (UserEdit, set()),
    "accounts list": (UsersAsked, set()),
    "profiles list": (Asked, set()),
    "profiles create": (ProfileIn, set()),
    "profiles edit": (ProfilePatch, set()),
    "profiles replace": (ProfilePut, set()),
    "profiles versions": (Asked, set()),
    "profiles entries": (EntriesAsked, set()),
    "profiles bulk": (Operations, set()),
    "jobs list": (JobsAsked, set()),
    "jobs create": (JobIn, set()),
    "jobs edit": (JobPatch, set()),
    "jobs replace": (JobPut, set()),
    "jobs browse": (PostingsAsked, set()),
    "jobs saved": (SavedAsked, set()),
    "applications create": (ApplicationIn, {"job_id"}),
    "applications list": (ApplicationsAsked, set()),
    "applications describe": (ApplicationPatch, set()),
    "documents list": (DocumentsAsked, set()),
    "samples list": (SamplesAsked, set()),
    "documents edit": (DocumentPatch, set()),
    "archives list": (Asked, set()),
    "rankings create": (RankingIn, {"job_id"}),
    "rankings list": (RankingsAsked, set()),
    "generations resume": (ResumeIn, {"job_id"}),
    "enhancements request": (EnhanceIn, set()),
    "enhancements list": (Asked, set()),
    "generations letter": (LetterIn, {"job_id"}),
    "generations list": (GenerationsAsked, set()),
    "exports create": (BatchItemIn, {"generation_id", "format"}),
    "exports batch": (BatchIn, set()),
    "exports list": (ExportsAsked, set()),
    "generations versions": (Asked, set()),
    "audit list": (TrailAsked, set()),
}
"""What the FIELD=VALUE of a command go into, and the fields that the command says by itself."""

BY_PLACE = {"profiles add", "profiles change", "applications add", "applications change"}
"""Commands whose fields depend on the list that is named."""


def described() -> dict[str, set[str]]:
    """The fields that help names for each command that takes any."""
    found, queue = {}, [build()]
    while queue:
        current = queue.pop()
        for action in current._actions:
            if isinstance(action.choices, dict):
                queue.extend(action.choices.values())
            if action.dest == "given":
                names = str(action.help).partition(": ")[2].partition(";")[0]
                found[current.prog.removeprefix("jobwise ")] = set() if names == "none" else set(names.split(", "))
    return found


def test_help_names_the_fields_of_each_form() -> None:
    said = described()
    assert set(said) == set(FORMS) | BY_PLACE
    for command, (form, by_itself) in FORMS.items():
        of_lists = {"page", "limit", "sort"} if issubclass(form, Asked) else set()
        assert said[command] == set(form.model_fields) - by_itself - of_lists, command


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        (["generate", "resume", "JOB", "pages:=2"], "generations_resume"),
        (["generate", "letter", "JOB"], "generations_letter"),
        (["export", "create", "ID", "pdf"], "exports_create"),
        (["export", "clean-up"], "exports_clean_up"),
    ],
)
def test_what_is_done_may_be_typed_for_the_room(typed: list[str], run: str) -> None:
    for made in (build(), build(typed)):
        assert made.parse_args(typed).run == run


def test_a_list_that_can_be_sorted_says_by_what() -> None:
    made = build()
    for command in ("jobs list", "jobs saved", "jobs browse", "applications list", "documents list", "samples list"):
        assert made.parse_args([*command.split(), "--sort=-name"]).sort == "-name"
    with pytest.raises(InvalidInput):
        made.parse_args(["profiles", "list", "--sort", "name"])


def desk(**typed: Any) -> Desk:
    values = {"given": [], "data": None, "if_version": None, "page": None, "limit": None, **typed}
    return Desk(None, NOBODY, Namespace(**values), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "argv",
    [
        ["jobs", "edit", "ID", "a=1", "b=2", "--version", "3"],
        ["jobs", "edit", "--version", "3", "ID", "a=1", "b=2"],
        ["jobs", "edit", "ID", "--version", "3", "a=1", "b=2"],
        ["jobs", "edit", "ID", "a=1", "--version", "3", "b=2"],
    ],
)
def test_options_may_stand_anywhere(argv: list[str]) -> None:
    args = build(argv).parse_args(argv)
    assert (args.id, args.given, args.if_version) == ("ID", ["a=1", "b=2"], "3")


@pytest.mark.parametrize("token", ["-x7Yz", "--x7", "-h7", "-", "-a=b"])
def test_a_token_may_begin_with_a_dash(token: str) -> None:
    args = build().parse_args(["applications", "feed", token, "out.ics", "--json"])
    assert (args.token, args.file, args.json) == (token, "out.ics", True)
    assert build().parse_args(["accounts", "verify", "--json", token]).token == token


def test_an_unknown_option_is_bad_input() -> None:
    with pytest.raises(InvalidInput):
        build().parse_args(["jobs", "edit", "ID", "a=1", "--nothing"])


def test_text_is_text_and_json_is_json() -> None:
    found = desk(given=["title=1 = one", "min_years:=3", 'required_skills:=["Rye"]', "company="]).fields()
    assert found == {"title": "1 = one", "min_years": 3, "required_skills": ["Rye"], "company": ""}


@pytest.mark.parametrize("pair", ["title", "=x", ":=1", "a:={", "a:=", ""])
def test_what_is_no_field_and_value_is_bad_input(pair: str) -> None:
    with pytest.raises(InvalidInput):
        desk(given=[pair]).fields()


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (
        lambda: desk(given=[text]).fields(),
        lambda: desk(id=text).id(),
        lambda: desk(if_version=text).version(1),
        lambda: desk(given=[f"title={text}"]).body(JobIn),
        lambda: desk(given=[f"status={text}"], page=text, sort=text).asked(ApplicationsAsked, "status"),
    ):
        try:
            read()
        except InvalidInput as error:
            assert error.details


@pytest.mark.parametrize("version", ["0", "-1", "1.5", "x", "", "99999999999"])
def test_a_version_is_a_whole_number(version: str) -> None:
    with pytest.raises(InvalidInput):
        desk(if_version=version).version(1)
    assert desk().version(7) == 7
    assert desk(if_version="3").version(7) == 3


def test_a_filter_that_is_not_offered_is_told() -> None:
    with pytest.raises(InvalidInput) as raised:
        desk(given=["statuss=active"]).asked(JobsAsked)
    assert [one.field for one in raised.value.details] == ["statuss"]


def test_nobody_is_no_administrator() -> None:
    with pytest.raises(Forbidden):
        desk().admin()


def shown(data: Any, meta: dict[str, Any] | None = None, *columns: str, said: str = "") -> str:
    out = io.StringIO()
    show_answer(Console(file=out, width=100), data, meta, columns, said)
    return out.getvalue()


def test_a_list_is_a_table_that_says_how_much_there_is() -> None:
    meta = {"page": 1, "total_pages": 3, "total": 41, "total_exact": True}
    table = shown([{"id": "x" * 36, "title": "Baker [bold]", "links": {}}], meta, "id", "title")
    assert "x" * 36 in table
    assert "Baker [bold]" in table
    assert "Page 1 of 3, 41 in all" in table
    assert "links" not in shown([{"id": "1", "links": {"self": "/"}}])
    assert shown([]) == "There is nothing here.\n"


def test_one_thing_is_its_fields_without_the_empty_ones() -> None:
    said = shown({"title": "Baker", "location": "", "saved": True, "notes": [{"text": "one"}, {"text": "two"}]})
    assert "location" not in said
    assert [line.split() for line in said.splitlines()] == [
        ["title", "Baker"],
        ["saved", "yes"],
        ["notes", "text:", "one"],
        ["text:", "two"],
    ]


def test_nothing_is_a_sentence() -> None:
    assert shown(None, said="Deleted.") == "Deleted.\n"
