"""What people of a firm do, in the words of the trade; each through the API or the operator's door alone."""

from dataclasses import dataclass, field
from typing import Any

from shared.domain.ids import FirmId, MemberId, PersonId, firm_id, member_id, person_id
from tests.fakes.feedback import PERMANENT, news
from tests.fakes.ses import Received
from tests.journeys.house import House, Who

PASSWORD = "seven quiet herons at dawn"


@dataclass
class Office:
    """A firm and its owner, with what they do."""

    house: House
    slug: str = "muster"
    owner_email: str = "olivia@muster.example"
    owner: Who = field(default_factory=dict)
    keys: int = 0

    @property
    def id(self) -> FirmId:
        return firm_id(self.slug)

    @property
    def owner_id(self) -> MemberId:
        return member_id(self.id, self.owner_email)

    def person_id(self, email: str) -> PersonId:
        return person_id(self.id, email)

    def found(self) -> "Office":
        """Found the firm; the owner opens the letter, sets a password and signs in."""
        self.house.invoke(
            "invite-operator",
            {
                "command": "found_firm",
                "slug": self.slug,
                "name": f"{self.slug.capitalize()} & Partner",
                "timeZone": "Europe/Berlin",
                "ownerName": "Olivia Reed",
                "ownerEmail": self.owner_email,
            },
        )
        self.house.settle()
        self.accept(self.letter(self.owner_email))
        self.owner = self.house.sign_in("team", self.slug, self.owner_email, PASSWORD)
        return self

    def ask(self, method: str, path: str, **how: Any) -> Any:
        """Ask the API as the owner, and be answered well."""
        answer = self.house.call(method, path, who=self.owner, **how)
        assert 200 <= answer.status < 300, (method, path, answer.status, answer.text)
        return answer.json

    def seen(self, path: str) -> dict[str, str]:
        """Look at a thing, to change it as it was seen."""
        return {"If-Match": self.house.call("GET", path, who=self.owner).headers["etag"]}

    def add_colleague(self, email: str, **more: Any) -> Who:
        """Invite a colleague, who comes in and signs in."""
        self.ask("POST", "/v1/members", body={"name": email.partition("@")[0].capitalize(), "email": email, **more})
        self.house.settle()
        self.accept(self.letter(email))
        return self.house.sign_in("team", self.slug, email, PASSWORD)

    def add_client(self, email: str, *, name: str = "Zoe Doe", locale: str = "en", **more: Any) -> dict[str, str]:
        """Make an account and a contact, and tie them."""
        account = self.ask("POST", "/v1/accounts", body={"name": f"{name} Ltd", "kind": "company", **more})["id"]
        contact = self.ask("POST", "/v1/contacts", body={"name": name, "emails": [email], "locale": locale})["id"]
        tie = self.ask("POST", f"/v1/accounts/{account}/ties", body={"contactId": contact, "email": email})["id"]
        return {"account": account, "contact": contact, "tie": tie, "email": email}

    def invite(self, client: dict[str, str], **more: Any) -> None:
        """Tick login and send the invitation."""
        path = f"/v1/accounts/{client['account']}/ties/{client['tie']}/access"
        self.ask("POST", path, body={"invite": True, **more})

    def accept(self, letter: Received, password: str = PASSWORD, *, key: str | None = None) -> int:
        """Set a password by the letter's link; tell how that was answered."""
        self.keys += 1
        headers = {"Portico-Token": token_of(letter), "Idempotency-Key": key or f"key-{self.keys}"}
        body = {"password": password}
        return self.house.call("POST", "/v1/public/invitation/accept", headers=headers, body=body).status

    def bounce(self, letter: Received) -> None:
        """Let a letter come back for good."""
        (to,) = letter.envelope_to
        told = news(PERMANENT, self.id, to, self.house.clock(), letter.tags)
        self.house.hear_of_a_letter(told)

    def letters(self, email: str) -> list[Received]:
        return [each for each in self.house.cloud.mailbox if each.envelope_to == (email,)]

    def letter(self, email: str) -> Received:
        """The latest letter to an address."""
        return self.letters(email)[-1]

    def feed(self) -> list[str]:
        """What the activity feed shows, oldest first."""
        shown: list[str] = []
        query: dict[str, Any] = {"limit": 100}
        while True:
            page = self.ask("GET", "/v1/activity", query=query)
            shown += [entry["action"] for entry in page["items"]]
            if page["nextCursor"] is None:
                return shown[::-1]
            query["cursor"] = page["nextCursor"]


def token_of(letter: Received) -> str:
    address, _, token = letter.link.partition("#")
    assert address.endswith("/activate/")
    return token
