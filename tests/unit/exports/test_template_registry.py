"""The registry and what stands beside it."""

import pytest

from jobwise import resources
from jobwise.domain.exports.layout import BlockStyle
from jobwise.domain.generations.document import GenerationKind
from jobwise.infrastructure.templates import REGISTRY, load_templates


@pytest.mark.parametrize("kind", GenerationKind)
@pytest.mark.parametrize("name", load_templates())
def test_every_template_has_a_small_preview_of_each_kind(name: str, kind: GenerationKind) -> None:
    picture = resources.path(f"data/templates/previews/{name}_{kind}.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 60_000


def test_templates_are_read_in_the_order_of_the_registry_and_once() -> None:
    assert list(load_templates()) == list(resources.parsed(REGISTRY)["templates"])
    assert load_templates() is load_templates()


def test_titles_and_descriptions_are_there_for_people() -> None:
    for template in load_templates().values():
        assert template.title
        assert template.description.endswith(".")
        assert template.font.family.startswith("Noto ")
        assert all(isinstance(style, BlockStyle) for style in template.styles.values())
