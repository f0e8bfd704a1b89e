"""One story that comes by every route and every reaction, with the same names, sizes and times each time it is told.

Nothing is arranged behind the handlers' backs: a link comes out of a letter, an event out of the outbox. What surrounds
a step is for the teller: a meter, a recorder of the wire, or nothing.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from shared.domain.ids import firm_id, member_id, person_id
from shared.table.schema import OUTBOX_TYPE
from tests.fakes.cloud import Cloud, queue_event, stream_record
from tests.fakes.http import claims, context, request

SLUG = "harbor-tax"
FIRM = firm_id(SLUG)
PASSWORD = "Seven-quiet-herons-7"
OWNER, EMPLOYEE = "olivia@harbor-tax.example", "emil@harbor-tax.example"
JANE, JOHN, MARY = "jane@doe.example", "john@doe.example", "mary@doe.example"
_MESSAGE = "Welcome to our portal, Jane. Your documents for this year go there."


@dataclass(frozen=True)
class Step:
    """One call of one function: a route, an event, a tick; `case` tells apart what one of these may come to."""

    function: str
    what: str
    case: str = ""

    @property
    def spelled(self) -> str:
        return f"{self.what} ({self.case})" if self.case else self.what


type Payload = dict[str, Any]
type Around = Callable[[Step, Payload], AbstractContextManager[object]]


def entry(function: str) -> Callable[..., Payload]:
    """Find the entry of a function by the name infra gives it."""
    handlers = {"relay-retry": "retry_handler", "relay-replay": "replay_handler"}
    found: Callable[..., Payload] = getattr(import_module(module(function)), handlers.get(function, "handler"))
    return found


def module(function: str) -> str:
    """Name the module a function begins with."""
    room, _, trigger = function.partition("-")
    return "shared.relay" if room == "relay" else f"functions.{room}.{trigger}"


class Story:
    """Tells the story once. A step that is not answered as expected ends it."""

    def __init__(self, cloud: Cloud, around: Around) -> None:
        self._cloud = cloud
        self._around = around
        self._owner = claims(FIRM, member_id(FIRM, OWNER))
        self._employee = claims(FIRM, member_id(FIRM, EMPLOYEE))
        self._client = claims(FIRM, person_id(FIRM, JANE))
        self._account = self._tie = self._jane = self._mary = ""
        self._told: set[str] = set()
        self._keys = 0

    def tell(self) -> None:
        """Begin at the founding, end with what the relay puts out again."""
        _ = (self._cloud.pools, self._cloud.mail, self._cloud.activity_table, self._cloud.bus, self._cloud.retry_queue)
        self._founding()
        self._team()
        self._accounts_and_contacts()
        self._access()
        self._invitations()
        self._client_enters()
        self._settings()
        self._record()
        self._inbox()
        self._rename()
        self._expiry()
        self._relay()

    def _founding(self) -> None:
        wish = {
            "command": "found_firm",
            "slug": SLUG,
            "name": "Harbor Tax Advisors",
            "timeZone": "America/New_York",
            "ownerName": "Olivia Reed",
            "ownerEmail": OWNER,
        }
        self._run("invite-operator", "found_firm", wish)
        self._run("invite-consumer", "member.invited", self._queued("member.invited"))
        self._get("/v1/public/invitation", token=self._link(), case="a member's")
        self._accept(self._link(), "a member's")

    def _team(self) -> None:
        signing_in = {"audience": "team", "firm": SLUG, "email": OWNER, "password": PASSWORD}
        self._post("/v1/public/sessions", signing_in, case="a member")
        self._get("/v1/me", self._owner)
        colleague = {"name": "Emil Brandt", "email": EMPLOYEE, "rights": ["manage_accounts"]}
        self._post("/v1/members", colleague, self._owner)
        self._repeat("/v1/members", colleague, self._owner)
        self._wait(minutes=2)
        emil = member_id(FIRM, EMPLOYEE)
        self._post("/v1/members/{member_id}/invitation/resend", None, self._owner, status=200, member_id=emil)
        self._run("invite-consumer", "member.invitation_resent", self._queued("member.invitation_resent"))
        self._quietly("invite-http", request("POST", "/v1/public/invitation/accept", **self._acceptance(self._link())))
        third = {"name": "Nora Kim", "email": "nora@harbor-tax.example"}
        self._quietly("invite-http", request("POST", "/v1/members", body=third, who=self._owner))
        # A container derives the key of its cursors once: the first list that leads on asks KMS, the others do not.
        self._quietly("invite-http", request("GET", "/v1/members", query={"limit": 1}, who=self._owner))
        self._get("/v1/members", self._owner, limit=2)

    def _accounts_and_contacts(self) -> None:
        doe = {"name": "Doe Family", "kind": "person", "assigned": [member_id(FIRM, EMPLOYEE)]}
        self._account = self._post("/v1/accounts", doe, self._owner)["id"]
        self._repeat("/v1/accounts", doe, self._owner)
        for name in ("Doe Bakery", "Roe Shipping"):
            body = {"name": name, "kind": "company", "assigned": [member_id(FIRM, EMPLOYEE)]}
            self._quietly("invite-http", request("POST", "/v1/accounts", body=body, who=self._owner))
        self._get("/v1/accounts", self._owner, limit=2)
        self._get("/v1/accounts", self._employee, case="those assigned", limit=2)
        self._get("/v1/accounts/{account_id}", self._owner, account_id=self._account)
        jane = {"name": "Jane Doe", "emails": [JANE, JOHN]}
        self._jane = self._post("/v1/contacts", jane, self._owner)["id"]
        self._repeat("/v1/contacts", jane, self._owner)
        mary = {"name": "Mary Doe", "emails": [MARY]}
        self._mary = self._quietly("invite-http", request("POST", "/v1/contacts", body=mary, who=self._owner))["id"]
        self._get("/v1/contacts", self._owner, limit=1)
        self._get("/v1/contacts/{contact_id}", self._owner, contact_id=self._jane)

    def _access(self) -> None:
        path = "/v1/accounts/{account_id}/ties"
        tying = {"contactId": self._jane, "email": JANE, "signatory": True}
        self._tie = self._post(path, tying, self._owner, account_id=self._account)["id"]
        self._repeat(path, tying, self._owner, account_id=self._account)
        second = self._tied(self._jane, JOHN)
        third = self._tied(self._mary, MARY)
        way = f"{path}/{{tie_id}}/access"
        self._post(way, {}, self._owner, case="login", account_id=self._account, tie_id=self._tie)
        self._repeat(way, {}, self._owner, case="login", account_id=self._account, tie_id=self._tie)
        inviting = {"invite": True}
        self._post(way, inviting, self._owner, case="login, invited", account_id=self._account, tie_id=second)
        self._quietly(
            "invite-http",
            request(
                "POST",
                f"/v1/accounts/{self._account}/ties/{third}/access",
                body={"invite": True, "message": _MESSAGE},
                who=self._owner,
            ),
        )
        self._get(path, self._owner, account_id=self._account, limit=2)

    def _invitations(self) -> None:
        jane = person_id(FIRM, JANE)
        self._get("/v1/persons/{person_id}", self._owner, person_id=jane)
        path = "/v1/persons/{person_id}/invitation"
        self._post(path, {"message": _MESSAGE}, self._owner, person_id=jane)
        self._run("invite-consumer", "invitation.sent", self._queued("invitation.sent"))
        self._run(
            "invite-consumer", "invitation.sent", self._queued("invitation.sent", is_new=False), "delivered twice"
        )
        self._wait(minutes=2)
        self._post(f"{path}/resend", None, self._owner, status=200, person_id=jane)
        self._repeat(f"{path}/resend", None, self._owner, status=200, person_id=jane)
        self._run("invite-consumer", "invitation.resent", self._queued("invitation.resent"))

    def _client_enters(self) -> None:
        self._get("/v1/public/invitation", token=self._link(), case="a client's")
        self._accept(self._link(), "a client's")
        self._accept(self._link(), "a client's, repeated under its key", key=self._keys)
        signing_in = {"audience": "client", "firm": SLUG, "email": JANE, "password": PASSWORD}
        self._post("/v1/public/sessions", signing_in, case="a client")
        self._get("/v1/portal/me", self._client)

    def _settings(self) -> None:
        self._get("/v1/settings", self._owner)
        for seen, days in enumerate((14, 21)):
            body = {"invitationLifetimeDays": days}
            how: dict[str, Any] = {"body": body, "who": self._owner, "headers": {"If-Match": f'"{seen}"'}}
            if seen == 0:
                self._call("settings-http", "PATCH", "/v1/settings", how)
            else:
                self._quietly("settings-http", request("PATCH", "/v1/settings", **how))
        self._get("/v1/settings/versions", self._owner, limit=1)

    def _record(self) -> None:
        events = self._cloud.announced()
        one, ten, rest = events[:1], events[1:11], events[11:]
        self._run("activity-consumer", "any event", _queue(*one))
        self._run("activity-consumer", "any event", _queue(*one), "delivered twice")
        self._run("activity-consumer", "any event", _queue(*ten), "ten of a firm at once")
        self._quietly("activity-consumer", _queue(*rest))
        self._quietly("activity-http", request("GET", "/v1/activity", query={"limit": 1}, who=self._owner))
        self._get("/v1/activity", self._owner, limit=10)
        self._get("/v1/activity", self._owner, case="of an account", account=self._account, limit=1)
        self._get("/v1/activity", self._owner, case="searched by action", action="invitation.sent", limit=1)

    def _inbox(self) -> None:
        told = self._queued("client.signed_up")
        self._run("notifications-consumer", "client.signed_up", told, "one follower")
        self._run("notifications-consumer", "client.signed_up", told, "one follower, delivered twice")
        items = self._get("/v1/inbox", self._employee)["items"]
        path = "/v1/inbox/{item_id}/state"
        where, how = _filled(path, item_id=items[0]["id"]), {"body": {"state": "read"}, "who": self._employee}
        self._call("notifications-http", "PUT", path, how, where=where)

    def _rename(self) -> None:
        path = "/v1/accounts/{account_id}"
        how = {"body": {"name": "Doe & Sons"}, "who": self._owner, "headers": {"If-Match": '"1"'}}
        self._call("invite-http", "PATCH", path, how, where=_filled(path, account_id=self._account))
        self._run("invite-consumer", "account.updated", self._queued("account.updated"), "three persons")

    def _expiry(self) -> None:
        self._run("invite-schedule", "minute", {}, "nothing due")
        self._wait(days=31)
        self._run("invite-schedule", "minute", {}, "three due")

    def _relay(self) -> None:
        stored = [each for each in self._cloud.items() if each["et"]["S"] == OUTBOX_TYPE]
        images = sorted(stored, key=lambda each: str(each["sk"]["S"]))
        ten = {"Records": [stream_record(image, number) for number, image in enumerate(images[:10], 1)]}
        self._run("relay", "announcement", {"Records": [stream_record(images[0])]}, "one")
        self._run("relay", "announcement", ten, "ten of 1 to 3 events")
        self._run("relay-retry", "refused event", queue_event(self._cloud.announced()[0]))
        self._run("relay-replay", "replay", {"firm": FIRM, "since": "2026-11-22T00:00:00Z"}, "the whole story")

    def _get(
        self, path: str, who: Mapping[str, str] | None = None, *, token: str = "", case: str = "", **where: object
    ) -> Any:
        named = {name: value for name, value in where.items() if f"{{{name}}}" in path}
        query = {name: value for name, value in where.items() if name not in named}
        headers = {"Portico-Token": token} if token else {}
        how = {"who": who, "headers": headers, "query": query}
        return self._call(_function(path), "GET", path, how, case=case, where=_filled(path, **named))

    def _post(
        self,
        path: str,
        body: object,
        who: Mapping[str, str] | None = None,
        *,
        case: str = "",
        status: int = 201,
        **where: object,
    ) -> Any:
        self._keys += 1
        how = {"body": body, "who": who, "headers": {"Idempotency-Key": f"story-key-{self._keys:03}"}}
        return self._call(_function(path), "POST", path, how, case=case, status=status, where=_filled(path, **where))

    def _repeat(self, path: str, body: object, who: Mapping[str, str], *, case: str = "", **where: Any) -> None:
        """Send the last call again, as a caller does whose answer was lost."""
        self._keys -= 1
        self._post(path, body, who, case=", ".join(filter(None, (case, "repeated under its key"))), **where)

    def _accept(self, link: str, case: str, key: int | None = None) -> None:
        self._keys += key is None
        how = self._acceptance(link, self._keys)
        self._call("invite-http", "POST", "/v1/public/invitation/accept", how, case=case, status=201)

    def _acceptance(self, link: str, key: int = 0) -> dict[str, Any]:
        return {
            "body": {"password": PASSWORD},
            "headers": {"Portico-Token": link, "Idempotency-Key": f"story-key-{key:03}"},
        }

    def _tied(self, contact: str, email: str) -> str:
        body = {"contactId": contact, "email": email}
        path = f"/v1/accounts/{self._account}/ties"
        tie: str = self._quietly("invite-http", request("POST", path, body=body, who=self._owner))["id"]
        return tie

    def _call(
        self,
        function: str,
        method: str,
        path: str,
        how: Mapping[str, Any],
        *,
        case: str = "",
        status: int = 200,
        where: str | None = None,
    ) -> Any:
        step, event = Step(function, f"{method} {path}", case), request(method, where or path, **how)
        with self._around(step, event):
            answer = self._answer(function, event)
        assert answer["statusCode"] == status, (step, answer)
        return _read(answer)

    def _run(self, function: str, what: str, event: Payload, case: str = "") -> None:
        """Call a function that nobody waits for; a batch is taken whole."""
        step = Step(function, what, case)
        with self._around(step, event):
            answer = self._answer(function, event)
        assert not answer.get("batchItemFailures"), (step, answer)

    def _quietly(self, function: str, event: Payload) -> Any:
        """Bring the story on by a call that is not one of its steps."""
        answer = self._answer(function, event)
        assert answer.get("statusCode", 200) < 300, answer
        assert not answer.get("batchItemFailures"), answer
        return _read(answer)

    def _answer(self, function: str, event: Payload) -> Payload:
        """Call a function, a second after the call before it: so the ids it makes sort as it was told."""
        self._wait(seconds=1)
        return entry(function)(event, context())

    def _queued(self, name: str, *, is_new: bool = True) -> Payload:
        """Bring the latest event of a name as its queue does."""
        found = [each for each in self._cloud.announced() if each["name"] == name][-1]
        assert is_new is (found["id"] not in self._told), f"{name}: told before, or not yet"
        self._told.add(found["id"])
        return _queue(found)

    def _link(self) -> str:
        """Take the token out of the latest letter."""
        return self._cloud.mailbox[-1].link.partition("#")[2]

    def _wait(self, **by: float) -> None:
        self._cloud.clock.advance(timedelta(**by))


def _function(path: str) -> str:
    noun = path.split("/")[2]
    return {"settings": "settings-http", "activity": "activity-http", "inbox": "notifications-http"}.get(
        noun, "invite-http"
    )


def _filled(path: str, **names: object) -> str:
    return path.format(**names)


def _queue(*details: object) -> Payload:
    return queue_event(*({"detail": each} for each in details))


def _read(answer: Payload) -> Any:
    return json.loads(answer["body"]) if answer.get("body") else answer
