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


class ContactUpdated(InviteEvent):
    """A contact's own details were edited: before and after of each key that changed."""

    name: ClassVar[str] = "contact.updated"

    contact: ContactId
    before: Annotated[dict[str, str], Personal]
    after: Annotated[dict[str, str], Personal]


class ContactDeleted(InviteEvent):
    """A contact is gone, with the ties by which nobody could enter."""

    name: ClassVar[str] = "contact.deleted"

    contact: ContactId
    contact_name: Annotated[str, Personal]
    emails: Annotated[tuple[str, ...], Personal]


class ContactMerged(InviteEvent):
    """All of another contact went into this one; whoever consumes this carries on what is left of it."""

    name: ClassVar[str] = "contact.merged"

    contact: ContactId
    merged: ContactId
    merged_name: Annotated[str, Personal]
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
    ContactUpdated,
    ContactDeleted,
    ContactMerged,
    TieCreated,
)
