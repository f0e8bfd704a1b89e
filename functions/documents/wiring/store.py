"""The bucket: addresses to it, and what lies in it."""

from functools import cache

from shared.env import TableEnv
from shared.files import Files
from shared.objects import ObjectStore
from shared.wiring import files as bucket
from shared.wiring import ground
from shared.wiring.objects import objects as kept


class StoreEnv(TableEnv):
    """What reaching the bucket takes besides."""

    files_bucket: str


@cache
def env() -> StoreEnv:
    return StoreEnv.read()


def files() -> Files:
    return bucket.files(env().files_bucket, ground.clock())


def objects() -> ObjectStore:
    return kept(env().files_bucket)
