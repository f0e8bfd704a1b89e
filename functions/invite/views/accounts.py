"""The firm's clients."""

from functions.invite.contracts.accounts import AccountView
from functions.invite.model.entities import Account


def account(of: Account) -> AccountView:
    return AccountView.model_validate(
        {
            "id": of.id,
            "name": of.name,
            "kind": of.kind,
            "status": of.status.value,
            "badge": of.badge.value,
            "assigned": sorted(of.assigned),
            "created_at": of.created_at,
        }
    )
