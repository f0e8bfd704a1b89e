"""How many bytes the items and answers of a firm at work have: the same firm each time, of people with ordinary names.

The services and the repositories that spell items are the real ones; only the database below them is a dictionary.
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from functions.activity import http as activity
from functions.activity import wiring as activity_wiring
from functions.activity.model import Entry, Head, Question, Record, chain, encoded
from functions.activity.repository import ChainRepository
from functions.activity.service import MAX_ENTRIES, ActivityService
from functions.invite import http as invite
from functions.invite.model.entities import Account, AccountKind, Contact
from functions.invite.wiring import access, clients, ground, team
from functions.notifications import http as notifications
from functions.notifications import wiring as notifications_wiring
from functions.notifications.repository import InboxRepository
from functions.notifications.service.inbox import InboxService
from functions.notifications.service.notices import NoticeService
from functions.settings.repository import PolicyRepository
from functions.settings.service import SettingsService
from shared.directory import Directory
from shared.domain.events import Envelope
from shared.domain.events.invite.access import ClientSignedUp
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import Caller, Provenance, Right, Role
from shared.domain.texts import Locale
from shared.http.browsers import browser_of
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates
from shared.table import marshal
from shared.table.actions import Action, Item
from shared.table.query import Page
from shared.table.table import Table
from tests.fakes.http import call, claims
from tests.fakes.meter import item_size
from tests.fakes.notifications import FakeAudience, FakeInboxes
from tests.fakes.office import ORIGIN, Office
from tests.fakes.records import Records
from tests.fakes.tenancy import MemoryTable

MEMBERS, CLIENTS = 30, 400
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
_HOSTS = ("example.com", "mail.example.org", "kanzlei-und-partner.example", "doe.example")


@dataclass(frozen=True)
class Sizes:
    """Bytes of what is of one kind."""

    kind: str
    number: int
    p50: int
    p99: int
    largest: int


class _Shelf(Table):
    """Takes every item that is put, and asks nothing."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def transact(self, *actions: Action) -> None:
        self.items += [each.item for each in actions if each.item is not None]


class _Work:
    """A firm after some months: people invited, resent, active; settings changed; all of it announced and recorded."""

    def __init__(self) -> None:
        self._dice = random.Random(_SEED)  # noqa: S311  # the same firm each time is what is wanted
        self.office = Office()
        self.shelf = _Shelf()
        self.owner = self.office.opened()
        self.firm: FirmId = self.owner.identity.firm
        self.directory = Directory(self.office.records)
        self._numbers = 0
        self._members = [self._member() for _ in range(MEMBERS)]
        for _ in range(CLIENTS):
            self._client()
        self._change_settings()
        self.entries = self._recorded()
        self.inboxes = Records()
        self.inboxes.items |= self.office.records.items
        self._tell()

    @property
    def inbox(self) -> FakeInboxes:
        return FakeInboxes(cast("MemoryTable", self.inboxes))

    @property
    def items(self) -> Iterator[Item]:
        yield from self.office.records.items.values()
        yield from self.shelf.items

    def _member(self) -> Caller:
        self.office.wait(hours=3)
        rights = frozenset(self._dice.sample(list(Right), self._dice.randrange(4)))
        member = self.office.members.invite(
            self.owner, None, name=self._name(), email=self._email(), role=Role.EMPLOYEE, rights=rights, locale=None
        )
        for _ in range(self._dice.randrange(3)):
            self.office.wait(minutes=2)
            member = self.office.members.resend(self.owner, member.id, None)
        self.office.enter(self.firm, member.id)
        return self.office.caller(self.firm, member.id)

    def _client(self) -> None:
        """Bring a contact into one account or some, and let most of them in."""
        self.office.wait(minutes=30)
        name = self._name()
        emails = tuple(self._email() for _ in range(self._dice.choice((1, 1, 1, 2, 3))))
        locale = self._dice.choice(list(Locale))
        contact: Contact = self.office.contacts.add(self.owner, None, name=name, emails=emails, locale=locale)
        for _ in range(self._dice.choice((1, 1, 1, 1, 2, 3))):
            tie = self.office.tie(self.owner, self._account(name), contact)
            message = self._dice.choice((None, None, "Welcome! Please send us your documents for this year there."))
            self.office.grant(self.owner, tie, invite=True, message=message)
        for _ in range(self._dice.choice((0, 0, 0, 1, 2, 5))):
            self.office.wait(minutes=2)
            self.office.invitations.resend(self.owner, tie.person, None)
        if self._dice.random() < 0.7:
            self.office.enter(self.firm, tie.person)

    def _account(self, of: str) -> Account:
        name = f"{of.split()[-1]} {self._dice.choice(_FORMS)}".strip()
        assigned = frozenset(MemberId(each.identity.id) for each in self._dice.sample(self._members, 2))
        account: Account = self.office.accounts.add(
            self.owner, None, name=name, kind=self._dice.choice(list(AccountKind)), assigned=assigned
        )
        if self._dice.random() < 0.1:
            self.office.accounts.edit(self.owner, account.id, seen=1, name=f"{name} and Partners")
        return self.office.stored(account)

    def _change_settings(self) -> None:
        service = SettingsService(PolicyRepository(self.shelf), self.directory, self.office.clock)
        for days in range(1, 30):
            wanted = {"invitation_lifetime_days": days, "invitation_max_resends": days}
            service.change(self.owner, 0, wanted)

    def _recorded(self) -> list[Entry]:
        envelopes = [replace(each, provenance=self._from_somewhere(each)) for each in self.office.records.envelopes()]
        records = [Record.of(each, salt=encoded(self._dice.randbytes(16))) for each in envelopes]
        entries = list(chain(Head(firm=self.firm), records))
        seen = Head(firm=self.firm)
        for start in range(0, len(entries), MAX_ENTRIES):
            batch = entries[start : start + MAX_ENTRIES]
            ChainRepository(self.shelf).append(seen, batch)
            seen = batch[-1].head
        return entries

    def _from_somewhere(self, envelope: Envelope) -> Provenance:
        """Let it come from a real browser, over either version of the Internet protocol."""
        address = self._dice.choice(("203.0.113.197", "2001:db8:85a3:8d3:1319:8a2e:370:7348"))
        return replace(
            envelope.provenance,
            correlation_id="JKJaXmPLvHcESHA=",
            address=address,
            browser=browser_of(self._dice.choice(_BROWSERS)),
            client_time=envelope.occurred_at,
        )

    def _tell(self) -> None:
        """Tell the followers, once on the shelf to weigh the items, once where the inbox is read."""
        for inboxes in (InboxRepository(self.shelf), self.inbox):
            notices = NoticeService(
                FakeAudience(cast("MemoryTable", self.inboxes)),
                inboxes,
                cast("Mailer", self.office.outgoing),
                Templates("functions.notifications.mails"),
                ORIGIN,
            )
            for envelope in self.office.records.envelopes():
                if isinstance(envelope.event, ClientSignedUp):
                    notices.tell(envelope)

    def _name(self) -> str:
        return f"{self._dice.choice(_FIRST)} {self._dice.choice(_LAST)}"

    def _email(self) -> str:
        self._numbers += 1
        stem = "".join(each for each in self._name().lower().replace(" ", ".") if each.isascii() and each != "'")
        return f"{stem}{self._numbers}@{self._dice.choice(_HOSTS)}"


class _Entries:
    """The record, as the feed asks for it: the newest, without a search."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries

    def list(
        self, firm: FirmId, question: Question, *, newest: str, oldest: str, limit: int, cursor: str | None
    ) -> Page[Entry]:
        start = int(cursor or 0)
        found = self._entries[::-1][start : start + limit]
        return Page(tuple(found), str(start + limit) if start + limit < len(self._entries) else None)


def measured() -> tuple[list[Sizes], list[Sizes]]:
    """Weigh the items of each kind, names and values, as AWS counts them; and the items of each list, as JSON."""
    work = _Work()
    items: dict[str, list[int]] = defaultdict(list)
    for each in work.items:
        items[str(each["et"])].append(item_size(marshal.write(each)))
    listed = {path: list(sizes) for path, sizes in _lists(work)}
    return [*map(_sizes, items.items())], [*map(_sizes, listed.items())]


def _lists(work: _Work) -> Iterator[tuple[str, Iterator[int]]]:
    office, owner = work.office, work.owner
    overrides: Mapping[Any, Mapping[Callable[..., Any], Any]] = {
        invite: {
            team.members: office.members,
            clients.accounts: office.accounts,
            clients.account_lists: office.account_lists,
            clients.contacts: office.contacts,
            access.ties: office.ties,
            access.granting: office.granting,
            access.invitations: office.invitations,
            ground.clock: office.clock,
        },
        activity: {
            activity_wiring.activity: ActivityService(_Entries(work.entries), work.directory, office.clock),
        },
        notifications: {
            notifications_wiring.inbox: InboxService(work.inbox, Directory(work.inboxes), office.clock),
        },
    }
    account = next(each["account"] for each in work.office.records.items.values() if each["et"] == "TIE")
    who = claims(work.firm, MemberId(owner.identity.id), office.clock.now)
    for room, services in overrides.items():
        room.app.dependency_overrides.update({of: lambda found=found: found for of, found in services.items()})
    try:
        yield "/v1/members", _items(invite.handler, "/v1/members", who)
        yield "/v1/accounts", _items(invite.handler, "/v1/accounts", who)
        yield "/v1/accounts/{account_id}/ties", _items(invite.handler, f"/v1/accounts/{account}/ties", who)
        yield "/v1/contacts", _items(invite.handler, "/v1/contacts", who)
        yield "/v1/activity", _items(activity.handler, "/v1/activity", who)
        yield "/v1/inbox", _items(notifications.handler, "/v1/inbox", _told(work))
    finally:
        for room in overrides:
            room.app.dependency_overrides.clear()


def _told(work: _Work) -> dict[str, str]:
    """The member who was told of most."""
    told = work.inbox.all()
    most = max({each.member for each in told}, key=lambda member: sum(each.member == member for each in told))
    return claims(work.firm, most, work.office.clock.now)


def _items(handler: Callable[..., Any], path: str, who: Mapping[str, str]) -> Iterator[int]:
    query: dict[str, object] = {"limit": 100}
    for _ in range(10):
        answer = call(handler, "GET", path, query=query, who=who)
        assert answer.status == 200, answer.text
        for each in answer.json["items"]:
            yield len(json.dumps(each, separators=(",", ":"), ensure_ascii=False).encode())
        if not answer.json["nextCursor"]:
            return
        query["cursor"] = answer.json["nextCursor"]


def _sizes(of: tuple[str, list[int]]) -> Sizes:
    kind, found = of[0], sorted(of[1])
    return Sizes(kind, len(found), found[len(found) // 2], found[(len(found) * 99) // 100], found[-1])
