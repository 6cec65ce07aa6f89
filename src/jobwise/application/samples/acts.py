"""Everything that is done with samples, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.documents.keeping import check_room_of
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.samples.commands import ActivateSample, UploadSample
from jobwise.application.samples.queries import ListSamples, OpenSample, ShowSample
from jobwise.application.samples.reading import ReadSample
from jobwise.application.styles.learning import LearnStyle
from jobwise.domain.samples.sample import Sample


@dataclass(frozen=True, slots=True)
class SampleActs:
    upload: UploadSample
    read: ReadSample
    show: ShowSample
    list: ListSamples
    activate: ActivateSample
    delete: Delete[Sample]
    restore: Restore[Sample]
    open: OpenSample


def sample_acts(store: Store, clock: Clock, ids: Ids, outside: Outside, learn: LearnStyle) -> SampleActs:
    files = outside.files
    return SampleActs(
        upload=UploadSample(store, clock, ids, files, outside.types),
        read=ReadSample(learn.store, clock, files, outside.texts, learn),
        show=ShowSample(store),
        list=ListSamples(store),
        activate=ActivateSample(store, clock),
        delete=Delete(store, clock, lambda work: work.samples),
        restore=Restore(store, clock, lambda work: work.samples, then=check_room_of),
        open=OpenSample(store, files),
    )
