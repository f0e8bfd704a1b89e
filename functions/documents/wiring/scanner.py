"""What looks into what was stored. It reads the bucket, and no table."""

from functools import cache

from functions.documents.service.scanning import ScanningService
from shared.env import Env
from shared.wiring.objects import objects, scan_reports


class ScannerEnv(Env):
    """What the scanner reads of the environment."""

    files_bucket: str


@cache
def scanning() -> ScanningService:
    bucket = ScannerEnv.read().files_bucket
    return ScanningService(objects(bucket), scan_reports(bucket))
