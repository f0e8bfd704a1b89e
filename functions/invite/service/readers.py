"""Who reads a letter: whom it is to, or the member who tries things out with a test account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from functions.invite.model.entities import Account, Firm, Member, Person
from functions.invite.service.credentials import Credential, is_active
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId


class Readers(Protocol):
    """Where credentials and their accounts are read."""

    def find(self, firm: FirmId, credential: MemberId | PersonId) -> Credential | None: ...
    def accounts(self, firm: FirmId, accounts: Iterable[AccountId]) -> Sequence[Account]: ...


@dataclass(frozen=True)
class Reader:
    """A mailbox and its owner's name; `accounts` are those the letter may name, `is_test` marks it as a try."""

    email: str
    name: str
    accounts: Sequence[str] = ()
    is_test: bool = False


def reader(readers: Readers, firm: Firm, to: Credential) -> Reader | None:
    """Tell who reads what is written to a credential.

    Who has test accounts alone never reads it: the member who set the first of them up does, or the owner when that
    one has left. Beside real accounts the test ones are not named, and none that is archived or deleted. None when
    nobody is left to read.
    """
    if isinstance(to, Member):
        return Reader(to.email, to.name)
    accounts = sorted(_accounts(readers, to), key=lambda each: each.name)
    real = [each for each in accounts if each.tested_by is None]
    testers = [each.tested_by for each in accounts if each.tested_by is not None]
    if real or not testers:
        return Reader(to.email, to.name, _named(real))
    for each in (testers[0], firm.owner):
        member = readers.find(firm.id, each)
        if member is not None and is_active(member):
            return Reader(member.email, member.name, _named(accounts), is_test=True)
    return None


def _named(accounts: Iterable[Account]) -> Sequence[str]:
    return [each.name for each in accounts if each.is_active]


def _accounts(readers: Readers, person: Person) -> Sequence[Account]:
    return readers.accounts(person.firm, person.accounts) if person.accounts else ()
