"""Wishes for a new password, beside whose they are."""

from datetime import timedelta

from functions.invite import keys
from functions.invite.model.entities import Firm, Member, Person
from functions.invite.model.reset import PasswordReset, Wish
from functions.invite.repository import items
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId, PersonId
from shared.table.actions import Action, create, replace
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox, silence
from shared.table.table import Table

# How long a wish of nobody is kept: past it, counting begins anew, and no link was ever made of those numbers.
NOBODYS_KEPT_FOR = timedelta(days=1)


class ResetRepository:
    """Writes PASSWORD_RESET, and with its use the credential."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, firm: FirmId, holder: MemberId | PersonId) -> Wish:
        """Read a wish, whose it is, and the firm, in one request whatever there is."""
        mine, whose, tenant = keys.password_reset(firm, holder), _credential(firm, holder), keys.firm(firm)
        found = self._table.batch_get([mine, whose, tenant])
        kind = Member if holder.startswith("mem_") else Person
        return Wish(
            PasswordReset.model_validate(found[mine]) if mine in found else None,
            kind.model_validate(found[whose]) if whose in found else None,
            Firm.model_validate(found[tenant]) if tenant in found else None,
        )

    def ask(self, reset: PasswordReset, *, is_new: bool, announcement: Announcement | None) -> None:
        """Write a wish and what it announces; where that is nothing, an outbox item that holds nothing.

        StaleVersionError when another wish came between.
        """
        told = outbox(announcement) if announcement else silence(reset.firm, reset.asked_at)
        self._table.transact(self._written(reset, is_new=is_new), told)

    def save(self, reset: PasswordReset) -> PasswordReset:
        """Write the next version over the one that was read; StaleVersionError when another write came between."""
        self._table.transact(self._written(reset))
        return reset.model_copy(update={"v": reset.v + 1})

    def use(
        self, reset: PasswordReset, credential: Member | Person, announcement: Announcement, once: Once | None
    ) -> None:
        """Write the wish as used and the credential with its sessions ended; StaleVersionError as for `save`."""
        saved = credential.model_copy(update={"v": credential.v + 1})
        actions = [
            self._written(reset),
            replace(items.credential(saved), seen=credential.v),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(reset.firm, once, announcement.at, reset.holder))
        self._table.transact(*actions)

    def _written(self, reset: PasswordReset, *, is_new: bool = False) -> Action:
        ttl = None if reset.is_anybodys else int((reset.expires_at + NOBODYS_KEPT_FOR).timestamp())
        new = items.password_reset(reset.model_copy(update={"v": reset.v + 1}), ttl)
        return create(new, taken=StaleVersionError) if is_new else replace(new, seen=reset.v)


def _credential(firm: FirmId, holder: MemberId | PersonId) -> Key:
    if holder.startswith("mem_"):
        return keys.member(firm, MemberId(holder))
    return keys.person(firm, PersonId(holder))
