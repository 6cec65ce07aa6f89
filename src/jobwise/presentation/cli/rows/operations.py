"""`features`, `audit`, `keys`, and the commands of one word: `plans`, `usage`, `config`, `ready`."""

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
    Row("verify", "whether the trail is as it was written; exit 1 when it is not", alone=True),
)

PLANS = (Row("", "what each tier allows", alone=True),)
USAGE = (Row("", "what is left of my tier"),)
CONFIG = (Row("", "what this installation offers", alone=True),)
READY = (Row("", "whether database, migrations and storage are in order; exit 3 when not", alone=True),)
