"""Countries and regions by code and by name: "GB", "United Kingdom" and "Royaume-Uni" are one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobwise.domain.generations.checking.spelling import folded


@dataclass(frozen=True, eq=False)
class Places:
    """`names` by ISO code ("GB", "US-CA"); `codes` by code, by a region's own letters and by bare name."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Mapping[str, list[str]]) -> "Places":
        """From the parsed file `data/resumes/places.json`."""
        codes: dict[str, list[str]] = {}
        for code, names in rows.items():
            for key in dict.fromkeys((code, code.rsplit("-", 1)[-1], *names)):
                codes.setdefault(folded(key), []).append(code)
        return cls(
            {code: tuple(names) for code, names in rows.items()}, {key: tuple(found) for key, found in codes.items()}
        )

    def country(self, code: str) -> tuple[str, ...]:
        """The names of the country with this code."""
        return self.names.get(code.strip().upper(), ())

    def others(self, said: str, country: str = "") -> tuple[str, ...]:
        """The other names and the letters of a country or region; letters alone are read within `country` if given."""
        found = self.codes.get(folded(said), ())
        within = tuple(code for code in found if code.startswith(country.upper() + "-")) if country else ()
        return tuple(
            dict.fromkeys(
                name for code in within or found for name in (code.rsplit("-", 1)[-1], *self.names[code])
                if folded(name) != folded(said)
            )
        )  # fmt: skip
