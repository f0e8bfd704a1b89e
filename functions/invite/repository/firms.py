"""The firm's own item: its details, its owner, and the offer of it."""

from collections.abc import Sequence

from functions.invite import keys
from functions.invite.model.entities import Account, Firm, OwnershipOffer
from functions.invite.model.refusals import OwnershipOfferedError
from functions.invite.repository import checks
from functions.invite.repository.assignments import assignment
from shared.directory import MemberState
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import Role
from shared.table.actions import Action, Item, check, update
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.table import Table


class FirmRepository:
    """Writes FIRM, and the roles that go with owning it. Details and offer are changed apart and never cross."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, firm: FirmId) -> Firm:
        standing = self._table.get(keys.firm(firm))
        if standing is None:
            raise NotFoundError
        return Firm.model_validate(standing)

    def edit(self, firm: Firm, *, seen: int, announcement: Announcement) -> None:
        """Write the details over the version that was seen; an item without a version is at its first."""
        unversioned = " OR attribute_exists(#pk) AND attribute_not_exists(#v)" if seen == 1 else ""
        self._table.transact(
            update(
                keys.firm(firm.id),
                "SET #name = :name, #time_zone = :time_zone, #locale = :locale, #v = :v",
                when=f"#v = :seen{unversioned}",
                values={
                    ":name": firm.name,
                    ":time_zone": firm.time_zone,
                    ":locale": firm.locale.value,
                    ":v": firm.v,
                    ":seen": seen,
                },
                failed=StaleVersionError,
            ),
            outbox(announcement),
        )

    def offer(self, firm: Firm, to: OwnershipOffer, announcement: Announcement, once: Once | None) -> Firm:
        """Offer the firm while it is its owner's and offered to nobody, to a member who is active."""
        self._commit(
            announcement,
            once,
            update(
                keys.firm(firm.id),
                "SET #offer = :offer",
                when="#owner = :owner AND attribute_not_exists(#offer)",
                values={":offer": to.model_dump(mode="json"), ":owner": firm.owner},
                failed=_taken,
            ),
            checks.member_active(firm.id, to.member),
        )
        return firm.model_copy(update={"offer": to})

    def end_offer(self, firm: Firm, announcement: Announcement, once: Once | None) -> Firm:
        """Take the offer that was seen away; StaleVersionError when it is gone or another."""
        self._commit(announcement, once, end_offer(firm.id, _offered_to(firm)))
        return firm.model_copy(update={"offer": None})

    def hand_over(
        self, firm: Firm, announcement: Announcement, once: Once | None, *, guests: Account | None = None
    ) -> Firm:
        """Make the member it is offered to the owner and the owner an admin, while both are active and it is offered.

        The account for guests, if given, is assigned to the new owner, or is so still. StaleVersionError when any of
        that is no longer so.
        """
        to = _offered_to(firm)
        self._commit(
            announcement,
            once,
            update(
                keys.firm(firm.id),
                "SET #owner = :to REMOVE #offer",
                when="#owner = :from AND #offer.#member = :to",
                values={":from": firm.owner, ":to": to},
                failed=StaleVersionError,
            ),
            _role(firm.id, firm.owner, Role.ADMIN, when="#role = :owner"),
            _role(firm.id, to, Role.OWNER, when="#role <> :owner"),
            *(_following(guests, to) if guests else ()),
        )
        return firm.model_copy(update={"owner": to, "offer": None})

    def _commit(self, announcement: Announcement, once: Once | None, *actions: Action) -> None:
        told = [outbox(announcement)]
        if once:
            told.append(remember(announcement.firm, once, announcement.at, announcement.firm))
        self._table.transact(*actions, *told)


def _following(guests: Account, owner: MemberId) -> Sequence[Action]:
    return [checks.account_as_seen(guests, [owner])] if owner in guests.assigned else assignment(guests, owner)


def end_offer(firm: FirmId, to: MemberId) -> Action:
    """End the offer to a member in whatever transaction ends it."""
    return update(
        keys.firm(firm),
        "REMOVE #offer",
        when="#offer.#member = :member",
        values={":member": to},
        failed=StaleVersionError,
    )


def not_offered(firm: FirmId, to: MemberId) -> Action:
    """Demand that the firm is not offered to a member, nor gets to be while the transaction runs."""
    return check(
        keys.firm(firm),
        when="attribute_not_exists(#offer) OR #offer.#member <> :member",
        values={":member": to},
        failed=StaleVersionError,
    )


def _offered_to(firm: Firm) -> MemberId:
    if firm.offer is None:
        raise StaleVersionError
    return firm.offer.member


def _taken(standing: Item | None) -> Exception:
    return OwnershipOfferedError() if standing and "offer" in standing else StaleVersionError()


def _role(firm: FirmId, member: MemberId, role: Role, *, when: str) -> Action:
    """Give a role in place: signing in at the same moment is no conflict."""
    return update(
        keys.member(firm, member),
        "SET #role = :role, #v = #v + :one, #edition = if_not_exists(#edition, :one) + :one",
        when=f"#state = :active AND {when}",
        values={":role": role.value, ":one": 1, ":active": MemberState.ACTIVE.value, ":owner": Role.OWNER.value},
        failed=StaleVersionError,
    )
