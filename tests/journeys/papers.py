"""What becomes of papers: put in by a firm, its clients and strangers, shared, and seen by whoever holds a link."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.fakes.http import Answer
from tests.fakes.ses import Received
from tests.journeys.acts import Office
from tests.journeys.house import Who

GUEST = "/v1/guest"


def told(content: bytes, name: str, media_type: str = "text/plain", **more: Any) -> dict[str, Any]:
    """What somebody says of a file before it is sent."""
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "size": len(content), "type": media_type, "sha256": digest, **more}


@dataclass
class Held:
    """A link in somebody's hands, with the pass they got when they opened it last."""

    office: Office
    token: str
    link_pass: str | None = None

    @classmethod
    def by(cls, office: Office, letter: Received) -> "Held":
        return cls(office, letter.link.partition("#")[2])

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Portico-Token": self.token, **({"Portico-Pass": self.link_pass} if self.link_pass else {})}

    def ask(self, method: str, path: str, **how: Any) -> Answer:
        return self.office.house.call(method, f"{GUEST}{path}", headers=self.headers, **how)

    def open(self) -> Answer:
        answer = self.ask("POST", "/link/open", body={})
        if answer.status == 201:
            self.link_pass = answer.json["linkPass"]
        return answer

    def download(self, document: str) -> Answer:
        return self.ask("POST", f"/documents/{document}/download")

    def send(self, content: bytes, name: str, **more: Any) -> Answer:
        return post(self.office, self.ask("POST", "/uploads", body=told(content, name, **more)), content)


def post(office: Office, announced: Answer, content: bytes) -> Answer:
    """Send the bytes where they go, if they are taken at all."""
    if announced.status == 201:
        office.house.cloud.post(announced.json["address"]["fields"], content)
    return announced


def put_in(office: Office, account: str, content: bytes, name: str, *, zoe: Who | None = None, **more: Any) -> Answer:
    """Let the owner put a file into an account, or Zoe into hers."""
    path, who = ("/v1/portal/uploads", zoe) if zoe else ("/v1/uploads", office.owner)
    said = told(content, name, **more)
    return post(office, office.house.call("POST", path, who=who, body={**said, "accountId": account}), content)


def share(office: Office, account: str, *documents: str, to: str, days: float = 7, **more: Any) -> str:
    """Share documents with somebody; the link."""
    until = (office.house.clock() + timedelta(days=days)).isoformat()
    body = {
        "accountId": account,
        "documents": [{"documentId": each} for each in documents],
        "recipients": [{"email": to, "expiresAt": until, **more}],
        "tellsUse": True,
    }
    return str(office.ask("POST", "/v1/links/share", body=body)["id"])


def open_folder(office: Office, account: str, *, to: str, days: float = 7, **terms: Any) -> str:
    """Open the account's own folder for somebody's files; the link."""
    until = (office.house.clock() + timedelta(days=days)).isoformat()
    body = {"accountId": account, "recipients": [{"email": to, "expiresAt": until}], "terms": terms}
    return str(office.ask("POST", "/v1/links/upload", body=body)["id"])


def lying(office: Office, account: str) -> dict[str, str]:
    """What lies in an account's own folder: ids by name."""
    found = office.ask("GET", "/v1/documents", query={"account": account, "limit": 100})["items"]
    return {each["name"]: each["id"] for each in found}
