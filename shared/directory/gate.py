"""The gate: one request reads everything the decision needs, and who may not pass goes no further."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.directory import keys
from shared.directory.records import (
    AccountRecord,
    AccountStatus,
    FirmRecord,
    MemberRecord,
    MemberState,
    PersonRecord,
    PersonState,
    Policy,
)
from shared.domain.errors import NotAllowedError, NotFoundError, UnauthenticatedError
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId
from shared.domain.principals import ActorKind, Identity, Member, Person, Right
from shared.table.actions import Item
from shared.table.keys import Key
from shared.table.table import Table


class AccountArchivedError(NotAllowedError):
    """The account is archived: its people are kept out, the team reads on."""

    code = "ACCOUNT_ARCHIVED"
    title = "This account is archived."


@dataclass(frozen=True)
class Scene:
    """Who passed, and what the gate saw in the same consistent read. `items` are those asked along, by key."""

    policy: Policy
    principal: Member | Person
    account: AccountRecord | None = None
    items: Mapping[Key, Item] = field(default_factory=dict)

    @property
    def firm(self) -> FirmId:
        return self.principal.firm

    @property
    def member(self) -> Member:
        """The member who passed; NotAllowedError when it was a person."""
        if not isinstance(self.principal, Member):
            raise NotAllowedError
        return self.principal

    @property
    def person(self) -> Person:
        """The person who passed; NotAllowedError when it was a member."""
        if not isinstance(self.principal, Person):
            raise NotAllowedError
        return self.principal

    def demand(self, right: Right) -> Member:
        """Give the member back if they have the right; NotAllowedError else."""
        if not self.member.has(right):
            raise NotAllowedError
        return self.member

    def demand_admin(self) -> Member:
        if not self.member.is_admin:
            raise NotAllowedError
        return self.member


class Directory:
    """Lets members and persons in."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def gate(self, identity: Identity, *, account: AccountId | None = None, also: Iterable[Key] = ()) -> Scene:
        """Let a credential pass, with an account if one is named; one consistent BatchGetItem in all.

        UnauthenticatedError when the credential is unknown, not active, a person's without any account left, or its
        sign-in is older than its sessions' epoch; NotFoundError when the account is not there for this principal;
        AccountArchivedError for a person whose account is archived.
        """
        mine = credential(identity)
        wanted = [mine, keys.policy(identity.firm), *also]
        if account is not None:
            wanted.append(keys.account(identity.firm, account))
        found = self._table.batch_get(wanted)
        principal = admitted(found.get(mine), identity)
        record = None
        if account is not None:
            record = _visible(found.get(keys.account(identity.firm, account)), principal)
        policy = Policy.model_validate(found.get(keys.policy(identity.firm), {}))
        return Scene(policy, principal, record, found)

    def firm(self, of: FirmId) -> FirmRecord:
        """Read the firm itself; NotFoundError when it was never founded."""
        standing = self._table.get(keys.firm(of))
        if standing is None:
            raise NotFoundError
        return FirmRecord.model_validate(standing)


def credential(identity: Identity) -> Key:
    """Name the item a credential is read from."""
    if identity.kind is ActorKind.MEMBER:
        return keys.member(identity.firm, MemberId(identity.id))
    return keys.person(identity.firm, PersonId(identity.id))


def admitted(standing: Item | None, identity: Identity) -> Member | Person:
    """Read who calls off their item; UnauthenticatedError unless they may come in at all."""
    if standing is None:
        raise UnauthenticatedError
    record: MemberRecord | PersonRecord
    if identity.kind is ActorKind.MEMBER:
        record = MemberRecord.model_validate(standing)
        is_active = record.state is MemberState.ACTIVE
    else:
        record = PersonRecord.model_validate(standing)
        is_active = record.state is PersonState.ACTIVE and bool(record.accounts)
    if not is_active or _is_ended(identity.signed_in_at, record.epoch):
        raise UnauthenticatedError
    return record.principal()


def _is_ended(signed_in_at: datetime, epoch: datetime | None) -> bool:
    return epoch is not None and signed_in_at < epoch


def _visible(standing: Item | None, principal: Member | Person) -> AccountRecord:
    if standing is None:
        raise NotFoundError
    account = AccountRecord.model_validate(standing)
    if isinstance(principal, Member):
        if not account.is_visible_to(principal):
            raise NotFoundError
    elif account.id not in principal.accounts or account.status is AccountStatus.DELETED:
        raise NotFoundError
    elif account.status is not AccountStatus.ACTIVE:
        raise AccountArchivedError
    return account
