"""The same document gives the same bytes: in one process, and in two with other hash seeds."""

import os
import subprocess
import sys

PROGRAM = """
import hashlib, sys
from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import DOCUMENT_FORMATS, Engine, Format, Paper
from jobwise.infrastructure.rendering import make_renderer
from jobwise.infrastructure.templates import load_templates
from tests.integration.rendering import people

# pdflatex is a program of its own, which not every machine has.
engines = (Engine.WEASYPRINT, Engine.TYPST)
others = [one for one in DOCUMENT_FORMATS if one not in (Format.PDF, Format.JSON)]
kinds = [(Format.PDF, one) for one in engines] + [(one, None) for one in others]
for format_, engine in kinds:
    renderer = make_renderer(format_, engine)
    for template in load_templates().values():
        for document in (people.LATIN, people.HEBREW, people.LETTER):
            layout = lay_out(document, template, Paper.A4)
            first, again = renderer.render(layout), renderer.render(layout)
            assert first == again
            print(format_, engine, template.name, template.version, hashlib.sha256(first).hexdigest())
"""


def test_two_processes_under_two_hash_seeds_write_the_same_bytes() -> None:
    printed = []
    for seed in ("1", "4711"):
        environment = dict(os.environ, PYTHONHASHSEED=seed, PYTHONPATH=os.pathsep.join(["src", "."]))
        command = [sys.executable, "-c", PROGRAM]
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert len(set(printed[0].splitlines())) == 6 * 4 * 3
