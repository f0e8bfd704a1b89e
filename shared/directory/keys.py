"""Keys of the published items of tenancy."""

from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, bare
from shared.table.keys import Key, within


def firm(of: FirmId) -> Key:
    return Key(within(of), "FIRM")


def policy(of: FirmId) -> Key:
    return Key(within(of), "POLICY")


def member(of: FirmId, member: MemberId) -> Key:
    return Key(within(of, "M", bare(member)), "MEMBER")


def account(of: FirmId, account: AccountId) -> Key:
    return Key(within(of, "A", bare(account)), "ACCOUNT")


def person(of: FirmId, person: PersonId) -> Key:
    return Key(within(of, "E", bare(person)), "PERSON")
