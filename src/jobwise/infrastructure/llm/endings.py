"""The sentence that a question ends with when no model answered it."""

import math
from collections.abc import Mapping

from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import AnswerUnusable, ModelsDown, NoAnswer
from jobwise.infrastructure.llm.catalogue import Model
from jobwise.infrastructure.llm.provider import Provider, ProviderFailed, Trouble

_LEAST_RETRY_S = 5
_SAID = {
    Trouble.NO_CONNECTION: "cannot be reached{check_address}",
    Trouble.TIMEOUT: "did not answer in time; JOBWISE_LLM_READ_TIMEOUT_S says how long it may be silent",
    Trouble.BUSY: "is busy",
    Trouble.SERVER: "is out of order",
    Trouble.GARBAGE: "answered what nobody can read{check_address}",
    Trouble.CUT: "broke off its answer",
    Trouble.KEY: "refused us; check {key} and the account behind it",
    Trouble.REQUEST: "refused the request; check that it has {model} ({model_setting} names another){address}",
    Trouble.TOO_LONG: "has no room for so long a text in the model {model} ({model_setting} names another)",
    Trouble.UNSUPPORTED: "does not take what we ask of the model {model} ({model_setting} names another)",
    Trouble.REFUSED: "would not answer this",
    Trouble.UNUSABLE: "answered in another form than asked",
    Trouble.MISSING: "needs a Python package that is missing here; install JobWise again",
    Trouble.RESTING: "failed again and again and is left alone for some seconds",
}


def ended(
    task: ModelTask,
    troubles: Mapping[Model, ProviderFailed],
    providers: Mapping[str, Provider],
    retry_after_s: float,
) -> NoAnswer:
    """What everybody may read of why no model answered: providers and settings, no word of theirs or of the prompt."""
    said = "; ".join(_sentence(task, model, failure, providers) for model, failure in troubles.items())
    wait = max(_LEAST_RETRY_S, math.ceil(retry_after_s))
    last = list(troubles.values())[-1].trouble if troubles else None
    kind = AnswerUnusable if last in (Trouble.UNUSABLE, Trouble.REFUSED) else ModelsDown
    reason = f" ({said})" if said else ""
    return kind(f"No language model answers at present{reason}; try again, or go on without one.", retry_after_s=wait)


def _sentence(task: ModelTask, model: Model, failure: ProviderFailed, providers: Mapping[str, Provider]) -> str:
    access = providers[model.provider].access
    address = access.address_setting
    said = _SAID[failure.trouble].format(
        key=access.key_setting,
        model=model.name,
        model_setting=f"JOBWISE_LLM_{task.upper()}",
        check_address=f"; check {address}" if address else "",
        address=f" and that {address} is right" if address else "",
    )
    return f"{model.provider} {said}"
