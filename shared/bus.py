"""The bus: events go out by PutEvents, ten at a time, and what fails is told entry by entry."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import UnavailableError

# PutEvents takes 10 entries and 256 KB a call (EventBridge API reference).
ENTRIES_PER_CALL = 10
BYTES_PER_CALL = 256 * 1024
# Sources that begin with `aws.` are AWS's own: nobody else may use them.
SCANNER = "portal.scanner"

type Detail = Mapping[str, Any]


class Client(Protocol):
    """The part of boto3's EventBridge client that is used here."""

    def put_events(self, **request: Any) -> dict[str, Any]: ...


class Bus:
    """One event bus. `put` never raises for an entry that was refused: it gives back every detail that is not out."""

    def __init__(self, client: Callable[[], Client], name: str) -> None:
        self._client = client
        self._name = name

    def put(self, details: Sequence[tuple[str, Detail]]) -> list[tuple[str, Detail]]:
        """Send (source, detail) pairs in order; return those that were not accepted."""
        failed: list[tuple[str, Detail]] = []
        for batch in batches(details):
            try:
                answer = self._client().put_events(Entries=[self._entry(*each) for each in batch])
            except (BotoCoreError, ClientError):
                failed.extend(batch)
                continue
            results = answer["Entries"]
            failed.extend(sent for sent, result in zip(batch, results, strict=True) if result.get("ErrorCode"))
        return failed

    def _entry(self, source: str, detail: Detail) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": source,
            "DetailType": detail["name"],
            "Detail": json.dumps(detail, separators=(",", ":")),
        }


class ScanReports:
    """Where a scanner of our own tells what it found: on the account's bus, as Amazon GuardDuty does."""

    def __init__(self, client: Callable[[], Client], bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def tell(self, key: str, version: str, status: str, threats: Sequence[str] = ()) -> None:
        """Report on one object version; UnavailableError when the bus did not take it."""
        detail = {
            "schemaVersion": "1.0",
            "scanStatus": "SKIPPED" if status == "UNSUPPORTED" else "COMPLETED",
            "resourceType": "S3_OBJECT",
            "s3ObjectDetails": {
                "bucketName": self._bucket,
                "objectKey": key,
                "eTag": "",
                "versionId": version,
                "s3Throttled": False,
            },
            "scanResultDetails": {
                "scanResultStatus": status,
                "threats": [{"name": each} for each in threats] or None,
                "statusReasons": None,
            },
        }
        entry = {
            "Source": SCANNER,
            "DetailType": "GuardDuty Malware Protection Object Scan Result",
            "Detail": json.dumps(detail),
        }
        try:
            answer = self._client().put_events(Entries=[entry])
        except (BotoCoreError, ClientError) as refused:
            raise UnavailableError from refused
        if any(each.get("ErrorCode") for each in answer["Entries"]):
            raise UnavailableError


def batches(details: Sequence[tuple[str, Detail]]) -> Iterator[tuple[tuple[str, Detail], ...]]:
    """Cut into calls of at most ten entries and 256 KB; one that is larger alone goes alone, to be refused alone."""
    for ten in batched(details, ENTRIES_PER_CALL, strict=False):
        fitting: list[tuple[str, Detail]] = []
        size = 0
        for each in ten:
            weight = len(json.dumps(each[1]).encode()) + len(each[0]) + len(each[1].get("name", ""))
            if fitting and size + weight > BYTES_PER_CALL:
                yield tuple(fitting)
                fitting, size = [], 0
            fitting.append(each)
            size += weight
        yield tuple(fitting)
