"""A firm with its people, as the room invite writes them, for the other rooms to stand on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import cast

from shared.directory import Directory, MemberState, keys
from shared.domain.clock import stamp
from shared.domain.ids import AccountId, FirmId, MemberId, firm_id, member_id
from shared.domain.principals import ActorKind, Caller, Identity, Provenance, Role
from shared.table import schema
from shared.table.actions import Item, create, item
from shared.table.keys import Key
from shared.table.table import Table
from tests.fakes.clock import START
from tests.fakes.http import claims

FOUNDED_AT = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
ACCOUNT = AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WB")


@dataclass(frozen=True)
class Tenant:
    """The firm of the samples: Olivia owns it, Adam is admin, Emil an employee."""

    slug: str = "harbor-tax"
    account: AccountId = ACCOUNT
    assigned: tuple[str, ...] = ()
    locales: dict[str, str] = field(default_factory=dict)
    states: dict[str, MemberState] = field(default_factory=dict)

    @property
    def id(self) -> FirmId:
        return firm_id(self.slug)

    @property
    def owner(self) -> MemberId:
        return self.member("olivia")

    @property
    def admin(self) -> MemberId:
        return self.member("adam")

    @property
    def employee(self) -> MemberId:
        return self.member("emil")

    def member(self, name: str) -> MemberId:
        return member_id(self.id, f"{name}@{self.slug}.example")

    def claims(self, member: MemberId, signed_in_at: datetime = START) -> dict[str, str]:
        return claims(self.id, member, signed_in_at)

    def caller(self, member: MemberId) -> Caller:
        return Caller(Identity(ActorKind.MEMBER, self.id, member, START), Provenance("req-1", address="203.0.113.7"))

    def but(self, **changes: object) -> "Tenant":
        return replace(self, **changes)  # type: ignore[arg-type]  # its own fields, as the tests spell them

    @property
    def items(self) -> Sequence[Item]:
        firm = item(
            keys.firm(self.id),
            schema.FIRM,
            id=self.id,
            name="Harbor Tax",
            slug=self.slug,
            time_zone="Europe/Berlin",
            locale="en",
            owner=self.owner,
            founded_at=stamp(FOUNDED_AT),
        )
        account = item(
            keys.account(self.id, self.account),
            schema.ACCOUNT,
            v=1,
            firm=self.id,
            id=self.account,
            name="Doe Ltd.",
            kind="company",
            assigned=[self.member(each) for each in self.assigned],
        )
        roles = {"olivia": Role.OWNER, "adam": Role.ADMIN, "emil": Role.EMPLOYEE}
        return (firm, account, *(self._member(name, role) for name, role in roles.items()))

    def _member(self, name: str, role: Role) -> Item:
        return item(
            keys.member(self.id, self.member(name)),
            schema.MEMBER,
            firm=self.id,
            id=self.member(name),
            name=name.capitalize(),
            email=f"{name}@{self.slug}.example",
            role=role.value,
            rights=[],
            locale=self.locales.get(name, "en"),
            state=self.states.get(name, MemberState.ACTIVE).value,
        )


def settle(table: Table, *tenants: Tenant) -> None:
    for tenant in tenants:
        table.transact(*map(create, tenant.items))


class MemoryTable:
    """As much of the table as the gate asks."""

    def __init__(self, *tenants: Tenant) -> None:
        self.items = {Key(each["pk"], each["sk"]): each for tenant in tenants for each in tenant.items}

    def batch_get(self, wanted: Iterable[Key]) -> dict[Key, Item]:
        return {key: self.items[key] for key in wanted if key in self.items}

    @property
    def directory(self) -> Directory:
        """The real gate over these items."""
        return Directory(cast("Table", self))
