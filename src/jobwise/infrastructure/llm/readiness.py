"""Whether language models can be asked. They are never asked for it: that would cost money."""

from dataclasses import dataclass

from jobwise.domain.shared.errors import ModelsDown
from jobwise.infrastructure.llm.chain import Chain


@dataclass(frozen=True, slots=True)
class ModelCheck:
    chain: Chain
    name: str = "llm"
    essential: bool = False
    setting: str = ""

    async def __call__(self) -> str:
        """The providers that are asked, or `offline` when none is configured, which is a way to work like any other."""
        if not self.chain.answers:
            return "offline"
        if self.chain.book.is_spent:
            raise ModelsDown("What language models may cost today is spent; the offline way is taken.")
        awake = dict.fromkeys(one.provider for one in self.chain.routes.allowed if self.chain.rest_s(one) == 0)
        if not awake:
            raise ModelsDown(
                "Every language model has failed again and again, or asks for a pause; the offline way is taken."
            )
        return ", ".join(awake)
