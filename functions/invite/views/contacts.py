"""Human beings."""

from functions.invite.contracts.contacts import ContactView
from functions.invite.model.entities import Contact


def contact(of: Contact) -> ContactView:
    return ContactView(id=of.id, name=of.name, emails=list(of.emails), locale=of.locale, created_at=of.created_at)
