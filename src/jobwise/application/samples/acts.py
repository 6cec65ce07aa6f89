"""Everything that is done with samples, put together."""

from dataclasses import dataclass

from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.samples.commands import ActivateSample, DeleteSample, RestoreSample, UploadSample
from jobwise.application.samples.queries import ListSamples, OpenSample, ShowSample
from jobwise.application.samples.reading import ReadSample
from jobwise.application.styles.learning import LearnStyle


@dataclass(frozen=True, slots=True)
class SampleActs:
    upload: UploadSample
    read: ReadSample
    show: ShowSample
    list: ListSamples
    activate: ActivateSample
    delete: DeleteSample
    restore: RestoreSample
    open: OpenSample


def sample_acts(store: Store, clock: Clock, ids: Ids, outside: Outside, learn: LearnStyle) -> SampleActs:
    files = outside.files
    return SampleActs(
        upload=UploadSample(store, clock, ids, files, outside.types),
        read=ReadSample(learn.store, clock, files, outside.texts, learn),
        show=ShowSample(store),
        list=ListSamples(store),
        activate=ActivateSample(store, clock),
        delete=DeleteSample(store, clock),
        restore=RestoreSample(store, clock),
        open=OpenSample(store, files),
    )
