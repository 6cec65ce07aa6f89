"""Where JobWise keeps what is its own on this machine; light enough for the command that has just failed."""

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder for data of this user by the XDG rules, which tell programs to ignore a relative path."""
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if Path(base).is_absolute() else _user() / ".local" / "share") / "jobwise"


def home() -> Path:
    """The folder that JOBWISE_HOME names in the environment, else the user's data folder."""
    named = os.environ.get("JOBWISE_HOME", "")
    return Path(named).absolute() if named and not named.startswith("~") else data_folder()


def _user() -> Path:
    """The user's home folder; an empty HOME is none at all, not the root of the file system."""
    try:
        if os.environ.get("HOME") != "":
            return Path.home()
        import pwd

        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except (ImportError, KeyError, RuntimeError):
        # A user without a home folder, as in some containers.
        return Path.cwd()
