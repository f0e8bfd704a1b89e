"""Who is assigned to an account: the account's own list, and the pointers that lead from members to it."""

from collections.abc import Sequence

from functions.invite import keys
from functions.invite.model.entities import MAX_ASSIGNED, Account
from functions.invite.repository import checks, items
from shared.directory import AccountSort, AccountStatus
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import MemberId
from shared.table.actions import Action, Item, clear, settle, update
from shared.table.outbox import outbox
from shared.table.schema import MEMBER_ACCOUNT
from shared.table.table import Table


class AssignmentRepository:
    """Writes MEMBER_ACCOUNT with the account's list, which is changed in place: a renaming at once is no conflict."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, account: Account, member: MemberId, announcement: Announcement) -> Account:
        """Assign an active member to an active account that has room for one more.

        StaleVersionError when somebody else did meanwhile.
        """
        self._table.transact(
            *assignment(account, member), checks.member_active(account.firm, member), outbox(announcement)
        )
        return account.model_copy(update={"assigned": account.assigned | {member}})

    def remove(self, account: Account, member: MemberId, *, place: int, announcement: Announcement) -> Account:
        """Take a member off the list, at the place where they were seen; StaleVersionError when it moved.

        The account for guests loses nobody who became the owner meanwhile.
        """
        spot = f"#assigned[{place}]"
        self._table.transact(
            update(
                keys.account(account.firm, account.id),
                f"REMOVE {spot}",
                when=f"{spot} = :member",
                values={":member": member},
                failed=StaleVersionError,
            ),
            clear(keys.member_account(account.firm, member, account.id), MEMBER_ACCOUNT),
            *([checks.member_no_owner(account.firm, member)] if account.sort is AccountSort.GUEST else ()),
            outbox(announcement),
        )
        return account.model_copy(update={"assigned": account.assigned - {member}})


def assignment(account: Account, member: MemberId) -> Sequence[Action]:
    """Put a member on the list of an active account that has room, in whatever transaction gives them access."""
    return (
        update(
            keys.account(account.firm, account.id),
            "SET #assigned = list_append(#assigned, :more)",
            when="#status = :active AND size(#assigned) < :most AND NOT contains(#assigned, :member)",
            values={
                ":more": [member],
                ":active": AccountStatus.ACTIVE.value,
                ":most": MAX_ASSIGNED,
                ":member": member,
            },
            failed=_refused,
        ),
        settle(items.pointer(account, member)),
    )


def _refused(standing: Item | None) -> Exception:
    if standing is None:
        return NotFoundError()
    if standing["status"] != AccountStatus.ACTIVE.value:
        return WrongStateError("The account is not active.")
    if len(standing["assigned"]) >= MAX_ASSIGNED:
        return LimitReachedError(f"An account has at most {MAX_ASSIGNED} assigned members.")
    return StaleVersionError()
