"""`applications`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters, needing, sorted_by

_ID = arg("id", "the application")
_STATUS = arg("status", "applied, interviewing, ...; `applications show` lists the legal moves")
_NOTE = arg("--note", "why", default="", metavar="TEXT")
_ROOM = arg("room", "what hangs under it", choices=("notes", "contacts", "interviews", "reminders", "documents"))
_PART = arg("part", "its id")
_OF_ROOM = "those of the room"

APPLICATIONS = needing(
    "applications",
    (
        Row(
            "create",
            "begin an application for a job",
            (arg("job", "its id"), *body("status, note, source")),
            "JOB status=applied",
        ),
        Row(
            "list",
            "my applications",
            (
                *filters("status, job_id, company, q, updated_after, due"),
                sorted_by("created_at, moved_at, next_interview_at, next_reminder_at, updated_at"),
            ),
            "status=applied,interviewing due=interview",
            columns=("id", "title", "company", "status", "moved_at", "next_interview_at", "next_reminder_at"),
        ),
        Row("counts", "how many of my applications stand where"),
        Row("show", "one of my applications", (_ID,), "ID"),
        Row(
            "timeline",
            "its moves, oldest first",
            (_ID,),
            "ID",
            columns=("at", "from_status", "to_status", "note"),
        ),
        Row("move", "move it to another status", (_ID, _STATUS, _NOTE), "ID applied --note 'Sent by mail.'"),
        Row(
            "move-of-job",
            "move the application of a job; begin it when there is none",
            (arg("job", "its id"), _STATUS, _NOTE),
            "JOB applied",
        ),
        Row("describe", "change source or date", (_ID, *body("source, applied_at"), VERSION), "ID source=referral"),
        Row("delete", "delete an application; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
        Row("restore", "restore a deleted application", (_ID,), "ID"),
        Row("parts", "what hangs under an application", (_ID, _ROOM), "ID notes"),
        Row("part", "one thing that hangs under it", (_ID, _ROOM, _PART), "ID notes PART"),
        Row(
            "add",
            "add a note, contact, interview, reminder or document",
            (_ID, _ROOM, *body(_OF_ROOM), VERSION),
            "ID notes text='They use rye.'",
        ),
        Row(
            "change",
            "change what hangs under it",
            (_ID, _ROOM, _PART, *body(_OF_ROOM), VERSION),
            "ID reminders PART done:=true",
        ),
        Row(
            "remove",
            "remove what hangs under it",
            (_ID, _ROOM, _PART, VERSION),
            "ID notes PART",
            said="Removed.",
        ),
        Row(
            "ics",
            "an interview as a calendar file",
            (_ID, arg("interview", "its id"), arg("file", "- is standard output")),
            "ID INTERVIEW interview.ics",
        ),
        Row("open-feed", "open the feed of my interviews; an address from before ends", needs="calendar_feed"),
        Row("close-feed", "close the feed of my interviews", said="The feed is closed.", needs="calendar_feed"),
        Row(
            "feed",
            "the feed of interviews that a token opens",
            (arg("token"), arg("file", "- is standard output")),
            "TOKEN interviews.ics",
            needs="calendar_feed",
            acts=False,
        ),
    ),
)
