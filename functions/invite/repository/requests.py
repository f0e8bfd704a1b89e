"""What clients ask for, and what comes of it when it is approved."""

from collections.abc import Iterable, Sequence

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Tie
from functions.invite.model.requests import AccessRequest
from functions.invite.model.succession import PersonWrite
from functions.invite.repository import checks, items
from functions.invite.repository.access import as_seen, gone_or_changed, tick
from functions.invite.repository.accounts import counts
from functions.invite.repository.contacts import additions
from functions.invite.repository.emails import write_person
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, PersonId, RequestId
from shared.table import schema
from shared.table.actions import Action, Item, create, replace, update
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class AccessRequestRepository:
    """Writes ACCESS_REQUEST and ACCESS_REQUEST_COUNT, and whatever an approval brings about."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, firm: FirmId, request: RequestId) -> AccessRequest:
        standing = self._table.get(keys.access_request(firm, request))
        if standing is None:
            raise NotFoundError
        return AccessRequest.model_validate(standing)

    def look(self, places: Iterable[Key]) -> dict[Key, Item]:
        """Read in one request what a decision is about."""
        return self._table.batch_get(places)

    def list_open(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[AccessRequest]:
        """List what waits for the firm, oldest first."""
        page = self._table.page(Query(keys.access_requests(firm), index="g2"), limit=limit, cursor=cursor)
        return Page(tuple(map(AccessRequest.model_validate, page.items)), page.next)

    def list_by(
        self, firm: FirmId, account: AccountId, person: PersonId, *, limit: int, cursor: str | None
    ) -> Page[AccessRequest]:
        """List what one client asked for an account, newest first."""
        query = Query(keys.access_requests_by(firm, account, person), index="g1", forward=False)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(AccessRequest.model_validate, page.items)), page.next)

    def ask(
        self,
        request: AccessRequest,
        tie: Tie | None,
        open_before: int,
        announcement: Announcement,
        once: Once | None,
    ) -> None:
        """Write a request, new or asked again; StaleVersionError when another was asked or decided meanwhile."""
        actions: list[Action] = [_count(request, open_before, open_before + 1), outbox(announcement)]
        if request.v == 1:
            actions.append(create(items.access_request(request), taken=StaleVersionError))
        else:
            actions.append(replace(items.access_request(request), seen=request.v - 1))
        if tie is not None and not tie.login:
            actions.append(_mark(tie, request.asked_at.isoformat()))
        if once:
            actions.append(remember(request.firm, once, announcement.at, request.id))
        self._table.transact(*actions)

    def decline(
        self,
        request: AccessRequest,
        tie: Tie | None,
        open_before: int,
        announcement: Announcement,
        once: Once | None,
    ) -> None:
        actions = self._decide(request, open_before, announcement, once)
        if tie is not None and tie.requested_at is not None:
            actions.append(_mark(tie, None))
        self._table.transact(*actions)

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
        announcement: Announcement,
        once: Once | None,
    ) -> None:
        """Write the approval with the contact, if new, the tie with its login, the person and the counters."""
        actions = self._decide(request, open_before, announcement, once)
        if contact is not None:
            actions += additions(contact)
        if tie is not None:
            is_new = tie.v == 1 and tie.login
            actions.append(create(items.tie(tie), taken=StaleVersionError) if is_new else tick(tie, on=True))
            if contact is None:
                actions.append(checks.email_held(tie))
        if person is not None:
            actions.append(write_person(person))
        moved = counts(before, after)
        actions += moved
        this = next(each for each in before if each.id == request.account)
        if all(each.key != keys.account(this.firm, this.id) for each in moved):
            actions.append(checks.account_as_seen(this))
        self._table.transact(*actions)

    def _decide(
        self, request: AccessRequest, open_before: int, announcement: Announcement, once: Once | None
    ) -> list[Action]:
        actions: list[Action] = [
            replace(items.access_request(request), seen=request.v - 1),
            _count(request, open_before, open_before - 1),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(request.firm, once, announcement.at, request.id))
        return actions


def _count(request: AccessRequest, seen: int, now: int) -> Action:
    """Move how many of the account's requests are open, from where it was seen."""
    return update(
        keys.access_request_count(request.firm, request.account),
        "SET #et = :kind, #sv = :version, #open = :now",
        when="#open = :seen" if seen else "attribute_not_exists(#pk) OR #open = :seen",
        values={
            ":kind": schema.ACCESS_REQUEST_COUNT.name,
            ":version": schema.ACCESS_REQUEST_COUNT.version,
            ":now": now,
            ":seen": seen,
        },
        failed=StaleVersionError,
    )


def _mark(tie: Tie, since: str | None) -> Action:
    """Note on a tie that somebody asks for its e-mail, or no more."""
    values: dict[str, object] = {":next": tie.v + 1, ":login": tie.login, ":seen": tie.v}
    return update(
        keys.tie(tie.firm, tie.account, tie.id),
        "SET #requested_at = :since, #v = :next" if since else "SET #v = :next REMOVE #requested_at",
        when=as_seen(tie),
        values={**values, ":since": since} if since else values,
        failed=gone_or_changed,
    )
