"""How long providers asked to be left alone: whoever asks next in this process has to wait as well."""

from jobwise.infrastructure.llm.catalogue import Model
from jobwise.infrastructure.llm.provider import ProviderFailed, Trouble


class Rests:
    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def asked_for(self, model: Model, failure: ProviderFailed, now: float) -> None:
        """Keeps what a failed call was told to wait. Rates are counted by model; what else ails a provider concerns
        all of its models."""
        if failure.retry_after_s is None:
            return
        whose = model.full_name if failure.trouble is Trouble.BUSY else model.provider
        self._until[whose] = now + failure.retry_after_s

    def rest_s(self, model: Model, now: float) -> float:
        """How long the model must not be asked yet; 0 when it may be."""
        return max(self._until.get(model.full_name, now), self._until.get(model.provider, now)) - now
