"""Which models are asked for what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jobwise.application.ports.language_model import Question
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.llm.catalogue import Model


@dataclass(frozen=True, slots=True)
class Routes:
    """Which models are asked for each task, in order; a request may name any of `allowed`."""

    tasks: Mapping[ModelTask, tuple[Model, ...]] = field(default_factory=dict)

    def of(self, question: Question[Any]) -> tuple[Model, ...]:
        usual = self.tasks.get(question.task, ())
        if not question.model:
            return usual
        for model in self.allowed:
            if model.full_name == question.model:
                return (model, *(one for one in usual if one != model))
        named = ", ".join(one.full_name for one in self.allowed) or "none"
        raise InvalidInput(f"This model is not offered here; those that are: {named}.")

    @property
    def allowed(self) -> tuple[Model, ...]:
        """Every model that stands in some route."""
        return tuple(dict.fromkeys(model for route in self.tasks.values() for model in route))
