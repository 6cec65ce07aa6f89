"""What works on files: `tailor`, `rank`, `fit`, `ats`, `verify`, `diff`, `read`; and `profile`, the default one."""

from jobwise.presentation.cli.rows import Row, arg

_PROFILE = arg("--profile", required=True, metavar="FILE")
_JOB = arg("--job", required=True, metavar="FILE")

TAILOR = (
    Row(
        "",
        "make a tailored resume and cover letter",
        (
            arg("--profile", "JSON Resume with everything you have done", required=True, metavar="FILE"),
            arg("--job", "the posting: text, HTML or JSON; - is standard input", required=True, metavar="FILE"),
            arg("--out", "where the documents go (out)", default="out", metavar="DIR"),
            arg("--template", "modern, classic, creative or ats_optimized", default="modern", metavar="NAME"),
            arg("--pages", "pages of the resume, 1 or 2 (1)", type=int, default=1, metavar="N"),
            arg("--paper", "default: letter for US and CA addresses, else a4", choices=("a4", "letter")),
            arg("--formats", "pdf,docx,tex,md,txt,json (pdf,docx)", default="pdf,docx", metavar="LIST"),
            arg("--keep", "items that must be in", nargs="+", action="extend", default=[], metavar="PATH"),
            arg("--date", "date of the letter, 2027-01-31; without it the letter has none"),
            arg("--engine", "what draws the PDF", choices=("weasyprint", "typst")),
            arg(
                "--samples",
                "letters of your own, whose style the letter follows: TXT, PDF, DOCX",
                nargs="+",
                action="extend",
                default=[],
                metavar="FILE",
            ),
            arg("--no-letter", "the resume only", action="store_true"),
        ),
        "--profile me.json --job posting.txt --out out --formats pdf,docx,md",
        room="tailor",
        acts=False,
    ),
)

PROFILE = (
    Row(
        "import",
        "read a JSON Resume and keep it as your profile",
        (arg("file"),),
        "me.json",
        room="profile",
    ),
    Row("show", "show the stored profile", (), "--json", room="profile"),
    Row(
        "check",
        "completeness, warnings and the next best thing to add",
        (arg("file", "default: the stored profile", nargs="?"),),
        "me.json",
        room="profile",
    ),
    Row(
        "export",
        "write the stored profile as JSON Resume",
        (arg("file", "where to write it; - is standard output"),),
        "me.json",
        room="profile",
    ),
    Row(
        "convert",
        "any dialect of JSON Resume in, strict JSON Resume out",
        (arg("source", metavar="IN"), arg("target", "where to write it; - is standard output", metavar="OUT")),
        "old.json strict.json",
        room="profile",
        acts=False,
    ),
)

RANK = (
    Row(
        "",
        "order the profile's items by what the posting asks",
        (_PROFILE, _JOB),
        "--profile me.json --job posting.txt",
        room="jobs",
        acts=False,
    ),
)

FIT = (
    Row(
        "",
        "order postings by how well the profile fits them",
        (_PROFILE, arg("postings", "text, HTML or JSON", nargs="+", metavar="POSTING")),
        "--profile me.json postings/*.txt",
        room="jobs",
        acts=False,
    ),
)

ATS = (
    Row(
        "",
        "score a resume against a posting as a tracking system would",
        (arg("file", "PDF, DOCX, text or generation.json"), _JOB),
        "out/resume.pdf --job posting.txt",
        room="reading",
        acts=False,
    ),
)

VERIFY = (
    Row(
        "",
        "check every claim of a finished document against the profile",
        (
            arg("file", "PDF, DOCX, Markdown, text or generation.json"),
            _PROFILE,
            arg("--job", "the posting, for what a letter says of the company", metavar="FILE"),
            arg("--date", "the day to count open-ended jobs to (default: today)"),
        ),
        "out/cover_letter.docx --profile me.json --job posting.txt",
        room="reading",
        acts=False,
    ),
)

DIFF = (
    Row(
        "",
        "what changed between two generations, fact by fact",
        (arg("before", metavar="A.json"), arg("after", metavar="B.json")),
        "before/generation.json after/generation.json",
        room="reading",
        acts=False,
    ),
)

READ = (
    Row(
        "",
        "what a parser sees in a resume",
        (arg("file", "PDF, DOCX, HTML or text"),),
        "resume.pdf --json",
        room="reading",
        acts=False,
    ),
)
