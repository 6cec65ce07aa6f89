"""JobWise: from everything a person has done and one posting to truthful, tailored, machine-readable documents."""

__version__ = "0.1.0"
