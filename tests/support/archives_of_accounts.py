"""Having archives of accounts made, as the runner does it, and looking into them."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from jobwise.application.data_exports.commands import MAKING
from jobwise.infrastructure.tasks.hands import Handler
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.support.http import House, Person


async def run_tasks(house: House, make: Handler | None = None) -> int:
    """Does what is due; how many tasks that were."""
    handlers = {MAKING: make or house.cases.data_exports.make}
    return await Runner(house.store, house.clock, house.ids, handlers, (WorkClass("x", (MAKING,)),)).run_due()


async def fetched(house: House, person: Person) -> tuple[dict[str, Any], bytes]:
    """A completed archive of somebody's: what the API says of it, and its bytes by its link."""
    asked = await person.http.post("/users/me/export")
    assert asked.status_code == 202, asked.text
    assert await run_tasks(house) == 1
    made = (await person.http.get(f"/users/me/exports/{asked.json()['data']['id']}")).json()["data"]
    assert made["status"] == "completed", made
    answer = await house.client().get(f"http://testserver{made['links']['file']}")
    assert answer.status_code == 200, answer.text
    return made, answer.content


@dataclass(frozen=True)
class Archive:
    """What stands in the bytes of an archive."""

    data: bytes

    @property
    def zipped(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.data))

    @property
    def manifest(self) -> Any:
        return json.loads(self.zipped.read("manifest.json"))

    def rows(self, table: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.zipped.read(f"data/{table}.json"))
        return found


def changed(data: bytes, **members: bytes | None) -> bytes:
    """The archive with other members; None takes one out. Names are given with `_` for `/` and `__` for `.`."""
    given = {name.replace("__", ".").replace("_", "/", 1): value for name, value in members.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            value = given.pop(name, old.read(name))
            if value is not None:
                new.writestr(name, value)
        for name, value in given.items():
            if value is not None:
                new.writestr(name, value)
    return out.getvalue()


def resealed(data: bytes, members: dict[str, bytes]) -> bytes:
    """The archive with other members, and a manifest that says so: whoever changes one can write the other as well."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        manifest = json.loads(old.read("manifest.json"))
        about = {one["name"]: one for one in manifest["members"]}
        held = {**{name: old.read(name) for name in old.namelist() if name != "manifest.json"}, **members}
        manifest["members"] = [
            {
                **about.get(name, {"name": name}),
                "size_bytes": len(value),
                "sha256": hashlib.sha256(value).hexdigest(),
            }
            for name, value in held.items()
        ]
        new.writestr("manifest.json", json.dumps(manifest))
        for name, value in held.items():
            new.writestr(name, value)
    return out.getvalue()
