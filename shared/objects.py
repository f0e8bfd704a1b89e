"""Objects: the bytes themselves, read version by version, copied, taken away, and put together from parts.

A version once stored never changes, so whoever names one gets the same bytes each time. Every call may be repeated.
UnavailableError when the bucket does not answer; then the same call made again finds what was done.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import NotFoundError, UnavailableError

PIECE = 1024 * 1024
# S3 takes copies of up to 5 GiB in one call, and says nothing until it is done, for longer than a client waits. So much
# is copied in seconds.
MOST_COPIED_AT_ONCE = 256 * PIECE
_COPIES_AT_ONCE = 4
# Whoever may not list the bucket is told of a missing object that it is forbidden, so that is the same here.
_MISSING = frozenset({"404", "403", "AccessDenied", "NoSuchKey", "NoSuchVersion", "NoSuchUpload", "NotFound"})


class S3(Protocol):
    """The part of boto3's S3 client that is used here."""

    def put_object(self, **request: Any) -> dict[str, Any]: ...
    def head_object(self, **request: Any) -> dict[str, Any]: ...
    def get_object(self, **request: Any) -> dict[str, Any]: ...
    def copy_object(self, **request: Any) -> dict[str, Any]: ...
    def delete_object(self, **request: Any) -> dict[str, Any]: ...
    def delete_objects(self, **request: Any) -> dict[str, Any]: ...
    def list_object_versions(self, **request: Any) -> dict[str, Any]: ...
    def create_multipart_upload(self, **request: Any) -> dict[str, Any]: ...
    def upload_part(self, **request: Any) -> dict[str, Any]: ...
    def upload_part_copy(self, **request: Any) -> dict[str, Any]: ...
    def list_parts(self, **request: Any) -> dict[str, Any]: ...
    def complete_multipart_upload(self, **request: Any) -> dict[str, Any]: ...
    def abort_multipart_upload(self, **request: Any) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Part:
    """A part that is there."""

    number: int
    size: int
    etag: str


@dataclass(frozen=True)
class Lying:
    """A version that is there, and since when; of one put together from parts, since when these were begun."""

    version: str
    since: datetime


class ObjectStore:
    """One bucket, which keeps versions."""

    def __init__(self, client: Callable[[], S3], bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write an object whole."""
        self._ask("put_object", Key=key, Body=body, ContentType=content_type)

    def names(self, prefix: str) -> Iterator[str]:
        """Name every version of all that lies under a prefix, also of what was deleted, a thousand a request."""
        place: dict[str, str] = {}
        while True:
            found = self._ask("list_object_versions", Prefix=prefix, **place)
            yield from (each["Key"] for each in found.get("Versions", ()))
            if not found.get("IsTruncated"):
                return
            place = {"KeyMarker": found["NextKeyMarker"], "VersionIdMarker": found["NextVersionIdMarker"]}

    def find(self, key: str) -> str | None:
        """Name the latest version under a key; None when there is nothing."""
        found = self.latest(key)
        return found.version if found else None

    def latest(self, key: str) -> Lying | None:
        """Name the latest version under a key and since when it is there; None when there is nothing."""
        try:
            found = self._ask("head_object", Key=key)
        except NotFoundError:
            return None
        return Lying(str(found.get("VersionId", "null")), found["LastModified"])

    def pieces(self, key: str, version: str | None) -> Iterator[bytes]:
        """Read a version a megabyte at a time; NotFoundError when it is gone. What is written once needs no version."""
        body = self._ask("get_object", Key=key, **({"VersionId": version} if version else {}))["Body"]
        try:
            while piece := body.read(PIECE):
                yield piece
        except (BotoCoreError, OSError) as lost:
            raise UnavailableError from lost
        finally:
            body.close()

    def beginning(self, key: str, version: str, length: int) -> bytes:
        """Read the first bytes of a version, which must have one at least."""
        asked = self._ask("get_object", Key=key, VersionId=version, Range=f"bytes=0-{length - 1}")
        body: bytes = asked["Body"].read()
        return body

    def copy(self, key: str, version: str, target: str, content_type: str, size: int) -> str:
        """Copy a version of so many bytes to another key and name the version it became; NotFoundError when it is gone.

        What is large is copied in parts, of which nothing is left when one of them fails. Neither what the sender said
        of it nor marks on it go along.
        """
        source = {"Bucket": self._bucket, "Key": key, "VersionId": version}
        if size > MOST_COPIED_AT_ONCE:
            return self._copy_in_parts(source, target, content_type, size)
        answer = self._ask(
            "copy_object",
            CopySource=source,
            Key=target,
            ContentType=content_type,
            MetadataDirective="REPLACE",
            TaggingDirective="REPLACE",
        )
        return str(answer.get("VersionId", "null"))

    def _copy_in_parts(self, source: Mapping[str, str], target: str, content_type: str, size: int) -> str:
        from concurrent.futures import ThreadPoolExecutor

        upload = self.begin(target, content_type)

        def copied(first: int) -> Part:
            last = min(first + MOST_COPIED_AT_ONCE, size) - 1
            number = first // MOST_COPIED_AT_ONCE + 1
            asked = {"Key": target, "UploadId": upload, "PartNumber": number, "CopySource": source}
            answer = self._ask("upload_part_copy", **asked, CopySourceRange=f"bytes={first}-{last}")
            return Part(number, last - first + 1, answer["CopyPartResult"]["ETag"])

        try:
            with ThreadPoolExecutor(_COPIES_AT_ONCE) as lanes:
                parts = list(lanes.map(copied, range(0, size, MOST_COPIED_AT_ONCE)))
            return self.finish(target, upload, parts)
        except (NotFoundError, UnavailableError):
            with suppress(UnavailableError):  # the bucket throws away by itself what was begun a day ago
                self.abort(target, upload)
            raise

    def delete(self, key: str, version: str) -> None:
        """Take a version away for good, also one that is gone already."""
        self._ask("delete_object", Key=key, VersionId=version)

    def erase(self, prefix: str) -> None:
        """Take away for good every version of all that lies under a prefix, and the marks of what was deleted."""
        while True:
            found = self._ask("list_object_versions", Prefix=prefix)
            gone = [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]
            if gone:
                listed = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in gone]
                if self._ask("delete_objects", Delete={"Objects": listed, "Quiet": True}).get("Errors"):
                    raise UnavailableError
            if not found.get("IsTruncated"):
                return

    def begin(self, key: str, content_type: str) -> str:
        """Begin an object of parts and name the undertaking."""
        return str(self._ask("create_multipart_upload", Key=key, ContentType=content_type)["UploadId"])

    def put_part(self, key: str, upload: str, number: int, body: bytes) -> Part:
        """Put one part; of those put together all but the last have 5 MB at least."""
        answer = self._ask("upload_part", Key=key, UploadId=upload, PartNumber=number, Body=body)
        return Part(number, len(body), answer["ETag"])

    def parts(self, key: str, upload: str) -> list[Part]:
        """List the parts that are there, at most 1,000; NotFoundError once they were put together or thrown away."""
        found = self._ask("list_parts", Key=key, UploadId=upload).get("Parts", ())
        return [Part(each["PartNumber"], each["Size"], each["ETag"]) for each in found]

    def finish(self, key: str, upload: str, parts: Sequence[Part]) -> str:
        """Put the parts together and name the version; NotFoundError once that was done, or they were thrown away."""
        named = {"Parts": [{"PartNumber": each.number, "ETag": each.etag} for each in parts]}
        answer = self._ask("complete_multipart_upload", Key=key, UploadId=upload, MultipartUpload=named)
        return str(answer.get("VersionId", "null"))

    def abort(self, key: str, upload: str) -> None:
        """Throw the parts away, also those that are gone already."""
        try:
            self._ask("abort_multipart_upload", Key=key, UploadId=upload)
        except NotFoundError:
            return

    def _ask(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client(), operation)(Bucket=self._bucket, **request)
        except ClientError as refused:
            if refused.response["Error"]["Code"] in _MISSING:
                raise NotFoundError from refused
            raise UnavailableError from refused
        except BotoCoreError as lost:
            raise UnavailableError from lost
        return answer


class Sqs(Protocol):
    """The part of boto3's SQS client that is used here."""

    def send_message(self, **request: Any) -> dict[str, Any]: ...
    def change_message_visibility(self, **request: Any) -> object: ...


class ObjectLine:
    """The queue on which S3 tells of objects: what it told and nobody heard is said again, in its own words."""

    def __init__(self, client: Callable[[], Sqs], url: str, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._url = url
        self._clock = clock

    def tell(self, key: str, version: str, since: datetime | None = None) -> None:
        """Say that an object is there, and since when; UnavailableError when the queue did not take it."""
        said = {
            "detail-type": "Object Created",
            "source": "portal.documents",
            "time": (since or self._clock()).isoformat(),
            "detail": {"bucket": {}, "object": {"key": key, "version-id": version}},
        }
        self._ask("send_message", MessageBody=json.dumps(said))

    def put_off(self, receipt: str, pause: timedelta) -> None:
        """Let a message that is being worked off come back after the pause; UnavailableError when it will not."""
        self._ask("change_message_visibility", ReceiptHandle=receipt, VisibilityTimeout=int(pause.total_seconds()))

    def _ask(self, operation: str, **request: Any) -> None:
        try:
            getattr(self._client(), operation)(QueueUrl=self._url, **request)
        except (BotoCoreError, ClientError) as refused:
            raise UnavailableError from refused
