"""Which bucket stands behind files."""

from functools import cache

from shared import wiring
from shared.files import Files


@cache
def files(bucket: str) -> Files:
    return Files(wiring.s3, bucket)
