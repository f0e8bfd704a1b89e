"""Firm, member, account, contact, tie, person."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from functions.invite.model.invitation import Invitation
from functions.invite.model.refusals import AlreadyActiveError, InvitationAcceptedError
from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState, PersonRecord, PersonState
from shared.domain.entities import Entity, Versioned
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, bare
from shared.domain.texts import Locale

MAX_ASSIGNED = 100
MAX_ACCOUNTS_OF_PERSON = 50
MAX_EMAILS = 5
_NEVER = datetime.max.replace(tzinfo=UTC)


class Firm(FirmRecord):
    """The tenant, founded with its owner."""

    founded_at: datetime


class Member(MemberRecord):
    """A member with their invitation; `v` counts writes, so that none is lost."""

    v: int = 1
    invitation: Invitation = Invitation()
    last_login_at: datetime | None = None

    def demand_open(self, generation: int, proof: str, now: datetime) -> None:
        """Refuse a token that no longer makes this member active."""
        if self.state is not MemberState.INVITED:
            _demand_used(self.invitation, generation, proof)
        self.invitation.demand_open(generation, proof, now)

    def activated(self, now: datetime) -> Self:
        return self.model_copy(
            update={
                "state": MemberState.ACTIVE,
                "invitation": self.invitation.accepted(),
                "last_login_at": now,
            }
        )

    @property
    def timer(self) -> datetime | None:
        return self.invitation.timer if self.state is MemberState.INVITED else None


class AccountKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"
    OTHER = "other"


class Badge(StrEnum):
    """How far an account's people have come: somebody can log in, somebody was invited, or neither."""

    ACTIVATED = "activated"
    PENDING_ACTIVATION = "pending_activation"
    NOT_ACTIVATED = "not_activated"


class Account(AccountRecord):
    """A client of the firm. The two counters are of persons: who can log in, and whose invitation is out."""

    n_can_login: int = 0
    n_invited: int = 0
    created_at: datetime

    @property
    def badge(self) -> Badge:
        if self.n_can_login:
            return Badge.ACTIVATED
        return Badge.PENDING_ACTIVATION if self.n_invited else Badge.NOT_ACTIVATED

    def counted(self, *, can_login: int = 0, invited: int = 0) -> Self:
        """Move the counters; they never go below zero."""
        return self.model_copy(
            update={
                "n_can_login": max(0, self.n_can_login + can_login),
                "n_invited": max(0, self.n_invited + invited),
            }
        )


class Contact(Versioned):
    """A human being, with one or more e-mail addresses."""

    firm: FirmId
    id: ContactId
    name: str
    emails: tuple[str, ...]
    locale: Locale
    created_at: datetime


class Tie(Entity):
    """One e-mail of a contact tied to an account. Its id is the e-mail's digest, so it stands once an account."""

    firm: FirmId
    id: TieId
    account: AccountId
    contact: ContactId
    contact_name: str
    email: str
    login: bool = False
    notify: bool = True
    email_sync: bool = False
    signatory: bool = False
    created_at: datetime

    @property
    def person(self) -> PersonId:
        """The credential this tie would open for."""
        return PersonId(f"per_{bare(self.id)}")


class AccessState(StrEnum):
    """What a person's access to an account has come to."""

    NONE = "none"
    GRANTED = "granted"
    INVITED = "invited"
    EXPIRED = "expired"
    ACTIVE = "active"


class Person(PersonRecord):
    """The credential of one e-mail, with its invitation; `v` counts writes, so that none is lost."""

    v: int = 1
    invitation: Invitation = Invitation()
    last_login_at: datetime | None = None

    def access(self, now: datetime) -> AccessState:
        """Tell the state from dates alone; the sweep that announces expiry plays no part."""
        if self.state is PersonState.INVITED and self.invitation.is_expired(now):
            return AccessState.EXPIRED
        return AccessState(self.state.value)

    def with_account(self, account: AccountRecord) -> Self:
        return self.model_copy(update={"accounts": {**self.accounts, account.id: account.name}})

    def invited(self, invitation: Invitation) -> Self:
        """Send the open invitation anew; AlreadyActiveError once they are in."""
        if self.state is PersonState.ACTIVE:
            raise AlreadyActiveError
        return self.model_copy(update={"state": PersonState.INVITED, "invitation": invitation})

    def demand_open(self, generation: int, proof: str, now: datetime) -> None:
        """Refuse a token that no longer makes this person active."""
        if self.state is PersonState.ACTIVE:
            _demand_used(self.invitation, generation, proof)
        self.invitation.demand_open(generation, proof, now)

    def activated(self, now: datetime) -> Self:
        return self.model_copy(
            update={
                "state": PersonState.ACTIVE,
                "invitation": self.invitation.accepted(),
                "last_login_at": now,
            }
        )

    @property
    def timer(self) -> datetime | None:
        return self.invitation.timer if self.state is PersonState.INVITED else None

    @property
    def is_pending(self) -> bool:
        """Whether they stand in the list of those who have not come in."""
        return bool(self.accounts) and self.state is not PersonState.ACTIVE


def recounted(account: Account, before: Person | None, after: Person) -> Account:
    """Give the account with its counters moved by what a person's change means for it."""
    was, now = _weight(before, account.id), _weight(after, account.id)
    return account.counted(can_login=now[0] - was[0], invited=now[1] - was[1])


def _weight(person: Person | None, account: AccountId) -> tuple[int, int]:
    """Count a person in an account: who can log in, whose invitation is out."""
    if person is None or account not in person.accounts:
        return 0, 0
    return int(person.state is PersonState.ACTIVE), int(person.state is PersonState.INVITED)


def _demand_used(invitation: Invitation, generation: int, proof: str) -> None:
    """Tell whoever holds the token that was accepted so; everybody else is judged as if it were open."""
    accepted = invitation.model_copy(update={"expires_at": None})
    accepted.demand_open(generation, proof, _NEVER)
    raise InvitationAcceptedError
