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

STANDING_CACHE_S = 5.0
"""How long a revoked session or a disabled account may still be let in by another process."""

EXACT_TOTAL = 10_000
"""Up to here the size of a list is counted exactly."""

READINESS_TIMEOUT_S = 1.0
SHUTDOWN_S = 25
"""How long requests that were taken may go on after the process was told to end."""

RESTORE_DAYS = 30
"""How long what was deleted can be brought back."""

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
