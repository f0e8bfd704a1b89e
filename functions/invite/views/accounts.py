"""The firm's clients."""

from functions.invite.contracts.accounts import AccountView
from functions.invite.model.entities import Account


def account(of: Account) -> AccountView:
    return AccountView.model_validate(
        {
            "id": of.id,
            "name": of.name,
            "kind": of.kind,
            "sort": of.sort.value,
            "status": of.status.value,
            "badge": of.badge.value,
            "assigned": sorted(of.assigned),
            "tested_by": of.tested_by,
            "last_login_at": of.last_login_at,
            "created_at": of.created_at,
            "deleted_at": of.deleted_at,
            "restorable_until": of.restorable_until,
            "merged_into": of.merged_into,
        }
    )
