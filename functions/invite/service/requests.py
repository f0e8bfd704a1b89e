"""A client asks to let a colleague into their account, if the firm allows asking; the firm approves or declines.

Nothing the client is answered tells whether the e-mail is known to the firm.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Person, Tie, recounted
from functions.invite.model.requests import MAX_OPEN, AccessRequest, RequestState, asked_for, request_id
from functions.invite.model.succession import PersonWrite, endowed, successor
from functions.invite.service.contacts import created
from functions.invite.service.granting import granted
from functions.invite.service.issuing import invited, sent
from functions.invite.service.reading import Accounts, Contacts
from functions.invite.service.ties import tied
from functions.invite.service.unanswered import declined, of_request
from shared.capability import Tokens
from shared.directory import AccountStatus, Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import FeatureDisabledError, LimitReachedError, NotFoundError, WrongStateError
from shared.domain.events import Announcement, Event
from shared.domain.events.invite.requests import PortalAccessRequested
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, PersonId, RequestId, TieId, email_digest, new
from shared.domain.principals import Caller, Right
from shared.domain.texts import Locale
from shared.table.actions import Item
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key
from shared.table.query import Page


class Requests(Protocol):
    """What this service asks of storage."""

    def get(self, firm: FirmId, request: RequestId) -> AccessRequest: ...
    def look(self, places: Iterable[Key]) -> dict[Key, Item]: ...
    def list_open(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[AccessRequest]: ...
    def list_by(
        self, firm: FirmId, account: AccountId, contact: ContactId, *, limit: int, cursor: str | None
    ) -> Page[AccessRequest]: ...
    def ask(
        self,
        request: AccessRequest,
        tie: Tie | None,
        open_before: int,
        announcement: Announcement,
        once: Once | None,
        *,
        gives_way: bool,
    ) -> None: ...
    def decline(
        self,
        request: AccessRequest,
        tie: Tie | None,
        open_before: int,
        announcement: Announcement,
        once: Once | None,
    ) -> None: ...
    def approve(
        self,
        request: AccessRequest,
        *,
        open_before: int,
        contact: Contact | None,
        tie: Tie | None,
        person: PersonWrite | None,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement | None,
        once: Once | None,
    ) -> None: ...


class Assignments(Protocol):
    """Where it is told which accounts a member was given."""

    def assigned_among(self, firm: FirmId, member: MemberId, accounts: Iterable[AccountId]) -> frozenset[AccountId]: ...


class AccessRequestService:
    """Asking is a client's, for an account of theirs; deciding asks `manage_accounts` and access to the account."""

    def __init__(
        self,
        requests: Requests,
        assignments: Assignments,
        accounts: Accounts,
        contacts: Contacts,
        directory: Directory,
        tokens: Tokens,
        clock: Clock,
        unmoved: Clock,
    ) -> None:
        self._requests = requests
        self._assignments = assignments
        self._accounts = accounts
        self._contacts = contacts
        self._directory = directory
        self._tokens = tokens
        self._clock = clock
        self._unmoved = unmoved

    def ask(
        self, caller: Caller, account: AccountId, once: Once | None, *, name: str, email: str, locale: Locale
    ) -> AccessRequest:
        """Ask to let somebody in; what is asked already stays as it is asked.

        What another contact asked by this e-mail, while it was theirs, gives way: nothing of it is shown.
        FeatureDisabledError unless the firm allows asking, LimitReachedError beyond 20 open requests of an account.
        """
        firm = caller.identity.firm
        request = request_id(firm, account, PersonId(caller.identity.id), email)
        mine, waiting = keys.access_request(firm, request), keys.access_request_count(firm, account)
        place = keys.tie(firm, account, _tie_id(firm, email))
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, account=account, also=[mine, waiting, place, *remembered])
        person, record, now = scene.person, scene.account, self._clock()
        if not scene.policy.clients_may_invite_colleagues:
            raise FeatureDisabledError
        standing = AccessRequest.model_validate(scene.items[mine]) if mine in scene.items else None
        try:
            recall(scene.items, firm, once, now)
            is_waiting = standing is not None and standing.is_open
            if standing is not None and is_waiting and standing.contact == person.contact:
                return standing
            open_before = _open(scene.items, waiting) - int(is_waiting)
            if open_before >= MAX_OPEN:
                raise LimitReachedError(f"At most {MAX_OPEN} requests of an account wait for the firm.")
            asked = AccessRequest(
                firm=firm,
                id=request,
                account=account,
                account_name=record.name if record is not None else "",
                person=person.id,
                contact=person.contact,
                person_name=person.name,
                name=name,
                email=email,
                locale=locale,
                asked_at=now,
                v=standing.v + 1 if standing is not None else 1,
            )
            requested = of_request(PortalAccessRequested, asked)
            announcement = Announcement.of(now, person.actor, caller.provenance, requested)
            tie = _tie(scene.items, place)
            self._requests.ask(asked, tie, open_before, announcement, once, gives_way=is_waiting)
        except ReplayError as done:
            return self._requests.get(firm, RequestId(done.made[0]))
        return asked

    def own(self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None) -> Page[AccessRequest]:
        """List what the calling client asked for an account, decided or not; asking may be off by now."""
        scene = self._directory.gate(caller.identity, account=account)
        return self._requests.list_by(scene.firm, account, scene.person.contact, limit=limit, cursor=cursor)

    def list(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[AccessRequest]:
        """List what waits for the firm, of accounts the member may see: a page may be short."""
        scene = self._directory.gate(caller.identity)
        page = self._requests.list_open(scene.member.firm, limit=limit, cursor=cursor)
        if scene.member.has(Right.VIEW_ALL_ACCOUNTS) or not page.items:
            return page
        accounts = [each.account for each in page.items]
        mine = self._assignments.assigned_among(scene.firm, scene.member.id, accounts)
        return Page(tuple(each for each in page.items if each.account in mine), page.next)

    def decline(self, caller: Caller, request: RequestId, once: Once | None, *, reason: str | None) -> AccessRequest:
        """Decline what is open; declined already, nothing changes. It may be done whatever became of the account."""
        try:
            scene, standing, items = self._enter(caller, request, once, also_closed=True)
            if standing.state is RequestState.DECLINED:
                return standing
            if not standing.is_open:
                raise WrongStateError("This request was approved.")
            now = self._clock()
            refused = standing.decided(RequestState.DECLINED, now, reason)
            announcement = Announcement.of(now, scene.member.actor, caller.provenance, declined(refused))
            tie = _tie(items, keys.tie(scene.firm, standing.account, standing.tie))
            waiting = _open(items, keys.access_request_count(scene.firm, standing.account))
            self._requests.decline(refused, tie, waiting, announcement, once)
        except ReplayError:
            return self._requests.get(caller.identity.firm, request)
        return refused

    def approve(self, caller: Caller, request: RequestId, once: Once | None, *, invite: bool) -> AccessRequest:
        """Let the colleague in: a contact if the e-mail is new, tied, granted and, if wished, invited at once.

        Approved already, nothing changes. Who is active in the firm is in at once; of somebody who was let in meanwhile
        there is nothing to announce.
        """
        try:
            scene, standing, items = self._enter(caller, request, once)
            if standing.state is RequestState.APPROVED:
                return standing
            if not standing.is_open:
                raise WrongStateError("This request was declined.")
            return self._approve(scene, caller, standing, items, once, invite=invite)
        except ReplayError:
            return self._requests.get(caller.identity.firm, request)

    def _approve(
        self,
        scene: Scene,
        caller: Caller,
        request: AccessRequest,
        items: Mapping[Key, Item],
        once: Once | None,
        *,
        invite: bool,
    ) -> AccessRequest:
        now, firm = self._clock(), scene.firm
        this = Account.model_validate(items[keys.account(firm, request.account)])
        if this.status is not AccountStatus.ACTIVE:
            raise WrongStateError("The account is not active.")
        holder = items.get(keys.email(firm, email_digest(firm, request.email)))
        contact = self._contacts.get(firm, holder["contact"]) if holder else _new_contact(request, now)
        tie = _tie(items, keys.tie(firm, this.id, request.tie))
        place = keys.person(firm, PersonId(f"per_{email_digest(firm, request.email)}"))
        before = Person.model_validate(items[place]) if place in items else None
        events: list[Event] = [] if holder else [created(contact)]
        if tie is None:
            events.append(tied(_new_tie(request, contact, now)))
        after = successor(contact, before, request.email, self._unmoved())
        touched = [this]
        if tie is None or not tie.login or this.id not in after.accounts:
            after = endowed(after, [this])
            events.append(granted(this.id, after))
            if after.state is not PersonState.ACTIVE:
                after = asked_for(after, request)
        if invite and after.state is PersonState.GRANTED:
            others = set(after.accounts) - {this.id}
            touched.extend(self._accounts.get_all(firm, others).values() if others else ())
            after = invited(self._tokens, scene, after, now)
            events.append(sent(after, None))
        approved = request.decided(RequestState.APPROVED, now)
        self._requests.approve(
            approved,
            open_before=_open(items, keys.access_request_count(firm, this.id)),
            contact=None if holder else contact,
            tie=_new_tie(request, contact, now) if tie is None else None if tie.login else tie,
            person=PersonWrite(before, after),
            before=touched,
            after=[recounted(each, before, after) for each in touched],
            announcement=Announcement.of(now, scene.member.actor, caller.provenance, *events) if events else None,
            once=once,
        )
        return approved

    def _enter(
        self, caller: Caller, request: RequestId, once: Once | None, *, also_closed: bool = False
    ) -> tuple[Scene, AccessRequest, dict[Key, Item]]:
        """Read the request, then what it is about; the calling member must manage the account."""
        firm = caller.identity.firm
        mine = keys.access_request(firm, request)
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[mine, *remembered])
        scene.demand(Right.MANAGE_ACCOUNTS)
        if mine not in scene.items:
            raise NotFoundError
        recall(scene.items, firm, once, self._clock())
        standing = AccessRequest.model_validate(scene.items[mine])
        digest = email_digest(firm, standing.email)
        account = keys.account(firm, standing.account)
        items = self._requests.look(
            [
                account,
                keys.access_request_count(firm, standing.account),
                keys.email(firm, digest),
                keys.tie(firm, standing.account, TieId(f"tie_{digest}")),
                keys.person(firm, PersonId(f"per_{digest}")),
            ]
        )
        record = Account.model_validate(items[account]) if account in items else None
        is_there = record is not None and (also_closed or record.status is not AccountStatus.DELETED)
        if record is None or not is_there or not record.is_open_to(scene.member):
            raise NotFoundError
        return scene, standing, items


def _tie_id(firm: FirmId, email: str) -> TieId:
    return TieId(f"tie_{email_digest(firm, email)}")


def _tie(items: Mapping[Key, Item], place: Key) -> Tie | None:
    return Tie.model_validate(items[place]) if place in items else None


def _open(items: Mapping[Key, Item], place: Key) -> int:
    return int(items[place]["open"]) if place in items else 0


def _new_contact(request: AccessRequest, now: datetime) -> Contact:
    return Contact(
        firm=request.firm,
        id=ContactId(new("con", now)),
        name=request.name,
        emails=(request.email,),
        locale=request.locale,
        created_at=now,
    )


def _new_tie(request: AccessRequest, contact: Contact, now: datetime) -> Tie:
    return Tie(
        firm=request.firm,
        id=request.tie,
        account=request.account,
        contact=contact.id,
        contact_name=contact.name,
        email=request.email,
        login=True,
        created_at=now,
    )
