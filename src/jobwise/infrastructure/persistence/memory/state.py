"""Everything that a memory store holds."""

from dataclasses import dataclass, field
from uuid import UUID

from jobwise.application.ports.idempotency import KeyScope
from jobwise.application.ports.tasks import Task
from jobwise.domain.shared.events import StoredEvent
from jobwise.infrastructure.persistence.memory.accounts import AccountRows
from jobwise.infrastructure.persistence.memory.idempotency import KeptRow
from jobwise.infrastructure.persistence.memory.model_calls import ModelRows
from jobwise.infrastructure.persistence.memory.rooms import Kept
from jobwise.infrastructure.persistence.memory.table import Rows


@dataclass
class State:
    """Everything stored. A transaction works on a copy, and commit puts the copy in the place of the original."""

    users: Rows = field(default_factory=Rows)
    profiles: Rows = field(default_factory=Rows)
    profile_versions: dict[tuple[UUID, int], Kept] = field(default_factory=dict)
    jobs: Rows = field(default_factory=Rows)
    rankings: Rows = field(default_factory=Rows)
    generations: Rows = field(default_factory=Rows)
    exports: Rows = field(default_factory=Rows)
    flags: Rows = field(default_factory=Rows)
    sessions: Rows = field(default_factory=Rows)
    accounts: AccountRows = field(default_factory=AccountRows)
    applications: Rows = field(default_factory=Rows)
    documents: Rows = field(default_factory=Rows)
    samples: Rows = field(default_factory=Rows)
    writing_styles: Rows = field(default_factory=Rows)
    enhancements: Rows = field(default_factory=Rows)
    calendar_feeds: Rows = field(default_factory=Rows)
    data_exports: Rows = field(default_factory=Rows)
    models: ModelRows = field(default_factory=ModelRows)
    idempotency_keys: dict[KeyScope, KeptRow] = field(default_factory=dict)
    tasks: dict[UUID, Task] = field(default_factory=dict)
    events: list[StoredEvent] = field(default_factory=list)

    def copy(self) -> "State":
        return State(
            self.users.copy(),
            self.profiles.copy(),
            dict(self.profile_versions),
            self.jobs.copy(),
            self.rankings.copy(),
            self.generations.copy(),
            self.exports.copy(),
            self.flags.copy(),
            self.sessions.copy(),
            self.accounts.copy(),
            self.applications.copy(),
            self.documents.copy(),
            self.samples.copy(),
            self.writing_styles.copy(),
            self.enhancements.copy(),
            self.calendar_feeds.copy(),
            self.data_exports.copy(),
            self.models.copy(),
            dict(self.idempotency_keys),
            dict(self.tasks),
            list(self.events),
        )
