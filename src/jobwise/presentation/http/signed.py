"""Files that go out: as they were uploaded, and by signed links."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Response

from jobwise.application.opening import Opened, no_such
from jobwise.domain.documents.document import Uploaded
from jobwise.presentation.http import answers


def sent(opened: Opened[Uploaded[Any]]) -> Response:
    """What somebody uploaded, to be kept under its own name."""
    thing, file = opened.thing, opened.file
    return answers.streamed(
        opened.pieces, media_type=thing.type.media_type, size_bytes=file.size_bytes, name=thing.name
    )


@dataclass(frozen=True, slots=True)
class Link:
    """What stands behind the `?` of a signed link."""

    user: str
    expires: str
    signature: str

    def to(self, id: str, kind: str) -> dict[str, Any]:
        """What the link opens, for the act that opens it; NotFound when it is written in any other way than ours."""
        # Whatever is wrong with a link, the answer is the same: it says nothing of what would be right.
        expires = int(self.expires) if self.expires.isascii() and self.expires.isdigit() else 0
        try:
            found = UUID(id), UUID(self.user), expires
        except ValueError:
            raise no_such(kind) from None
        if len(self.expires) > 11 or tuple(map(str, found)) != (id, self.user, self.expires):
            raise no_such(kind)
        return {"id": found[0], "user_id": found[1], "expires": expires, "signature": self.signature}


async def link_asked(
    user: Annotated[str, Query(description="From the link.")] = "",
    expires: Annotated[str, Query(description="From the link.")] = "",
    signature: Annotated[str, Query(description="From the link.")] = "",
) -> Link:
    return Link(user, expires, signature)


Linked = Annotated[Link, Depends(link_asked)]
