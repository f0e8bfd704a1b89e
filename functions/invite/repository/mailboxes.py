"""Marks on addresses, and the credentials that show them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from functions.invite.model.feedback import Feedback
from functions.invite.repository import items
from functions.invite.repository.credentials import Credential, key_of, read
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId, PersonId, bare
from shared.mail import suppression
from shared.mail.suppression import MarkStandsError, NotMarkedError, Suppression
from shared.table.actions import Action, replace
from shared.table.outbox import outbox
from shared.table.table import Table


class MailboxRepository:
    """Writes MEMBER and PERSON beside the mark of the address; all or nothing."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def concerned(
        self, firm: FirmId, digest: str, credentials: Sequence[MemberId | PersonId]
    ) -> tuple[Suppression, Sequence[Credential]]:
        """Read in one request what stands about an address, and those of the credentials that are there."""
        mark = suppression.place(firm, digest)
        found = self._table.batch_get([mark, *(key_of(firm, each) for each in credentials)])
        known = [read(item) for key, item in found.items() if key != mark]
        return suppression.read(found.get(mark)), sorted(known, key=lambda each: each.id)

    def mark(
        self, feedback: Feedback, changed: Sequence[Credential], announcement: Announcement, *, is_new: bool
    ) -> None:
        """Write the credentials as changed, with the mark when it is new; StaleVersionError when any was overtaken."""
        actions = [*_replaced(changed), outbox(announcement)]
        if is_new:
            actions.append(suppression.mark(feedback.firm, feedback.digest, feedback.mail, feedback.sent_at))
        try:
            self._table.transact(*actions)
        except MarkStandsError as overtaken:
            raise StaleVersionError from overtaken

    def clear(self, holders: Sequence[Credential], now: datetime, announcement: Announcement) -> None:
        """Lift the mark of an address and show so on its holders; StaleVersionError when one was overtaken."""
        firm, digest = holders[0].firm, bare(holders[0].id)
        freed = [each.model_copy(update={"mail": None}) for each in holders]
        actions = [*_replaced(freed), outbox(announcement)]
        try:
            self._table.transact(*actions, suppression.lift(firm, digest, now))
        except NotMarkedError:
            self._table.transact(*actions)


def _replaced(changed: Iterable[Credential]) -> list[Action]:
    return [replace(items.credential(each.model_copy(update={"v": each.v + 1})), seen=each.v) for each in changed]
