"""Reads the template registry: the style tokens that ship with JobWise."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jobwise import resources
from jobwise.application.ports.press import TemplateCard
from jobwise.domain.exports.layout import BlockStyle, Template
from jobwise.domain.exports.typeface import Typeface, typefaces
from jobwise.domain.generations.document import GenerationKind, Role
from jobwise.domain.shared.errors import NotFound

REGISTRY = "data/templates/template_registry.json"
PREVIEWS = "data/templates/previews"
METRICS = "data/fonts/metrics.json"


@lru_cache(maxsize=1)
def load_templates() -> Mapping[str, Template]:
    """All shipped templates by name, in registry order; read once."""
    entries = resources.parsed(REGISTRY)["templates"]
    families = typefaces(sorted({entry["font"] for entry in entries.values()}), resources.parsed(METRICS))
    return MappingProxyType({name: _template(name, entry, families) for name, entry in entries.items()})


def _template(name: str, entry: Mapping[str, Any], families: Mapping[str, Typeface]) -> Template:
    written = json.dumps(entry, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    styles = {role: BlockStyle(**(entry["base"] | entry["styles"][role.value])) for role in Role}
    return Template(
        name=name,
        version=hashlib.sha256(written.encode("ascii")).hexdigest()[:12],
        title=entry["title"],
        description=entry["description"],
        font=families[entry["font"]],
        word_font=entry["word_font"],
        margins=tuple(entry["margins"]),
        styles=MappingProxyType(styles),
    )


class ShippedTemplates:
    """The templates of the registry, and the pictures beside it."""

    def listed(self) -> tuple[TemplateCard, ...]:
        return tuple(
            TemplateCard(one.name, one.title, one.description, one.version) for one in load_templates().values()
        )

    def preview(self, name: str, kind: GenerationKind) -> bytes:
        # What was asked for is no path: only a name of the registry becomes one.
        if name not in load_templates():
            raise NotFound("There is no such template.")
        return resources.path(f"{PREVIEWS}/{name}_{kind}.png").read_bytes()
