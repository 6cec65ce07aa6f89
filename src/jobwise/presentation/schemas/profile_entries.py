"""The entries of a profile's lists as they are sent and answered: models made from the domain's one table of fields.

Texts are limited here by what an import may have brought, so that a profile can be sent back as it was read; the
domain judges whatever an edit changes more closely.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field, StrictBool, WrapValidator, create_model

from jobwise.domain.limits import MAX_BULLETS, MAX_ITEMS, MAX_TEXT_CHARS
from jobwise.domain.profiles.editing.fields import FIELDS, TYPES, Fields, Kind
from jobwise.domain.profiles.profile import SkillKind
from jobwise.presentation.schemas.inputs import Input, Output
from jobwise.presentation.schemas.profile_examples import EXAMPLES

_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_SAID: Mapping[Kind, str] = {
    Kind.DATE: "2019, 2019-04 or 2019-04-30.",
    Kind.URL: "A web address that can be opened.",
    Kind.FLAG: "It goes on; then it has no end.",
}


Words = Annotated[str, Field(max_length=MAX_TEXT_CHARS)]
Id = Annotated[str, Field(description="Stable for good.", examples=["0190c7e2-7d4e-7000-8000-3f1a5d2b9c10"])]
OldId = Annotated[
    str | None, Field(max_length=64, description="Of an entry that is there already; a new one gets its own.")
]


class BulletIn(Input):
    text: Words | None = Field(None, examples=["Raised output by 30 % without new ovens"])
    enhanced: Words | None = Field(None, description="Improved wording, beside the original.")


class BulletEntry(BulletIn):
    id: OldId = None


class BulletOut(Output):
    id: Id
    text: str = Field(examples=["Raised output by 30 % without new ovens"])
    enhanced: str


def _given(room: str, name: str, kind: Kind) -> Any:
    """A field as it is sent: never required, and null empties it."""
    said = Field(description=_SAID.get(kind), examples=_example(room, name))
    forms: dict[Kind, Any] = {
        Kind.DATE: Annotated[str, Field(pattern=_DATE)] | None,
        Kind.LINES: Annotated[list[Words], Field(max_length=MAX_ITEMS)] | None,
        Kind.BULLETS: Annotated[list[BulletEntry | Words], Field(max_length=MAX_BULLETS)] | None,
        Kind.FLAG: StrictBool,
        Kind.SKILL: SkillKind,
    }
    form = forms.get(kind, Words | None)
    default: Any = {Kind.FLAG: False, Kind.SKILL: SkillKind.TECHNICAL}.get(kind)
    return Annotated[form, said], default


def _shown(room: str, name: str, kind: Kind) -> Any:
    """A field as it is answered: always there."""
    forms: dict[Kind, Any] = {
        Kind.DATE: str | None,
        Kind.LINES: list[str],
        Kind.BULLETS: list[BulletOut],
        Kind.FLAG: bool,
        Kind.SKILL: SkillKind,
    }
    said = Field(description=_SAID.get(kind), examples=_example(room, name))
    return Annotated[forms.get(kind, str), said], ...


def _example(room: str, name: str) -> list[Any] | None:
    found = EXAMPLES.get(room, {}).get(name)
    return None if found is None else [found]


def _model(name: str, base: type[BaseModel], room: str, fields: Fields, form: Any, **more: Any) -> Any:
    return create_model(
        name,
        __base__=base,
        __module__=__name__,
        **more,
        **{field: form(room, field, kind) for field, kind in fields.items()},
    )


ENTRY_IN: Mapping[str, Any] = {
    room: _model(f"{TYPES[room].__name__}In", Input, room, fields, _given) for room, fields in FIELDS.items()
}
_ENTRY: Mapping[str, Any] = {
    room: _model(f"{TYPES[room].__name__}Entry", Input, room, fields, _given, id=(OldId, None))
    for room, fields in FIELDS.items()
}
ENTRY_OUT: Mapping[str, Any] = {
    room: _model(f"{TYPES[room].__name__}Out", Output, room, fields, _shown, id=(Id, ...))
    for room, fields in FIELDS.items()
}


def _as_object(value: Any, _: Any) -> dict[str, Any]:
    # Which of the forms is meant depends on the list in the address, so the domain reads it.
    if not isinstance(value, dict):
        raise ValueError("is not an object")
    return value


if TYPE_CHECKING:
    EntryBody = dict[str, Any]
    EntryOut = BaseModel
    ProfileLists = Input
    ShownLists = Output
else:
    EntryBody = Annotated[
        reduce(or_, ENTRY_IN.values()),
        WrapValidator(_as_object),
        Field(description="The fields of an entry of the list in the address."),
    ]
    EntryOut = reduce(or_, ENTRY_OUT.values())
    ProfileLists = create_model(
        "ProfileLists",
        __base__=Input,
        __module__=__name__,
        **{room: (Annotated[list[_ENTRY[room]], Field(max_length=MAX_ITEMS)], Field(default=[])) for room in FIELDS},
    )
    ShownLists = create_model(
        "ShownLists", __base__=Output, __module__=__name__, **{room: (list[ENTRY_OUT[room]], ...) for room in FIELDS}
    )
