"""What clients see of themselves."""

from functions.invite.contracts.words import FirmView, NamedView
from shared.domain.texts import Locale
from shared.http import View


class PortalMeView(View):
    """The calling client, and the accounts they may enter."""

    id: str
    name: str
    email: str
    locale: Locale
    firm: FirmView
    accounts: list[NamedView]
