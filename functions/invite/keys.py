"""Where this room's items stand. Those other rooms read are spelled in the kernel's own modules of keys."""

from shared.directory.keys import account, firm, member, person, policy
from shared.domain.ids import AccountId, ContactId, FirmId, ImportId, MemberId, PersonId, RequestId, bare
from shared.published.keys import TIES, contact, tie, ties
from shared.table.keys import Key, within

__all__ = ["TIES", "account", "contact", "firm", "member", "person", "policy", "tie", "ties"]


def password_reset(of: FirmId, holder: MemberId | PersonId) -> Key:
    """The latest wish for a new password, beside the credential it is for."""
    whose = "M" if holder.startswith("mem_") else "E"
    return Key(within(of, whose, bare(holder)), "RESET")


def email(of: FirmId, digest: str) -> Key:
    """The holder of an e-mail: one contact in a firm."""
    return Key(within(of, "E", digest), "EMAIL")


def guest_account(of: FirmId) -> Key:
    """The one account that keeps what belongs to nobody's account."""
    return Key(within(of), "GUEST")


def word(of: FirmId, noun: str, word: str, identifier: str) -> Key:
    """A word of the name of something, as it is searched for."""
    return Key(words(of, noun, word), f"{word}#{bare(identifier)}")


def member_account(of: FirmId, member: MemberId, account: AccountId) -> Key:
    """The pointer from a member to an account assigned to them."""
    return Key(member_accounts(of, member), f"{MEMBER_ACCOUNTS}{bare(account)}")


def sheet_import(of: FirmId, sheet: ImportId) -> Key:
    return Key(within(of, "IMP", bare(sheet)), "IMPORT")


def access_request(of: FirmId, request: RequestId) -> Key:
    """What a client asked the firm for."""
    return Key(within(of, "ASK", bare(request)), "ASK")


def access_request_count(of: FirmId, account: AccountId) -> Key:
    """How many of an account's requests are open."""
    return Key(within(of, "A", bare(account)), "ASKS")


def access_requests(of: FirmId) -> str:
    """The open requests of the firm."""
    return within(of, "ASK")


def access_requests_of(of: FirmId, account: AccountId) -> str:
    """What was asked for one account, open or not, by who asked."""
    return within(of, "A", bare(account), "ASK")


def asked_by(contact: ContactId) -> str:
    """What one client asked, among what was asked for an account."""
    return f"{bare(contact)}#"


def member_accounts(of: FirmId, member: MemberId) -> str:
    return within(of, "M", bare(member))


def accounts(of: FirmId) -> str:
    return within(of, "ACC")


def accounts_by_badge(of: FirmId, badge: str) -> str:
    return within(of, "ACC", badge)


def accounts_of_contact(of: FirmId, contact: ContactId) -> str:
    return within(of, "C", bare(contact))


def accounts_in(of: FirmId, status: str) -> str:
    """Accounts that are no longer active, apart from those that are."""
    return within(of, "ACC", status)


def words(of: FirmId, noun: str, beginning: str) -> str:
    """The words that begin with the same two letters."""
    return within(of, "N", noun, beginning[:2])


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


ACCOUNT_NAMES = "ACC"
CONTACT_NAMES = "CON"
MEMBER_ACCOUNTS = "ACC#"
