"""A bucket that keeps versions, with S3's own client interface; it passes the same tests as moto's.

Unlike moto's it looks at what it is given: a form posted to it must hold what its policy says, a part put to it must be
as long as was signed, an address must not be over. What it does not know it refuses.
"""

import base64
import json
import zlib
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes.refusals import refusal

# S3 puts parts together only when all but the last have so many bytes.
SMALLEST_PART = 5 * 1024 * 1024


# Between a bucket of its own and a key in it; the one of files is not named.
_BETWEEN = "\0"
_APART = frozenset({"portal-anchors"})


def _place(request: Mapping[str, Any]) -> str:
    """Tell where an object lies: what is put into one bucket is in no other."""
    key: str = request["Key"]
    return f"{request['Bucket']}{_BETWEEN}{key}" if request.get("Bucket") in _APART else key


class PresignedError(Exception):
    """S3 refuses what a browser sent: 403 or 400, and nothing is stored."""


@dataclass(frozen=True)
class Kept:
    """One version of an object; without a body it marks that the one before was deleted."""

    version: str
    body: bytes | None
    type: str
    at: datetime


@dataclass
class Parts:
    """A multipart upload."""

    id: str
    key: str
    type: str
    parts: dict[int, bytes] = field(default_factory=dict)


class VersionedS3:
    """Any bucket is there. `signer` makes the addresses: the real client does that without asking anybody."""

    def __init__(self, clock: Callable[[], datetime], signer: Callable[[], Any]) -> None:
        self._clock = clock
        self._signer = signer
        self._versions: dict[str, list[Kept]] = {}
        self._uploads: dict[str, Parts] = {}
        self._numbered = 0

    def remembered(self) -> object:
        """All that is there now, for `stand`."""
        return self.kept, deepcopy(self._uploads), self._numbered

    def stand(self, remembered: Any) -> None:
        """Let everything be as it was then."""
        versions, uploads, self._numbered = remembered
        self._versions = {key: list(each) for key, each in versions.items()}
        self._uploads = deepcopy(uploads)

    def create_bucket(self, **_: Any) -> dict[str, Any]:
        return {}

    def put_object(self, **request: Any) -> dict[str, Any]:
        body = request["Body"]
        content = body if isinstance(body, bytes) else body.read()
        kept = self._keep(_place(request), content, request.get("ContentType", "binary/octet-stream"))
        return {"ETag": _etag(content), "VersionId": kept.version}

    def head_object(self, **request: Any) -> dict[str, Any]:
        kept = self._latest(request["Key"]) if "VersionId" not in request else self._find(request)
        if kept is None or kept.body is None:
            raise refusal("404", "HeadObject")
        return {
            "ContentLength": len(kept.body),
            "VersionId": kept.version,
            "ContentType": kept.type,
            "LastModified": kept.at,
        }

    def get_object(self, **request: Any) -> dict[str, Any]:
        if "VersionId" in request:
            kept = self._find(request)
            if kept is None:
                raise refusal("NoSuchVersion", "GetObject")
        else:
            kept = self._latest(_place(request))
        if kept is None or kept.body is None:
            raise refusal("NoSuchKey", "GetObject")
        first, last = _bounds(request.get("Range"), len(kept.body))
        if first >= len(kept.body) > 0:
            raise refusal("InvalidRange", "GetObject")
        return {"Body": BytesIO(kept.body[first : last + 1]), "VersionId": kept.version, "ContentType": kept.type}

    def copy_object(self, **request: Any) -> dict[str, Any]:
        source = request["CopySource"]
        kept = self._find(source) if "VersionId" in source else self._latest(source["Key"])
        if kept is None or kept.body is None:
            raise refusal("NoSuchKey", "CopyObject")
        made = self._keep(request["Key"], kept.body, request.get("ContentType", kept.type))
        return {"CopyObjectResult": {"ETag": _etag(kept.body)}, "VersionId": made.version}

    def delete_object(self, **request: Any) -> dict[str, Any]:
        key = _place(request)
        if "VersionId" in request:
            kept = [each for each in self._versions.get(key, ()) if each.version != request["VersionId"]]
            self._versions[key] = kept
            return {"VersionId": request["VersionId"]}
        marker = Kept(self._number("v"), None, "", self._clock())
        self._versions.setdefault(key, []).append(marker)
        return {"DeleteMarker": True, "VersionId": marker.version}

    def list_objects_v2(self, **request: Any) -> dict[str, Any]:
        keys = [key for key, held in sorted(self._versions.items()) if held and held[-1].body is not None]
        begins = _place({**request, "Key": request.get("Prefix", "")})
        is_apart = _BETWEEN in begins
        among = [each for each in keys if each.startswith(begins) and (_BETWEEN in each) is is_apart]
        found = [{"Key": each.rpartition(_BETWEEN)[2]} for each in among]
        return {"Contents": found} if found else {}

    def delete_objects(self, **request: Any) -> dict[str, Any]:
        for each in request["Delete"]["Objects"]:
            self.delete_object(**each)
        return {}

    def list_object_versions(self, **request: Any) -> dict[str, Any]:
        """All at once, the latest version of each first."""
        begins = _place({**request, "Key": request["Prefix"]})
        below = [(key, held) for key, held in sorted(self._versions.items()) if key.startswith(begins)]
        found = [(key.rpartition(_BETWEEN)[2], each) for key, held in below for each in reversed(held)]
        versions = [{"Key": key, "VersionId": each.version} for key, each in found if each.body is not None]
        markers = [{"Key": key, "VersionId": each.version} for key, each in found if each.body is None]
        told = {"Versions": versions, "DeleteMarkers": markers}
        return {"IsTruncated": False, **{name: each for name, each in told.items() if each}}

    def create_multipart_upload(self, **request: Any) -> dict[str, Any]:
        made = self._number("mpu")
        self._uploads[made] = Parts(made, request["Key"], request.get("ContentType", "binary/octet-stream"))
        return {"UploadId": made}

    def upload_part(self, **request: Any) -> dict[str, Any]:
        parts = self._parts(request, "UploadPart")
        content = request["Body"]
        parts.parts[request["PartNumber"]] = content
        return {"ETag": _etag(content)}

    def upload_part_copy(self, **request: Any) -> dict[str, Any]:
        parts = self._parts(request, "UploadPartCopy")
        kept = self._find(request["CopySource"])
        if kept is None or kept.body is None:
            raise refusal("NoSuchVersion", "UploadPartCopy")
        first, last = _bounds(request["CopySourceRange"], len(kept.body))
        if last >= len(kept.body):
            raise refusal("InvalidArgument", "UploadPartCopy")
        content = parts.parts[request["PartNumber"]] = kept.body[first : last + 1]
        return {"CopyPartResult": {"ETag": _etag(content)}}

    def list_parts(self, **request: Any) -> dict[str, Any]:
        parts = self._parts(request, "ListParts").parts
        found = [{"PartNumber": n, "Size": len(parts[n]), "ETag": _etag(parts[n])} for n in sorted(parts)]
        return {"Parts": found, "IsTruncated": False} if found else {"IsTruncated": False}

    def complete_multipart_upload(self, **request: Any) -> dict[str, Any]:
        upload = self._parts(request, "CompleteMultipartUpload")
        named = request["MultipartUpload"]["Parts"]
        for each in named:
            if each["PartNumber"] not in upload.parts or _etag(upload.parts[each["PartNumber"]]) != each["ETag"]:
                raise refusal("InvalidPart", "CompleteMultipartUpload")
        chosen = [upload.parts[each["PartNumber"]] for each in named]
        if any(len(each) < SMALLEST_PART for each in chosen[:-1]):
            raise refusal("EntityTooSmall", "CompleteMultipartUpload")
        del self._uploads[request["UploadId"]]
        kept = self._keep(upload.key, b"".join(chosen), upload.type)
        return {"Key": upload.key, "VersionId": kept.version}

    def list_multipart_uploads(self, **_: Any) -> dict[str, Any]:
        """List what was begun in parts and neither put together nor thrown away."""
        found = [{"Key": each.key, "UploadId": each.id} for each in self._uploads.values()]
        return {"Uploads": found} if found else {}

    def abort_multipart_upload(self, **request: Any) -> dict[str, Any]:
        self._parts(request, "AbortMultipartUpload")
        del self._uploads[request["UploadId"]]
        return {}

    def generate_presigned_post(self, **request: Any) -> dict[str, Any]:
        made: dict[str, Any] = self._signer().generate_presigned_post(**request)
        return made

    def generate_presigned_url(self, operation: str, **request: Any) -> str:
        return str(self._signer().generate_presigned_url(operation, **request))

    @property
    def kept(self) -> dict[str, list[Kept]]:
        """All versions of all objects, by key; what was deleted for good is not among them."""
        return {key: list(each) for key, each in self._versions.items() if each}

    def post(self, fields: Mapping[str, str], content: bytes, at: datetime | None = None) -> str:
        """Take a form as a browser posts it, held to its policy; the version it made. PresignedError when refused."""
        policy = json.loads(base64.b64decode(fields["policy"]))
        if (at or datetime.now(UTC)) >= datetime.fromisoformat(policy["expiration"]):
            raise PresignedError("the policy is over")
        checked = {"bucket", "policy", "x-amz-signature"}
        for condition in policy["conditions"]:
            if isinstance(condition, Mapping):
                ((name, value),) = condition.items()
                if name != "bucket" and fields.get(_field(fields, name)) != value:
                    raise PresignedError(f"{name} is not as signed")
                checked.add(name.lower())
            elif condition[0] == "content-length-range":
                if not condition[1] <= len(content) <= condition[2]:
                    raise PresignedError("the size is not as signed")
            else:
                raise NotImplementedError(condition)
        if unsigned := {each.lower() for each in fields} - checked:
            raise PresignedError(f"nobody signed {unsigned}")
        return self._keep(fields["key"], content, fields[_field(fields, "Content-Type")]).version

    def put(self, url: str, content: bytes, length: int | None = None) -> None:
        """Take a part as a browser puts it to its address. PresignedError when it is not of the length that was signed.

        The length is no part of an address, only of its signature, so whoever puts it says what was signed.
        """
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        if "content-length" not in asked["X-Amz-SignedHeaders"].split(";"):
            raise PresignedError("the length is not signed")
        begun = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%S%z")
        if begun + timedelta(seconds=int(asked["X-Amz-Expires"])) <= datetime.now(begun.tzinfo):
            raise PresignedError("the address is over")
        key = urlsplit(url).path.lstrip("/").split("/", 1)
        if length is not None and len(content) != length:
            raise PresignedError("the size is not as signed")
        parts = self._uploads.get(asked["uploadId"])
        if parts is None or not "/".join(key).endswith(parts.key):
            raise PresignedError("no such upload")
        parts.parts[int(asked["partNumber"])] = content

    def _keep(self, key: str, body: bytes, content_type: str) -> Kept:
        kept = Kept(self._number("v"), body, content_type, self._clock())
        self._versions.setdefault(key, []).append(kept)
        return kept

    def _latest(self, key: str) -> Kept | None:
        held = self._versions.get(key)
        return held[-1] if held else None

    def _find(self, request: Mapping[str, Any]) -> Kept | None:
        held = self._versions.get(request["Key"], ())
        return next((each for each in held if each.version == request["VersionId"]), None)

    def _parts(self, request: Mapping[str, Any], operation: str) -> Parts:
        upload = self._uploads.get(request["UploadId"])
        if upload is None or upload.key != request["Key"]:
            raise refusal("NoSuchUpload", operation)
        return upload

    def _number(self, prefix: str) -> str:
        self._numbered += 1
        return f"{prefix}-{self._numbered}"


def _field(fields: Mapping[str, str], name: str) -> str:
    return next((each for each in fields if each.lower() == name.lower()), name)


def _etag(content: bytes) -> str:
    """Tell contents apart; nobody may read more out of it."""
    return f'"{zlib.crc32(content):08x}{len(content):024x}"'


def _bounds(asked: str | None, size: int) -> tuple[int, int]:
    if asked is None:
        return 0, size
    first, _, last = asked.removeprefix("bytes=").partition("-")
    return int(first), int(last) if last else size
