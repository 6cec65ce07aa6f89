"""What the demo becomes, word for word; `make golden` renews it and the diff is reviewed."""

import pytest
from benchmarks import golden

NAMES = [f"{t}.{d}.txt" for t in golden.TEMPLATES for d in ("resume", "cover_letter")] + ["ranking.json"]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return golden.texts()


@pytest.mark.parametrize("name", NAMES)
def test_the_demo_reads_as_reviewed(texts: dict[str, str], name: str) -> None:
    assert texts[name] == (golden.FOLDER / name).read_text(encoding="utf-8")
