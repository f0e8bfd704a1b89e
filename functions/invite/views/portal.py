"""What clients see of themselves."""

from functions.invite.contracts.portal import PortalMeView
from functions.invite.model.entities import Firm, Person
from functions.invite.views.access import accounts
from functions.invite.views.members import firm


def portal_me(of: Person, tenant: Firm) -> PortalMeView:
    return PortalMeView(
        id=of.id, name=of.name, email=of.email, locale=of.locale, firm=firm(tenant), accounts=accounts(of)
    )
