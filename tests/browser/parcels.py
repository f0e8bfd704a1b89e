"""What the tests send about: documents filed for the firm, and links to them or to a folder."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local import mail
from local.mail import Mail
from local.sending import File, filed, send
from tests.people import Firm


@dataclass(frozen=True)
class Sent:
    """A link somebody was sent."""

    id: str
    address: str
    email: str
    account: str


@dataclass(frozen=True)
class Parcels:
    """An account of its own for each test, so that no test sees another's papers."""

    firm: Firm

    def account(self) -> str:
        mine = self.firm.owner.get("/v1/me")["id"]
        wanted = {"name": f"Moreno {secrets.token_hex(4)}", "kind": "company", "assigned": [mine]}
        return str(self.firm.owner.post("/v1/accounts", wanted)["id"])

    def file(self, account: str, file: File) -> str:
        """File a document for the team, and return its id."""
        owner = self.firm.owner
        return str(filed(owner, "/v1", send(owner, "/v1", file, accountId=account)["id"])["documentId"])

    def share(self, *files: File, **recipient: Any) -> Sent:
        """Share files with one person; the address is read, not waited for in a letter."""
        account = self.account()
        documents = [{"documentId": self.file(account, each)} for each in files]
        wanted = {"accountId": account, "documents": documents, "message": "As we said on the phone."}
        return self._sent("share", wanted, recipient)

    def ask(self, *, terms: dict[str, Any] | None = None, **recipient: Any) -> Sent:
        """Ask one person for files."""
        wanted = {"accountId": self.account(), "terms": terms or {}, "message": "Whatever you have of 2025."}
        return self._sent("upload", wanted, recipient)

    def ask_anyone(self, *, terms: dict[str, Any] | None = None) -> Sent:
        """Ask whoever is given the address."""
        account = self.account()
        wanted = {"accountId": account, "terms": terms or {}, "anyone": {}}
        link = self.firm.owner.post("/v1/links/upload", wanted)
        return Sent(link["id"], self._address(link["id"]), "", account)

    def revoke(self, sent: Sent) -> None:
        self.firm.owner.post(f"/v1/links/{sent.id}/revoke", None, expect=200)

    def resend(self, sent: Sent) -> None:
        self.firm.owner.post(f"/v1/links/{sent.id}/recipients/1/resend", {}, expect=200)

    def uses(self, sent: Sent) -> int:
        return int(self.firm.owner.get(f"/v1/links/{sent.id}")["recipients"][0]["uses"])

    def history(self, sent: Sent) -> Sequence[Any]:
        """What was done with a link, the newest first."""
        done: Sequence[Any] = self.firm.owner.get(f"/v1/links/{sent.id}")["history"]
        return done

    def documents(self, sent: Sent) -> list[Any]:
        """What lies in the account's own folder."""
        found: list[Any] = self.firm.owner.get(f"/v1/documents?account={sent.account}")["items"]
        return found

    def code(self, sent: Sent, *, after: int = 0) -> str:
        """The code in the letter, waited for."""
        mailbox = self.firm.stage.addresses.mailbox
        # What brought the link may come after it was opened.
        return _codes(mail.wait_for(mailbox, sent.email, after=after, such=lambda each: bool(_codes(each))))[0]

    def letters(self, sent: Sent) -> int:
        """How many letters there are by now, to wait for the next."""
        found = mail.sent(self.firm.stage.addresses.mailbox)
        return max((each.number for each in found if sent.email in each.to), default=0)

    def _sent(self, kind: str, wanted: dict[str, Any], recipient: dict[str, Any]) -> Sent:
        email = f"lena-{secrets.token_hex(4)}@lawson.example"
        to = {"email": email, "name": "Lena Lawson", **recipient}
        link = self.firm.owner.post(f"/v1/links/{kind}", {**wanted, "recipients": [to]})
        return Sent(link["id"], self._address(link["id"]), str(to["email"]), wanted["accountId"])

    def _address(self, link: str) -> str:
        read = self.firm.owner.post(f"/v1/links/{link}/recipients/1/address", None, expect=200)
        return str(read["linkAddress"])


def _codes(letter: Mail) -> list[str]:
    return [word for word in letter.text.split() if len(word) == len("000000") and word.isdecimal()]
