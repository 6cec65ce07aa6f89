"""Everything that is done with samples, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.keeping import Upload, check_room_of
from jobwise.application.looking import ListFound, Show
from jobwise.application.opening import OpenFile
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.samples import SampleCard, SampleFilter, Samples
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.sample_files import check_content
from jobwise.application.samples.commands import ActivateSample, AskForReading
from jobwise.application.samples.reading import ReadSample
from jobwise.domain.samples.sample import Sample, SampleKind, check_name


@dataclass(frozen=True, slots=True)
class SampleActs:
    upload: Upload[Sample, SampleKind]
    read: ReadSample
    show: Show[Sample]
    list: ListFound[SampleFilter, SampleCard]
    activate: ActivateSample
    delete: Delete[Sample]
    restore: Restore[Sample]
    open: OpenFile[Sample]


def sample_acts(store: Store, clock: Clock, ids: Ids, outside: Outside, read: ReadSample) -> SampleActs:
    files, asking = outside.files, AskForReading(ids)

    def door(work: UnitOfWork) -> Samples:
        return work.samples

    return SampleActs(
        upload=Upload(
            store, clock, ids, files, outside.types, Sample.upload, door, check_name, check=check_content, then=asking
        ),
        read=read,
        show=Show(store, door),
        list=ListFound(store, lambda work: work.samples.find),
        activate=ActivateSample(store, clock),
        delete=Delete(store, clock, door),
        restore=Restore(store, clock, door, then=check_room_of),
        open=OpenFile(store, files, door),
    )
