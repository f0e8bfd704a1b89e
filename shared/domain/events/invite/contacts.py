"""Contacts and their ties."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import ContactId


class ContactCreated(InviteEvent):
    name: ClassVar[str] = "contact.created"

    contact: ContactId
    locale: str
    contact_name: Annotated[str, Personal]
    emails: Annotated[tuple[str, ...], Personal]


class TieCreated(InviteEvent):
    """A contact was tied to an account through one of their e-mails; login is still off."""

    name: ClassVar[str] = "tie.created"

    contact: ContactId
    notify: bool
    email_sync: bool
    signatory: bool
    email: Annotated[str, Personal]


EVENTS = (
    ContactCreated,
    TieCreated,
)
