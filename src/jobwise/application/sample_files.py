"""What a file must be to be a sample, whoever brings it, and the work of reading it."""

from jobwise.application.ports.files import Inspected
from jobwise.domain.limits import MAX_SAMPLE_TEXT_BYTES
from jobwise.domain.samples.sample import check_type
from jobwise.domain.shared.errors import NoText, TooLarge

READING = "sample.read"
"""The kind of task that reads one; its key is the id of the sample."""


def check_content(found: Inspected) -> None:
    """Refuses at the door what need not be read to be known: WrongMedia, NoText or TooLarge."""
    check_type(found.type)
    if found.blank:
        raise NoText("The file holds no text; send one with words in it.")
    if found.text_bytes > MAX_SAMPLE_TEXT_BYTES:
        raise TooLarge(f"A sample has at most {MAX_SAMPLE_TEXT_BYTES // 1_000_000} MB of text; send a shorter one.")
