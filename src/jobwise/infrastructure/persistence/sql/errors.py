"""What the databases complain about, in JobWise's own words. No address, value or statement gets into a message."""

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from jobwise.domain.shared.errors import Conflict, InvalidInput, JobWiseError, MissingHere, Unavailable

# Names of unique indexes, and the columns by which SQLite names them.
_TAKEN = (
    (("uq_users_email", "users.email"), "This email is taken."),
    (("uq_flags_feature", "flags.feature"), "This feature was switched by somebody else just now."),
    (("uq_users_local", "users.is_local"), "There is a local user already."),
    (("uq_profiles_default", "profiles.owner_id"), "Another profile is the default already."),
    (("uq_applications_job", "applications.job_id"), "This job has an application already."),
    (("uq_calendar_feeds_owner", "calendar_feeds.owner_id"), "There is a calendar feed already."),
    (("uq_jobs_posting", "jobs.owner_id, jobs.posting_id"), "This posting is saved already."),
    (("uq_outbox_position", "outbox.position"), "This position of the outbox is taken."),
)
_CROWDED = "All connections to the database are taken; try again in a few seconds."
_REFUSALS = ("does not exist", "authentication failed", "pg_hba.conf")
_REFUSED = "The database refuses us; check the user, the password and the name in DATABASE_URL."
_BUSY = "The database is busy with other writers; try again."


def translated(error: SQLAlchemyError) -> JobWiseError:
    """The JobWise error for a database's; what no rule knows becomes MissingHere."""
    cause = error.orig if isinstance(error, StatementError) else None
    if isinstance(cause, JobWiseError):
        return cause
    said = str(cause).lower()
    if isinstance(error, IntegrityError):
        return Conflict(_conflict(said))
    if isinstance(error, DataError):
        return unfit()
    if isinstance(error, PoolTimeoutError):
        return Unavailable(_CROWDED, retry_after_s=5)
    if "fatal:" in said and any(words in said for words in _REFUSALS):
        return Unavailable(_REFUSED, retry_after_s=5)
    if any(word in said for word in ("locked", "deadlock", "serialize")):
        return Conflict(_BUSY)
    if "no such table" in said or "no such column" in said or ("relation" in said and "does not exist" in said):
        return MissingHere("The database lacks JobWise's tables; run `jobwise db upgrade`.")
    if "not a database" in said or "malformed" in said:
        return MissingHere("The file that DATABASE_URL names is no sound database; name another, or restore it.")
    if "readonly" in said or "read-only" in said or "disk" in said:
        return MissingHere("The database cannot be written; check its folder's rights and the space on its disk.")
    if isinstance(error, DBAPIError):
        # It was there when we began, or will be: whoever asked comes again, and so does work beside requests.
        return Unavailable(
            "The database does not answer as it should; check DATABASE_URL and that it is running.", retry_after_s=5
        )
    return MissingHere("The database cannot be used; check DATABASE_URL.")


def silent() -> Unavailable:
    return Unavailable(
        "The database does not answer in time; check DATABASE_URL and that it is running.", retry_after_s=5
    )


def unfit() -> InvalidInput:
    return InvalidInput("A value does not fit the database (a number too large, or text it cannot hold).")


def _conflict(said: str) -> str:
    for names, sentence in _TAKEN:
        if any(name in said for name in names):
            return sentence
    if "foreign key" in said:
        return "What this belongs to does not exist."
    return "This exists already."
