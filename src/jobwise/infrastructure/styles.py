"""The small words by which styles are told (`data/styles`), one file for each language."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.styles.words import Courtesy, StyleWords

STYLE_LANGUAGES = ("de", "en", "es", "fr", "pt")
_PER = 10_000


@lru_cache(maxsize=32)
def style_words(language: str) -> StyleWords:
    """The words of a language by its primary subtag; of one without, that it has none."""
    code = language.lower().split("-")[0]
    if code not in STYLE_LANGUAGES:
        return StyleWords(code)
    raw = resources.parsed(f"data/styles/{code}.json")
    return StyleWords(
        language=code,
        function_words={word: count / _PER for word, count in raw["function_words"].items()},
        connectives=tuple(raw["connectives"]),
        formal=frozenset(raw["formal"]),
        informal=frozenset(raw["informal"]),
        one=frozenset(raw["one"]),
        many=frozenset(raw["many"]),
        you=frozenset(raw["you"]),
        firsts=tuple(raw.get("firsts", ())),
        contractions=tuple(raw["contractions"]),
        openings=tuple(_courtesy(row) for row in raw["openings"]),
        closings=tuple(_courtesy(row) for row in raw["closings"]),
        letter={
            manner: {key: tuple(wordings) for key, wordings in sentences.items()}
            for manner, sentences in raw["letter"].items()
        },
    )


def _courtesy(row: dict[str, object]) -> Courtesy:
    formality = int(str(row["formality"])) / 100
    return Courtesy(str(row["begins"]), formality, str(row["letter"]), alone=bool(row.get("alone")))
