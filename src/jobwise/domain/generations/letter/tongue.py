"""In which language a person wrote their profile, told by the small words of the text."""

from collections.abc import Iterable, Mapping

from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.text import words


def tongue_of(texts: Iterable[str], function_words: Mapping[str, frozenset[str]]) -> str | None:
    """The code of the language whose small words the texts use most; None when they show none or two alike."""
    counts = dict.fromkeys(function_words, 0)
    for text in texts:
        for word in words(text):
            for code, known in function_words.items():
                counts[code] += word in known
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ordered or ordered[0][1] == 0:
        return None
    if len(ordered) > 1 and ordered[1][1] == ordered[0][1]:
        return None
    return ordered[0][0]


def prose(profile: Profile) -> tuple[str, ...]:
    """The texts of a profile that are sentences or parts of sentences, not names."""
    out = [profile.summary, profile.enhanced_summary]
    for experience in profile.experiences:
        out += [experience.summary, experience.description, *(b.wording for b in experience.bullets)]
    for project in profile.projects:
        out += [project.description, project.enhanced_description, *(b.wording for b in project.bullets)]
    for voluntary in profile.volunteering:
        out += [voluntary.summary, *(b.wording for b in voluntary.bullets)]
    return tuple(text for text in out if text)
