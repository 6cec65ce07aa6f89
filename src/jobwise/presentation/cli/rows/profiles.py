"""`profiles`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters

_ID = arg("id", "the profile")
_OF = arg("--profile", "the id of a profile (default: the default one)", metavar="ID")
_SECTION = arg(
    "section",
    "experiences, education, projects, skills, languages, certifications, volunteering, awards, publications, "
    "interests or references",
)
_ITEM = arg("item", "the id of an entry; of a bullet with --entry")
_ENTRY = arg("--entry", "the id of an entry: its bullets are meant", metavar="ID")
_NAMED = "name, personal, summary, enhanced_summary"
_LISTS = (
    "experiences, education, projects, skills, languages, certifications, volunteering, awards, publications, "
    "interests, references"
)
_OF_SECTION = "those of the section"

PROFILES = (
    Row(
        "list",
        "my profiles, newest first",
        filters("none"),
        columns=("id", "name", "is_default", "version", "completeness_pct", "updated_at"),
    ),
    Row("create", "make a profile", body(f"{_NAMED}, {_LISTS}"), "name='For research jobs'"),
    Row("show", "a whole profile", (_OF,)),
    Row("edit", "change name, person or summary", (_OF, *body(_NAMED), VERSION), "summary='Ten years of bread.'"),
    Row("replace", "replace a whole profile", (_OF, *body(f"{_NAMED}, {_LISTS}"), VERSION), "--data profile.json"),
    Row(
        "import",
        "make or replace a profile from a JSON Resume or a LinkedIn archive",
        (
            arg("file"),
            arg("--name", "what to call it"),
            arg("--into", "the profile to replace", metavar="ID"),
            VERSION,
        ),
        "linkedin.zip",
    ),
    Row("export", "a profile as a JSON Resume file", (arg("file", "- is standard output"), _OF), "me.json"),
    Row("analyse", "how complete a profile is, and what to mend", (_OF,)),
    Row("versions", "the kept versions", (_OF, *filters("none")), columns=("version", "at")),
    Row("version", "a profile as it was", (arg("number", "of the kept version"), _OF), "3"),
    Row("take-back", "make an old version the newest one", (arg("number", "of the kept version"), _OF), "3"),
    Row("default", "make a profile my default one", (_ID,), "ID"),
    Row("delete", "delete a profile; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
    Row("restore", "undo the deletion of a profile", (_ID,), "ID"),
    Row(
        "entries",
        "the entries of one list, or the bullets of an entry",
        (_SECTION, _OF, _ENTRY, *filters("kind")),
        "experiences",
    ),
    Row("entry", "one entry", (_SECTION, _ITEM, _OF), "experiences ID"),
    Row(
        "add",
        "add an entry to a list, or a bullet to an entry",
        (_SECTION, *body(_OF_SECTION), _OF, _ENTRY, VERSION),
        "skills name=Sourdough",
    ),
    Row(
        "change",
        "change some fields of an entry or bullet; with --whole all of them",
        (
            _SECTION,
            _ITEM,
            *body(_OF_SECTION),
            arg("--whole", "what is not given is emptied", action="store_true"),
            _OF,
            _ENTRY,
            VERSION,
        ),
        "skills ID level=Expert",
    ),
    Row(
        "remove",
        "take an entry out of a list, or a bullet out of an entry",
        (_SECTION, _ITEM, _OF, _ENTRY, VERSION),
        "skills ID",
        said="Taken out.",
    ),
    Row(
        "order",
        "reorder a list, or the bullets of an entry",
        (_SECTION, arg("order", "all ids, in their new order", nargs="+", metavar="ID"), _OF, _ENTRY, VERSION),
        "skills ID ID",
    ),
    Row(
        "bulk",
        "edit a list or the bullets of an entry: all steps or none",
        (_SECTION, *body("operations"), _OF, _ENTRY, VERSION),
        "skills --data steps.json",
    ),
)
