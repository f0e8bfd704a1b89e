"""Where an account is found that went into another."""

from shared.directory import keys
from shared.domain.errors import StaleVersionError
from shared.domain.ids import AccountId, FirmId
from shared.table.actions import Action, check
from shared.table.table import Table

_MAX_HOPS = 20


def ended_in(table: Table, firm: FirmId, account: AccountId) -> AccountId | None:
    """Name the account it went into in the end, itself when it did not; None when that is erased."""
    for _ in range(_MAX_HOPS):
        standing = table.get(keys.account(firm, account))
        if standing is None or standing.get("erased_at"):
            return None
        if standing.get("merged_into") is None:
            return account
        account = AccountId(standing["merged_into"])
    return None


def still_there(firm: FirmId, account: AccountId) -> Action:
    """Demand that what comes to an account does not come behind its own going."""
    return check(
        keys.account(firm, account),
        when="attribute_exists(#pk) AND attribute_not_exists(#merged_into) AND attribute_not_exists(#erased_at)",
        failed=StaleVersionError,
    )
