"""`style`."""

from jobwise.presentation.cli.rows import Row, needing

STYLE = needing(
    "samples",
    (
        Row("show", "how I write, as my samples show it"),
        Row("learn", "learn anew how I write, from my active samples"),
    ),
)
