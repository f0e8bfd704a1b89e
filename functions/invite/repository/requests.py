"""What clients ask for, and what comes of it when it is approved."""

from collections.abc import Iterable, Iterator, Sequence

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Tie
from functions.invite.model.requests import AccessRequest
from functions.invite.model.succession import PersonWrite
from functions.invite.repository import checks, items
from functions.invite.repository.access import as_seen, gone_or_changed, tick
from functions.invite.repository.accounts import counts
from functions.invite.repository.contacts import additions
from functions.invite.repository.emails import write_person
from shared.directory import AccountStatus
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, ContactId, FirmId, RequestId
from shared.table import schema
from shared.table.actions import Action, Item, check, create, replace, update
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox, silence
from shared.table.query import MAX_PAGE, Page, Query
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
        self, firm: FirmId, account: AccountId, contact: ContactId, *, limit: int, cursor: str | None
    ) -> Page[AccessRequest]:
        """List what one client asked for an account, newest first."""
        asked = keys.access_requests_of(firm, account)
        query = Query(asked, index="g1", begins=keys.asked_by(contact), forward=False)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(AccessRequest.model_validate, page.items)), page.next)

    def ask(
        self,
        request: AccessRequest,
        tie: Tie | None,
        open_before: int,
        announcement: Announcement,
        once: Once | None,
        *,
        gives_way: bool = False,
    ) -> None:
        """Write a request beside `open_before` others, new, asked again, or for an open one that gives way.

        StaleVersionError when another was asked or decided meanwhile, or the account is active no more.
        """
        actions: list[Action] = [
            _count(request, open_before + int(gives_way), open_before + 1),
            _account_active(request),
            outbox(announcement),
        ]
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

    def pages(self, firm: FirmId, account: AccountId, size: int) -> Iterator[tuple[AccessRequest, ...]]:
        """Yield what was asked for an account, open or not, a page at a time."""
        query = Query(keys.access_requests_of(firm, account), index="g1")
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(query, size, start)
            if found.items:
                yield tuple(map(AccessRequest.model_validate, found.items))
            start = found.last
            if start is None:
                return

    def waiting(self, firm: FirmId, account: AccountId) -> tuple[AccessRequest, ...]:
        """Read the open requests of a deleted account, as many as are counted; none of one that is there.

        StaleVersionError when the index does not show all of them yet.
        """
        place, counted = keys.account(firm, account), keys.access_request_count(firm, account)
        standing = self._table.batch_get([place, counted])
        is_gone = place in standing and standing[place]["status"] == AccountStatus.DELETED.value
        wanted = int(standing[counted]["open"]) if is_gone and counted in standing else 0
        found = list[AccessRequest]()
        pages = self.pages(firm, account, MAX_PAGE)
        while len(found) < wanted and (page := next(pages, None)):
            found += (each for each in page if each.is_open)
        if len(found) != wanted:
            raise StaleVersionError
        return tuple(found)

    def decline_all(self, requests: Sequence[AccessRequest], announcement: Announcement) -> None:
        """Decline all that is open of one account; nobody is shown as asked for there any more."""
        places = {keys.tie(each.firm, each.account, each.tie) for each in requests}
        ties = map(Tie.model_validate, self._table.batch_get(places).values())
        self._table.transact(
            *(replace(items.access_request(each), seen=each.v - 1) for each in requests),
            *(_mark(each, None) for each in ties if each.requested_at is not None),
            _count(requests[0], len(requests), 0),
            outbox(announcement),
        )

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
        self, request: AccessRequest, open_before: int, announcement: Announcement | None, once: Once | None
    ) -> list[Action]:
        at = request.decided_at or request.asked_at
        actions: list[Action] = [
            replace(items.access_request(request), seen=request.v - 1),
            _count(request, open_before, open_before - 1),
            outbox(announcement) if announcement else silence(request.firm, at),
        ]
        if once:
            actions.append(remember(request.firm, once, at, request.id))
        return actions


def _account_active(request: AccessRequest) -> Action:
    return check(
        keys.account(request.firm, request.account),
        when="#status = :active",
        values={":active": AccountStatus.ACTIVE.value},
        failed=StaleVersionError,
    )


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
