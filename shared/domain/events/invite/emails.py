"""The e-mails of a contact."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import ContactId, PersonId


class ContactEmailAdded(InviteEvent):
    name: ClassVar[str] = "contact.email_added"

    contact: ContactId
    email: Annotated[str, Personal]


class ContactEmailChanged(InviteEvent):
    """Another address takes an e-mail's place.

    Before activation the ties go over to it. Once the person is in, it stands beside the old one (`is_kept`), which
    goes on working until it is switched off by hand.
    """

    name: ClassVar[str] = "contact.email_changed"

    contact: ContactId
    person: PersonId
    successor: PersonId
    is_kept: bool
    before: Annotated[str, Personal]
    after: Annotated[str, Personal]


class ContactEmailRemoved(InviteEvent):
    """An e-mail is the contact's no more; ties through it, whose login was off, go with it."""

    name: ClassVar[str] = "contact.email_removed"

    contact: ContactId
    person: PersonId
    email: Annotated[str, Personal]


EVENTS = (
    ContactEmailAdded,
    ContactEmailChanged,
    ContactEmailRemoved,
)
