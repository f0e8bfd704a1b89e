"""Access is granted and revoked: login is ticked for a tie or no more, and the person it opens for may enter or not."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Account, Person, Tie, recounted
from functions.invite.model.succession import endowed, successor
from functions.invite.service.issuing import cancelled, invited, sent
from functions.invite.service.reading import Accounts, Contacts
from shared.capability import Tokens
from shared.directory import AccountStatus, Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.access import PortalAccessGranted, PortalAccessRevoked
from shared.domain.ids import AccountId, FirmId, PersonId, TieId, bare
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


class Access(Protocol):
    """What this service asks of storage."""

    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie: ...
    def person(self, firm: FirmId, person: PersonId) -> Person: ...
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
    def revoke(
        self,
        tie: Tie,
        person: Person,
        *,
        before: Account,
        after: Account,
        announcement: Announcement,
        once: Once | None,
    ) -> Person: ...


class GrantingService:
    """Who may enter which account. All of it asks `manage_accounts` and access to the account."""

    def __init__(
        self,
        access: Access,
        accounts: Accounts,
        contacts: Contacts,
        directory: Directory,
        tokens: Tokens,
        clock: Clock,
        unmoved: Clock,
    ) -> None:
        self._access = access
        self._accounts = accounts
        self._contacts = contacts
        self._directory = directory
        self._tokens = tokens
        self._clock = clock
        self._unmoved = unmoved

    def grant(
        self, caller: Caller, account: AccountId, tie: TieId, once: Once | None, *, invite: bool, message: str | None
    ) -> tuple[Tie, Person]:
        """Tick login for a tie; with `invite`, send the invitation in the same stroke.

        Who is active in the firm is in at once, without a second password. Whose invitation is out finds the account
        covered by it, and is not mailed again. Granting what is granted changes nothing.
        """
        scene, standing, before = self._enter(caller, account, tie, once)
        now = self._clock()
        if standing.login and before is not None:
            with suppress(ReplayError):
                recall(scene.items, scene.firm, once, now)  # refuses a key that stands for another body
            return standing, before
        this = Account.model_validate(scene.items[keys.account(scene.firm, account)])
        if this.status is not AccountStatus.ACTIVE:
            raise WrongStateError("The account is not active.")
        after = endowed(self._credential(standing, before), [this])
        events: list[Event] = [granted(account, after)]
        touched = [this]
        if invite and after.state is PersonState.GRANTED:
            others = set(after.accounts) - {account}
            touched.extend(self._accounts.get_all(scene.firm, others).values() if others else ())
            after = invited(self._tokens, scene, after, now)
            events.append(sent(after, message))
        try:
            after = self._access.grant(
                standing,
                after,
                is_new=before is None,
                before=touched,
                after=[recounted(each, before, after) for each in touched],
                announcement=Announcement.of(now, scene.member.actor, caller.provenance, *events),
                once=once,
            )
        except ReplayError:
            return self._access.tie(scene.firm, account, tie), self._access.person(scene.firm, after.id)
        return standing.logged(on=True), after

    def revoke(self, caller: Caller, account: AccountId, tie: TieId, once: Once | None) -> tuple[Tie, Person | None]:
        """Tick login off for a tie: the person is refused at the next request for this account, others go on.

        With the last account goes the invitation that is out. It may be done whatever the account's state, for access
        must always be possible to end. Revoking what is not granted changes nothing.
        """
        scene, standing, before = self._enter(caller, account, tie, once)
        now = self._clock()
        try:
            recall(scene.items, scene.firm, once, now)
        except ReplayError:
            return standing, before
        if not standing.login:
            return standing, before
        if before is None or account not in before.accounts:
            raise StaleVersionError  # the tie is about to follow its e-mail to another address
        this = Account.model_validate(scene.items[keys.account(scene.firm, account)])
        after = before.without_account(account)
        if before.state is PersonState.ACTIVE and not after.accounts:
            after = after.signed_out(self._unmoved())
        events: list[Event] = [_revoked(standing, after)]
        if before.state is not after.state:
            events.append(cancelled(before))
        try:
            after = self._access.revoke(
                standing,
                after,
                before=this,
                after=recounted(this, before, after),
                announcement=Announcement.of(now, scene.member.actor, caller.provenance, *events),
                once=once,
            )
        except ReplayError:
            return self._access.tie(scene.firm, account, tie), self._access.person(scene.firm, after.id)
        return standing.logged(on=False), after

    def _enter(
        self, caller: Caller, account: AccountId, tie: TieId, once: Once | None
    ) -> tuple[Scene, Tie, Person | None]:
        """Read the tie and the person it opens for; the calling member must manage the account."""
        mine = keys.tie(caller.identity.firm, account, tie)
        theirs = keys.person(caller.identity.firm, PersonId(f"per_{bare(tie)}"))
        remembered = [idempotency_key(caller.identity.firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, account=account, also=[mine, theirs, *remembered])
        scene.demand(Right.MANAGE_ACCOUNTS)
        if mine not in scene.items:
            raise NotFoundError
        person = Person.model_validate(scene.items[theirs]) if theirs in scene.items else None
        return scene, Tie.model_validate(scene.items[mine]), person

    def _credential(self, tie: Tie, standing: Person | None) -> Person:
        """Give the person a tie opens for; an e-mail that was another contact's before begins anew."""
        if standing is not None and standing.contact == tie.contact:
            return standing
        return successor(self._contacts.get(tie.firm, tie.contact), standing, tie.email, self._unmoved())


def granted(account: AccountId, person: Person) -> PortalAccessGranted:
    """Say that a person may enter an account."""
    return PortalAccessGranted(
        firm=person.firm,
        account=account,
        object=ObjectRef(kind="contact", id=person.contact),
        contact=person.contact,
        person=person.id,
        email=person.email,
    )


def _revoked(tie: Tie, person: Person) -> PortalAccessRevoked:
    return PortalAccessRevoked(
        firm=tie.firm,
        account=tie.account,
        object=ObjectRef(kind="contact", id=tie.contact),
        contact=tie.contact,
        person=person.id,
        email=person.email,
    )
