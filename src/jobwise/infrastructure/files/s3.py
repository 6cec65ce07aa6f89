"""Files in a bucket of an S3 server (Amazon's, MinIO and others), private, each under one key that is never reused."""

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from jobwise.domain.limits import FILE_PART_BYTES
from jobwise.domain.shared.errors import JobWiseError, MissingHere, NotFound
from jobwise.infrastructure.files.keys import check_key, is_key
from jobwise.infrastructure.files.s3_server import Bucket, Client, Patience, S3Server

_PIECE = 256 * 1024
_WHOLE_BYTES = 2 * FILE_PART_BYTES
"""Up to here a file goes in one request: either it is there, or not."""


class S3Files:
    """The bucket is there already. An account needs to get, put and delete objects in it, to list them, and to list
    and abort uploads in parts."""

    def __init__(self, bucket: Bucket, patience: Patience | None = None) -> None:
        self._bucket = bucket.name
        self._prefix = f"{bucket.prefix.strip('/')}/" if bucket.prefix.strip("/") else ""
        self._server = S3Server(bucket, patience)
        self._trying: asyncio.Task[None] | None = None

    async def put(self, key: str, source: BinaryIO) -> None:
        name = self._name(key)
        try:
            size, digest = await asyncio.to_thread(_measured, source)
        except OSError as error:
            raise MissingHere("The file cannot be read to its end, so it was not kept.") from error
        if size > _WHOLE_BYTES:
            await self._put_in_parts(name, source, size)
            return

        def send(client: Client) -> str:
            source.seek(0)
            # An answer that was cut off says nothing; a whole one has this.
            sent: str = client.put_object(**name, Body=source, ContentLength=size, ContentMD5=digest)["ETag"]
            return sent

        await self._server.ask(send)

    async def get(self, key: str) -> AsyncIterator[bytes]:
        reading = _Reading(self._name(key))
        first = await self._server.ask(reading.more)
        return self._pieces(reading, first)

    async def delete(self, key: str) -> None:
        name = self._name(key)
        await self._server.ask(lambda client: client.delete_object(**name))

    async def older_than(self, moment: datetime, *, limit: int) -> Sequence[str]:
        found: list[str] = []
        async for page in self._pages("list_objects_v2", ("ContinuationToken",)):
            listed = ((self._key(one["Key"]), one["LastModified"]) for one in page.get("Contents", ()))
            found += [key for key, at in listed if is_key(key) and at < moment]
            if len(found) >= limit:
                break
        await self._abort_older_than(moment)
        return found[:limit]

    async def try_out(self) -> None:
        """Asks for one name of the bucket; MissingHere or Unavailable when it cannot be had."""
        # Who asks for readiness soon goes away. The next one waits for the same answer, so that a server that
        # hangs has one question of this kind before it, not one from every second.
        if self._trying is None or self._trying.done():
            self._trying = asyncio.create_task(self._look())
            self._trying.add_done_callback(_noticed)
        await asyncio.shield(self._trying)

    async def close(self) -> None:
        await self._server.close()

    async def _look(self) -> None:
        place = {"Bucket": self._bucket, "Prefix": f"{self._prefix}users/", "MaxKeys": 1}
        await self._server.ask(lambda client: client.list_objects_v2(**place))

    def _name(self, key: str) -> dict[str, str]:
        check_key(key)
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{key}"}

    def _key(self, name: str) -> str:
        return name.removeprefix(self._prefix)

    async def _pieces(self, reading: "_Reading", piece: bytes) -> AsyncIterator[bytes]:
        try:
            while piece:
                yield piece
                piece = await self._server.ask(reading.more)
        finally:
            reading.close()

    async def _put_in_parts(self, name: dict[str, str], source: BinaryIO, size: int) -> None:
        upload: dict[str, str] = {
            **name,
            "UploadId": await self._server.ask(lambda client: client.create_multipart_upload(**name)["UploadId"]),
        }
        try:
            parts = [await self._put_part(upload, source, start) for start in range(0, size, FILE_PART_BYTES)]
            await self._server.ask(lambda client: _complete(client, upload, parts))
        except JobWiseError:
            # What cannot be cleared away now is found by `older_than`.
            with contextlib.suppress(JobWiseError):
                await self._server.ask(lambda client: client.abort_multipart_upload(**upload))
            raise

    async def _put_part(self, upload: dict[str, str], source: BinaryIO, start: int) -> dict[str, Any]:
        number = start // FILE_PART_BYTES + 1

        def send(client: Client) -> dict[str, Any]:
            source.seek(start)
            part = source.read(FILE_PART_BYTES)
            digest = _encoded(hashlib.md5(part, usedforsecurity=False).digest())
            sent = client.upload_part(**upload, PartNumber=number, Body=part, ContentMD5=digest)
            return {"ETag": sent["ETag"], "PartNumber": number}

        return await self._server.ask(send)

    async def _abort_older_than(self, moment: datetime) -> None:
        """Clears away uploads in parts that nobody finished. MinIO does not name them, and clears them by itself."""
        async for page in self._pages("list_multipart_uploads", ("KeyMarker", "UploadIdMarker")):
            for one in page.get("Uploads", ()):
                if is_key(self._key(one["Key"])) and one["Initiated"] < moment:
                    upload = {"Bucket": self._bucket, "Key": one["Key"], "UploadId": one["UploadId"]}
                    with contextlib.suppress(NotFound):
                        await self._server.ask(_abort(upload))

    async def _pages(self, method: str, markers: tuple[str, ...]) -> AsyncIterator[dict[str, Any]]:
        place = {"Bucket": self._bucket, "Prefix": f"{self._prefix}users/"}
        while True:
            page: dict[str, Any] = await self._server.ask(_listing(method, dict(place)))
            yield page
            if not page.get("IsTruncated"):
                return
            place |= {marker: page[f"Next{marker}"] for marker in markers}


@dataclass(slots=True)
class _Reading:
    """One file on its way to us. When the connection breaks the rest of the same file is asked for."""

    name: dict[str, str]
    body: Any = None
    etag: str = ""
    at: int = 0
    size: int = -1

    def more(self, client: Client) -> bytes:
        """The next piece; empty at the end."""
        if self.at == self.size:
            return b""
        try:
            if self.body is None:
                self._open(client)
            piece: bytes = self.body.read(_PIECE)
        except BaseException:
            self.close()
            raise
        self.at += len(piece)
        return piece

    def _open(self, client: Client) -> None:
        rest = {"Range": f"bytes={self.at}-", "IfMatch": self.etag} if self.at else {}
        answer = client.get_object(**self.name, **rest)
        self.body = answer["Body"]
        if self.size < 0:
            # In an answer that was cut off one of them is missing; without a length no end would be a false one.
            self.etag, self.size = answer["ETag"], answer["ContentLength"]

    def close(self) -> None:
        if self.body is not None:
            self.body.close()
            self.body = None


def _measured(source: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.md5(usedforsecurity=False), 0
    source.seek(0)
    while piece := source.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    return size, _encoded(digest.digest())


def _encoded(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def _complete(client: Client, upload: dict[str, str], parts: list[dict[str, Any]]) -> None:
    try:
        client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    except client.exceptions.NoSuchUpload:
        # A try before this one got through, and its answer was lost.
        client.head_object(Bucket=upload["Bucket"], Key=upload["Key"])


def _abort(upload: dict[str, str]) -> Any:
    return lambda client: client.abort_multipart_upload(**upload)


def _listing(method: str, place: dict[str, Any]) -> Any:
    return lambda client: getattr(client, method)(**place)


def _noticed(task: "asyncio.Task[None]") -> None:
    """Takes note of a failure that nobody may wait for any more."""
    if not task.cancelled():
        task.exception()
