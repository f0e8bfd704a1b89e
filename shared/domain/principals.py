"""Who acts, from where, and what may be recorded of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.domain.ids import AccountId, ContactId, FirmId, LinkId, MemberId, PersonId, bare
from shared.domain.texts import Locale


class Role(StrEnum):
    OWNER = "owner"
    ADMIN = "admin"
    EMPLOYEE = "employee"


class Right(StrEnum):
    """What an employee may be given; owner and admin have them all."""

    VIEW_ALL_ACCOUNTS = "view_all_accounts"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_CONTACTS = "manage_contacts"
    MANAGE_DOCUMENTS = "manage_documents"
    MANAGE_INVOICES = "manage_invoices"
    MANAGE_PAYMENTS = "manage_payments"
    MANAGE_ORGANIZERS = "manage_organizers"
    MANAGE_PIPELINES = "manage_pipelines"
    ASSIGN_TEAM_MEMBERS = "assign_team_members"


class Source(StrEnum):
    """By which way a change came."""

    MANUAL = "manual"
    AUTOMATION = "automation"
    SCHEDULE = "schedule"
    LINK = "link"


class ActorKind(StrEnum):
    MEMBER = "member"
    PERSON = "person"
    BEARER = "bearer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who is named for a change in the record of what happened."""

    kind: ActorKind
    id: str
    name: str


SYSTEM = Actor(ActorKind.SYSTEM, "system", "Portico")


@dataclass(frozen=True)
class Provenance:
    """From where and how a change came: rule 2 of the house asks it of every one."""

    correlation_id: str
    source: Source = Source.MANUAL
    address: str | None = None
    browser: str | None = None
    client_time: datetime | None = None


@dataclass(frozen=True)
class Identity:
    """What an access token proves: a credential of one firm and when its holder signed in. No right follows yet."""

    kind: ActorKind
    firm: FirmId
    id: str
    signed_in_at: datetime


@dataclass(frozen=True)
class Caller:
    """Who calls, as far as the door can tell, and from where."""

    identity: Identity
    provenance: Provenance


@dataclass(frozen=True)
class Member:
    """Someone who works at the firm, with the rights in force for this request."""

    firm: FirmId
    id: MemberId
    name: str
    email: str
    role: Role
    rights: frozenset[Right]
    locale: Locale = Locale.EN

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.MEMBER, self.id, self.name)

    @property
    def is_admin(self) -> bool:
        """Owner and admin run the firm's settings and read its activity."""
        return self.role in {Role.OWNER, Role.ADMIN}

    def has(self, right: Right) -> bool:
        return self.is_admin or right in self.rights


@dataclass(frozen=True)
class Person:
    """A client who logged in, with the accounts whose login is ticked for them."""

    firm: FirmId
    id: PersonId
    name: str
    email: str
    contact: ContactId
    locale: Locale = Locale.EN
    accounts: dict[AccountId, str] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.PERSON, self.id, self.name)


def bearer_id(link: LinkId, n: int) -> str:
    """Name one of a link's recipients among those who act."""
    return f"brr_{bare(link)}_{n:02}"


@dataclass(frozen=True)
class Bearer:
    """Whoever acts through a link without logging in: one recipient of one link, for one account and what it is for.

    `name` is who the link was sent to, or what somebody called themselves; of a link for anyone it proves nothing.
    """

    firm: FirmId
    link: LinkId
    n: int
    account: AccountId
    name: str
    email: str | None = None
    locale: Locale = Locale.EN

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.BEARER, bearer_id(self.link, self.n), self.name)


type Principal = Member | Person | Bearer
