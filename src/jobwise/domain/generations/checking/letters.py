"""Whether a finished document is a letter or a resume."""

from jobwise.domain.generations.checking.words import CheckWords
from jobwise.domain.generations.readback import ReadText, paragraphs
from jobwise.domain.generations.resume_reading.sections import section_of
from jobwise.domain.generations.resume_reading.words import bare

_MAX_LINE = 90


def looks_like_letter(read: ReadText, check_words: CheckWords) -> bool:
    """A salutation or a closing on a line of its own, and no two headings of a resume."""
    words = check_words.reading
    greeted = closed = False
    headings = 0
    for part in paragraphs(read):
        text = part.text.strip()
        if len(text) > _MAX_LINE:
            continue
        low = bare(text)
        headings += section_of(text, words) is not None
        greeted = greeted or (bool(words.salutations.at_start(low)) and text[-1] in ",:!，：、")
        greeted = greeted or low.rstrip(",:! ") in words.salutations.words
        closed = closed or (bool(words.closings.at_start(low)) and len(text) < 60)
    if headings >= 2:
        return False
    return greeted or closed
