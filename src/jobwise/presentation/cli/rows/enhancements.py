"""`enhancements`."""

from jobwise.presentation.cli.rows import Row, arg, body, filters, needing

_ID = arg("id", "the enhancement")
_PROPOSAL = arg("proposal", "the id of a proposal")

ENHANCEMENTS = needing(
    "generations",
    (
        Row(
            "request",
            "have better wordings proposed by a language model",
            (
                arg("--profile", "the id of a profile (default: the default one)", metavar="ID"),
                *body("paths, model"),
                arg("--later", "leave the asking to a running server", action="store_true"),
            ),
            "paths:='[\"summary\"]'",
        ),
        Row(
            "list",
            "what was proposed, the newest first",
            (*filters("none"),),
            columns=("id", "status", "profile_id", "proposals", "open", "created_at"),
        ),
        Row("show", "proposals, each with its verdict", (_ID,), "ID"),
        Row("accept", "enter a proposed wording beside its item", (_ID, _PROPOSAL), "ID i1"),
        Row("reject", "leave the item as it is", (_ID, _PROPOSAL), "ID i1"),
    ),
)
