"""Ties, and the persons they open for."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import StrictBool

from functions.invite.contracts.words import Identifier, MailMarkView, NamedView
from shared.domain.texts import Email, Locale, Message
from shared.http import Contract, View


class CreateTie(Contract):
    """One e-mail of a contact, tied to the account. Login is granted by an act of its own."""

    contact_id: Identifier
    email: Email
    notify: StrictBool = True
    email_sync: StrictBool = False
    signatory: StrictBool = False


class ChangeTopics(Contract):
    """Which topics the contact is told about; what is left out stays as it is."""

    documents: StrictBool | None = None
    signatures: StrictBool | None = None
    approvals: StrictBool | None = None
    chats_and_tasks: StrictBool | None = None
    organizers: StrictBool | None = None
    invoices_and_payments: StrictBool | None = None
    requests: StrictBool | None = None


class ChangeTie(Contract):
    """What the tie is to allow and to tell; what is left out stays as it is."""

    notify: StrictBool | None = None
    email_sync: StrictBool | None = None
    signatory: StrictBool | None = None
    topics: ChangeTopics = ChangeTopics()

    @property
    def wanted_topics(self) -> dict[str, bool]:
        """The topics that were given, and only those."""
        return self.topics.model_dump(exclude_none=True)


class GrantAccess(Contract):
    """Tick login; with `invite`, send the invitation at once."""

    invite: StrictBool = False
    message: Message | None = None


class SendInvitation(Contract):
    """An optional message to go with the invitation."""

    message: Message | None = None


class TopicsView(View):
    """Which topics a contact is told about."""

    documents: bool
    signatures: bool
    approvals: bool
    chats_and_tasks: bool
    organizers: bool
    invoices_and_payments: bool
    requests: bool


class TieView(View):
    """A contact in an account: what the tie allows, and how far they have come."""

    id: str
    contact: NamedView
    email: str
    login: bool
    notify: bool
    email_sync: bool
    signatory: bool
    topics: TopicsView
    person_id: str
    state: Literal["none", "requested", "granted", "invited", "expired", "active"]
    invited_at: datetime | None
    expires_at: datetime | None
    last_login_at: datetime | None
    mail: MailMarkView | None


class AccountTieView(TieView):
    """An account of a contact: what the tie allows there, and how far they have come."""

    account: NamedView


class TieRemovedView(View):
    """The tie that is no more."""

    id: str


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
    mail: MailMarkView | None


class InviterView(View):
    """Who wants somebody in: a member, or the client who asked for it."""

    kind: Literal["member", "client"]
    name: str


class PendingView(View):
    """A person who has not come in yet. `sentAt` is empty while nothing is out, as it is after a cancel."""

    id: str
    name: str
    email: str
    mail: MailMarkView | None
    contact_id: str
    state: Literal["granted", "invited", "expired"]
    accounts: list[NamedView]
    sent_at: datetime | None
    invited_by: InviterView | None
    expires_at: datetime | None


type PendingOrder = Annotated[
    Literal["sent", "-sent"],
    Query(
        description="by when the link was sent: oldest first, or with `-` newest first; the never-sent stand together"
    ),
]
