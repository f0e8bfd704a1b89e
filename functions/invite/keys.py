"""Where this room's items stand. Those other rooms read are spelled in shared.directory.keys."""

from shared.directory.keys import account, firm, member, person, policy
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, TieId, bare
from shared.table.keys import Key, within

__all__ = ["account", "firm", "member", "person", "policy"]


def contact(of: FirmId, contact: ContactId) -> Key:
    return Key(within(of, "C", bare(contact)), "CONTACT")


def email(of: FirmId, digest: str) -> Key:
    """The holder of an e-mail: one contact in a firm."""
    return Key(within(of, "E", digest), "EMAIL")


def tie(of: FirmId, account: AccountId, tie: TieId) -> Key:
    return Key(ties(of, account), f"{TIES}{bare(tie)}")


def member_account(of: FirmId, member: MemberId, account: AccountId) -> Key:
    """The pointer from a member to an account assigned to them."""
    return Key(member_accounts(of, member), f"{MEMBER_ACCOUNTS}{bare(account)}")


def ties(of: FirmId, account: AccountId) -> str:
    return within(of, "A", bare(account))


def member_accounts(of: FirmId, member: MemberId) -> str:
    return within(of, "M", bare(member))


def accounts(of: FirmId) -> str:
    return within(of, "ACC")


def accounts_by_badge(of: FirmId, badge: str) -> str:
    return within(of, "ACC", badge)


def accounts_of_contact(of: FirmId, contact: ContactId) -> str:
    return within(of, "C", bare(contact))


def members(of: FirmId) -> str:
    return within(of, "MEM")


def contacts(of: FirmId) -> str:
    return within(of, "CON")


def pending(of: FirmId) -> str:
    """Persons with a login ticked who have not come in yet."""
    return within(of, "PENDING")


def by_name(name: str, identifier: str) -> str:
    """Sort by name whatever its case; the id keeps namesakes apart."""
    return f"{name.casefold()}#{bare(identifier)}"


TIES = "TIE#"
MEMBER_ACCOUNTS = "ACC#"
