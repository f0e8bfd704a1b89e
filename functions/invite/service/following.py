"""Ties follow their e-mail: what was too much for the transaction that changed it is done when it is announced."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from functions.invite.model.entities import Person, Tie
from functions.invite.model.succession import TieMove
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events.invite.emails import ContactEmailChanged, ContactEmailRemoved
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, bare, email_digest


class Ties(Protocol):
    """Where the ties of a contact stand."""

    def ties_of(self, firm: FirmId, contact: ContactId) -> Sequence[Tie]: ...
    def ties_at(self, firm: FirmId, tie: TieId, accounts: Iterable[AccountId]) -> dict[AccountId, Tie]: ...
    def person(self, firm: FirmId, person: PersonId) -> Person | None: ...
    def move(self, ties: TieMove) -> None: ...


class FollowingService:
    """Moves ties one by one; late, doubled or cut short, it ends in the same ties."""

    def __init__(self, ties: Ties, clock: Clock) -> None:
        self._ties = ties
        self._clock = clock

    def changed(self, event: ContactEmailChanged) -> None:
        """Let the ties left behind go over, or stand at the kept one's successor as well.

        StaleVersionError when a tie was changed just now: the event is then taken again.
        """
        at = TieId(f"tie_{bare(event.successor)}")
        while left := self._left(event.firm, event.contact, TieId(f"tie_{bare(event.person)}")):
            person = self._ties.person(event.firm, event.successor)
            entered = person.accounts if person is not None else {}
            standing = self._ties.ties_at(event.firm, at, [each.account for each in left])
            wanted = [each for each in left if each.account in entered] if event.is_kept else left
            for each in wanted:
                move = TieMove.of([each], standing, event.after, self._clock(), keeps_old=event.is_kept)
                try:
                    if move.size:
                        self._ties.move(move)
                except NotFoundError:
                    return  # the address is the contact's no more, so there is nowhere to go
            if event.is_kept:
                return

    def removed(self, event: ContactEmailRemoved) -> None:
        """Take the ties away that are left of a removed e-mail; their login was off."""
        while left := self._left(event.firm, event.contact, TieId(f"tie_{email_digest(event.firm, event.email)}")):
            for each in left:
                self._ties.move(TieMove(gone=(each,)))

    def _left(self, firm: FirmId, contact: ContactId, tie: TieId) -> Sequence[Tie]:
        """Read what stands of an e-mail's ties; the index names accounts, the ties themselves say how they are."""
        accounts = [each.account for each in self._ties.ties_of(firm, contact) if each.id == tie]
        return list(self._ties.ties_at(firm, tie, accounts).values()) if accounts else []
