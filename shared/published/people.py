"""Contacts and their ties as other rooms may see them; the room invite writes them."""

from shared.domain.entities import Entity
from shared.domain.ids import AccountId, ContactId, FirmId, TieId
from shared.domain.texts import Locale


class ContactRecord(Entity):
    """A human being the firm knows."""

    firm: FirmId
    id: ContactId
    name: str
    locale: Locale = Locale.EN


class TieRecord(Entity):
    """One e-mail of a contact tied to an account; with `notify` on, they are told of what concerns it."""

    firm: FirmId
    id: TieId
    account: AccountId
    contact: ContactId
    contact_name: str
    email: str
    notify: bool = True
