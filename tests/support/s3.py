"""A server on 127.0.0.1 that speaks S3. It takes every key and every signature: those are for other tests."""

from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from jobwise.infrastructure.files.s3_server import Bucket, _session


class S3:
    def __init__(self) -> None:
        # More than a second, so only where it is wanted.
        from moto.server import ThreadedMotoServer

        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()

    @property
    def port(self) -> int:
        return int(self._server.get_host_and_port()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def bucket(self, *, port: int = 0, prefix: str = "") -> Bucket:
        """A new, empty bucket, reached by another port than the server's when one is given."""
        name = f"b-{uuid4().hex}"
        self.client().create_bucket(Bucket=name)
        endpoint = f"http://127.0.0.1:{port or self.port}"
        return Bucket(name, endpoint, access_key="key", secret_key="secret", prefix=prefix)

    def client(self) -> Any:
        """What an administrator uses, past JobWise."""
        return _session().client(
            "s3",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id="admin",
            aws_secret_access_key="admin",
        )

    def names(self, bucket: Bucket) -> list[str]:
        """Everything that lies in a bucket."""
        return [one["Key"] for one in self.client().list_objects_v2(Bucket=bucket.name).get("Contents", ())]
