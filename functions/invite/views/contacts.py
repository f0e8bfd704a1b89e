"""Human beings."""

from datetime import datetime

from functions.invite.contracts.access import AccountTieView
from functions.invite.contracts.contacts import ContactView
from functions.invite.contracts.words import NamedView
from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.views import access


def contact(of: Contact) -> ContactView:
    return ContactView(id=of.id, name=of.name, emails=list(of.emails), locale=of.locale, created_at=of.created_at)


def tie(account: Account, of: Tie, person: Person | None, now: datetime) -> AccountTieView:
    named = NamedView(id=account.id, name=account.name)
    return AccountTieView(account=named, **dict(access.tie(of, person, now)))
