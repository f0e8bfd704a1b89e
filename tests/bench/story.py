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
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.http import claims, context, function_of, request

SLUG = "harbor-tax"
FIRM = firm_id(SLUG)
PASSWORD = "Seven-quiet-herons-7"
OWNER, EMPLOYEE = "olivia@harbor-tax.example", "emil@harbor-tax.example"
JANE, JOHN, MARY = "jane@doe.example", "john@doe.example", "mary@doe.example"
ANN, BEA = "ann@bell.example", "bea@bell.example"
MESSAGE = "Welcome to our portal, Jane. Your documents for this year go there."


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
    """What a story is told with, and what it has come to. A step that is not answered as expected ends it."""

    def __init__(self, cloud: Cloud, around: Around) -> None:
        _ = (
            cloud.pools,
            cloud.mail,
            cloud.activity_table,
            cloud.bus,
            cloud.retry_queue,
            cloud.files,
            cloud.anchors,
            cloud.jobs_queue,
            cloud.storage_queue,
        )  # makes them
        self.cloud = cloud
        self._around = around
        self.owner = claims(FIRM, member_id(FIRM, OWNER))
        self.employee = claims(FIRM, member_id(FIRM, EMPLOYEE))
        self.client = claims(FIRM, person_id(FIRM, JANE))
        self.account = self.tie = self.jane = self.mary = ""
        self._told: set[str] = set()
        self.keys = 0

    def later(self, who: Mapping[str, str]) -> dict[str, str]:
        """The claims of a sign-in of this moment, for whoever's sessions were ended before."""
        return {**who, "auth_time": str(int(self.cloud.clock.now.timestamp()) + 1)}

    def get(
        self, path: str, who: Mapping[str, str] | None = None, *, token: str = "", case: str = "", **where: object
    ) -> Any:
        named = {name: value for name, value in where.items() if f"{{{name}}}" in path}
        query = {name: value for name, value in where.items() if name not in named}
        headers = {"Portico-Token": token} if token else {}
        how = {"who": who, "headers": headers, "query": query}
        return self.call(function_of(path), "GET", path, how, case=case, where=filled(path, **named))

    def post(
        self,
        path: str,
        body: object,
        who: Mapping[str, str] | None = None,
        *,
        case: str = "",
        status: int = 201,
        **where: object,
    ) -> Any:
        self.keys += 1
        how = {"body": body, "who": who, "headers": {"Idempotency-Key": f"story-key-{self.keys:03}"}}
        return self.call(function_of(path), "POST", path, how, case=case, status=status, where=filled(path, **where))

    def repeat(self, path: str, body: object, who: Mapping[str, str], *, case: str = "", **where: Any) -> None:
        """Send the last call again, as a caller does whose answer was lost."""
        self.keys -= 1
        self.post(path, body, who, case=", ".join(filter(None, (case, "repeated under its key"))), **where)

    def ask(
        self,
        method: str,
        path: str,
        who: Mapping[str, str] | None,
        body: object = None,
        *,
        seen: int | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        case: str = "",
        status: int = 200,
        **ids: object,
    ) -> Any:
        """Make a call of any kind; `seen` is the version it names, `headers` what else it brings."""
        self.keys += 1
        brought = {"Idempotency-Key": f"story-key-{self.keys:03}", **(headers or {})}
        if seen is not None:
            brought["If-Match"] = f'"{seen}"'
        how = {"body": body, "who": who, "headers": brought, "query": query or {}}
        return self.call(function_of(path), method, path, how, case=case, status=status, where=filled(path, **ids))

    def accept(self, link: str, case: str, key: int | None = None) -> None:
        self.keys += key is None
        how = self.acceptance(link, self.keys)
        self.call("invite-doors", "POST", "/v1/public/invitation/accept", how, case=case, status=201)

    def acceptance(self, link: str, key: int = 0) -> dict[str, Any]:
        return {
            "body": {"password": PASSWORD},
            "headers": {"Portico-Token": link, "Idempotency-Key": f"story-key-{key:03}"},
        }

    def tied(self, contact: str, email: str) -> str:
        body = {"contactId": contact, "email": email}
        path = f"/v1/accounts/{self.account}/ties"
        tie: str = self.quietly("invite-http", request("POST", path, body=body, who=self.owner))["id"]
        return tie

    def call(
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
            answer = self.answer(function, event)
        assert answer["statusCode"] == status, (step, answer)
        return _read(answer)

    def run(self, function: str, what: str, event: Payload, case: str = "") -> None:
        """Call a function that nobody waits for; a batch is taken whole."""
        step = Step(function, what, case)
        with self._around(step, event):
            answer = self.answer(function, event)
        assert not answer.get("batchItemFailures"), (step, answer)

    def quietly(self, function: str, event: Payload) -> Any:
        """Bring the story on by a call that is not one of its steps."""
        answer = self.answer(function, event)
        assert answer.get("statusCode", 200) < 300, answer
        assert not answer.get("batchItemFailures"), answer
        return _read(answer)

    def answer(self, function: str, event: Payload) -> Payload:
        """Call a function, a second after the call before it: so the ids it makes sort as it was told."""
        self.wait(seconds=1)
        return entry(function)(event, context())

    def queued(self, name: str, *, is_new: bool = True) -> Payload:
        """Bring the latest event of a name as its queue does."""
        found = [each for each in self.cloud.announced() if each["name"] == name][-1]
        assert is_new is (found["id"] not in self._told), f"{name}: told before, or not yet"
        self._told.add(found["id"])
        return queue(found)

    def waiting(self) -> Payload:
        """Bring what waits in the queue of jobs."""
        return queue_event(*self.cloud.take(self.cloud.jobs_queue))

    def link(self) -> str:
        """Take the token out of the latest letter."""
        return self.cloud.mailbox[-1].link.partition("#")[2]

    def wait(self, **by: float) -> None:
        self.cloud.clock.advance(timedelta(**by))


def filled(path: str, **names: object) -> str:
    return path.format(**names)


def queue(*details: object) -> Payload:
    return queue_event(*({"detail": each} for each in details))


def _read(answer: Payload) -> Any:
    return json.loads(answer["body"]) if answer.get("body") else answer
