"""What is answered about the feed of interviews."""

from pydantic import Field

from jobwise.presentation.schemas.inputs import Output

BASE = "/api/v1/calendar"


class FeedOut(Output):
    """Shown once; only a hash of it is kept."""

    token: str = Field(examples=["k3v0Yx0u1Jm4m0n7m1c8o2Zs0mZ2gE4r5t6y7u8i9o0"])
    url: str = Field(description="To be subscribed to by a calendar program.", examples=[f"{BASE}/k3v0Yx0u.ics"])


def feed(token: str) -> dict[str, str]:
    return {"token": token, "url": f"{BASE}/{token}.ics"}
