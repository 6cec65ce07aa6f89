"""The text of a file that somebody sent, as one string."""

from jobwise.domain.documents.document import DocumentType, type_of_name
from jobwise.domain.generations.readback import paragraphs
from jobwise.domain.shared.errors import NoText, TooLarge
from jobwise.domain.shared.text import clean
from jobwise.infrastructure.extraction.reader import check_text, decoded, read_document


def plain_text(data: bytes, name: str, limit_bytes: int) -> str:
    """One paragraph a line for PDF and DOCX, plain text as it is. Raises UnreadableInput, NoText or TooLarge."""
    if type_of_name(name) is DocumentType.TXT:
        check_text(data)
        found = "\n".join(line.rstrip() for line in clean(decoded(data)).split("\n")).strip("\n")
    else:
        # No character takes less than a byte.
        found = "\n".join(one.text for one in paragraphs(read_document(data, name, most_chars=limit_bytes)))
    if not any(sign.isalnum() for sign in found):
        raise NoText("The file holds no text, only pictures perhaps; send one with real text, not a scan.")
    if len(found.encode()) > limit_bytes:
        raise TooLarge(f"The file holds more than {limit_bytes / 1_000_000:g} MB of text; send a shorter one.")
    return found
