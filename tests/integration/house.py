"""A firm behind the real handlers of all rooms, and short ways to bring its people into a state through them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import ModuleType
from typing import Any

from functions.activity import consumer as activity
from functions.invite import consumer, doors, jobs, mailbox, schedule
from functions.invite.model.entities import Member, Person
from functions.invite.repository import items
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.resets import ResetRepository
from functions.invite.service import resets
from functions.invite.service.issuing import claims_of
from functions.notifications import consumer as notifications
from shared import wiring
from shared.domain.ids import FirmId, MemberId, PersonId, firm_id, member_id, person_id
from shared.table import schema
from shared.table.actions import Action
from shared.table.keys import Key
from tests.fakes.cloud import ACTIVITY_TABLE, Cloud, queue_event
from tests.fakes.http import Answer, call, claims, context, handler_of
from tests.integration.cabinet import Cabinet
from tests.integration.founding import PASSWORD, found
from tests.integration.outside import Outside

OTHER_PASSWORD = "Nine-loud-magpies-9"
OWNER_EMAIL = "olivia@harbor-tax.example"
CLIENT_EMAIL = "jane@doe.example"


@dataclass(frozen=True)
class Request:
    """A call, ready to be made, or to be made again with something changed."""

    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    who: Mapping[str, str] | None = None
    query: Mapping[str, str] = field(default_factory=dict)


class House:
    """One firm in one cloud. Several may share the cloud.

    `cabinet` has its documents, `outside` its links in the hands of others.
    """

    def __init__(self, cloud: Cloud, slug: str = "harbor-tax", owner_email: str = OWNER_EMAIL) -> None:
        self.cloud = cloud
        self.slug = slug
        self.firm: FirmId = firm_id(slug)
        self.owner_id: MemberId = member_id(self.firm, owner_email)
        self.is_recorded = False
        cloud.pools  # noqa: B018  # makes them
        cloud.mail  # noqa: B018  # makes it
        cloud.files, cloud.jobs_queue  # noqa: B018  # makes them
        found(cloud, slug, owner_email)
        self.cabinet = Cabinet(cloud, self.firm, self.owner_id)
        self.outside = Outside(cloud, self.firm, self.owner_id)
        self.owner = claims(self.firm, self.owner_id)

    def call(self, method: str, path: str, *, who: Mapping[str, str] | None = None, **how: Any) -> Answer:
        """Call as the owner unless somebody else is named; the open trees have no authorizer that names anybody."""
        known = None if path.startswith(("/v1/guest/", "/v1/public/")) else self.owner
        return call(handler_of(path), method, path, who=who or known, **how)

    def send(self, request: Request, **more: str) -> Answer:
        """Make a prepared call, with more headers."""
        headers = {**request.headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        how: dict[str, Any] = {"body": request.body, "headers": headers, "query": request.query, "who": request.who}
        return call(handler_of(request.path), request.method, request.path, **how)

    def wait(self, **by: float) -> None:
        self.cloud.clock.advance(timedelta(**by))

    def credential(self, of: MemberId | PersonId) -> Member | Person:
        found = CredentialRepository(self.cloud.table).find(self.firm, of)
        assert found is not None
        return found

    def person(self, email: str = CLIENT_EMAIL) -> Person:
        return AccessRepository(self.cloud.table).person(self.firm, person_id(self.firm, email))

    def token(self, of: MemberId | PersonId, generation: int | None = None) -> str:
        """The token of somebody's link, the latest unless another generation's is asked."""
        number = generation or self.credential(of).invitation.generation
        return wiring.tokens(self.cloud.key_id).derive(claims_of(self.firm, of, number))

    def reset_token(self, of: MemberId | PersonId) -> str:
        """The token of somebody's latest link for a new password."""
        wish = ResetRepository(self.cloud.table).find(self.firm, of)
        assert wish.reset is not None
        return wiring.tokens(self.cloud.key_id).derive(resets.claims_of(self.firm, of, wish.reset.generation))

    def accept(self, of: MemberId | PersonId, password: str = PASSWORD, **headers: str) -> Answer:
        sent = {"portico-token": self.token(of), **{name.replace("_", "-"): value for name, value in headers.items()}}
        return call(doors.handler, "POST", "/v1/public/invitation/accept", body={"password": password}, headers=sent)

    def enter(self, of: MemberId | PersonId) -> None:
        answer = self.accept(of)
        assert answer.status == 201, answer.text

    def colleague(self, name: str = "Emil Brandt", role: str = "employee", rights: tuple[str, ...] = ()) -> str:
        """Invite a colleague and let them in; their id."""
        email = f"{name.split()[0].lower()}@{self.slug}.example"
        body = {"name": name, "email": email, "role": role, "rights": list(rights)}
        member = MemberId(self.made("/v1/members", body)["id"])
        self.enter(member)
        return member

    def made(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = self.call("POST", path, body=body)
        assert answer.status == 201, answer.text
        return answer.json

    def account(self, name: str = "Doe Family", **more: Any) -> str:
        return str(self.made("/v1/accounts", {"name": name, "kind": "person", **more})["id"])

    def contact(self, name: str = "Jane Doe", email: str = CLIENT_EMAIL, locale: str = "en") -> str:
        return str(self.made("/v1/contacts", {"name": name, "emails": [email], "locale": locale})["id"])

    def tie(self, account: str | None = None, contact: str | None = None, email: str = CLIENT_EMAIL) -> tuple[str, str]:
        """Tie the contact to the account, both new unless given; account and tie."""
        account = account or self.account()
        body = {"contactId": contact or self.contact(), "email": email}
        return account, str(self.made(f"/v1/accounts/{account}/ties", body)["id"])

    def granted(self, *, invite: bool = False, message: str | None = None) -> PersonId:
        account, tie = self.tie()
        body = {"invite": invite, **({"message": message} if message else {})}
        return PersonId(self.made(f"/v1/accounts/{account}/ties/{tie}/access", body)["personId"])

    def invited(self, message: str | None = None) -> PersonId:
        return self.granted(invite=True, message=message)

    def active(self) -> PersonId:
        person = self.invited()
        self.enter(person)
        return person

    def job(self, *persons: str, **more: Any) -> str:
        """Start a bulk job; its id."""
        body = {"persons": list(persons) or [self.granted()], "action": "invite", **more}
        answer = self.call("POST", "/v1/bulk/invitations", body=body)
        assert answer.status == 202, answer.text
        return str(answer.json["id"])

    def begin(self) -> None:
        """Let the consumer hear of the jobs that were started."""
        assert self.deliver("job.started") == {"batchItemFailures": []}

    def step(self) -> int:
        """Hand the worker what waits in its queue, once; how many messages that was."""
        waiting = self.cloud.take(self.cloud.jobs_queue)
        if waiting:
            assert jobs.handler(queue_event(*waiting), context()) == {"batchItemFailures": []}
        return len(waiting)

    def work_off(self) -> None:
        """Work off every job that was started."""
        self.begin()
        while self.step():
            pass

    def report(self, job: str) -> dict[str, str]:
        """What became of each entry of a job: done, or the code of why not."""
        found: dict[str, str] = {}
        cursor = None
        while not found or cursor:
            answer = self.call("GET", f"/v1/jobs/{job}/report", query={"cursor": cursor} if cursor else {})
            assert answer.status == 200, answer.text
            found |= {each["of"]: each["code"] or each["verdict"] for each in answer.json["items"]}
            cursor = answer.json["nextCursor"]
        return found

    def store(self, changed: Member | Person) -> None:
        """Let a credential stand as given, whatever stood."""
        item = items.credential(changed)
        self.cloud.table.transact(
            Action("Put", Key(item["pk"], item["sk"]), "attribute_exists(#pk)", AssertionError, item=item)
        )

    def names(self) -> list[str]:
        """The names of all events announced so far."""
        return [each["name"] for each in self.cloud.announced()]

    def ids(self) -> set[str]:
        """The ids of all events announced so far: what `since` leaves out."""
        return {each["id"] for each in self.cloud.announced()}

    def since(self, before: set[str]) -> list[dict[str, Any]]:
        """The events announced since then, in order."""
        return [each for each in self.cloud.announced() if each["id"] not in before]

    def deliver(self, *names: str) -> dict[str, Any]:
        """Give the room's consumer all events of these names, in one batch."""
        self.cloud.mail  # noqa: B018  # makes the mailbox they are sent from
        return self._taken(consumer, lambda each: each["name"] in names)

    def hear(self, *news: dict[str, Any]) -> dict[str, Any]:
        """Give the room what SES tells of letters, in one batch."""
        return mailbox.handler(queue_event(*news), context())

    def sweep(self) -> int:
        answer = schedule.handler({"source": "aws.events"}, context())
        return int(answer["expired"])

    def sweep_jobs(self) -> int:
        """Let a minute's schedule look for jobs that stand still; how many did."""
        return int(schedule.handler({"source": "aws.events"}, context())["revived"])

    def dump(self) -> list[str]:
        """Everything in the tables but the counts of tries, to compare."""
        lasting = (each for each in self.cloud.items() if each["et"]["S"] != schema.LIMIT_COUNT.name)
        recorded = self.cloud.items(ACTIVITY_TABLE) if self.is_recorded else []
        return sorted(repr(sorted(each.items())) for each in (*lasting, *recorded))

    def record(self) -> None:
        """Let the record take what the firm announced so far."""
        assert self.cloud.activity_table
        self.is_recorded = True
        assert self._taken(activity, lambda each: each["firm"] == self.firm) == {"batchItemFailures": []}

    def notify(self, *names: str) -> None:
        """Let those concerned be told what the firm announced under these names."""
        told = self._taken(notifications, lambda each: each["firm"] == self.firm and each["name"] in names)
        assert told == {"batchItemFailures": []}

    def _taken(self, room: ModuleType, which: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        found = [each for each in self.cloud.announced() if which(each)]
        taken: dict[str, Any] = room.handler(queue_event(*({"detail": each} for each in found)), context())
        return taken

    def users(self, audience: str = "client") -> list[str]:
        pool, _ = self.cloud.pools[audience]
        listed = self.cloud.client("cognito-idp").list_users(UserPoolId=pool)["Users"]
        return sorted(each["Username"] for each in listed)

    def signs_in(self, email: str, password: str = PASSWORD, audience: str = "client") -> bool:
        """Whether the door opens; a failed try changes nothing, a good one is recorded as a login."""
        body = {"audience": audience, "firm": self.slug, "email": email, "password": password}
        answer = call(doors.handler, "POST", "/v1/public/sessions", body=body)
        assert answer.status in {201, 401}, answer.text
        return answer.status == 201
