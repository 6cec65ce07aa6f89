"""REST, command line and use cases say the same: one scenario, three stores, equal JSON."""

import io
from pathlib import Path
from typing import Any

import pytest

from jobwise.domain.applications.parts import Contact, Interview, Note, Reminder
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.documents.document import DocumentKind
from jobwise.domain.jobs.captured import JobSource, JobStatus
from jobwise.domain.jobs.wanted import JobFilters
from jobwise.domain.profiles.editing import Act, ListName, Operation
from jobwise.domain.shared.paging import Page
from jobwise.presentation.schemas import application_parts as parts
from jobwise.presentation.schemas import (
    applications,
    auth,
    documents,
    job_answers,
    jobs,
    plans,
    postings,
    profile_answers,
)
from jobwise.presentation.schemas.asked import PostingsAsked
from jobwise.presentation.schemas.plain import page_of
from tests.e2e.running import POSTING, jobwise
from tests.support.three_ways import EMAIL, PASSWORD, ByCommands, ByRest, ByUseCases, Envelope, Inside, Step

DIPLOMA = b"Diploma in baking, with distinction.\n"
STARTS = "2027-01-15T09:30:00Z"


async def register(here: Inside) -> Any:
    made = await here.cases.users.register(email=EMAIL, password=PASSWORD, name="Mara Lind")
    assert made is not None
    return auth.user(made)


async def verify(here: Inside) -> Any:
    return auth.user(await here.cases.users.verify_email(token=here.kept["token"]))


async def edit_me(here: Inside) -> Any:
    me = await here.cases.users.show_me(owner=here.owner)
    changes = {"time_zone": "Europe/Stockholm"}
    return auth.user(await here.cases.users.edit_me(owner=here.owner, version=me.version, changes=changes))


async def create_profile(here: Inside) -> Any:
    values = {"summary": "Ten years of bread."}
    return profile_answers.whole(await here.cases.profiles.create(owner=here.owner, name="Bread", values=values))


async def edit_profile(here: Inside) -> Any:
    values = {"personal": {"name": "Mara Lind", "email": EMAIL}}
    return profile_answers.whole(await here.cases.profiles.change(owner=here.owner, values=values))


async def add_skill(here: Inside) -> Any:
    step = Operation(Act.CREATE, ListName.SKILLS, values={"name": "Sourdough", "keywords": ["Rye"]})
    profile, done = await here.cases.profiles.edit(owner=here.owner, operations=(step,), numbered=False)
    return profile_answers.entry(profile_answers.entry_of(profile, ListName.SKILLS, done.ids[0]))


async def remove_skill(here: Inside) -> Any:
    step = Operation(Act.DELETE, ListName.SKILLS, here.kept["skill"])
    await here.cases.profiles.edit(owner=here.owner, operations=(step,), numbered=False)


async def versions(here: Inside) -> Any:
    found = await here.cases.profiles.versions(owner=here.owner, page=Page())
    return Envelope(page_of([profile_answers.kept(one) for one in found.items], page=1, limit=20, total=found.total))


async def take_back(here: Inside) -> Any:
    return profile_answers.whole(await here.cases.profiles.take_back(owner=here.owner, version=3))


async def analyse(here: Inside) -> Any:
    return profile_answers.insight(*await here.cases.profiles.analyse(owner=here.owner))


async def profile_cards(here: Inside) -> Any:
    found = await here.cases.profiles.cards(owner=here.owner, page=Page())
    return Envelope(page_of([profile_answers.card(one) for one in found.items], page=1, limit=20, total=found.total))


async def delete_profile(here: Inside) -> Any:
    present = await here.cases.profiles.show(owner=here.owner, id=here.id("profile"))
    await here.cases.profiles.delete(owner=here.owner, id=here.id("profile"), version=present.version)


async def restore_profile(here: Inside) -> Any:
    return profile_answers.whole(await here.cases.profiles.restore(owner=here.owner, id=here.id("profile")))


async def capture(here: Inside) -> Any:
    return job_answers.stored(await here.cases.jobs.from_text(owner=here.owner, data=POSTING.read_bytes()))


async def create_job(here: Inside) -> Any:
    sent = jobs.JobIn.model_validate({"title": "Head baker", "company": "Mill & Oven", "deadline": "2027-01-31"})
    job = await here.cases.jobs.capture(owner=here.owner, content=sent.content(), source=JobSource.USER_CREATED)
    return job_answers.stored(job)


async def show_job(here: Inside, name: str = "job") -> Any:
    return job_answers.whole(await here.cases.jobs.show(owner=here.owner, id=here.id(name)))


async def edit_job(here: Inside) -> Any:
    said = jobs.JobPatch.model_validate({"location": "Uppsala", "min_years": 3}).changes()
    present = await here.cases.jobs.show(owner=here.owner, id=here.id("own_job"))
    await here.cases.jobs.edit(owner=here.owner, id=here.id("own_job"), version=present["version"], said=said)
    return await show_job(here, "own_job")


async def browse(here: Inside) -> Any:
    asked = PostingsAsked.model_validate({"limit": "2", "sort": "title"})
    found = await here.cases.jobs.browse(
        viewer=here.owner, page=asked.window(), filters=asked.filters(), order=asked.order()
    )
    return Envelope(page_of([postings.card(row) for row in found.items], page=1, limit=2, total=found.total))


async def save(here: Inside) -> Any:
    job, _ = await here.cases.jobs.save(owner=here.owner, posting_id=here.id("posting"))
    return job_answers.whole(await here.cases.jobs.show(owner=here.owner, id=job.id))


async def unsave(here: Inside) -> Any:
    await here.cases.jobs.unsave(owner=here.owner, posting_id=here.id("posting"))


async def list_jobs(here: Inside) -> Any:
    filters = JobFilters(status=JobStatus.ACTIVE)
    found = await here.cases.jobs.list(owner=here.owner, page=Page(), filters=filters)
    rows = [job_answers.card(row) for row in found.items]
    return Envelope(page_of(rows, page=1, limit=20, total=found.total, filters=filters.applied()))


async def count_jobs(here: Inside) -> Any:
    return await here.cases.jobs.counts(owner=here.owner)


async def archive(here: Inside) -> Any:
    await here.cases.jobs.move(owner=here.owner, id=here.id("own_job"), status=JobStatus.ARCHIVED)
    return await show_job(here, "own_job")


async def delete_job(here: Inside) -> Any:
    present = await here.cases.jobs.show(owner=here.owner, id=here.id("own_job"))
    await here.cases.jobs.delete(owner=here.owner, id=here.id("own_job"), version=present["version"])


async def restore_job(here: Inside) -> Any:
    await here.cases.jobs.restore(owner=here.owner, id=here.id("own_job"))
    return await show_job(here, "own_job")


async def apply(here: Inside) -> Any:
    made = await here.cases.applications.create(
        owner=here.owner, job_id=here.id("job"), status=ApplicationStatus.APPLIED, source="careers page"
    )
    return applications.whole(made)


async def show_application(here: Inside) -> Any:
    return applications.whole(await here.cases.applications.show(owner=here.owner, id=here.id("application")))


async def move(here: Inside) -> Any:
    moved = await here.cases.applications.move(
        owner=here.owner, id=here.id("application"), status=ApplicationStatus.INTERVIEWING, note="They called."
    )
    return applications.whole(moved)


async def timeline(here: Inside) -> Any:
    return (await here.cases.applications.show(owner=here.owner, id=here.id("application"))).timeline


async def add(here: Inside, kind: Any, model: Any, values: dict[str, Any]) -> Any:
    _, part = await here.cases.applications.add_part(
        owner=here.owner,
        id=here.id("application"),
        kind=kind,
        values=model.model_validate(values).given(),
    )
    return parts.interview(part) if isinstance(part, Interview) else part


async def note(here: Inside) -> Any:
    return await add(here, Note, parts.NoteIn, {"text": "They use Kafka."})


async def contact(here: Inside) -> Any:
    return await add(here, Contact, parts.ContactIn, {"name": "Zoë Lindqvist", "role": "Recruiter"})


async def interview(here: Inside) -> Any:
    return await add(
        here, Interview, parts.InterviewIn, {"kind": "technical", "starts_at": STARTS, "time_zone": "Europe/Stockholm"}
    )


async def reminder(here: Inside) -> Any:
    return await add(here, Reminder, parts.ReminderIn, {"due_at": STARTS, "text": "Ask how it stands"})


async def tick(here: Inside) -> Any:
    present = await here.cases.applications.show(owner=here.owner, id=here.id("application"))
    changed = await here.cases.applications.change_part(
        owner=here.owner,
        id=present.id,
        version=present.version,
        kind=Reminder,
        part_id=here.id("reminder"),
        values={"done": True},
    )
    return changed.part(Reminder, here.id("reminder"))


async def remove_note(here: Inside) -> Any:
    present = await here.cases.applications.show(owner=here.owner, id=here.id("application"))
    await here.cases.applications.remove_part(
        owner=here.owner, id=present.id, version=present.version, kind=Note, part_id=here.id("note")
    )


async def upload(here: Inside) -> Any:
    document = await here.cases.documents.upload(
        owner=here.owner, name="diploma.txt", source=io.BytesIO(DIPLOMA), kind=DocumentKind.OTHER
    )
    return documents.whole(document, here.cases.documents.link(document))


async def rename(here: Inside) -> Any:
    present = await here.cases.documents.show(owner=here.owner, id=here.id("document"))
    changed = await here.cases.documents.describe(
        owner=here.owner, id=present.id, version=present.version, name="Diploma.txt", kind=DocumentKind.CERTIFICATE
    )
    return documents.whole(changed, here.cases.documents.link(changed))


async def attach(here: Inside) -> Any:
    found = await here.cases.documents.attach(
        owner=here.owner, id=here.id("document"), application_ids=[here.id("application")], label="sent with it"
    )
    return [documents.attached_to(one) for one in found]


async def delete_document(here: Inside) -> Any:
    present = await here.cases.documents.show(owner=here.owner, id=here.id("document"))
    await here.cases.documents.delete(owner=here.owner, id=present.id, version=present.version)


async def restore_document(here: Inside) -> Any:
    restored = await here.cases.documents.restore(owner=here.owner, id=here.id("document"))
    return documents.whole(restored, here.cases.documents.link(restored))


async def count_applications(here: Inside) -> Any:
    return applications.counts(await here.cases.applications.count(owner=here.owner))


async def delete_application(here: Inside) -> Any:
    present = await here.cases.applications.show(owner=here.owner, id=here.id("application"))
    await here.cases.applications.delete(owner=here.owner, id=present.id, version=present.version)


async def restore_application(here: Inside) -> Any:
    return applications.whole(await here.cases.applications.restore(owner=here.owner, id=here.id("application")))


async def usage(here: Inside) -> Any:
    return plans.usage(*await here.cases.usage(owner=here.owner), await here.cases.model_use(owner=here.owner))


def scenario(folder: Path) -> list[Step]:
    password, diploma = folder / "password.txt", folder / "diploma.txt"
    password.write_text(f"{PASSWORD}\n")
    diploma.write_bytes(DIPLOMA)
    account = {"email": EMAIL, "password": PASSWORD, "name": "Mara Lind"}
    registering = ["accounts", "register", EMAIL, "name=Mara Lind", "--password-file", str(password)]
    application, part = "/applications/{application}", ["{application}"]
    return [
        Step("register", ("POST", "/auth/register"), registering, register, account, keep={"user": "id"}, nobody=True),
        Step(
            "verify",
            ("POST", "/auth/verify-email"),
            ["accounts", "verify", "{token}"],
            verify,
            {"token": "{token}"},
            nobody=True,
        ),
        Step(
            "edit me",
            ("PATCH", "/users/me"),
            ["accounts", "edit", "time_zone=Europe/Stockholm"],
            edit_me,
            {"time_zone": "Europe/Stockholm"},
            match="/users/me",
        ),
        # Before there is a profile: how well it fits may be known by one way sooner than by another.
        Step(
            "browse",
            ("GET", "/jobs/browse?limit=2&sort=title"),
            ["jobs", "browse", "--limit", "2", "--sort", "title"],
            browse,
            keep={"posting": "0/id"},
        ),
        Step(
            "create profile",
            ("POST", "/profiles"),
            ["profiles", "create", "name=Bread", "summary=Ten years of bread."],
            create_profile,
            {"name": "Bread", "summary": "Ten years of bread."},
            keep={"profile": "id"},
        ),
        Step(
            "edit profile",
            ("PATCH", "/profile"),
            ["profiles", "edit", f'personal:={{"name": "Mara Lind", "email": "{EMAIL}"}}'],
            edit_profile,
            {"personal": {"name": "Mara Lind", "email": EMAIL}},
            match="/profile",
        ),
        Step(
            "add a skill",
            ("POST", "/profile/skills"),
            ["profiles", "add", "skills", "name=Sourdough", 'keywords:=["Rye"]'],
            add_skill,
            {"name": "Sourdough", "keywords": ["Rye"]},
            match="/profile",
            keep={"skill": "id"},
        ),
        Step(
            "remove the skill",
            ("DELETE", "/profile/skills/{skill}"),
            ["profiles", "remove", "skills", "{skill}"],
            remove_skill,
            match="/profile",
        ),
        Step("versions", ("GET", "/profile/versions"), ["profiles", "versions"], versions),
        Step("take it back", ("POST", "/profile/versions/3/restore"), ["profiles", "take-back", "3"], take_back),
        Step("analyse", ("GET", "/profile/analytics"), ["profiles", "analyse"], analyse),
        Step("profiles", ("GET", "/profiles"), ["profiles", "list"], profile_cards),
        Step(
            "delete profile",
            ("DELETE", "/profiles/{profile}"),
            ["profiles", "delete", "{profile}"],
            delete_profile,
            match="/profiles/{profile}",
        ),
        Step(
            "restore profile",
            ("POST", "/profiles/{profile}/restore"),
            ["profiles", "restore", "{profile}"],
            restore_profile,
        ),
        Step(
            "capture",
            ("POST", "/jobs/from-text"),
            ["jobs", "capture", str(POSTING)],
            capture,
            POSTING.read_bytes(),
            "text/plain",
            keep={"job": "id"},
        ),
        Step(
            "create job",
            ("POST", "/jobs"),
            ["jobs", "create", "title=Head baker", "company=Mill & Oven", "deadline=2027-01-31"],
            create_job,
            {"title": "Head baker", "company": "Mill & Oven", "deadline": "2027-01-31"},
            keep={"own_job": "id"},
        ),
        Step(
            "edit job",
            ("PATCH", "/jobs/{own_job}"),
            ["jobs", "edit", "{own_job}", "location=Uppsala", "min_years:=3"],
            edit_job,
            {"location": "Uppsala", "min_years": 3},
            match="/jobs/{own_job}",
        ),
        Step("save", ("POST", "/jobs/{posting}/save"), ["jobs", "save", "{posting}"], save),
        Step("list jobs", ("GET", "/jobs?status=active"), ["jobs", "list", "status=active"], list_jobs),
        Step("unsave", ("DELETE", "/jobs/{posting}/save"), ["jobs", "unsave", "{posting}"], unsave),
        Step(
            "archive",
            ("POST", "/jobs/{own_job}/status"),
            ["jobs", "move", "{own_job}", "archived"],
            archive,
            {"status": "archived"},
        ),
        Step(
            "delete job",
            ("DELETE", "/jobs/{own_job}"),
            ["jobs", "delete", "{own_job}"],
            delete_job,
            match="/jobs/{own_job}",
        ),
        Step("restore job", ("POST", "/jobs/{own_job}/restore"), ["jobs", "restore", "{own_job}"], restore_job),
        Step("count jobs", ("GET", "/jobs/counts"), ["jobs", "counts"], count_jobs),
        Step(
            "apply",
            ("POST", "/applications"),
            ["applications", "create", "{job}", "status=applied", "source=careers page"],
            apply,
            {"job_id": "{job}", "status": "applied", "source": "careers page"},
            keep={"application": "id"},
        ),
        Step(
            "move",
            ("POST", f"{application}/status"),
            ["applications", "move", *part, "interview", "--note", "They called."],
            move,
            {"status": "interview", "note": "They called."},
        ),
        Step("timeline", ("GET", f"{application}/timeline"), ["applications", "timeline", *part], timeline),
        Step(
            "note",
            ("POST", f"{application}/notes"),
            ["applications", "add", *part, "notes", "text=They use Kafka."],
            note,
            {"text": "They use Kafka."},
            keep={"note": "id"},
        ),
        Step(
            "contact",
            ("POST", f"{application}/contacts"),
            ["applications", "add", *part, "contacts", "name=Zoë Lindqvist", "role=Recruiter"],
            contact,
            {"name": "Zoë Lindqvist", "role": "Recruiter"},
        ),
        Step(
            "interview",
            ("POST", f"{application}/interviews"),
            ["applications", "add", *part, "interviews", "kind=technical", f"starts_at={STARTS}",
             "time_zone=Europe/Stockholm"],
            interview,
            {"kind": "technical", "starts_at": STARTS, "time_zone": "Europe/Stockholm"},
        ),
        Step(
            "reminder",
            ("POST", f"{application}/reminders"),
            ["applications", "add", *part, "reminders", f"due_at={STARTS}", "text=Ask how it stands"],
            reminder,
            {"due_at": STARTS, "text": "Ask how it stands"},
            keep={"reminder": "id"},
        ),
        Step(
            "tick",
            ("PATCH", f"{application}/reminders/{{reminder}}"),
            ["applications", "change", *part, "reminders", "{reminder}", "done:=true"],
            tick,
            {"done": True},
            match=application,
        ),
        Step(
            "remove note",
            ("DELETE", f"{application}/notes/{{note}}"),
            ["applications", "remove", *part, "notes", "{note}"],
            remove_note,
            match=application,
        ),
        Step(
            "upload",
            ("POST", "/documents"),
            ["documents", "upload", str(diploma)],
            upload,
            files={"file": ("diploma.txt", DIPLOMA)},
            keep={"document": "id"},
        ),
        Step(
            "rename",
            ("PATCH", "/documents/{document}"),
            ["documents", "edit", "{document}", "name=Diploma.txt", "kind=certificate"],
            rename,
            {"name": "Diploma.txt", "kind": "certificate"},
            match="/documents/{document}",
        ),
        Step(
            "attach",
            ("POST", "/documents/{document}/attach"),
            ["documents", "attach", "{document}", *part, "--label", "sent with it"],
            attach,
            {"application_ids": ["{application}"], "label": "sent with it"},
        ),
        Step("application", ("GET", application), ["applications", "show", *part], show_application),
        Step(
            "delete document",
            ("DELETE", "/documents/{document}"),
            ["documents", "delete", "{document}"],
            delete_document,
            match="/documents/{document}",
        ),
        Step(
            "restore document",
            ("POST", "/documents/{document}/restore"),
            ["documents", "restore", "{document}"],
            restore_document,
        ),
        Step("counts", ("GET", "/applications/counts"), ["applications", "counts"], count_applications),
        Step(
            "delete application",
            ("DELETE", application),
            ["applications", "delete", *part],
            delete_application,
            match=application,
        ),
        Step("restore application", ("POST", f"{application}/restore"), ["applications", "restore", *part],
             restore_application),
        Step("usage", ("GET", "/usage"), ["usage"], usage),
    ]  # fmt: skip


def test_three_ways_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JOBWISE_ENV", "test")
    monkeypatch.delenv("JOBWISE_DATABASE_URL", raising=False)
    steps = scenario(tmp_path)
    found = []
    for kind in (ByRest, ByUseCases):
        way = kind(tmp_path / kind.__name__, monkeypatch)
        try:
            found.append(way.walk(steps))
        finally:
            way.close()
    commands = ByCommands(tmp_path / "commands", monkeypatch, capfd)
    found.append(commands.walk(steps))
    by_rest, by_use_cases, by_commands = found
    for step in steps:
        assert by_commands[step.name] == by_rest[step.name], step.name
        assert by_use_cases[step.name] == by_rest[step.name], step.name
    assert by_rest["list jobs"]["meta"]["total"] == 3
    assert [move["to_status"] for move in by_rest["timeline"]["data"]] == ["applied", "interviewing"]
    assert by_rest["application"]["data"]["documents"][0]["label"] == "sent with it"
    # The same in a process of its own, which is how everybody runs it.
    home = {"JOBWISE_HOME": str(commands.home)}
    here = commands.take(Step("again", ("GET", "/jobs"), ["jobs", "list"], list_jobs))
    there = jobwise("jobs", "list", "--json", "--as", EMAIL, **home)
    assert (there.code, there.answer) == (0, here), there.stderr
