"""Jobs over HTTP: made, changed, moved, deleted, brought back, found, counted; and what is refused."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.http import House, Person

FORM: dict[str, Any] = {
    "title": "Zoë's Data Engineer",
    "company": "Łódź Łącza",
    "location": "Łódź, Poland",
    "work_mode": "hybrid",
    "employment_type": "contract",
    "salary": {"min": 120.5, "max": 150, "currency": "PLN", "period": "hour"},
    "min_years": 3,
    "required_skills": ["Python", "C++"],
    "preferred_skills": ["dbt"],
    "deadline": "2027-01-31",
    "posted_at": "2026-11-01T12:00:00+02:00",
    "source_url": "https://jobs.example.org/1",
    "description": "First line.\nSecond line, with an emoji 🚀.",
}


async def kept(person: Person, **given: Any) -> dict[str, Any]:
    answer = await person.http.post("/jobs", json={"title": "Baker", **given})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["data"]
    return made


async def titles(person: Person, **asked: Any) -> list[str]:
    answer = await person.http.get("/jobs", params=asked)
    assert answer.status_code == 200, answer.text
    return [job["title"] for job in answer.json()["data"]]


async def test_every_field_of_the_form_comes_back(house: House) -> None:
    person = await house.person()
    made = await person.http.post("/jobs", json=FORM)
    job = made.json()["data"]
    assert {name: job[name] for name in FORM if name != "posted_at"} == {
        name: value for name, value in FORM.items() if name != "posted_at"
    }
    assert job["posted_at"] == "2026-11-01T10:00:00Z"
    assert (job["source"], job["status"], job["application_status"]) == ("user_created", "active", "not_applied")
    assert made.headers["ETag"] == '"1"'
    shown = await person.http.get(made.headers["Location"].removeprefix("/api/v1"))
    assert shown.content == made.content
    assert shown.headers["ETag"] == '"1"'
    (card,) = (await person.http.get("/jobs")).json()["data"]
    assert {name: job[name] for name in card} == card
    assert "description" not in card


@pytest.mark.parametrize("name", ["work_mode", "location_type"])
@pytest.mark.parametrize("said", ["on-site", "onsite", "On Site", "on_site", "in-office"])
async def test_the_words_of_others_for_on_site_are_understood(house: House, name: str, said: str) -> None:
    person = await house.person()
    assert (await kept(person, **{name: said}))["work_mode"] == "onsite"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"title": "  "}, {"title": None}, {"title": "x" * 201}, {"title": "a\nb"}, {"work_mode": "moon"},
        {"work_mode": "remote", "location_type": "onsite"}, {"employment_type": "forever"}, {"status": "hired"},
        {"salary": {"currency": "EUR", "period": "year"}}, {"salary": {"min": 2, "max": 1, "currency": "EUR"}},
        {"salary": {"min": -1, "currency": "EUR"}}, {"salary": {"min": 1, "currency": "eur"}},
        {"salary": {"min": 1e18, "currency": "EUR"}}, {"salary": {"min": "NaN", "currency": "EUR"}},
        {"salary": {"min": 1, "currency": "EUR", "period": "century"}}, {"salary": {"min": 1.00001, "currency": "EUR"}},
        {"min_years": "3"}, {"min_years": True}, {"min_years": 2.5}, {"posted_at": 0}, {"posted_at": "0"},
        {"salary": {"min": "1e3", "currency": "EUR"}}, {"salary": {"min": "+5", "currency": "EUR"}},
        {"min_years": -1}, {"min_years": 2**31}, {"min_years": 2**70}, {"deadline": "2027-02-30"}, {"deadline": "soon"},
        {"deadline": "0000-01-01"}, {"posted_at": "yesterday"}, {"posted_at": "2026-11-01T12:00:00"},
        {"posted_at": "9999-12-31T23:59:59-12:00"}, {"posted_at": 1e30}, {"required_skills": ["x"] * 101},
        {"required_skills": [""]}, {"required_skills": "Python"}, {"description": "x" * 20_001},
        {"description": "a\x00b"}, {"source_url": "x" * 2001}, {"owner_id": "x"}, {"version": 7}, {"source": "api"},
        {"id": "x"}, {"posting_id": "01a1fc31-639c-774e-b75e-8be6fd62f071"}, {"created_at": "2020-01-01T00:00:00Z"},
    ],
)  # fmt: skip
async def test_a_wrong_form_is_refused_and_names_the_field(house: House, wrong: dict[str, Any]) -> None:
    person = await house.person()
    answer = await person.http.post("/jobs", json={"title": "Baker", **wrong})
    assert answer.status_code == 422
    assert answer.json()["error"]["details"]
    assert (await person.http.get("/jobs")).json()["meta"]["total"] == 0


@pytest.mark.parametrize("years", [3, 3.0])
async def test_a_whole_number_is_one_however_it_is_written(house: House, years: float) -> None:
    assert (await kept(await house.person(), min_years=years))["min_years"] == 3


async def test_a_job_keeps_a_title(house: House) -> None:
    person = await house.person()
    job = await kept(person)
    answer = await person.http.patch(f"/jobs/{job['id']}", json={"title": None}, headers={"If-Match": '"1"'})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["error"]["details"]] == ["title"]


async def test_put_replaces_and_patch_merges(house: House) -> None:
    person = await house.person()
    job = (await person.http.post("/jobs", json=FORM)).json()["data"]
    address = f"/jobs/{job['id']}"
    patched = await person.http.patch(address, json={"company": "Nowa", "salary": None}, headers={"If-Match": '"1"'})
    assert (patched.status_code, patched.headers["ETag"]) == (200, '"2"')
    assert patched.json()["data"] == {
        **job, "company": "Nowa", "salary": None, "version": 2, "updated_at": patched.json()["data"]["updated_at"]
    }  # fmt: skip
    put = await person.http.put(address, json={"title": "Only a title"}, headers={"If-Match": '"2"'})
    now = put.json()["data"]
    assert (now["title"], now["company"], now["required_skills"], now["deadline"]) == ("Only a title", "", [], None)
    assert (now["posted_at"], now["source_url"], now["status"]) == (None, "", "active")
    assert now["created_at"] == job["created_at"]
    same = await person.http.patch(address, json={}, headers={"If-Match": '"3"'})
    assert same.headers["ETag"] == '"3"'
    assert (await person.http.get(address)).content == same.content


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_a_change_needs_the_version_that_was_read(house: House, method: str) -> None:
    person = await house.person()
    address = f"/jobs/{(await kept(person))['id']}"
    body: Any = None if method == "DELETE" else {"title": "Cook"}
    assert (await person.http.request(method, address, json=body)).status_code == 428
    for stale in ('"2"', '"0"', "*", "1", 'W/"x"', '"99999999999999999999"'):
        answer = await person.http.request(method, address, json=body, headers={"If-Match": stale})
        assert (answer.status_code, answer.json()["error"]["code"]) == (412, "PRECONDITION_FAILED")
    assert await titles(person) == ["Baker"]
    assert (await person.http.request(method, address, json=body, headers={"If-Match": '"1"'})).is_success


async def test_a_title_cannot_be_emptied(house: House) -> None:
    person = await house.person()
    address = f"/jobs/{(await kept(person))['id']}"
    assert (await person.http.patch(address, json={"title": None}, headers={"If-Match": '"1"'})).status_code == 422


async def test_deleted_is_gone_until_it_is_restored(house: House) -> None:
    person = await house.person()
    job = await kept(person, description="unmistakable")
    address = f"/jobs/{job['id']}"
    assert (await person.http.post(f"{address}/restore")).status_code == 400
    assert (await person.http.delete(address, headers={"If-Match": '"1"'})).status_code == 204
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/status"), ("GET", "/posting.jsonld")):
        answer = await person.http.request(
            method,
            address + path,
            headers={"If-Match": '"2"'},
            json={"status": "archived"} if path == "/status" else {},
        )
        assert answer.status_code == 404
    assert await titles(person, q="unmistakable") == []
    house.clock.forward(days=29)
    again = await house.client(house.token_of(person)).post(f"{address}/restore")
    assert (again.status_code, again.headers["ETag"]) == (200, '"3"')


async def test_after_thirty_days_deleted_is_gone_for_good(house: House) -> None:
    person = await house.person()
    job = await kept(person)
    await person.http.delete(f"/jobs/{job['id']}", headers={"If-Match": '"1"'})
    house.clock.forward(days=31)
    late = house.client(house.token_of(person))
    assert (await late.post(f"/jobs/{job['id']}/restore")).status_code == 404


async def test_a_status_moves_where_it_may(house: House) -> None:
    person = await house.person()
    job = await kept(person, status="draft")
    address = f"/jobs/{job['id']}/status"
    assert job["next_statuses"] == ["active", "archived"]
    for status, expected in (("active", 200), ("draft", 400), ("archived", 200), ("archived", 400), ("active", 200)):
        answer = await person.http.post(address, json={"status": status})
        assert answer.status_code == expected
        if expected == 400:
            error = answer.json()["error"]
            assert error["code"] == "INVALID_TRANSITION"
            assert "can become" in error["message"]
    assert (await person.http.post(address, json={"status": "hired"})).status_code == 422


async def test_what_happens_is_told_without_personal_data(house: House) -> None:
    person = await house.person()
    job = (await person.http.post("/jobs", json=FORM)).json()["data"]
    await person.http.patch(f"/jobs/{job['id']}", json={"company": "Nowa"}, headers={"If-Match": '"1"'})
    await person.http.post(f"/jobs/{job['id']}/status", json={"status": "archived"})
    async with house.store.read() as work:
        events = [one.event for one in await work.outbox.pending(100) if one.event.aggregate_type == "job"]
    assert [event.name for event in events] == ["job.captured", "job.replaced", "job.archived"]
    assert [dict(event.payload) for event in events] == [{"source": "user_created"}, {}, {}]


@pytest.mark.parametrize("path", ["", "/posting.jsonld"])
async def test_a_strangers_job_is_as_missing_as_none(house: House, path: str) -> None:
    anna, ben = await house.person(), await house.person()
    job = await kept(anna)
    foreign = await ben.http.get(f"/jobs/{job['id']}{path}")
    missing = await ben.http.get(f"/jobs/{house.ids.new()}{path}")
    assert (foreign.status_code, foreign.content) == (404, missing.content)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", "", {"title": "x"}), ("PATCH", "", {"title": "x"}), ("DELETE", "", None), ("POST", "/restore", None),
     ("POST", "/status", {"status": "archived"})],
)  # fmt: skip
async def test_a_strangers_job_cannot_be_touched(house: House, method: str, path: str, body: Any) -> None:
    anna, ben = await house.person(), await house.person()
    job = await kept(anna)
    headers = {"If-Match": '"1"'} if not path else {}
    foreign = await ben.http.request(method, f"/jobs/{job['id']}{path}", json=body, headers=headers)
    missing = await ben.http.request(method, f"/jobs/{house.ids.new()}{path}", json=body, headers=headers)
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert (await anna.http.get(f"/jobs/{job['id']}")).json()["data"] == job


async def test_the_list_is_filtered(house: House) -> None:
    person, stranger = await house.person(), await house.person()
    await kept(stranger, title="Foreign", company="Acme", description="secret")
    await kept(person, title="Bäcker", company="Acme Brot", location="Köln", work_mode="onsite", required_skills=["C"])
    await kept(person, title="Coder", company="Bolt", location="New York", work_mode="remote",
               required_skills=["C++"], salary={"max": 50, "currency": "USD", "period": "hour"},
               posted_at="2026-10-01T00:00:00Z", description="Uses Kubernetes.", status="draft")  # fmt: skip
    for asked, found in (
        ({"q": "backer"}, ["Bäcker"]), ({"q": "KUBERNETES"}, ["Coder"]), ({"q": "kube"}, ["Coder"]),
        ({"q": "bernetes"}, []), ({"q": "acme koln"}, ["Bäcker"]), ({"company": "acme"}, ["Bäcker"]),
        ({"company": "köln"}, []), ({"location": "new york"}, ["Coder"]), ({"work_mode": "on-site"}, ["Bäcker"]),
        ({"skill": "c"}, ["Bäcker"]), ({"skill": "c++"}, ["Coder"]), ({"salary_min": 104_000}, ["Coder"]),
        ({"salary_min": 104_001}, []), ({"status": "draft"}, ["Coder"]), ({"source": "api"}, []),
        ({"posted_after": "2026-09-30T00:00:00Z"}, ["Coder"]), ({"posted_after": "2026-10-01T00:00:00Z"}, []),
        ({"application_status": "not_applied"}, ["Coder", "Bäcker"]), ({"application_status": "applied"}, []),
        ({"q": "%"}, []), ({"q": "_"}, []), ({"q": ""}, ["Coder", "Bäcker"]), ({"q": "secret"}, []),
        ({"employment_type": "contract"}, []), ({"status": "draft", "q": "coder", "work_mode": "remote"}, ["Coder"]),
    ):  # fmt: skip
        assert sorted(await titles(person, **asked)) == sorted(found), asked


INJECTIONS = ["%' OR 1=1--", "' OR ''='", '" OR "1"="1', "a* OR b", "NEAR(a b)", "terms:x", "-a", "(", '"', "'a':*",
              "a & !b", "\\", "%", "o=*", "x' UNION SELECT * FROM users--", "*", "^a", "{terms}:a", "AND",
              "𝔞", "\u202e", "ﷺ"]  # fmt: skip


@pytest.mark.parametrize("name", ["q", "company", "location", "skill"])
@pytest.mark.parametrize("text", INJECTIONS)
async def test_a_search_that_means_more_finds_nothing_foreign(house: House, name: str, text: str) -> None:
    """T14: no row of another, whatever the text means to SQL or to a full-text index."""
    anna, ben = await house.person(), await house.person()
    await kept(anna, title="Secret", company="Hidden", description="a b x terms and or not near")
    assert await titles(ben, **{name: text}) == []


@pytest.mark.parametrize(
    "asked",
    ["sort=id;drop table jobs", "sort=owner_id", "sort=title,title", "sort=-title,title", "sort=", "sort=,",
     "sort=--title", "status=x", "source=x", "work_mode=x", "employment_type=x", "salary_min=-1", "salary_min=1e400",
     "salary_min=x", "salary_min=99999999999999999999", "posted_after=x", "posted_after=2026-01-01", "q=" + "x" * 201,
     "q=%00", "q=a%0ab", "skill=%ff%00", "limit=0", "limit=-1", "limit=101", "page=0", "page=101&limit=100",
     "page=x", "application_status=A"],
)  # fmt: skip
async def test_what_a_list_does_not_offer_is_refused(house: House, asked: str) -> None:
    """T14, T56: `sort=id;drop` is 422."""
    answer = await (await house.person()).http.get(f"/jobs?{asked}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")


async def test_the_counts_agree_with_the_lists(house: House) -> None:
    person, stranger = await house.person(), await house.person()
    await kept(stranger)
    assert (await person.http.get("/jobs/counts")).json()["data"]["status"] == {}
    for number in range(6):
        await kept(person, status="draft" if number < 2 else "active", work_mode="remote" if number % 2 else None)
    counts = (await person.http.get("/jobs/counts")).json()["data"]
    assert counts["status"] == {"draft": 2, "active": 4}
    assert (counts["source"], counts["work_mode"], counts["employment_type"]) == (
        {"user_created": 6},
        {"remote": 3},
        {},
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    limit=st.integers(1, 7),
    order=st.lists(
        st.sampled_from(["created_at", "updated_at", "title", "company", "deadline", "salary"]), min_size=1, unique=True
    ),
    falls=st.lists(st.booleans(), min_size=6, max_size=6),
)
async def test_pages_cover_each_job_once(limit: int, order: list[str], falls: list[bool]) -> None:
    house = House()
    person = await house.person()
    for number in range(12):
        deadline = f"2027-0{1 + number % 3}-01" if number % 4 else None
        await kept(person, title=f"T{number % 3}", company=f"C{number % 2}", deadline=deadline)
    sort = ",".join(("-" if down else "") + name for name, down in zip(order, falls, strict=False))
    seen: list[str] = []
    for page in range(1, 14):
        found = (await person.http.get("/jobs", params={"sort": sort, "limit": limit, "page": page})).json()
        seen += [job["id"] for job in found["data"]]
        assert found["meta"]["total"] == 12
    assert len(seen) == len(set(seen)) == 12
