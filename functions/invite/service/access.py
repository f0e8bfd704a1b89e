"""Contacts are tied to accounts, access is granted, persons are invited."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_ACCOUNTS_OF_PERSON, Account, Contact, Person, Tie, recounted
from functions.invite.model.invitation import Invitation
from functions.invite.model.refusals import AlreadyInvitedError
from functions.invite.service.issuing import issue
from shared.capability import Tokens
from shared.directory import AccountStatus, Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, NotFoundError, WrongStateError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.access import InvitationResent, InvitationSent, PortalAccessGranted
from shared.domain.events.invite.contacts import TieCreated
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, bare, email_digest
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key
from shared.table.query import Page


class Access(Protocol):
    """What this service asks of storage."""

    def add_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None: ...
    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie: ...
    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def person(self, firm: FirmId, person: PersonId) -> Person: ...
    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]: ...
    def grant(
        self,
        tie: Tie,
        person: Person,
        *,
        is_new: bool,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
        once: Once | None,
    ) -> Person: ...


class Invitees(Protocol):
    """Where an invitation is written, with the counters it moves."""

    def save(
        self,
        credential: Person,
        *,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
        once: Once | None,
    ) -> Person: ...

    def is_done(self, firm: FirmId, once: Once, now: datetime) -> bool: ...


class Accounts(Protocol):
    """Where the accounts of a person are read together."""

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]: ...


class Contacts(Protocol):
    """Where a contact is read."""

    def get(self, firm: FirmId, contact: ContactId) -> Contact: ...


class AccessService:
    """Who may enter which account. All of it asks `manage_accounts` and access to the account."""

    def __init__(
        self,
        access: Access,
        invitees: Invitees,
        accounts: Accounts,
        contacts: Contacts,
        directory: Directory,
        tokens: Tokens,
        clock: Clock,
    ) -> None:
        self._access = access
        self._invitees = invitees
        self._accounts = accounts
        self._contacts = contacts
        self._directory = directory
        self._tokens = tokens
        self._clock = clock

    def tie(
        self,
        caller: Caller,
        account: AccountId,
        once: Once | None,
        *,
        contact: ContactId,
        email: str,
        notify: bool,
        email_sync: bool,
        signatory: bool,
    ) -> Tie:
        """Tie a contact to the account through one of their e-mails; login is off until it is granted."""
        holder = keys.contact(caller.identity.firm, contact)
        scene = self._directory.gate(caller.identity, account=account, also=[holder])
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        standing = scene.items.get(holder)
        if standing is None or email not in standing["emails"]:
            raise NotFoundError
        now = self._clock()
        tie = Tie(
            firm=scene.firm,
            id=TieId(f"tie_{email_digest(scene.firm, email)}"),
            account=account,
            contact=contact,
            contact_name=standing["name"],
            email=email,
            notify=notify,
            email_sync=email_sync,
            signatory=signatory,
            created_at=now,
        )
        event = TieCreated(
            firm=scene.firm,
            account=account,
            object=ObjectRef(kind="tie", id=tie.id),
            contact=contact,
            notify=notify,
            email_sync=email_sync,
            signatory=signatory,
            email=email,
        )
        try:
            self._access.add_tie(tie, Announcement.of(now, member.actor, caller.provenance, event), once)
        except ReplayError as done:
            tie = self._access.tie(scene.firm, account, TieId(done.made[0]))
        return tie

    def list(
        self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None
    ) -> Page[tuple[Tie, Person | None]]:
        """List the people of an account, each with the person their tie opens for."""
        scene = self._directory.gate(caller.identity, account=account)
        page = self._access.list_ties(scene.member.firm, account, limit=limit, cursor=cursor)
        persons = self._access.persons(scene.firm, [each.person for each in page.items]) if page.items else {}
        return Page(tuple((each, persons.get(each.person)) for each in page.items), page.next)

    def grant(
        self, caller: Caller, account: AccountId, tie: TieId, once: Once | None, *, invite: bool, message: str | None
    ) -> tuple[Tie, Person]:
        """Tick login for a tie; with `invite`, send the invitation in the same stroke.

        Who is active in the firm is in at once, without a second password. Whose invitation is out finds the account
        covered by it, and is not mailed again. Granting what is granted changes nothing.
        """
        mine = keys.tie(caller.identity.firm, account, tie)
        theirs = keys.person(caller.identity.firm, PersonId(f"per_{bare(tie)}"))
        scene = self._directory.gate(caller.identity, account=account, also=[mine, theirs])
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        if mine not in scene.items:
            raise NotFoundError
        standing = Tie.model_validate(scene.items[mine])
        before = Person.model_validate(scene.items[theirs]) if theirs in scene.items else None
        now = self._clock()
        if standing.login and before is not None:
            if once:
                self._invitees.is_done(scene.firm, once, now)  # refuses a key that stands for another body
            return standing, before
        this = Account.model_validate(scene.items[keys.account(scene.firm, account)])
        if this.status is not AccountStatus.ACTIVE:
            raise WrongStateError("The account is not active.")
        after = (before or self._new_person(standing)).with_account(this)
        if len(after.accounts) > MAX_ACCOUNTS_OF_PERSON:
            raise LimitReachedError(f"A person may enter at most {MAX_ACCOUNTS_OF_PERSON} accounts.")
        events: list[Event] = [_granted(standing, after)]
        touched = [this]
        if invite and after.state is PersonState.GRANTED:
            others = set(after.accounts) - {account}
            touched.extend(self._accounts.get_all(scene.firm, others).values() if others else ())
            after = after.invited(self._issue(scene, after))
            events.append(_sent(after, message))
        try:
            after = self._access.grant(
                standing,
                after,
                is_new=before is None,
                before=touched,
                after=[recounted(each, before, after) for each in touched],
                announcement=Announcement.of(now, member.actor, caller.provenance, *events),
                once=once,
            )
        except ReplayError:
            return self._access.tie(scene.firm, account, tie), self._access.person(scene.firm, after.id)
        return standing.model_copy(update={"login": True}), after

    def person(self, caller: Caller, person: PersonId) -> Person:
        """Give a person the member may see: one of their accounts is visible to the member."""
        scene = self._directory.gate(caller.identity, also=[keys.person(caller.identity.firm, person)])
        standing = _standing(scene, person)
        self._accounts_of(scene, standing)
        return standing

    def invite(self, caller: Caller, person: PersonId, once: Once | None, *, message: str | None) -> Person:
        """Send the first invitation; AlreadyInvitedError when one is out, which is for `resend` to send anew."""
        try:
            scene, before, accounts = self._enter(caller, person, once)
            if before.state is PersonState.INVITED:
                raise AlreadyInvitedError
            after = before.invited(self._issue(scene, before))
            return self._save(scene, caller, (before, after), accounts, _sent(after, message), once)
        except ReplayError:
            return self._access.person(caller.identity.firm, person)

    def resend(self, caller: Caller, person: PersonId, once: Once | None) -> Person:
        """Send a new link with a new date; the old link is dead. Also sends to whom nothing was ever sent.

        ResendTooSoonError within 60 seconds of the last, ResendLimitError beyond the firm's number.
        """
        try:
            scene, before, accounts = self._enter(caller, person, once)
            before.invitation.demand_resendable(self._clock(), scene.policy.invitation_max_resends)
            after = before.invited(self._issue(scene, before))
            event = _resent(after) if before.state is PersonState.INVITED else _sent(after, None)
            return self._save(scene, caller, (before, after), accounts, event, once)
        except ReplayError:
            return self._access.person(caller.identity.firm, person)

    def _enter(self, caller: Caller, person: PersonId, once: Once | None) -> tuple[Scene, Person, tuple[Account, ...]]:
        """Read whom an invitation is about, and all accounts it covers; the calling member must manage one of them."""
        firm = caller.identity.firm
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[keys.person(firm, person), *remembered])
        scene.demand(Right.MANAGE_ACCOUNTS)
        recall(scene.items, firm, once, self._clock())
        standing = _standing(scene, person)
        return scene, standing, self._accounts_of(scene, standing)

    def _accounts_of(self, scene: Scene, person: Person) -> tuple[Account, ...]:
        accounts = tuple(self._accounts.get_all(scene.firm, person.accounts).values()) if person.accounts else ()
        if not any(each.is_visible_to(scene.member) for each in accounts):
            raise NotFoundError
        return accounts

    def _issue(self, scene: Scene, person: Person) -> Invitation:
        return issue(
            self._tokens,
            scene.firm,
            person.id,
            person.invitation,
            now=self._clock(),
            policy=scene.policy,
            by=scene.member.name,
        )

    def _save(
        self,
        scene: Scene,
        caller: Caller,
        change: tuple[Person, Person],
        accounts: Sequence[Account],
        event: Event,
        once: Once | None,
    ) -> Person:
        before, after = change
        return self._invitees.save(
            after,
            before=accounts,
            after=[recounted(each, before, after) for each in accounts],
            announcement=Announcement.of(self._clock(), scene.member.actor, caller.provenance, event),
            once=once,
        )

    def _new_person(self, tie: Tie) -> Person:
        contact = self._contacts.get(tie.firm, tie.contact)
        return Person(
            firm=tie.firm,
            id=tie.person,
            name=contact.name,
            email=tie.email,
            contact=contact.id,
            locale=contact.locale,
            state=PersonState.GRANTED,
        )


def _standing(scene: Scene, person: PersonId) -> Person:
    item = scene.items.get(keys.person(scene.firm, person))
    if item is None:
        raise NotFoundError
    return Person.model_validate(item)


def _granted(tie: Tie, person: Person) -> PortalAccessGranted:
    return PortalAccessGranted(
        firm=tie.firm,
        account=tie.account,
        object=ObjectRef(kind="contact", id=tie.contact),
        contact=tie.contact,
        person=person.id,
        email=person.email,
    )


def _sent(person: Person, message: str | None) -> InvitationSent:
    return InvitationSent(
        firm=person.firm,
        object=ObjectRef(kind="person", id=person.id),
        person=person.id,
        contact=person.contact,
        generation=person.invitation.generation,
        expires_at=person.invitation.deadline,
        email=person.email,
        message=message,
    )


def _resent(person: Person) -> InvitationResent:
    return InvitationResent(
        firm=person.firm,
        object=ObjectRef(kind="person", id=person.id),
        person=person.id,
        contact=person.contact,
        generation=person.invitation.generation,
        expires_at=person.invitation.deadline,
        email=person.email,
    )
