"""Requests of clients."""

from functions.invite.contracts.requests import AccessRequestView, OwnRequestView
from functions.invite.contracts.words import NamedView
from functions.invite.model.requests import AccessRequest


def own(of: AccessRequest) -> OwnRequestView:
    return OwnRequestView(
        id=of.id,
        name=of.name,
        email=of.email,
        locale=of.locale,
        state=of.state.value,
        asked_at=of.asked_at,
        decided_at=of.decided_at,
        reason=of.reason,
    )


def request(of: AccessRequest) -> AccessRequestView:
    return AccessRequestView(
        id=of.id,
        account=NamedView(id=of.account, name=of.account_name),
        asked_by=NamedView(id=of.person, name=of.person_name),
        name=of.name,
        email=of.email,
        locale=of.locale,
        state=of.state.value,
        asked_at=of.asked_at,
        decided_at=of.decided_at,
        reason=of.reason,
    )
