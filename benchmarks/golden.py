"""`make golden`: renews golden texts, template previews and the README's picture. Review the diff before committing.

The pictures need pdftoppm (`apt-get install poppler-utils`); without it only the texts are renewed.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from jobwise.application.journeys.tailor import Tailored, TailorOptions
from jobwise.bootstrap.one_shot import OneShot
from jobwise.domain.exports.layout import Engine, Format

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "integration" / "golden"
TEMPLATES = ("modern", "classic", "creative", "ats_optimized")


def tailored(template: str, *formats: Format) -> Tailored:
    """The demo in a template."""
    profile = (ROOT / "data" / "demo" / "profile.json").read_bytes()
    posting = (ROOT / "data" / "demo" / "posting.txt").read_bytes()
    return OneShot().tailor(profile, posting, TailorOptions(template, formats=formats, engine=Engine.TYPST))


def texts() -> dict[str, str]:
    """File name to golden text: both documents of the demo in every template, and what the ranking says."""
    found: dict[str, str] = {}
    for template in TEMPLATES:
        made = tailored(template, Format.TXT)
        for name, data in made.files.items():
            found[f"{template}.{name}"] = data.decode("utf-8")
    gaps = [[gap.skill, gap.necessity.value, gap.grade.value] for gap in made.ranking.gaps]
    order = [[item.kind.value, item.text[:80]] for item in made.ranking.items]
    found["ranking.json"] = json.dumps({"gaps": gaps, "items": order}, ensure_ascii=False, indent=1) + "\n"
    return found


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    if shutil.which("pdftoppm") is None:
        print("pdftoppm is missing, so the pictures stay as they are; install poppler-utils.", file=sys.stderr)
        return 0
    subprocess.run([sys.executable, str(ROOT / "deploy" / "make_previews.py")], check=True)
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "resume.pdf"
        pdf.write_bytes(tailored("modern", Format.PDF).files["resume.pdf"])
        target = ROOT / "docs" / "images" / "resume"
        subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", str(pdf), str(target)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
