"""Firm, member, account, contact, tie, person."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field

from functions.invite.model.accounts import Account as Account
from functions.invite.model.accounts import AccountKind as AccountKind
from functions.invite.model.accounts import Badge as Badge
from functions.invite.model.invitation import Invitation
from functions.invite.model.refusals import AlreadyActiveError, InvitationAcceptedError
from functions.invite.model.topics import TieSettings, Topic
from shared.directory import (
    AccountRecord,
    AccountStatus,
    FirmRecord,
    MemberRecord,
    MemberState,
    PersonRecord,
    PersonState,
)
from shared.domain.entities import Entity, Rewritten, Versioned
from shared.domain.ids import AccountId, ContactId, FirmId, JobId, MemberId
from shared.domain.mail import MailState, MailTrouble
from shared.domain.texts import Locale
from shared.published.people import TieRecord

MAX_ASSIGNED = 100
MAX_ACCOUNTS_OF_PERSON = 50
MAX_EMAILS = 5
_JOBS_KEPT = 4
_ASKED_BY_NOBODY: dict[str, object] = {"asked_by": None, "asked_in": None}
_NEVER = datetime.max.replace(tzinfo=UTC)


class OwnershipOffer(Entity):
    """The firm as it is offered to one member, with the names both bore then."""

    member: MemberId
    member_name: str
    by_name: str
    at: datetime


class Firm(FirmRecord):
    """The tenant, founded with its owner. `v` counts the edits of its own details, 1 when new."""

    v: int = 1
    founded_at: datetime
    offer: OwnershipOffer | None = None


class Member(MemberRecord):
    """A member with their invitation.

    `v` counts writes, so that none is lost; `edition` counts edits and is what ETag and If-Match carry, so no edit is
    stale because the member signed in. `totp`: a code is asked for at sign-in.
    """

    v: int = 1
    edition: int = 1
    invitation: Invitation = Invitation()
    last_login_at: datetime | None = None
    totp: bool = False

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
    def has_come_in(self) -> bool:
        """Whether they ever set a password and were in, whatever became of them since."""
        return self.last_login_at is not None

    def edited(self, **changes: object) -> Self:
        return self.model_copy(update={**changes, "edition": self.edition + 1})

    def deactivated(self, at: datetime) -> Self:
        """Keep them out: all sessions begun by `at` have ended, and an invitation that is out is dead.

        Sign-ins are dated to the second, so all of the second of `at` counts as before it.
        """
        invitation = self.invitation if self.has_come_in else self.invitation.cancelled()
        epoch = at.replace(microsecond=0) + timedelta(seconds=1)
        return self.model_copy(update={"state": MemberState.DEACTIVATED, "epoch": epoch, "invitation": invitation})

    def restored(self) -> Self:
        """Let them come back: with their password if they had one, else with an invitation that is sent anew."""
        state = MemberState.ACTIVE if self.has_come_in else MemberState.INVITED
        return self.model_copy(update={"state": state})

    @property
    def timer(self) -> datetime | None:
        return self.invitation.timer if self.state is MemberState.INVITED else None


class Contact(Versioned, Rewritten):
    """A human being, with one or more e-mail addresses."""

    firm: FirmId
    id: ContactId
    name: str
    emails: tuple[str, ...]
    locale: Locale
    created_at: datetime
    merged_into: ContactId | None = None
    moved: dict[str, int] = Field(default_factory=dict)


class Tie(TieRecord):
    """A tie as the room writes it. While a client asks that this e-mail be let in, `requested_at` says since when."""

    email_sync: bool = False
    signatory: bool = False
    requested_at: datetime | None = None
    created_at: datetime

    @property
    def topics(self) -> dict[Topic, bool]:
        return {each: each not in self.muted for each in Topic}

    def logged(self, *, on: bool) -> Self:
        """Tick login on or off, one version on; nobody is asked for any more."""
        return self.model_copy(update={"login": on, "requested_at": None, "v": self.v + 1})

    def set_to(self, wanted: TieSettings) -> Self:
        """Give the tie as it is wanted, one version on; what already is so is the very same tie."""
        changed = self.model_copy(update=wanted.applied(self.muted))
        return self if changed == self else changed.model_copy(update={"v": self.v + 1})

    def differences(self, after: Self) -> list[tuple[str, bool, bool]]:
        """Name the settings in which another state of this tie differs, each with before and after."""
        was, now = self._settings(), after._settings()
        return [(key, was[key], now[key]) for key in was if was[key] != now[key]]

    def _settings(self) -> dict[str, bool]:
        flags = {"notify": self.notify, "email_sync": self.email_sync, "signatory": self.signatory}
        return {**flags, **{f"topics.{topic}": is_on for topic, is_on in self.topics.items()}}


class AccessState(StrEnum):
    """What a person's access to an account has come to."""

    NONE = "none"
    REQUESTED = "requested"
    GRANTED = "granted"
    INVITED = "invited"
    EXPIRED = "expired"
    ACTIVE = "active"


class Person(PersonRecord):
    """The credential of one e-mail, with its invitation; `v` counts writes, so that none is lost.

    `closed` are those of their accounts that are archived or deleted; it follows the accounts. `asked_by` names the
    client who asked the firm to let them in, `asked_in` the account that was about.
    """

    v: int = 1
    closed: frozenset[AccountId] = frozenset()
    asked_by: str | None = None
    asked_in: AccountId | None = None
    invitation: Invitation = Invitation()
    last_login_at: datetime | None = None
    jobs: tuple[JobId, ...] = ()

    def access(self, now: datetime) -> AccessState:
        """Tell the state from dates alone; the sweep that announces expiry plays no part."""
        if self.state is PersonState.INVITED and self.invitation.is_expired(now):
            return AccessState.EXPIRED
        return AccessState(self.state.value)

    def with_account(self, account: AccountRecord) -> Self:
        return self.named_after(account).knowing(account)

    def named_after(self, account: AccountRecord) -> Self:
        """Carry the name an account has now."""
        return self.model_copy(update={"accounts": {**self.accounts, account.id: account.name}})

    def knowing(self, *accounts: AccountRecord) -> Self:
        """Note which of these they can't enter just now; what is noted already is the very same person."""
        shut = {each.id for each in accounts if each.status is not AccountStatus.ACTIVE}
        closed = self.closed - {each.id for each in accounts} | shut
        return self if closed == self.closed else self.model_copy(update={"closed": closed})

    def without_account(self, account: AccountId) -> Self:
        """Take an account away; with the last one goes whatever invitation is out.

        Who asked for them to be let in there did not ask for what comes later.
        """
        left = self.model_copy(
            update={
                "accounts": {each: name for each, name in self.accounts.items() if each != account},
                "closed": self.closed - {account},
            }
        )
        if not left.accounts or account == self.asked_in:
            left = left.model_copy(update=_ASKED_BY_NOBODY)
        return left.cancelled() if not left.accounts and left.state is PersonState.INVITED else left

    def demand_invitable(self, now: datetime, max_resends: int) -> None:
        """Refuse a letter to whom is in, within the cool-down of the last one, and beyond the firm's number."""
        if self.state is PersonState.ACTIVE:
            raise AlreadyActiveError
        self.invitation.demand_resendable(now, max_resends)

    def held_by(self, contact: Contact) -> Self:
        """Carry the name and the language of the contact whose e-mail this is now."""
        return self.model_copy(update={"contact": contact.id, "name": contact.name, "locale": contact.locale})

    def released(self) -> Self:
        """Keep of a credential nobody holds only which links were sent, so that none of them is good ever again."""
        over = self.invitation.cancelled() if self.state is PersonState.INVITED else self.invitation
        anew: dict[str, object] = {"name": "", "state": PersonState.GRANTED, "last_login_at": None, "mail": None}
        return self.of_its_own().model_copy(update={**anew, **_ASKED_BY_NOBODY, "invitation": over})

    def signed_out(self, now: datetime) -> Self:
        """End the sessions begun before `now`, of the clock that tokens are dated by, to the second as they are."""
        return self.model_copy(update={"epoch": now.replace(microsecond=0)})

    def superseded(self) -> Self:
        """Take all accounts and the open invitation away, because another address has them now."""
        state = PersonState.ACTIVE if self.state is PersonState.ACTIVE else PersonState.GRANTED
        none: dict[str, object] = {"accounts": {}, "closed": frozenset(), **_ASKED_BY_NOBODY}
        return self.model_copy(update={**none, "state": state, "invitation": self.invitation.superseded()})

    def passed_to(self, contact: Contact, now: datetime) -> Self:
        """Let an e-mail that another contact held before begin anew: no password, no session, no link goes along.

        `now` is of the clock that tokens are dated by.
        """
        anew: dict[str, object] = {
            "accounts": {},
            "closed": frozenset(),
            "state": PersonState.GRANTED,
            "last_login_at": None,
            **_ASKED_BY_NOBODY,
        }
        over = self.invitation.superseded()
        return self.of_its_own().held_by(contact).signed_out(now).model_copy(update={**anew, "invitation": over})

    def invited(self, invitation: Invitation) -> Self:
        """Send the open invitation anew; AlreadyActiveError once they are in."""
        if self.state is PersonState.ACTIVE:
            raise AlreadyActiveError
        return self.model_copy(update={"state": PersonState.INVITED, "invitation": invitation})

    def cancelled(self) -> Self:
        """Kill the open invitation and leave what is granted; AlreadyActiveError once they are in."""
        if self.state is PersonState.ACTIVE:
            raise AlreadyActiveError
        return self.model_copy(update={"state": PersonState.GRANTED, "invitation": self.invitation.cancelled()})

    def marked(self, mail: MailState | None) -> Self:
        """Mark the address, or lift the mark; an invitation whose letter came back is never accepted."""
        is_lost = mail is not None and mail.state is MailTrouble.BOUNCED and self.state is PersonState.INVITED
        invitation = self.invitation.bounced() if is_lost else self.invitation
        return self.model_copy(update={"mail": mail, "invitation": invitation})

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

    def done_in(self, job: JobId) -> Self:
        """Note which bulk job wrote this, the latest four: whoever does a step again passes over whom it did."""
        return self.model_copy(update={"jobs": (*self.jobs, job)[-_JOBS_KEPT:]})

    @property
    def open_accounts(self) -> dict[AccountId, str]:
        """Those of their accounts that are neither archived nor deleted, as far as was noted."""
        return {each: name for each, name in self.accounts.items() if each not in self.closed}

    @property
    def is_pending(self) -> bool:
        """Whether they stand in the list of those who have not come in: an open account waits for them."""
        return bool(self.open_accounts) and self.state is not PersonState.ACTIVE


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
