"""Which bucket stands behind files."""

from functools import cache

from shared import wiring
from shared.domain.clock import Clock
from shared.files import Files


@cache
def files(bucket: str, clock: Clock) -> Files:
    return Files(wiring.s3, bucket, clock)
