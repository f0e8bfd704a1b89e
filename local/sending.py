"""Sends a file as the pages do: announced, its bytes straight to storage, then waited for until it is filed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from local import http
from local.deadline import poll
from local.failure import StageError

_PARTS_AT_ONCE = 4
# Stored, hashed, scanned and copied: seconds, and many of them for the largest on a busy machine.
_FILED_WITHIN = 120.0


class Sender(Protocol):
    """Who sends: a member, a client, or whoever holds a link."""

    def get(self, path: str, expect: int = 200) -> Any: ...
    def post(self, path: str, body: object, expect: int = 201) -> Any: ...


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent."""

    name: str
    content: bytes
    type: str = "application/pdf"

    @property
    def sha256(self) -> str:
        """What it is announced by."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def announced(self) -> dict[str, object]:
        """Spell it as it is announced."""
        return {"name": self.name, "size": len(self.content), "type": self.type, "sha256": self.sha256}


def send(sender: Sender, tree: str, file: File, **where: str) -> Any:
    """Send a file under `tree` (`/v1`, `/v1/portal` or `/v1/guest`); return the upload as it stood when it was stored.

    Raises:
        StageError: Storage refused the bytes, or a call another answer than it must.
    """
    announced = sender.post(f"{tree}/uploads", {**file.announced, **where})
    upload: Any = announced["upload"]
    if announced["address"]:
        address = announced["address"]
        answer = http.upload(address["url"], address["fields"], file.content)
        if answer.status not in {200, 201, 204}:
            raise StageError(f"storage refused {file.name}: {answer.status} {answer.body[:300]!r}")
    else:
        send_parts(sender, f"{tree}/uploads/{upload['id']}", file, announced["parts"])
    return upload


def send_parts(sender: Sender, path: str, file: File, parts: Any, stop_after: int | None = None) -> None:
    """Put the parts that are not stored yet, a few addresses at a time, and have them put together.

    With `stop_after` it ends after so many parts, as a page does that is closed.

    Raises:
        StageError: Storage refused a part.
    """
    stored = set(parts.get("stored", ()))
    missing = [number for number in range(1, parts["parts"] + 1) if number not in stored][:stop_after]
    for begin in range(0, len(missing), _PARTS_AT_ONCE):
        asked = sender.post(f"{path}/parts", {"numbers": missing[begin : begin + _PARTS_AT_ONCE]}, 200)
        for part in asked["items"]:
            at = (part["number"] - 1) * parts["partSize"]
            http.put(part["url"], file.content[at : at + part["size"]])
    if stop_after is None:
        sender.post(f"{path}/complete", None, 200)


def filed(sender: Sender, tree: str, upload: str, such: Callable[[Any], bool] = lambda _: True) -> Any:
    """Wait until an upload is filed, and return it.

    Raises:
        StageError: It ended otherwise, or not in time.
    """
    seen: list[str] = []

    def look() -> Any:
        standing = sender.get(f"{tree}/uploads/{upload}")["upload"]
        seen[:] = [standing["state"], str(standing["reason"])]
        if standing["state"] in {"rejected", "held", "abandoned"}:
            raise StageError(f"{standing['name']} was {standing['state']}: {standing['reason']}")
        return standing if standing["state"] == "filed" and such(standing) else None

    return poll(look, lambda: f"{upload} is not filed but {' '.join(seen)}", _FILED_WITHIN)
