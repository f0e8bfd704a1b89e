"""What every room may know of tenancy. The room invite extends these with what it alone uses."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.domain.entities import Entity, Rewritten, Versioned
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, PersonId
from shared.domain.mail import MailState
from shared.domain.principals import Member, Person, Right, Role
from shared.domain.texts import Locale


class FirmRecord(Entity):
    """The tenant."""

    id: FirmId
    name: str
    slug: str
    time_zone: str
    locale: Locale
    owner: MemberId


class MemberState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class MemberRecord(Rewritten):
    """Someone who works at the firm. Tokens of sign-ins before `epoch` are refused; `mail` marks a dead mailbox."""

    firm: FirmId
    id: MemberId
    name: str
    email: str
    role: Role
    rights: frozenset[Right] = frozenset()
    locale: Locale = Locale.EN
    state: MemberState
    epoch: datetime | None = None
    mail: MailState | None = None

    def principal(self) -> Member:
        return Member(self.firm, self.id, self.name, self.email, self.role, self.rights, self.locale)


class AccountStatus(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"


class AccountSort(StrEnum):
    """What an account is for: a client, the files of those who are none, or trying things out."""

    NORMAL = "normal"
    GUEST = "guest"
    TEST = "test"


class AccountRecord(Versioned):
    """A client of the firm. `assigned` holds the members with access; each of them follows it.

    A test account names in `tested_by` the member who set it up: they get what would be mailed to its people.
    """

    firm: FirmId
    id: AccountId
    name: str
    kind: str
    sort: AccountSort = AccountSort.NORMAL
    status: AccountStatus = AccountStatus.ACTIVE
    assigned: frozenset[MemberId] = frozenset()
    tested_by: MemberId | None = None

    def is_visible_to(self, member: Member) -> bool:
        """Tell whether the member has access: assigned, or seeing all accounts. What is deleted is there for nobody."""
        return self.status is not AccountStatus.DELETED and self.is_open_to(member)

    def is_open_to(self, member: Member) -> bool:
        """Tell the same of an account whatever has become of it."""
        return member.id in self.assigned or member.has(Right.VIEW_ALL_ACCOUNTS)


class PersonState(StrEnum):
    GRANTED = "granted"
    INVITED = "invited"
    ACTIVE = "active"


class PersonRecord(Rewritten):
    """The credential of one e-mail: `accounts` are those whose login is ticked, by name; `mail` marks a dead box."""

    firm: FirmId
    id: PersonId
    name: str
    email: str
    contact: ContactId
    locale: Locale = Locale.EN
    state: PersonState
    accounts: dict[AccountId, str] = Field(default_factory=dict)
    epoch: datetime | None = None
    mail: MailState | None = None

    def principal(self) -> Person:
        return Person(self.firm, self.id, self.name, self.email, self.contact, self.locale, self.accounts)


class Policy(Rewritten):
    """How the firm set its portal; `v` is 0 while nothing was ever set."""

    v: int = 0
    invitation_lifetime_days: int = 30
    invitation_max_resends: int = 10
    clients_may_invite_colleagues: bool = False
    share_without_login: bool = True
    upload_without_login: bool = True
    sign_without_login: bool = True
    pay_without_login: bool = True
    request_without_login: bool = True
    share_lifetime_days: int = 30
    upload_lifetime_days: int = 30
    upload_cap_mb: int = 300
    upload_types: tuple[str, ...] = ()
    done_uploading_button: bool = False
    done_uploading_checkbox: bool = False
    automatic_renaming: bool = False
