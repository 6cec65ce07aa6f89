"""From registering to reading back, by the generated client alone; run in an environment of its own.

python generated_walk.py http://127.0.0.1:8000 FOLDER_OF_MAILS
"""

import email
import email.policy
import importlib.util
import re
import sys
import time
from pathlib import Path
from typing import Any

from jobwise_client import AuthenticatedClient, Client
from jobwise_client.api.applications import (
    create_application,
    list_applications,
    move_application,
    show_application,
)
from jobwise_client.api.auth import register_user, sign_in, verify_email
from jobwise_client.api.jobs import create_job, list_jobs, show_job
from jobwise_client.api.profiles import create_profile, show_profile
from jobwise_client.api.users import show_me
from jobwise_client.models import (
    ApplicationIn,
    ApplicationStatus,
    Failure,
    JobIn,
    MoveIn,
    ProfileIn,
    RegisterIn,
    SignInIn,
    TokenIn,
    WorkMode,
)

PERSON, PASSWORD = "mara.lind@example.org", "seven tin lanterns adrift"


def given(answer: Any) -> Any:
    """What an answer holds, once it is none of the documented failures."""
    assert answer is not None
    assert not isinstance(answer, Failure), answer
    return answer.data


def mailed_token(folder: Path) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for file in folder.glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            found = re.search(r"token=(\S+)", mail.get_content()) if mail["To"] == PERSON else None
            if found:
                return found[1]
        time.sleep(0.05)
    raise AssertionError("no mail came")


def main(base: str, mails: Path) -> None:
    with Client(base_url=base) as nobody:
        made = given(register_user.sync(client=nobody, body=RegisterIn(PERSON, PASSWORD, name="Mara Lind")))
        assert not made.verified
        assert given(verify_email.sync(client=nobody, body=TokenIn(mailed_token(mails)))).verified
        granted = given(sign_in.sync(client=nobody, body=SignInIn(PERSON, PASSWORD)))
    with AuthenticatedClient(base_url=base, token=granted.access_token) as mine:
        assert given(show_me.sync(client=mine)).email == PERSON
        profile = given(
            create_profile.sync(client=mine, body=ProfileIn(name="For bakeries", summary="Bakes at night."))
        )
        assert given(show_profile.sync(profile.id, client=mine)) == profile
        job = given(create_job.sync(client=mine, body=JobIn("Baker", company="Ofen & Co", work_mode=WorkMode.ONSITE)))
        again = given(show_job.sync(job.id, client=mine))
        assert again == job
        assert [one.id for one in given(list_jobs.sync(client=mine))] == [job.id]
        begun = given(create_application.sync(client=mine, body=ApplicationIn(job.id, note="By hand")))
        applied = MoveIn(ApplicationStatus.APPLIED, note="Sent")
        given(move_application.sync(begun.id, client=mine, body=applied))
        assert given(show_application.sync(begun.id, client=mine)).status is ApplicationStatus.APPLIED
        assert [one.id for one in given(list_applications.sync(client=mine))] == [begun.id]


if __name__ == "__main__":
    # This environment knows the client and what it stands on, and nothing of the server.
    assert importlib.util.find_spec("jobwise") is None
    main(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.write("walked")
