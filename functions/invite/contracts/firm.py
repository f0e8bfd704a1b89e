"""The firm itself."""

from datetime import datetime

from functions.invite.contracts.words import Identifier, NamedView
from shared.domain.texts import Locale, Name, TimeZone
from shared.http import Contract, View


class UpdateFirm(Contract):
    """What to change; a field left out stays. The slug stays for good."""

    name: Name | None = None
    time_zone: TimeZone | None = None
    locale: Locale | None = None


class OfferOwnership(Contract):
    """The active member the firm is offered to."""

    member_id: Identifier


class OwnershipOfferView(View):
    """The firm, offered: to whom, by whom, since when."""

    member: NamedView
    offered_by: str
    offered_at: datetime


class OwnFirmView(View):
    """The firm, as those who work there see it; an offer of it is shown to the owner and to the one it is made to."""

    id: str
    name: str
    slug: str
    time_zone: str
    locale: Locale
    owner: str
    ownership_offer: OwnershipOfferView | None
