"""What concerns the installation: `features`, `audit`, `keys`, `db`, and the commands of one word."""

from jobwise.presentation.cli.rows import Row, arg, filters

_FEATURE = arg("feature", "a name of `features list`")

FEATURES = (
    Row("list", "which features are on", columns=("feature", "enabled")),
    Row("on", "switch a feature on", (_FEATURE,), "registration"),
    Row("off", "switch a feature off", (_FEATURE,), "registration"),
)

AUDIT = (
    Row(
        "list",
        "the audit trail, newest first (administrators)",
        filters("owner_id, aggregate_id"),
        columns=("position", "occurred_at", "name", "aggregate_id", "owner_id"),
    ),
    Row("verify", "whether the trail is as it was written; exit 1 when it is not", acts=False),
)

PLANS = (Row("", "what each tier allows", acts=False),)
USAGE = (Row("", "what is left of my tier"),)
QUEUES = (Row("", "what waits to be done, by kind (administrators)", columns=("kind", "depth")),)
CONFIG = (Row("", "what this installation offers", acts=False),)
READY = (Row("", "whether database, migrations and storage are in order; exit 3 when not", acts=False),)

KEYS = (
    Row("list", "the keys by name, with their times", room="operations", acts=False),
    Row("rotate", "sign with a new key from now on", room="operations", acts=False),
    Row(
        "remove",
        "refuse the tokens of a key at once",
        (arg("kid", "a name of `keys list`"),),
        "3f2a9c0d1b7e4a55",
        room="operations",
        acts=False,
    ),
)

DB = (
    Row(
        "upgrade",
        "bring the database to the newest version",
        (arg("revision", nargs="?", default="head", metavar="revision"),),
        room="operations",
        acts=False,
    ),
    Row(
        "downgrade",
        "take the database back to a version",
        (
            arg("revision", "a revision, or base", metavar="revision"),
            arg("--yes", "do not ask, although data is deleted", action="store_true"),
        ),
        "base --yes",
        room="operations",
        acts=False,
    ),
)

DOCTOR = (Row("", "what is installed, what is missing, and the command that mends it", room="operations", acts=False),)

SERVE = (
    Row(
        "",
        "serve the REST API",
        (
            arg("--host", "where to listen (JOBWISE_HOST, else 127.0.0.1)"),
            arg("--port", "the port, 0 for a free one (JOBWISE_PORT, else 8000)", type=int),
        ),
        "--port 8000",
        room="operations",
        acts=False,
    ),
)

WORKER = (
    Row(
        "",
        "do the work beside requests, in a process of its own",
        (
            arg("--classes", "which work, with commas (all): see `jobwise queues` and docs/running.md"),
            arg("--concurrency", "how many tasks of each class at once (1 to 3, by class)", type=int),
            arg("--port", "answer /health, /ready and /metrics there (nowhere)", type=int),
        ),
        "--classes generations,samples --concurrency 4",
        room="operations",
        acts=False,
    ),
)
