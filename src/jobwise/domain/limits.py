"""Every size, count and time that the product promises, in one page."""

MAX_INPUT_BYTES = 2_000_000
"""A profile or posting file on the command line; ten times the largest honest resume seen."""

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
"""A PDF or DOCX that is read back."""

MAX_JSON_DEPTH = 64
MAX_POSTING_CHARS = 20_000
"""What of a posting is read; longer text is cut and the cut reported."""

MAX_TEXT_CHARS = 20_000
"""One free-text value of a profile."""

MAX_ITEMS = 500
"""Entries of one list of a profile (experiences, skills, ...)."""

MAX_BULLETS = 300
MAX_DOCUMENT_TEXT_CHARS = 100_000
MAX_PAGES_READ = 50
MAX_COMBINING_RUN = 8

ATS_MAX_FILE_BYTES = 2_500_000
MAX_RESUME_PAGES = 2

LETTER_MIN_WORDS = 150
LETTER_MAX_WORDS = 350
DRAFT_LEAST_WORDS = 80
DRAFT_MOST_WORDS = 450

MAX_ARCHIVE_BYTES = 20_000_000
"""All members of a DOCX together, unpacked, as its directory claims."""

MAX_ARCHIVE_RATIO = 100
MAX_ARCHIVE_MEMBERS = 2_000
MAX_XML_BYTES = 8_000_000
"""One XML part of a DOCX that is read."""

MAX_XML_DEPTH = 256
MAX_PAGE_LIMIT = 100
"""Entries of one page of a list."""

MAX_LISTED = 10_000
"""How far into a list pages reach."""

MAX_NAME_CHARS = 200
"""The name of a stored thing."""

MAX_URL_CHARS = 2_000

IDEMPOTENCY_LEASE_S = 60
"""How long a request that was killed holds its key."""

IDEMPOTENCY_KEPT_S = 24 * 3600
"""How long the answer of a keyed request is given again."""

MAX_IDEMPOTENCY_KEY_CHARS = 128
MAX_JSON_BODY_BYTES = 1024 * 1024
MAX_UPLOAD_BODY_BYTES = 10 * 1024 * 1024 + 64 * 1024
"""A file of the largest size and the form around it."""

MAX_BODY_GAP_S = 10.0
"""How long the next piece of a body may take to come; then the client is cut off."""

BODY_GRACE_S = 30.0
MIN_BODY_BYTES_PER_S = 1_000
"""A body has this long, and one second more for each so many bytes that came: the slowest line is faster."""

MAX_BODY_S = 900.0
"""And this long altogether."""

STANDING_CACHE_S = 5.0
"""How long a revoked session or a disabled account may still be let in by another process."""

EXACT_TOTAL = 10_000
"""Up to here the size of a list is counted exactly."""

MIN_PASSWORD_CHARS = 8
MAX_PASSWORD_CHARS = 128
"""Code points after NFKC; the hash sees all of them."""

ACCESS_TOKEN_S = 15 * 60
REFRESH_GRACE_S = 10
"""How long the parent of the living refresh token still gets the same successor: two tabs refresh at once."""

MAX_REFRESH_GRACE_S = 60
SESSION_IDLE_WEB_S = 14 * 24 * 3600
SESSION_IDLE_APP_S = 60 * 24 * 3600
SESSION_MAX_S = 90 * 24 * 3600
MAX_SESSIONS = 50
"""Living sign-ins of one account; one more ends the one that was used longest ago."""

MAX_LABEL_CHARS = 100
MAX_EMAIL_CHARS = 254
VERIFY_TOKEN_S = 24 * 3600
RESET_TOKEN_S = 30 * 60
VERIFY_MAILS_PER_PERIOD = 3
VERIFY_MAILS_PERIOD_S = 6 * 3600
RESET_MAILS_PER_DAY = 5

PASSWORD_QUEUE = 50
"""Passwords that wait to be hashed; one more is told to come again."""

SIGN_IN_PER_NETWORK = 5
SIGN_IN_PER_ADDRESS = 20
SIGN_IN_PERIOD_S = 15 * 60
SIGN_IN_PER_ACCOUNT = 100
SIGN_IN_ACCOUNT_PERIOD_S = 24 * 3600

FLAG_CACHE_S = 5.0
MAX_MAIL_ATTEMPTS = 24
"""A mail is given up after a day and an hour: as long as the links that count longest."""


READINESS_TIMEOUT_S = 1.0
SHUTDOWN_S = 25
"""How long requests that were taken may go on after the process was told to end."""

SHUTDOWN_NOTICE_S = 0.5
"""How long `/ready` says 503 before a process that was told to end closes its doors."""

TASK_LEASE_S = 60
"""How long a task is held without a sign of life."""

TASK_ATTEMPTS = 6
"""How often a task is tried before it is given up."""

TASK_BACKOFF_S = 5
"""Seconds until the second try; each further one waits four times as long as the one before, at most an hour."""

TASKS_KEPT_S = 30 * 24 * 3600
MAILS_KEPT_S = 30 * 24 * 3600
"""How long it is known that a mail was sent or given up; what it said is forgotten at once."""

MAILED_TOKENS_KEPT_S = 24 * 3600
"""How long an expired link is remembered: links of a day are counted."""

ERASE_BATCH = 1_000
"""Rows that are taken out in one transaction, so that no other writer waits long."""

REDIS_CONNECT_S = 1.0
REDIS_READ_S = 3.0
"""How long Redis may take to answer; what uses it goes on without it."""

REDIS_PATIENCE_S = 1.0
"""How long a request waits for Redis before it does without it."""

REDIS_REST_S = 5.0
"""How long requests then do without it unasked."""

REDIS_CONNECTIONS = 20

MAX_CACHED = 1_000
"""Answers that a process without Redis keeps to say again."""

SEARCH_KEPT_S = 300
"""How long the number of postings that a search finds is said again."""

FIT_WAIT_S = 0.5
"""How long a list of postings waits to learn how well they fit; then it is shown without."""

MAX_PORT = 65_535
MAX_WORK_PLACES = 64
"""Tasks of one class that one process does at once."""

HINTS_WAITING = 100
"""Messages of one class of work that may wait with the broker: more would wake nobody else."""

HINT_KEPT_S = 30
"""How long a message counts; after that whoever works has looked for itself."""

LEFT_ALONE_S = 120
"""How long work may wait, with nobody at work on its kind, before `/ready` says so."""

WORK_POLL_S = 5.0
"""How often whoever works looks for tasks that nobody told of."""

WORK_POLL_UNTOLD_S = 1.0
"""The same where nobody tells: the work comes from other processes, and there is no broker."""

LOOP_LONGEST_PAUSE_S = 30.0
"""How long a loop that keeps failing waits at most before it tries again."""

MISSED_SHOWN_S = 60.0
"""How long `/ready` says of what can be done without that it could not be used."""

RELAY_BATCH = 200
"""Events that the relay takes in one transaction."""

RESTORE_DAYS = 30
"""How long what was deleted can be restored."""

MAX_LINE_CHARS = 500
"""One line of a profile that a person edits: a title, an employer, a course."""

MAX_BULLET_CHARS = 2_000
MAX_OPERATIONS = 200
"""Steps of one bulk edit."""

MAX_PROFILES = 50
"""Profiles of one user that are not deleted."""

MAX_PROFILE_BYTES = 2_000_000
"""A whole profile as JSON, in every version that is kept."""

MAX_PROFILE_VERSIONS = 50
"""The newest versions of a profile that can be read and restored."""

MAX_TABLE_BYTES = 10_000_000
"""One table of an archive that is imported."""
MAIL_BATCH = 20
MAIL_TIMEOUT_S = 20.0
"""How long a mail server may take for one mail."""

MAX_MOVES = 500
"""Moves of one application."""

MAX_PARTS = 100
"""Entries of one list of an application: notes, contacts, interviews, reminders, documents."""

MAX_NOTE_CHARS = 5_000
MAX_INTERVIEW_MINUTES = 24 * 60
MAX_PLANNED = 500
"""Applications whose interviews stand in one calendar."""

CALENDAR_PAST_DAYS = 180
"""How long an interview that is over stays in the calendar."""

MAX_KEPT_FILES = 200
MAX_KEPT_BYTES = 500_000_000
"""Files of one user, hidden ones not counted."""

MAX_ATTACHED_AT_ONCE = 50
LINK_S = 600
"""How long a signed link to a file is good."""

ORPHAN_HOURS = 24
"""How old a file without a row gets before it is swept away."""

MAX_JOB_SKILLS = 100
"""Skills of one list of a job that is typed in."""

MAX_PAGE_BYTES = 2_000_000
"""A page that is fetched for its posting, unpacked."""

MAX_REDIRECTS = 3
PAGE_STEP_S = 5.0
PAGE_TOTAL_S = 10.0
"""How long a page may take for a connection or a pause, and altogether."""

FEW = 1_000
"""A list with no more entries is sorted; a longer one is walked in the order of an index."""

MODEL_CALLS = 3
"""Calls of language models for one question, over all providers, repairs included."""

ANSWER_KEPT_S = 3_600
"""How long an answer of a model is given again to whoever asks the very same."""

MODEL_TOTAL_S = 60.0
MODEL_CONNECT_S = 3.0
MODEL_READ_S = 30.0
"""How long models may take for one question altogether, for a connection, and for a pause."""

MODEL_BACKOFF_S = 0.5
MODEL_MAX_BACKOFF_S = 8.0
"""The longest wait before the second call of the same provider, and before any."""

BREAKER_FAILURES = 5
BREAKER_WINDOW_S = 30.0
BREAKER_REST_S = 15.0
"""A provider that fails so often in so many seconds is left alone for so long; then one call tries it out."""

MODEL_CALLS_PER_USER = 2
"""Questions of one person that models work on at the same time."""

MODEL_QUEUE = 100
"""Questions that wait for their turn in one process; one more is told to come again."""

MODEL_CALLS_KEPT_S = 400 * 24 * 3600
"""How long it is known what each call used: a year, and a month to look back on it."""

MAX_TEMPERATURE = 0.3
MAX_ANSWER_TOKENS = 4_000
MAX_ANSWER_CHARS = 200_000
MAX_REPLY_BYTES = 4_000_000
"""What is read of one answer of a provider, protocol included."""

MAX_PROMPT_POSTING_BYTES = 20_000
MAX_PROMPT_SAMPLE_BYTES = 50_000
MAX_PROMPT_FACT_BYTES = 2_000
MAX_PROMPT_FACTS = 300
MAX_PROMPT_SAMPLES = 5
MAX_LETTER_FACTS = 80
"""What a model is shown of a posting, of one sample of writing, of one fact, and how many of them."""
DATA_EXPORT_KEPT_S = 24 * 3600
"""How long the archive of an account's data, and every link to it, is good."""

DATA_EXPORT_OVERDUE_S = 3600
"""How long an archive may be in the making before somebody looks whether anybody is still at it."""

DATA_EXPORT_PIECE = 200
"""Rows that are read at a time."""

MAX_IMPORT_BYTES = 32 * 1024 * 1024
"""An archive of an account's data that is sent in."""

MAX_IMPORT_BODY_BYTES = MAX_IMPORT_BYTES + 64 * 1024
"""Such an archive and the form around it."""

MAX_IMPORT_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_IMPORT_TABLE_BYTES = 32 * 1024 * 1024
"""One table of it, unpacked."""

MAX_IMPORT_LINE_BYTES = 4 * 1024 * 1024
"""One row of a table: a profile, a posting, and the document that was made of both."""

MAX_IMPORT_VALUES = 4_000_000
"""Values of all rows together, some 40 MB of honest ones; the emptiest take thirty times the room in memory."""

MAX_IMPORT_ROWS = 10_000
"""Rows that one import stores."""

MAX_REFUSED_SHOWN = 100
"""Rows of an archive that did not come, of which the answer tells one by one."""

MAX_COUNT = 1_000_000_000
"""How far versions and the like are counted that somebody sends in."""

MAX_PRINT_NUMBER = 1_000_000.0
"""A number of a fingerprint of somebody's writing that is sent in."""

KEY_DAYS = 90
"""How long a key that signs access tokens is meant to be used."""

RING_LOOK_S = 5
"""How long a process relies on the keys it has read."""

MAX_SAMPLE_TEXT_BYTES = 1_000_000
"""The text of one sample, in UTF-8."""

MAX_LEARNT = 20
"""Active samples that a style is learnt from, the newest."""

MAX_READ_TEXT_BYTES = 500_000
"""Text that is taken of a PDF or DOCX of a stranger."""

READING_AT_ONCE = 2
"""Files of strangers that are read at a time, each in a process of its own."""

READING_MEMORY_BYTES = 512 * 1024 * 1024
READING_CPU_S = 10
READING_WALL_S = 15.0
"""What such a process may use before it is killed."""

OWN_WRITES_S = 10
"""How long whoever has written reads the primary database; a replica has to follow it more closely than this."""

MAX_REMEMBERED_WRITERS = 10_000
REPLICA_PATIENCE_S = 2.0
"""How long a replica may take to connect before the primary is asked."""

REPLICA_PAUSE_S = 5.0
"""How long a replica that failed is left alone."""

QUOTAS_KEPT_S = 7 * 24 * 3600
"""How long it is known what somebody spent in an hour or a day; work that fails within that time is given back."""
MAX_DRAFT_PARAGRAPHS = 12
MAX_PARAGRAPH_CHARS = 4_000
MAX_COMPLAINTS = 12
MAX_ENHANCED_ITEMS = 40
MAX_OBSERVATIONS = 12
MAX_OBSERVATION_CHARS = 300
"""What is taken of an answer of a language model, and of what was wrong with it."""

STYLE_READING_S = 20.0
"""How long a language model may take to read somebody's style; they may be waiting for it."""

GENERATION_LOOK_S = 1.0
"""How often somebody looks whether a letter that a model writes is still wanted."""

GENERATION_ATTEMPTS = 2
"""How often the making of a document is tried before it fails and its quota is given back."""

ENHANCEMENT_ATTEMPTS = 2
ENHANCEMENT_OVERDUE_S = 1800
"""How often proposals are tried for, and after what time nobody is waited for any more."""

GENERATION_OVERDUE_S = 3600
"""How long a document may be in the making before somebody looks whether anybody is still at it."""

MAX_KEPT_ITEMS = 100
"""Items of a profile that one resume is told to keep."""

MAX_STREAMS = 5
"""Streams of events that one person may follow at a time."""

STREAM_S = 15 * 60
"""How long one stream lasts at most; whoever follows it then asks anew."""

STREAM_POLL_S = 0.5
STREAM_HEARTBEAT_S = 15.0
STREAM_AUTH_S = 4.0
"""How often a stream looks whether its reader is still signed in."""

FILE_CONNECT_S = 3.0
FILE_READ_S = 30.0
FILE_TOTAL_S = 60.0
"""How long a file server may take for a connection, for a pause, and for one step altogether, retries included."""

FILE_RETRIES = 2
FILE_BACKOFF_S = 0.2
FILES_AT_ONCE = 16
"""Steps that one process asks of a file server at the same time; others wait."""

FILE_PART_BYTES = 8 * 1024 * 1024
"""A larger file goes to a file server in two parts or more, each of this size."""

DATABASE_CONNECT_S = 5
DATABASE_STEP_S = 20.0
"""How long a database may take for a connection, and for one statement."""
PRINTING_WALL_S = 20.0
"""How long one document may take to be drawn."""

EXPORT_ATTEMPTS = 3
"""How often the making of a file is tried before it fails and its quota is given back."""

EXPORT_OVERDUE_S = 3600
"""How long a file may be in the making before somebody looks whether anybody is still at it."""

MAX_BATCH = 50
"""Documents of one ZIP."""

BATCH_AT_ONCE = 2
"""Documents of one ZIP that are drawn at a time, so that others' are drawn between them."""

MAX_WAITING_GENERATIONS = 1_000
MAX_WAITING_GENERATIONS_PER_USER = 100
"""Documents that wait to be made, of all and of one person; one more is told to come again."""

MAX_WAITING_EXPORTS = 2_000
MAX_WAITING_EXPORTS_PER_USER = 500
"""Files that wait to be made, of all and of one person; one more is told to come again."""

QUEUE_RETRY_S = 30
"""When whoever found the queue full is told to come again."""

POOL_SIZE = 2
"""Processes that documents are made in, and as many that they are drawn in."""

POOL_IDLE_S = 300.0
"""How long such a process is kept that nothing is asked of; the next piece of work starts another."""

POOL_WAITING = 500
"""Pieces of work that may wait for one of them; whoever comes then is told to come again."""

POOLED_MEMORY_BYTES = 1024 * 1024 * 1024
POOLED_FILE_BYTES = 64 * 1024 * 1024
POOLED_WALL_S = 20.0
"""What one piece of work may use before its process is killed: memory, a file it hands to itself, and time."""

POOLED_ANSWER_BYTES = 64 * 1024 * 1024
"""What is taken of the answer of one piece of work."""

POOLED_START_S = 30.0
"""How long a process may take to get its tools out."""
