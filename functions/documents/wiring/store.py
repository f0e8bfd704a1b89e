"""The bucket, as far as addresses to it go."""

from functools import cache

from shared.env import TableEnv
from shared.files import Files
from shared.wiring import files as bucket


class StoreEnv(TableEnv):
    """What reaching the bucket takes besides."""

    files_bucket: str


@cache
def env() -> StoreEnv:
    return StoreEnv.read()


def files() -> Files:
    return bucket.files(env().files_bucket)
