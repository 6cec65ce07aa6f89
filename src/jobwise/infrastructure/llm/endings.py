"""The sentence that a question ends with when no model answered it."""

import math
from collections.abc import Mapping

from jobwise.domain.shared.errors import AnswerUnusable, ModelsDown, NoAnswer
from jobwise.infrastructure.llm.catalogue import Model
from jobwise.infrastructure.llm.provider import Provider, ProviderFailed, Trouble

_LEAST_RETRY_S = 5
_SAID = {
    Trouble.NO_CONNECTION: "cannot be reached",
    Trouble.TIMEOUT: "did not answer in time",
    Trouble.BUSY: "is busy",
    Trouble.SERVER: "is out of order",
    Trouble.GARBAGE: "answered what nobody can read",
    Trouble.CUT: "broke off its answer",
    Trouble.KEY: "refused us; check {setting} and the account behind it",
    Trouble.REQUEST: "refused the request; check that it has the model {model}",
    Trouble.TOO_LONG: "has no room for so long a text in the model {model}",
    Trouble.UNSUPPORTED: "does not take what we ask of the model {model}",
    Trouble.REFUSED: "would not answer this",
    Trouble.UNUSABLE: "answered in another form than asked",
    Trouble.MISSING: "needs a Python package that is missing here; install JobWise again",
}


def ended(
    troubles: Mapping[Model, ProviderFailed], providers: Mapping[str, Provider], retry_after_s: float
) -> NoAnswer:
    """What everybody may read of why no model answered: providers and settings, no word of theirs or of the prompt."""
    said = "; ".join(_sentence(model, failure, providers) for model, failure in troubles.items())
    wait = max(_LEAST_RETRY_S, math.ceil(retry_after_s))
    last = list(troubles.values())[-1].trouble if troubles else None
    kind = AnswerUnusable if last in (Trouble.UNUSABLE, Trouble.REFUSED) else ModelsDown
    reason = f" ({said})" if said else ""
    return kind(f"No language model answers at present{reason}; try again, or go on without one.", retry_after_s=wait)


def _sentence(model: Model, failure: ProviderFailed, providers: Mapping[str, Provider]) -> str:
    setting = providers[model.provider].access.key_setting
    return f"{model.provider} {_SAID[failure.trouble].format(setting=setting, model=model.name)}"
