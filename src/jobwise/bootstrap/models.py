"""The language models of the settings, watched by logs and metrics."""

from jobwise.application.model_book import ModelBudget, StoreBook
from jobwise.application.operations.config import ModelProvider
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.bootstrap.model_settings import ModelSettings
from jobwise.infrastructure.llm import catalogue
from jobwise.infrastructure.llm.chain import Chain, Made, Surroundings
from jobwise.infrastructure.llm.making import make_provider
from jobwise.infrastructure.llm.provider import Access
from jobwise.infrastructure.llm.routes import Routes
from jobwise.infrastructure.observing import logs
from jobwise.infrastructure.observing.metrics import Metrics


def language_model(settings: ModelSettings, store: Store, clock: Clock, ids: Ids, metrics: Metrics) -> Chain:
    """The chain of all configured providers; without any every question ends in NoModel. Building it opens nothing."""
    access = [
        Access(
            name,
            settings.base_url_of(name),
            settings.key_of(name),
            settings.key_setting_of(name),
            settings.address_setting_of(name),
            settings.llm_connect_timeout_s,
            settings.llm_read_timeout_s,
        )
        for name in settings.configured
    ]
    routes = Routes({task: tuple(map(catalogue.model, names)) for task, names in settings.tasks.items()})
    budget = ModelBudget(settings.llm_daily_spend, settings.llm_daily_tokens)
    around = Surroundings(observe=_Observer(metrics), total_s=settings.llm_total_timeout_s)
    book = StoreBook(store, clock, ids, budget)
    return Chain(routes, {one.name: make_provider(one) for one in access}, book, around)


def model_providers(settings: ModelSettings, model: Chain) -> tuple[ModelProvider, ...]:
    """Who is asked, for everybody to see. At another address somebody else may be listening."""
    named = [one.partition("/") for one in model.offered]
    return tuple(
        ModelProvider(
            name,
            tuple(one for provider, _, one in named if provider == name),
            "" if settings.address_setting_of(name) else catalogue.keeping_page(name),
        )
        for name in dict.fromkeys(provider for provider, _, _ in named)
    )


class _Observer:
    """A log line and numbers for each call: what became of it and what it cost, never what it said."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._log = logs.logger()

    def __call__(self, made: Made) -> None:
        plan, end = made.plan, made.end
        self._metrics.model_called(plan.provider, plan.model, plan.task.value, end.outcome.value, end.seconds)
        self._metrics.model_used(plan.provider, plan.model, end.tokens_in, end.tokens_out, end.cost_micros)
        log = self._log.info if made.trouble is None else self._log.warning
        log(
            "model call",
            user_id=str(plan.owner),
            provider=plan.provider,
            model=plan.model,
            task=plan.task.value,
            outcome=end.outcome.value,
            trouble=made.trouble.value if made.trouble is not None else None,
            status=made.status or None,
            ms=round(end.seconds * 1000),
        )
