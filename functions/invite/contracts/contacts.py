"""Human beings and their e-mails."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.domain.texts import Email, Locale, Name
from shared.http import Contract, View


class CreateContact(Contract):
    """A human being with 1 to 5 e-mail addresses, each of which belongs to nobody else in the firm."""

    name: Name
    emails: Annotated[list[Email], Field(min_length=1, max_length=5)]
    locale: Locale = Locale.EN


class UpdateContact(Contract):
    """What to change; a field left out stays. E-mails are added and removed by acts of their own."""

    name: Name | None = None
    locale: Locale | None = None


class ContactDeletedView(View):
    """The contact who is no more."""

    id: str


class ContactView(View):
    """A human being."""

    id: str
    name: str
    emails: list[str]
    locale: Locale
    created_at: datetime


class AddEmail(Contract):
    """An e-mail that belongs to nobody else in the firm."""

    email: Email


class ChangeEmail(Contract):
    """One of the contact's e-mails, and what is to stand in its place."""

    from_: Annotated[Email, Field(alias="from")]
    to: Email


class RemoveEmail(Contract):
    """One of the contact's e-mails."""

    email: Email
