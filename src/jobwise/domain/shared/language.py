"""Which language a text is written in: by its script, and for the Latin script by its commonest words."""

from collections import Counter
from collections.abc import Mapping

from jobwise.domain.shared.text import words

# First and last code point of a script, and the language that is assumed when nothing better is known.
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x04FF, "ru"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0E00, 0x0E7F, "th"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)
_UKRAINIAN = frozenset("іїєґІЇЄҐ")


def language_of(text: str, function_words: Mapping[str, frozenset[str]], default: str = "en") -> str:
    """The language (ISO 639-1) of a text; `default` when its words do not tell."""
    by_script = _by_script(text)
    if by_script:
        return by_script
    said = Counter(words(text[:6000]))
    votes = {language: sum(said[word] for word in known) for language, known in function_words.items()}
    best = max(votes, key=lambda language: (votes[language], language == default, language), default=default)
    return best if votes.get(best) else default


def _by_script(text: str) -> str:
    if not any(first <= ord(char) <= last for char in set(text[:6000]) for first, last, _ in _SCRIPTS):
        return ""
    counts: dict[str, int] = {}
    letters = 0
    for char in text[:6000]:
        if not char.isalpha():
            continue
        letters += 1
        if char > "\u036f":
            code = ord(char)
            for first, last, language in _SCRIPTS:
                if first <= code <= last:
                    counts[language] = counts.get(language, 0) + 1
                    break
    if not counts:
        return ""
    best = max(counts, key=lambda language: (counts[language], language))
    # Han with any kana is Japanese; a foreign script counts when it is a fair part of the letters.
    if best == "zh" and counts.get("ja", 0) * 20 > counts["zh"]:
        best = "ja"
    if counts[best] * 5 < letters:
        return ""
    return "uk" if best == "ru" and any(char in _UKRAINIAN for char in text[:6000]) else best
