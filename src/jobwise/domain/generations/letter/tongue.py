"""In which language a person wrote their profile."""

from jobwise.domain.generations.letter.phrases import LetterPhrases
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.language import language_of


def may_quote(profile: Profile, phrases: LetterPhrases) -> bool:
    """Whether the texts of the profile are in the letter's language, so that it may quote them."""
    texts = prose(profile)
    language = language_of(" \n".join(texts), phrases.function_words, default="")
    if language:
        return language == phrases.language
    # Texts of names and figures alone still show their language by the verb they open with.
    known = phrases.bullets
    first = (text.split()[0].casefold() for text in texts if text.split())
    return any(word in known.verbs or word in known.forms for word in first)


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
