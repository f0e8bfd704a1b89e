"""Ties and persons."""

from datetime import datetime

from functions.invite.contracts.access import PersonView, TieView
from functions.invite.contracts.words import NamedView
from functions.invite.model.entities import AccessState, Person, Tie


def tie(of: Tie, person: Person | None, now: datetime) -> TieView:
    """Show a tie with its person; while its own login is off, the person's state elsewhere is not its own."""
    shown = person if of.login else None
    return TieView(
        id=of.id,
        contact=NamedView(id=of.contact, name=of.contact_name),
        email=of.email,
        login=of.login,
        notify=of.notify,
        email_sync=of.email_sync,
        signatory=of.signatory,
        person_id=of.person,
        state=(shown.access(now) if shown else AccessState.NONE).value,
        invited_at=shown.invitation.sent_at if shown else None,
        expires_at=shown.invitation.expires_at if shown else None,
        last_login_at=shown.last_login_at if shown else None,
    )


def person(of: Person, now: datetime) -> PersonView:
    return PersonView.model_validate(
        {
            "id": of.id,
            "name": of.name,
            "email": of.email,
            "contact_id": of.contact,
            "locale": of.locale,
            "state": of.access(now).value,
            "accounts": accounts(of),
            "invited_at": of.invitation.sent_at,
            "invited_by": of.invitation.sent_by,
            "expires_at": of.invitation.expires_at,
            "last_login_at": of.last_login_at,
        }
    )


def accounts(of: Person) -> list[NamedView]:
    """List by name the accounts a person may enter."""
    by_name = sorted(of.accounts.items(), key=lambda each: each[1].casefold())
    return [NamedView(id=each, name=name) for each, name in by_name]
