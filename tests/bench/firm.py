"""A firm after some months of work, through its doors: the same each time, of people with ordinary names.

People are invited, resent, active; clients ask for colleagues, letters come back, passwords are forgotten, settings are
changed, lists are imported and worked off. All of it is announced, recorded and told.
"""

import random
from collections.abc import Mapping
from itertools import batched
from typing import Any

from functions.activity import consumer as activity
from functions.invite import consumer as invite
from functions.notifications import consumer as notifications
from infra.subscriptions import reacting
from shared.domain.ids import MemberId, PersonId
from tests.bench.nouns import collected
from tests.fakes.clock import START
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.feedback import PERMANENT, of_invitation
from tests.fakes.http import call, claims, context, handler_of
from tests.integration.house import House
from tests.integration.invite.routes.imports import uploaded

MEMBERS, CLIENTS, CHANGES = 30, 400, 30
_SEED = 20261122

_FIRST = ("Anna", "Bo", "Carmen", "Elisabeth", "Giuseppina", "Hans-Jürgen", "Katarzyna", "María-José", "Søren", "Zoë")
_LAST = ("Castañeda-Ortiz", "Doe", "Fitzgerald", "Grünwald", "Hernández", "Li", "O'Shaughnessy", "Schwarzenbacher")
_FORMS = ("Family", "GmbH & Co. KG", "Holdings LLC", "S.L.", "Steuerberatung", "Restaurant and Catering Services", "")
# As Chrome, Safari on a phone, Edge and Firefox call themselves.
_BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 "
    "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 "
    "Edg/143.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
)
_ADDRESSES = ("203.0.113.197", "2001:db8:85a3:8d3:1319:8a2e:370:7348")
_HOSTS = ("example.com", "mail.example.org", "kanzlei-und-partner.example", "doe.example")
_RIGHTS = ("view_all_accounts", "manage_accounts", "manage_contacts", "manage_documents", "assign_team_members")
_MESSAGE = "Welcome! Please send us your documents for this year there."


class Firm:
    """The firm; what it did stands in the cloud's tables. `others` are ids of further nouns, by their plural.

    `shown` are those that clients see, and who does; `bearers` is what those bring who have a link; `trails` name a
    document and a link each, with their account.
    """

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.dice = random.Random(_SEED)  # noqa: S311  # the same firm each time is what is wanted
        self.house = House(cloud)
        _ = cloud.activity_table  # makes it
        self._numbers = self._keys = 0
        self.members: list[MemberId] = []
        self.accounts: list[str] = []
        self.contacts: list[str] = []
        self.persons: list[PersonId] = []
        self.clients: list[tuple[PersonId, str]] = []
        self.jobs: list[str] = []
        self.others: dict[str, list[str]] = {}
        self.trails: list[dict[str, str]] = []
        self.bearers: list[dict[str, str]] = []
        self.shown: dict[str, list[tuple[PersonId, str]]] = {}
        self._change_settings()
        for _ in range(MEMBERS):
            self._member()
        for _ in range(CLIENTS):
            self._client()
        self._ask_for_colleagues()
        self._work_off_lists()
        self._miss_letters()
        for live in collected("live"):
            live(self)
        self._tell()

    def call(self, method: str, path: str, who: Mapping[str, str] | None = None, **how: Any) -> Any:
        """Call from one browser or another, over either version of the Internet protocol; what was answered."""
        self._keys += 1
        headers = {
            "User-Agent": self.dice.choice(_BROWSERS),
            "Idempotency-Key": f"0199f3a2-7c1e-7d41-9b52-{self._keys:012}",
            "Portico-Client-Time": self.cloud.clock.now.isoformat(),
            **how.pop("headers", {}),
        }
        address = self.dice.choice(_ADDRESSES)
        how = {**how, "headers": headers, "address": address}
        answer = call(handler_of(path), method, path, who=who or self.house.owner, **how)
        assert answer.status < 300, (method, path, answer.text)
        return answer.json

    def opened(self, bearer: Mapping[str, str]) -> dict[str, str]:
        """Let the bearer of a link go on with their visit; what they bring from now on."""
        opened = self.call("POST", "/v1/guest/link/open", body={}, headers=dict(bearer))
        return {**bearer, "portico-pass": opened["linkPass"]}

    def claims(self, of: MemberId | PersonId) -> dict[str, str]:
        return claims(self.house.firm, of, START)

    def _change_settings(self) -> None:
        for seen in range(CHANGES):
            body = {"invitationLifetimeDays": 30 + seen, "invitationMaxResends": 10 + seen % 2}
            if not seen:
                body["clientsMayInviteColleagues"] = True
            self.call("PATCH", "/v1/settings", body=body, headers={"If-Match": f'"{seen}"'})

    def _member(self) -> None:
        self.house.wait(hours=3)
        rights = self.dice.sample(_RIGHTS, self.dice.randrange(4))
        body = {"name": self._name(), "email": self._email(), "rights": rights}
        member = MemberId(self.call("POST", "/v1/members", body=body)["id"])
        for _ in range(self.dice.randrange(3)):
            self.house.wait(minutes=2)
            self.call("POST", f"/v1/members/{member}/invitation/resend")
        self._enter(member)
        self.members.append(member)

    def _client(self) -> None:
        """Bring a contact into one account or some, and let most of them in."""
        self.house.wait(minutes=30)
        name = self._name()
        emails = [self._email() for _ in range(self.dice.choice((1, 1, 1, 2, 3)))]
        body = {"name": name, "emails": emails, "locale": self.dice.choice(("en", "de", "es"))}
        contact = self.call("POST", "/v1/contacts", body=body)["id"]
        accounts = [self._account(name) for _ in range(self.dice.choice((1, 1, 1, 1, 2, 3)))]
        for account in accounts:
            person = self._grant(account, contact, emails[0])
        for _ in range(self.dice.choice((0, 0, 0, 1, 2, 5))):
            self.house.wait(minutes=2)
            self.call("POST", f"/v1/persons/{person}/invitation/resend")
        if self.dice.random() < 0.7:
            self._enter(person)
            self.clients.append((person, accounts[0]))
        self.contacts.append(contact)
        self.persons.append(person)

    def _account(self, of: str) -> str:
        name = f"{of.split()[-1]} {self.dice.choice(_FORMS)}".strip()
        body = {
            "name": name,
            "kind": self.dice.choice(("person", "company", "other")),
            "sort": "normal" if self.accounts else "guest",
            "assigned": self.dice.sample(self.members, 2),
        }
        if not self.accounts:
            self.accounts.append(self.call("POST", "/v1/accounts", body=body)["id"])
            body["sort"] = "normal"
        account: str = self.call("POST", "/v1/accounts", body=body)["id"]
        if self.dice.random() < 0.1:
            change = {"name": f"{name} and Partners"}
            self.call("PATCH", f"/v1/accounts/{account}", body=change, headers={"If-Match": '"1"'})
        self.accounts.append(account)
        return account

    def _grant(self, account: str, contact: str, email: str) -> PersonId:
        ties = f"/v1/accounts/{account}/ties"
        tie = self.call("POST", ties, body={"contactId": contact, "email": email})["id"]
        body = {"invite": True, **({"message": _MESSAGE} if self.dice.random() < 0.3 else {})}
        return PersonId(self.call("POST", f"{ties}/{tie}/access", body=body)["personId"])

    def _ask_for_colleagues(self) -> None:
        """Let some clients ask; the firm approves some, declines some, and lets the others wait."""
        for number, (person, account) in enumerate(self.clients[::4]):
            path = f"/v1/portal/accounts/{account}/access-requests"
            for _ in range(self.dice.choice((1, 1, 2))):
                body = {"name": self._name(), "email": self._email(), "locale": "en"}
                asked = self.call("POST", path, self.claims(person), body=body)["id"]
            if number % 4 < 2:
                decision = ("approve", "decline")[number % 4]
                self.call("POST", f"/v1/access-requests/{asked}/{decision}", body={})

    def _work_off_lists(self) -> None:
        """Invite in bulk, try a bulk setting of access, take a sheet in, and write one out."""
        self.house.wait(minutes=5)
        chosen = {"persons": [*self.persons[:150], *self.persons[-150:]], "action": "resend", "message": _MESSAGE}
        self._job("/v1/bulk/invitations", chosen)
        self._job("/v1/bulk/access", {"accounts": {"filter": "all"}, "notify": "disable", "dryRun": True})
        rows = [f"{self._name()} {self.dice.choice(_FORMS)},{self._name()},{self._email()},yes" for _ in range(60)]
        rows += [f"{self._name()},{self._name()},nobody,yes" for _ in range(20)]
        sheet = uploaded(self.house, "\r\n".join(["Account name,Contact name,Email,Login", *rows, ""]).encode())
        self._job(f"/v1/imports/{sheet}/check", None)
        self._job(f"/v1/imports/{sheet}/run", {"skipBad": True})
        self._job("/v1/exports", {"kind": "people", "format": "csv"})

    def _job(self, path: str, body: object) -> None:
        self.jobs.append(self.call("POST", path, body=body)["id"])
        self.house.work_off()

    def _miss_letters(self) -> None:
        """Let some letters come back, and some passwords be forgotten."""
        for person in self.persons[::20]:
            standing = self.house.credential(person)
            if standing.invitation.is_out:
                self.house.hear(of_invitation(PERMANENT, standing, self.house.owner_id))
        for person, _ in self.clients[::20]:
            wish = {"audience": "client", "firm": self.house.slug, "email": self.house.credential(person).email}
            self.house.wait(minutes=10)
            self.call("POST", "/v1/public/password-resets", body=wish)

    def _tell(self) -> None:
        """Record what was announced, tell whom it concerns, and send the letters of the last of it."""
        events = self.cloud.announced()
        for some in batched(events, 100, strict=False):
            _taken(activity.handler, some)
        for room, consumer, told in (("notifications", notifications, events), ("invite", invite, events[-100:])):
            heard = [each for each in told if room in reacting(each["name"]) and each["name"] != "job.started"]
            for some in batched(heard, 10, strict=False):
                _taken(consumer.handler, some)

    def _enter(self, who: MemberId | PersonId) -> None:
        body = {"password": "Seven-quiet-herons-7"}
        self.call("POST", "/v1/public/invitation/accept", body=body, headers={"Portico-Token": self.house.token(who)})

    def _name(self) -> str:
        return f"{self.dice.choice(_FIRST)} {self.dice.choice(_LAST)}"

    def _email(self) -> str:
        self._numbers += 1
        stem = "".join(each for each in self._name().lower().replace(" ", ".") if each.isascii() and each != "'")
        return f"{stem}{self._numbers}@{self.dice.choice(_HOSTS)}"


def _taken(handler: Any, events: Any) -> None:
    """Give a consumer a batch, which it must take whole."""
    assert not handler(queue_event(*({"detail": each} for each in events)), context())["batchItemFailures"]
