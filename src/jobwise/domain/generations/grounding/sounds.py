"""How a word sounds, written as the five languages have it in common, to know a learned word in another language."""

import unicodedata
from functools import lru_cache

COGNATE = 5
"""So many letters in common make two words one in two languages: Biología, Biology."""

_SOUNDS = (("ph", "f"), ("th", "t"), ("y", "i"), ("ch", "c"), ("qu", "c"), ("k", "c"), ("z", "c"), ("ss", "s"))


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """The word without accents, its letters as one spelling for each sound."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    for written, spoken in _SOUNDS:
        plain = plain.replace(written, spoken)
    return plain
