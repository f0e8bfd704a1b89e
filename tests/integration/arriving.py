"""Files on their way in: announced at a door, sent to the bucket, told of by S3, looked into by the scanner."""

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from functions.documents import scanner, schedule, storage
from shared.domain.clock import stamp
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.http import Answer, context
from tests.integration.house import House

_EVENTS = Path(__file__).parents[2] / "events"
NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def said(content: bytes = PDF, name: str = "W-2.pdf", media_type: str = "application/pdf", **more: Any) -> Any:
    """What somebody says of a file before it is sent."""
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "size": len(content), "type": media_type, "sha256": digest, **more}


def stored(cloud: Cloud, key: str, version: str | None) -> dict[str, Any]:
    """S3's news of an object."""
    news = _sample("s3/object_posted.json")
    news["time"] = stamp(cloud.clock.now)
    news["detail"]["object"]["key"] = key
    if version is None:
        del news["detail"]["object"]["version-id"]
    else:
        news["detail"]["object"]["version-id"] = version
    return news


def found(key: str, version: str, verdict: str = "NO_THREATS_FOUND") -> dict[str, Any]:
    """The scanner's news of an object version."""
    news = _sample(f"guardduty/{verdict.lower()}.json")
    news["detail"]["s3ObjectDetails"] |= {"objectKey": key, "versionId": version}
    return news


def tell(*news: Mapping[str, Any]) -> dict[str, Any]:
    """Give the room's storage function news, in one batch."""
    return storage.handler(queue_event(*news), context())


class Arrivals:
    """What comes into one house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cloud = house.cloud
        self.cloud.storage_queue  # noqa: B018  # makes it

    def announce(
        self,
        path: str = "/v1/uploads",
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        who: Mapping[str, str] | None = None,
    ) -> Answer:
        return self.house.call("POST", path, body=body, headers=headers or {}, who=who)

    def announced(self, account: str, content: bytes = PDF, **more: Any) -> Any:
        """Announce a file of the owner's for an account."""
        answer = self.announce(body=said(content, accountId=account, **more))
        assert answer.status == 201, answer.text
        return answer.json

    def post(self, announced: Mapping[str, Any], content: bytes = PDF) -> tuple[str, str]:
        """Post the bytes where they go; key and version of the object."""
        fields = announced["address"]["fields"]
        return fields["key"], self.cloud.post(fields, content)

    def take_in(self, key: str, version: str, verdict: str = "NO_THREATS_FOUND") -> None:
        """Let storage and scanner tell of an object, and those who listen hear it."""
        assert tell(stored(self.cloud, key, version), found(key, version, verdict)) == NOTHING

    def filed(self, account: str, content: bytes = PDF, **more: Any) -> Any:
        """Upload a file of the owner's and let it come to its end; the upload."""
        announced = self.announced(account, content, **more)
        self.take_in(*self.post(announced, content))
        return self.read(announced["upload"]["id"])

    def read(self, upload: str) -> Any:
        answer = self.house.call("GET", f"/v1/uploads/{upload}")
        assert answer.status == 200, answer.text
        return answer.json["upload"]

    def sweep(self) -> int:
        """Let a minute's schedule look after what is due; how many uploads that were."""
        return int(schedule.handler({"source": "aws.events"}, context())["uploads"])

    def hear(self) -> None:
        """Let whoever files hear what waits on its queue."""
        waiting = self.cloud.take(self.cloud.storage_queue)
        if waiting:
            assert storage.handler(queue_event(*waiting), context()) == NOTHING

    def scan(self, *news: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Let the scanner look into what was stored; what it says, as the bus brings it."""
        before = len(self.cloud.client("events").done)
        assert scanner.handler(queue_event(*news), context()) == NOTHING
        entries = [each.request["Entries"][0] for each in self.cloud.client("events").done[before:]]
        return [
            {
                "detail-type": each["DetailType"],
                "source": each["Source"],
                "time": stamp(self.cloud.clock.now),
                "detail": json.loads(each["Detail"]),
            }
            for each in entries
        ]

    @property
    def objects(self) -> set[str]:
        """The first part of the key of every object that is there, one for each."""
        return {each.partition("/")[0] for each in self.cloud.stored}


def _sample(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_EVENTS / name).read_text())
    return deepcopy(loaded)
