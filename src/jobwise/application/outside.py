"""What the rooms use beside the store."""

from dataclasses import dataclass, field

from jobwise.application.ports.archives import Archives
from jobwise.application.ports.cache import Cache, NoCache
from jobwise.application.ports.calendar import CalendarWriter, FreshTokens
from jobwise.application.ports.files import FileStore, FileTypes
from jobwise.application.ports.language_model import LanguageModel
from jobwise.application.ports.links import Links
from jobwise.application.ports.pages import PageFetcher
from jobwise.application.ports.press import Printing
from jobwise.application.ports.profile_reading import ProfileReading
from jobwise.application.ports.reading import JobReader, TextReader
from jobwise.application.ports.styles import StyleReader
from jobwise.application.ports.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Outside:
    """What the rooms use beside the store: files and what they are, signed links, calendars and their tokens.

    `profile_reading` reads profile files, with the words profiles are judged by; `reader` reads postings, `fetch` gets
    the pages they stand on. `archives` writes and reads archives of accounts. `texts` reads what samples say, `style`
    how they say it. `model` answers questions, or says that the offline way is to be taken. `workshop` ranks and makes
    documents. `cache` says again what was found out a moment ago.
    """

    files: FileStore
    types: FileTypes
    links: Links
    calendars: CalendarWriter
    fresh: FreshTokens
    profile_reading: ProfileReading
    reader: JobReader
    fetch: PageFetcher
    archives: Archives
    texts: TextReader
    style: StyleReader
    model: LanguageModel
    workshop: Workshop
    printing: Printing
    cache: Cache = field(default_factory=NoCache)
