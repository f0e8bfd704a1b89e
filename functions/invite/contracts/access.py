"""Ties, and the persons they open for."""

from datetime import datetime
from typing import Literal

from pydantic import StrictBool

from functions.invite.contracts.words import Identifier, NamedView
from shared.domain.texts import Email, Locale, Message
from shared.http import Contract, View


class CreateTie(Contract):
    """One e-mail of a contact, tied to the account. Login is granted by an act of its own."""

    contact_id: Identifier
    email: Email
    notify: StrictBool = True
    email_sync: StrictBool = False
    signatory: StrictBool = False


class GrantAccess(Contract):
    """Tick login; with `invite`, send the invitation at once."""

    invite: StrictBool = False
    message: Message | None = None


class SendInvitation(Contract):
    """An optional message to go with the invitation."""

    message: Message | None = None


class TieView(View):
    """A contact in an account: what the tie allows, and how far they have come."""

    id: str
    contact: NamedView
    email: str
    login: bool
    notify: bool
    email_sync: bool
    signatory: bool
    person_id: str
    state: Literal["none", "granted", "invited", "expired", "active"]
    invited_at: datetime | None
    expires_at: datetime | None
    last_login_at: datetime | None


class PersonView(View):
    """A credential and its invitation."""

    id: str
    name: str
    email: str
    contact_id: str
    locale: Locale
    state: Literal["granted", "invited", "expired", "active"]
    accounts: list[NamedView]
    invited_at: datetime | None
    invited_by: str | None
    expires_at: datetime | None
    last_login_at: datetime | None
