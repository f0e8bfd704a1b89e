"""What a transaction demands of items it does not write."""

from shared.directory import AccountStatus
from shared.directory import keys as directory_keys
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.ids import AccountId, FirmId
from shared.table.actions import Action, check


def account_active(firm: FirmId, account: AccountId) -> Action:
    """Demand that the account is neither archived, deleted nor gone into another."""
    return check(
        directory_keys.account(firm, account),
        when="#status = :status",
        values={":status": AccountStatus.ACTIVE.value},
        failed=lambda standing: WrongStateError("The account is not active.") if standing else NotFoundError(),
    )
