"""Which rules `make mutation` puts to the test, and by which tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Modules below src/jobwise that keep one promise, and the tests that hold them to it.

    `machines` are long random lives: they follow every wrong that the other tests let pass.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    machines: tuple[str, ...]


_MEMORY = "tests/unit/persistence/test_memory_store.py"
_SQL = "tests/integration/persistence/test_sql_stores.py"
_RULES = "tests/unit/accounts/test_account_rules.py"
_LIVES = "tests/unit/accounts/test_account_machines.py::test_long_lives_keep_the_rules"
_SQL_LIVES = "tests/integration/persistence/test_account_machines_sql.py::test_long_lives_keep_the_rules"


def _lives(name: str) -> tuple[str, ...]:
    return f"{_LIVES}[Memory{name}]", f"{_SQL_LIVES}[sqlite-{name}Machine]"


def _rooms(*names: str) -> tuple[str, ...]:
    """What the stores promise of these rooms, in memory and on SQLite."""
    return tuple(f"{file}::Test{name}" for file in (_MEMORY, _SQL) for name in names)


TARGETS = {
    "states": Target(
        ("domain/applications/status.py", "domain/applications/application.py"),
        (
            *("tests/unit/applications/test_status.py", "tests/unit/applications/test_application.py"),
            *_rooms("Applications"),
        ),
        (
            "tests/unit/applications/test_machine.py",
            "tests/integration/persistence/test_application_machine.py::test_the_machine_holds[sqlite]",
        ),
    ),
    "quotas": Target(
        ("application/quotas.py", "domain/users/tiers.py", "infrastructure/persistence/sql/repositories/quotas.py"),
        (_RULES, "tests/unit/accounts/test_plans.py", *_rooms("Quotas")),
        _lives("Quota"),
    ),
    "made": Target(
        (
            *("domain/shared/made.py", "application/made.py"),
            *("application/attempts.py", "application/leftovers.py", "application/deleting.py"),
        ),
        (
            *("tests/unit/stored/test_aggregates.py", "tests/unit/applying/test_document_acts.py"),
            *(f"tests/unit/applying/test_{what}_files.py" for what in ("making", "keeping")),
            *("tests/unit/applying/test_asking_for_files.py", "tests/unit/documents/test_document_acts_of_files.py"),
            *("tests/integration/http/test_generations.py", "tests/integration/http/test_exports.py"),
        ),
        (),
    ),
    "refresh": Target(
        (
            "domain/users/sessions.py",
            "application/users/sign_in.py",
            "infrastructure/persistence/sql/repositories/sessions.py",
        ),
        (
            *(_RULES, "tests/integration/http/test_sign_in.py"),
            *_rooms("Sessions", "RefreshTokens", "MailedTokens", "FindingPeople"),
        ),
        _lives("Refresh"),
    ),
    "once": Target(
        (
            "application/once.py",
            "infrastructure/persistence/memory/idempotency.py",
            "infrastructure/persistence/sql/repositories/idempotency.py",
        ),
        ("tests/unit/applying/test_once.py", *_rooms("IdempotencyKeys")),
        _lives("Once"),
    ),
    "tenancy": Target(
        (
            "infrastructure/persistence/memory/owned.py",
            "infrastructure/persistence/memory/table.py",
            "infrastructure/persistence/sql/repositories/room.py",
        ),
        (
            *("tests/unit/persistence/test_owner_scoped.py", "tests/unit/persistence/test_memory_lists.py"),
            *_rooms("Users", "Jobs", "Exports", "UnitOfWork"),
        ),
        (),
    ),
}
