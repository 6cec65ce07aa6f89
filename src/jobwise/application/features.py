"""Which areas are switched off, remembered for `FLAG_CACHE_S` seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.limits import FLAG_CACHE_S
from jobwise.domain.shared.errors import FeatureDisabled
from jobwise.domain.users.flags import Feature, Flag


@dataclass(slots=True)
class Switches:
    """What this process remembers of the flags."""

    off: frozenset[Feature] = frozenset()
    until: datetime | None = field(default=None)


@dataclass(frozen=True, slots=True)
class FeaturesOff:
    """The features that are switched off."""

    store: Store
    clock: Clock
    switches: Switches

    async def __call__(self) -> frozenset[Feature]:
        now, known = self.clock.now(), self.switches
        if known.until is None or known.until <= now:
            async with self.store.read(single=True) as work:
                known.off = frozenset(flag.feature for flag in await work.flags.all() if not flag.enabled)
            known.until = now + timedelta(seconds=FLAG_CACHE_S)
        return known.off


@dataclass(frozen=True, slots=True)
class NeedFeature:
    """Passes when the feature is on; else FeatureDisabled."""

    off: FeaturesOff

    async def __call__(self, feature: Feature) -> None:
        if feature in await self.off():
            raise FeatureDisabled(f"{feature.value.replace('_', ' ').capitalize()} is switched off here for now.")


@dataclass(frozen=True, slots=True)
class ListFlags:
    """Every feature and whether it is on."""

    store: Store

    async def __call__(self) -> Mapping[Feature, bool]:
        async with self.store.read(single=True) as work:
            known = {flag.feature: flag.enabled for flag in await work.flags.all()}
        return {feature: known.get(feature, True) for feature in Feature}


@dataclass(frozen=True, slots=True)
class SwitchFeature:
    """Switches a feature on or off; it counts at once in this process."""

    store: Store
    clock: Clock
    ids: Ids
    switches: Switches

    async def __call__(self, *, feature: Feature, enabled: bool, by: UUID) -> bool:
        now = self.clock.now()
        async with self.store.write() as work:
            flag = await work.flags.find(feature)
            if flag is None:
                flag = Flag.of(feature, id=self.ids.new(), now=now)
                flag.switch(enabled, by=by, now=now)
                await work.flags.add(flag)
            else:
                flag.switch(enabled, by=by, now=now)
                await work.flags.save(flag)
            await work.commit()
        self.switches.until = None
        return flag.enabled


@dataclass(frozen=True, slots=True)
class FeatureActs:
    off: FeaturesOff
    need: NeedFeature
    list: ListFlags
    switch: SwitchFeature


def feature_acts(store: Store, clock: Clock, ids: Ids) -> FeatureActs:
    switches = Switches()
    off = FeaturesOff(store, clock, switches)
    return FeatureActs(off, NeedFeature(off), ListFlags(store), SwitchFeature(store, clock, ids, switches))
