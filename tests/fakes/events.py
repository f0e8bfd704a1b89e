"""EventBridge and SQS, as far as sending goes: what was taken is kept, what is to be refused is named beforehand."""

import json
from collections.abc import Callable
from typing import Any

from tests.fakes.refusals import refusal

_ENTRIES = 10
_BUS_BYTES = 256 * 1024
_QUEUE_BYTES = 1024 * 1024


class RecordingEvents:
    """EventBridge's client. `refuses` tells which details the bus does not take, by their entry."""

    def __init__(self, refuses: Callable[[dict[str, str]], bool] = lambda _: False) -> None:
        self.entries: list[dict[str, str]] = []
        self.calls = 0
        self.refuses = refuses

    @property
    def details(self) -> list[dict[str, Any]]:
        return [json.loads(each["Detail"]) for each in self.entries]

    def put_events(self, **request: Any) -> dict[str, Any]:
        self.calls += 1
        entries: list[dict[str, str]] = request["Entries"]
        size = sum(len(each["Detail"].encode()) + len(each["Source"]) + len(each["DetailType"]) for each in entries)
        if not 1 <= len(entries) <= _ENTRIES or size > _BUS_BYTES:
            raise refusal("ValidationException", "PutEvents")
        refused = [self.refuses(each) for each in entries]
        self.entries += [each for each, is_refused in zip(entries, refused, strict=True) if not is_refused]
        return {
            "FailedEntryCount": sum(refused),
            "Entries": [
                {"ErrorCode": "InternalFailure", "ErrorMessage": "refused"} if each else {"EventId": str(place)}
                for place, each in enumerate(refused)
            ],
        }


class RecordingSqs:
    """SQS's client: what was sent, and to which queue; for how many seconds what was handed over is put off."""

    def __init__(self, refuses: Callable[[str], bool] = lambda _: False) -> None:
        self.sent: list[tuple[str, str]] = []
        self.put_off: dict[str, int] = {}
        self.refuses = refuses

    @property
    def bodies(self) -> list[str]:
        return [body for _, body in self.sent]

    def taken(self, url: str) -> list[str]:
        """Take out what waits in a queue, oldest first."""
        found = [body for to, body in self.sent if to == url]
        self.sent = [each for each in self.sent if each[0] != url]
        return found

    def send_message(self, **request: Any) -> dict[str, Any]:
        self.sent.append((request["QueueUrl"], request["MessageBody"]))
        return {"MessageId": f"message-{len(self.sent)}"}

    def change_message_visibility(self, **request: Any) -> dict[str, Any]:
        self.put_off[request["ReceiptHandle"]] = request["VisibilityTimeout"]
        return {}

    def send_message_batch(self, **request: Any) -> dict[str, Any]:
        entries: list[dict[str, str]] = request["Entries"]
        size = sum(len(each["MessageBody"].encode()) for each in entries)
        if len({each["Id"] for each in entries}) != len(entries) or not 1 <= len(entries) <= _ENTRIES:
            raise refusal("BatchEntryIdsNotDistinct", "SendMessageBatch")
        if size > _QUEUE_BYTES:
            raise refusal("BatchRequestTooLong", "SendMessageBatch")
        failed = [each for each in entries if self.refuses(each["MessageBody"])]
        self.sent += [(request["QueueUrl"], each["MessageBody"]) for each in entries if each not in failed]
        return {
            "Successful": [{"Id": each["Id"]} for each in entries if each not in failed],
            "Failed": [{"Id": each["Id"], "Code": "InternalError", "SenderFault": False} for each in failed],
        }
