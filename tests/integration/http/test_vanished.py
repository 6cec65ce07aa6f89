"""An account that is erased while this process still remembers that it may come in: nobody gets a 404 for it."""

import pytest

from jobwise.domain.limits import STANDING_CACHE_S
from tests.integration.http.test_authorization import ALL, ROWS, Operation
from tests.support.http import House, Person

EMPTY = frozenset(
    {"list_sessions", "list_jobs", "count_jobs", "list_saved_jobs", "list_applications", "count_applications"}
    | {"list_exports", "list_export_files"}
    | {"list_generations", "list_generation_history", "list_rankings", "list_samples", "list_enhancements"}
    | {"list_documents", "list_profiles", "list_users", "list_accounts", "list_data_exports"}
)
"""They look for nothing in particular, and so miss nothing until the account's standing is read again."""

SHARED = frozenset(
    {"browse_postings", "show_posting", "parse_job", "capture_page", "upload_document", "import_account"}
    | {"upload_sample", "upload_sample_file", "learn_writing_style"}
    | {"list_templates", "preview_template"}
    | {"list_flags", "switch_feature", "list_audit", "list_queues"}
)
"""They concern nobody's own, or were called here with what is refused before anything is looked for."""


async def erased_elsewhere(house: House, person: Person) -> None:
    """As another process does it: nobody here is told."""
    async with house.store.write() as work:
        user = await work.users.get(person.user.id)
        user.delete(house.clock.now())
        await work.users.save(user)
        await work.personal.erase(owner=user.id, now=house.clock.now())
        await work.commit()


@pytest.mark.parametrize("operation", [one for one in ALL if not ROWS[one.id].public], ids=lambda one: one.id)
async def test_whose_account_is_gone_is_not_signed_in(house: House, operation: Operation) -> None:
    row = ROWS[operation.id]
    owner = await (house.admin() if row.admin else house.person())
    made = await row.make(owner) if row.make else {}
    assert (await owner.http.get("/users/me")).status_code == 200
    await erased_elsewhere(house, owner)
    answer = await operation.call(owner.http, made, row)
    if operation.id in EMPTY:
        assert answer.status_code == 200
        assert str(owner.user.id) not in answer.text
    elif operation.id not in SHARED:
        assert answer.status_code == 401, answer.text
        assert answer.json()["error"]["code"] == "UNAUTHENTICATED"
    house.clock.forward(seconds=STANDING_CACHE_S)
    assert (await operation.call(owner.http, made, row)).status_code == 401


async def test_my_account_is_gone_and_so_am_i(house: House) -> None:
    person = await house.person()
    assert (await person.http.get("/users/me")).status_code == 200
    await erased_elsewhere(house, person)
    answer = await person.http.get("/users/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"]


async def test_what_is_missing_stays_missing_for_whoever_is_there(house: House) -> None:
    person = await house.person()
    assert (await person.http.get(f"/jobs/{house.ids.new()}")).status_code == 404
