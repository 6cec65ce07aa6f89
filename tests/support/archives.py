"""Archives as LinkedIn hands them out, in several shapes, of people who do not exist; and archives that mean harm."""

import io
import struct
import zipfile
from collections.abc import Mapping
from functools import lru_cache

PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\r\n"
    'Zoë,Łukasik,,12 Mill Lane,"Mar 3, 1990",Archivist &amp; librarian,"Keeps things.\n\nFinds them again.",Libraries,'
    '75310,"Uppsala, Sweden",[zoe_keeps],"[PORTFOLIO:https://zoe.example.org/a,b,BLOG:https://blog.example.org]",\r\n'
)
POSITIONS = (
    "\ufeffCompany Name,Title,Description,Location,Started On,Finished On\r\n"
    'Example Archive,Head archivist,"Leads the reading room.\n• Moved 40,000 boxes\n- Cut waiting from 9 to 2 days",'
    "Uppsala,Apr 2019,\r\n"
    '"Books, Maps & Co",Librarian,,Lund,Sep 2014,Mar 2019\r\n'
    "Old Mill,Helper,,,Summer 2013,2014\r\n"
    ",,,,,\r\n"
)
EXPORT: Mapping[str, str] = {
    "Profile.csv": PROFILE,
    "Positions.csv": POSITIONS,
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        "University of Lund,2011,2014,Thesis on maps,Bachelor,Choir\n"
    ),
    "Skills.csv": "Name\nCataloguing\nPalaeography\n",
    "Languages.csv": "Name,Proficiency\nSwedish,Native or bilingual proficiency\n",
    "Certifications.csv": (
        "Name,Url,Authority,Started On,Finished On,License Number\n"
        "Preservation,https://example.org/p,Example Board,May 2020,May 2023,X-1\n"
    ),
    "Projects.csv": (
        "Title,Description,Url,Started On,Finished On\nOpen maps,Scans for all,https://example.org/m,Jan 2021,\n"
    ),
    "Honors.csv": "Title,Description,Issued On\nKeeper of the year,For care,Nov 2022\n",
    "Email Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\nold@example.org,Yes,No,1/2/20\nzoe@example.org,Yes,Yes,1/2/24\n"
    ),
    "PhoneNumbers.csv": "Extension,Number,Type\n,+46 18 123 45 67,Mobile\n",
    "Connections.csv": (
        'Notes:\n"When exporting your connection data, some emails may be missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Jo,Berg,https://example.org/jo,,Example,Cook,01 Jan 2020\nAl,Dahl,,,,,02 Jan 2020\n"
    ),
    "Jobs/Saved Jobs.csv": "Saved Date,Job Title\n1/1/24,Archivist\n",
}


def archive(members: Mapping[str, str | bytes] = EXPORT) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


@lru_cache(maxsize=1)
def harmful() -> Mapping[str, tuple[bytes, int]]:
    """Archives that must be refused, by what is wrong with them, each with the status of its refusal."""
    good = archive({"Skills.csv": "Name\nOrder\n"})
    return {
        "bomb": (archive({"Skills.csv": "Name\n" + "a" * 15_000_000}), 413),
        "larger than allowed": (archive({f"{n}.csv": b"\0" * 5_000_000 for n in range(5)}), 413),
        "too many members": (archive({f"{n}.csv": "" for n in range(2_001)}), 413),
        "slip": (archive({"../../etc/Skills.csv": "Name\nx\n"}), 422),
        "slip of Windows": (archive({"..\\Skills.csv": "Name\nx\n"}), 422),
        "absolute": (archive({"/etc/Skills.csv": "Name\nx\n"}), 422),
        "of a drive": (archive({"C:Skills.csv": "Name\nx\n"}), 422),
        "cut off": (good[:-30], 422),
        "damaged": (good[:40] + b"\xff" * 4 + good[44:], 422),
        "protected": (_protected(good), 422),
        "empty": (archive({}), 422),
        "something else": (archive({"word/document.xml": "<x/>"}), 422),
        "no known table": (archive({"a.csv": "x,y\n1,2\n"}), 422),
        "too many entries": (archive({"Skills.csv": "Name\n" + "\n".join(f"s{n}" for n in range(501))}), 413),
        "an endless cell": (archive({"Skills.csv": 'Name\n"' + " ".join(str(n * 7919) for n in range(30_000))}), 422),
    }


def _protected(good: bytes) -> bytes:
    """The archive with the mark of encryption set in its directory and its member."""
    place = good.index(b"PK\x01\x02") + 8
    flags = struct.unpack("<H", good[place : place + 2])[0] | 1
    marked = good[:place] + struct.pack("<H", flags) + good[place + 2 :]
    return marked[:6] + struct.pack("<H", flags) + marked[8:]
