"""`accounts` and `sessions`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters

_WHO = arg("account", "its id or its email")
_PASSWORD = arg("--password-file", "a file with the password in its first line; - is standard input", metavar="FILE")
_USERS = ("id", "email", "name", "role", "tier", "verified", "active")

ACCOUNTS = (
    Row(
        "register",
        "make an account; the verification mail is sent",
        (arg("email"), _PASSWORD, *body("name, language, time_zone")),
        "mara@example.org --password-file secret.txt name='Mara Lind'",
        needs="registration",
        acts=False,
        mails=True,
    ),
    Row("verify", "show by the mailed token that the email is mine", (arg("token"),), "TOKEN", acts=False),
    Row("resend", "mail the verification link again", (arg("email"),), "mara@example.org", acts=False, mails=True),
    Row(
        "forgot-password",
        "mail a link for a new password",
        (arg("email"),),
        "mara@example.org",
        acts=False,
        mails=True,
    ),
    Row(
        "reset-password",
        "set a new password with the mailed token",
        (arg("token"), _PASSWORD),
        "TOKEN --password-file new.txt",
        said="The password is set; every sign-in has ended.",
        acts=False,
        mails=True,
    ),
    Row(
        "change-password",
        "change my password; every sign-in ends",
        (
            _PASSWORD,
            arg("--new-password-file", "the same, with the new password", metavar="FILE"),
        ),
        "--as mara@example.org",
        mails=True,
    ),
    Row(
        "change-email",
        "ask for another email: a link goes to the new address, a notice to the old",
        (arg("email"), _PASSWORD),
        "mara.lind@example.org --as mara@example.org",
        mails=True,
    ),
    Row("confirm-email", "show by the mailed token that the new email is mine", (arg("token"),), "TOKEN", acts=False),
    Row("show", "my account, or any one for administrators", (arg("account", "its id or its email", nargs="?"),)),
    Row(
        "edit",
        "change my name, language or time zone, or whether language models are told anything of mine",
        (*body("name, language, time_zone, offline_only"), VERSION),
        "time_zone=Europe/Berlin",
    ),
    Row(
        "delete",
        "close my account; everything in it is erased within 24 hours of a running server",
        (_PASSWORD,),
        "--as mara@example.org",
        mails=True,
    ),
    Row(
        "list",
        "accounts, newest first (administrators)",
        filters("email, role, tier, active"),
        "tier=pro",
        columns=_USERS,
    ),
    Row(
        "set-role",
        "make somebody an administrator or a user again (administrators)",
        (_WHO, arg("role", choices=("user", "admin")), VERSION),
        "mara@example.org admin",
    ),
    Row(
        "set-tier",
        "set the tier of an account (administrators)",
        (_WHO, arg("tier", choices=("free", "pro", "enterprise")), VERSION),
        "mara@example.org pro",
    ),
    Row("close", "let an account in no more (administrators)", (_WHO, VERSION), "mara@example.org"),
    Row("open", "let a closed account in again (administrators)", (_WHO, VERSION), "mara@example.org"),
)

SESSIONS = (
    Row(
        "start",
        "sign in: gives the tokens of a REST client",
        (arg("email"), _PASSWORD, arg("--label", "what to call the device")),
        "mara@example.org --password-file secret.txt",
        acts=False,
    ),
    Row(
        "refresh",
        "new tokens for a refresh token",
        (arg("token", "the refresh token; - reads it from standard input"),),
        "-",
        acts=False,
    ),
    Row(
        "list",
        "my sign-ins, the one used last first",
        columns=("id", "label", "carrier", "created_at", "last_used_at", "expires_at"),
    ),
    Row("end", "end one of my sign-ins", (arg("id"),), "ID", said="The sign-in has ended."),
    Row("end-all", "end every sign-in of mine", said="Every sign-in has ended."),
)
