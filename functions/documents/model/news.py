"""News of objects, as EventBridge brings it: what S3 stored, and what a scanner found in it.

The shapes are those of the user guides of Amazon S3 ("EventBridge event message structure") and of Amazon GuardDuty
("Monitoring S3 object scans with Amazon EventBridge"); the scanner of our own speaks in GuardDuty's.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from functions.documents.model.uploads import Verdict

STORED = "Object Created"
SCANNED = "GuardDuty Malware Protection Object Scan Result"


class _Wire(BaseModel):
    """A part of a message; what else stands in it is nobody's affair here."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Spelled(_Wire):
    model_config = ConfigDict(alias_generator=to_camel)


class _StoredObject(_Wire):
    key: str
    version: Annotated[str | None, Field(alias="version-id")] = None


class _StoredDetail(_Wire):
    object: _StoredObject


class ObjectStored(_Wire):
    """An object was put, copied or put together of parts."""

    detail_type: Annotated[Literal["Object Created"], Field(alias="detail-type")]
    time: datetime
    detail: _StoredDetail

    @property
    def key(self) -> str:
        return self.detail.object.key

    @property
    def object_version(self) -> str | None:
        """Name the version; not every S3 there is tells it."""
        return self.detail.object.version


class _ScannedObject(_Spelled):
    object_key: str
    version_id: str | None = None


class _ScanResult(_Spelled):
    scan_result_status: Verdict


class _ScannedDetail(_Spelled):
    s3_object_details: Annotated[_ScannedObject, Field(alias="s3ObjectDetails")]
    scan_result_details: _ScanResult


class ObjectScanned(_Wire):
    """A scanner looked at an object version, or could not."""

    detail_type: Annotated[Literal["GuardDuty Malware Protection Object Scan Result"], Field(alias="detail-type")]
    time: datetime
    detail: _ScannedDetail

    @property
    def key(self) -> str:
        return self.detail.s3_object_details.object_key

    @property
    def object_version(self) -> str | None:
        return self.detail.s3_object_details.version_id

    @property
    def verdict(self) -> Verdict:
        return self.detail.scan_result_details.scan_result_status


type News = ObjectStored | ObjectScanned
_NEWS: TypeAdapter[News] = TypeAdapter(Annotated[ObjectStored | ObjectScanned, Field(discriminator="detail_type")])


def read(message: str) -> News:
    """Read a message; ValidationError when it is none of these."""
    return _NEWS.validate_json(message)
