"""What stands behind objects: the bucket they lie in, and the queue on which it tells of them."""

from functools import cache

from shared import wiring
from shared.bus import ScanReports
from shared.objects import ObjectLine, ObjectStore


@cache
def objects(bucket: str) -> ObjectStore:
    return ObjectStore(wiring.s3, bucket)


@cache
def line(url: str) -> ObjectLine:
    return ObjectLine(lambda: wiring.client("sqs"), url, wiring.unmoved_clock())


@cache
def scan_reports(bucket: str) -> ScanReports:
    return ScanReports(lambda: wiring.client("events"), bucket)
