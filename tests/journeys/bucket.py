"""The bucket as the rest of AWS hears of it: each object version that was put is told of, as S3 does."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from shared.domain.clock import stamp
from tests.fakes.cloud import Cloud

_SAMPLE = json.loads((Path(__file__).parents[2] / "events/s3/object_posted.json").read_text())


class Bucket:
    """What was put into the bucket and not yet told of; what is gone again by then is nowhere."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._told: set[str] = set()

    @property
    def has_news(self) -> bool:
        return bool(self._fresh())

    def news(self) -> list[dict[str, Any]]:
        """Tell of each new version, once."""
        fresh = self._fresh()
        self._told |= {version for _, version, _, _ in fresh}
        return [self._spelled(*each) for each in fresh]

    def _fresh(self) -> list[tuple[str, str, str, int]]:
        """Give key, version, time and size of each."""
        return [
            (key, each.version, stamp(each.at), len(each.body))
            for key, versions in self._cloud.bucket.kept.items()
            for each in versions
            if each.body is not None and each.version not in self._told
        ]

    def _spelled(self, key: str, version: str, at: str, size: int) -> dict[str, Any]:
        news: dict[str, Any] = deepcopy(_SAMPLE)
        news["time"] = at
        news["detail"]["bucket"]["name"] = self._cloud.files
        news["detail"]["object"] |= {"key": key, "version-id": version, "size": size}
        return news
