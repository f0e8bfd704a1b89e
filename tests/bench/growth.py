"""What a list asks as the firm grows: requests of pages of 1, 10 and 100, out of 1, 10, 100 and 10,000 items.

The items are spelled by the rooms' own repositories and put into the table at once; the lists are asked through the
real handlers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from urllib.parse import parse_qsl

from functions.activity.model import Head, Record, chain
from functions.activity.repository import ChainRepository
from functions.invite.model.entities import Account, Contact, Member, Tie
from functions.invite.repository import items
from functions.notifications.model import InboxItem, ItemKind, item_id
from functions.notifications.repository import InboxRepository
from shared.directory import MemberState
from shared.domain.ids import AccountId, ContactId, TieId, email_digest, member_id, new
from shared.domain.principals import Role
from shared.domain.texts import Locale
from shared.table import marshal, schema
from shared.table.actions import Action, Item
from shared.table.table import Table
from tests.bench.chapters import team
from tests.bench.costs import stage
from tests.bench.story import FIRM, OWNER, Story, entry
from tests.fakes.clock import START
from tests.fakes.cloud import ACTIVITY_TABLE, PORTAL_TABLE, Cloud
from tests.fakes.happenings import account_created, announced
from tests.fakes.http import context, function_of, request

SIZES = (1, 10, 100, 10_000)
PAGES = (1, 10, 100)
_OWNER = member_id(FIRM, OWNER)
_ACCOUNT = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ2345")
_CONTACT = ContactId("con_01KANQ9Z00H4R6S8TVWXYZ2345")


class Shelf(Table):
    """Keeps every item a repository would put, and asks nothing."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def transact(self, *actions: Action) -> None:
        self.items += [each.item for each in actions if each.item is not None]


@dataclass(frozen=True)
class Growing:
    """A list that grows, and how: `stock` spells the items that so many entries of it are."""

    path: str
    stock: Callable[[int], Iterator[Item]]
    table: str = PORTAL_TABLE


@dataclass(frozen=True)
class Asked:
    """Requests of one list, by how many items it has and how many a page may have."""

    path: str
    requests: Mapping[tuple[int, int], int]

    @property
    def is_constant(self) -> bool:
        return len(set(self.requests.values())) == 1


def measured() -> list[Asked]:
    """Grow each list and ask it."""
    return [_grown(each) for each in LISTS]


def _grown(growing: Growing) -> Asked:
    requests: dict[tuple[int, int], int] = {}
    with stage() as (cloud, _):
        story = Story(cloud, lambda *_: nullcontext())
        team.founding(story)
        # The key of a container's cursors is derived once.
        story.quietly("invite-http", request("GET", "/v1/members", query={"limit": 1}, who=story.owner))
        stock, standing = list(growing.stock(max(SIZES))), 0
        for size in SIZES:
            _put(cloud, growing.table, stock[standing:size])
            standing = size
            for page in PAGES:
                requests[size, page] = _asked(cloud, story, growing.path, page)
    return Asked(growing.path, requests)


def _asked(cloud: Cloud, story: Story, path: str, page: int) -> int:
    with cloud.meter.measure() as cost:
        event = request("GET", path.partition("?")[0], query=_query(path) | {"limit": page}, who=story.owner)
        answer = entry(function_of(path))(event, context())
    assert answer["statusCode"] == 200, answer
    return cost.reads


def _query(path: str) -> dict[str, object]:
    return dict(parse_qsl(path.partition("?")[2]))


def _put(cloud: Cloud, table: str, stock: Iterable[Item]) -> None:
    for batch in batched(stock, 25, strict=False):
        puts = [{"PutRequest": {"Item": marshal.write(each)}} for each in batch]
        cloud.dynamodb.batch_write_item(RequestItems={table: puts})


def _email(n: int) -> str:
    return f"client{n:05}@doe.example"


def _accounts(n: int) -> Iterator[Item]:
    for each in range(n):
        at = START + timedelta(seconds=each)
        yield items.account(
            Account(firm=FIRM, id=AccountId(new("acc", at)), name=f"Doe {each:05}", kind="company", created_at=at)
        )


def _contacts(n: int) -> Iterator[Item]:
    for each in range(n):
        at = START + timedelta(seconds=each)
        yield items.contact(
            Contact(
                firm=FIRM,
                id=ContactId(new("con", at)),
                name=f"Jane {each:05}",
                emails=(_email(each),),
                locale=Locale.EN,
                created_at=at,
            )
        )


def _members(n: int) -> Iterator[Item]:
    for each in range(n):
        email = f"member{each:05}@harbor-tax.example"
        yield items.member(
            Member(
                firm=FIRM,
                id=member_id(FIRM, email),
                name=f"Emil {each:05}",
                email=email,
                role=Role.EMPLOYEE,
                state=MemberState.DEACTIVATED,
            )
        )


def _ties(n: int) -> Iterator[Item]:
    """The people of one account: each tie with the person it opens for, in one stock."""
    for each in range(n):
        yield items.tie(
            Tie(
                firm=FIRM,
                id=TieId(f"tie_{email_digest(FIRM, _email(each))}"),
                account=_ACCOUNT,
                contact=_CONTACT,
                contact_name="Jane Doe",
                email=_email(each),
                login=True,
                created_at=START,
            )
        )


def _entries(n: int) -> Iterator[Item]:
    shelf = Shelf()
    envelopes = (announced(account_created(FIRM, _ACCOUNT), at=START + timedelta(seconds=each))[0] for each in range(n))
    head = Head(firm=FIRM)
    for batch in batched(chain(head, (Record.of(each, salt="salt") for each in envelopes)), 99, strict=False):
        ChainRepository(shelf).append(head, batch)
        head = batch[-1].head
    yield from (each for each in shelf.items if each["et"] == schema.ENTRY.name)


def _inbox(n: int) -> Iterator[Item]:
    shelf = Shelf()
    for envelope in (
        announced(account_created(FIRM, _ACCOUNT), at=START + timedelta(seconds=each))[0] for each in range(n)
    ):
        new_item = InboxItem(
            firm=FIRM,
            member=_OWNER,
            id=item_id(envelope.id),
            kind=ItemKind.CLIENT_SIGNED_UP,
            params={},
            at=envelope.occurred_at,
        )
        InboxRepository(shelf).add(new_item)
    yield from (each for each in shelf.items if each["et"] == schema.INBOX_ITEM.name)


LISTS = (
    Growing("/v1/accounts", _accounts),
    Growing("/v1/contacts", _contacts),
    Growing("/v1/members", _members),
    Growing("/v1/activity", _entries, ACTIVITY_TABLE),
    Growing("/v1/inbox", _inbox),
)
