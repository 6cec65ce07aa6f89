"""The entry point of the `jobwise` command."""

import sys

from jobwise.bootstrap.one_shot import OneShot
from jobwise.presentation.cli.app import run


def main() -> None:
    """Runs the command line of this process and exits with its code."""
    sys.exit(run(sys.argv[1:], OneShot()))
