"""`python -m jobwise` is the `jobwise` command."""

from jobwise.bootstrap.cli import main

main()
