"""Every address for storage that was given out while the tests ran, to be looked at when they are through."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from local import http
from local.http import Answer

_LONGEST_SECONDS = 300


class Addresses:
    """Collects what answers give out: the body of each is searched for addresses and forms."""

    def __init__(self) -> None:
        self.gets: list[str] = []
        self.parts: list[str] = []
        self.forms: list[dict[str, Any]] = []

    def listen(self, answer: Answer) -> Answer:
        if answer.status < 300 and answer.headers.get_content_type() == "application/json" and answer.body:
            for each in _objects(answer.json):
                self._keep(each)
        return answer

    def _keep(self, found: dict[str, Any]) -> None:
        address = str(found.get("url", ""))
        if isinstance(found.get("fields"), dict):
            self.forms.append(found)
        elif "partNumber=" in address:
            self.parts.append(address)
        elif "X-Amz-Signature" in address or "Signature=" in address:
            self.gets.append(address)

    def expect_bounded(self) -> None:
        """Hold all of them against what they may be; AssertionError names the first that is more."""
        for address in (*self.gets, *self.parts):
            asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
            assert asked["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256", address
            assert 1 <= int(asked["X-Amz-Expires"]) <= _LONGEST_SECONDS, address
            if address in self.gets:
                assert asked["response-content-disposition"].startswith("attachment; "), address
                is_of_jobs = "/jobs/" in urlsplit(address).path or "/zips/" in urlsplit(address).path
                assert "versionId" in asked or is_of_jobs, address
            else:
                assert "content-length" in asked["X-Amz-SignedHeaders"], address
                assert "/uploads/" in urlsplit(address).path, address
        for form in self.forms:
            _expect_bounded_form(form)


def ended(address: str) -> datetime:
    """Tell when an address is over, by the clock of who signed it and storage's own."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    signed = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return signed + timedelta(seconds=int(asked["X-Amz-Expires"]))


def _expect_bounded_form(form: dict[str, Any]) -> None:
    fields = form["fields"]
    policy = json.loads(base64.b64decode(fields["policy"]))
    said = {name: value for each in policy["conditions"] if isinstance(each, dict) for name, value in each.items()}
    (bounds,) = [each for each in policy["conditions"] if isinstance(each, list)]
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert said["key"] == fields["key"]
    assert said["Content-Type"] == fields["Content-Type"]
    assert bounds[0] == "content-length-range"
    assert bounds[1] == bounds[2]


def _objects(body: Any) -> Iterator[dict[str, Any]]:
    if isinstance(body, dict):
        yield body
    for each in body.values() if isinstance(body, dict) else body if isinstance(body, list) else ():
        yield from _objects(each)


def listening(addresses: Addresses) -> Any:
    """Wrap what calls the portal, so that every answer is heard."""
    call = http.call

    def heard(*asked: Any, **more: Any) -> Answer:
        return addresses.listen(call(*asked, **more))

    return heard
