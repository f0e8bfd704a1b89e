"""The public shapes of invite."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from shared.domain.texts import Email, Locale, Message, Name, Slug
from shared.http import Contract, View

type Identifier = Annotated[str, StringConstraints(max_length=64)]
type Audience = Literal["team", "client"]
type Role = Literal["owner", "admin", "employee"]
type RightName = Literal[
    "view_all_accounts",
    "manage_accounts",
    "manage_contacts",
    "manage_documents",
    "manage_invoices",
    "manage_payments",
    "manage_organizers",
    "manage_pipelines",
    "assign_team_members",
]
# Bounds what is hashed and sent on; which passwords are acceptable is for the model to say.
type Password = Annotated[str, StringConstraints(max_length=1024)]


class InviteMember(Contract):
    """A colleague to invite."""

    name: Name
    email: Email
    role: Literal["admin", "employee"] = "employee"
    rights: Annotated[tuple[RightName, ...], Field(max_length=9)] = ()
    locale: Locale | None = None


class CreateAccount(Contract):
    """A client of the firm. Without `assigned`, the creator is assigned."""

    name: Name
    kind: Literal["person", "company", "other"]
    assigned: Annotated[list[Identifier], Field(min_length=1, max_length=25)] | None = None


class UpdateAccount(Contract):
    """What to change; a field left out stays."""

    name: Name | None = None


class CreateContact(Contract):
    """A human being with 1 to 5 e-mail addresses, each of which belongs to nobody else in the firm."""

    name: Name
    emails: Annotated[list[Email], Field(min_length=1, max_length=5)]
    locale: Locale = Locale.EN


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


class AcceptInvitation(Contract):
    """The password to set: 12 to 128 characters, not well known, not the e-mail."""

    password: Password


class SignIn(Contract):
    """Whose door, which firm, who, and the password."""

    audience: Audience
    firm: Slug
    email: Email
    password: Password


class FirmView(View):
    """The firm, as everybody in it sees it."""

    id: str
    name: str
    slug: str
    time_zone: str
    locale: Locale


class MemberView(View):
    """A member of the firm."""

    id: str
    name: str
    email: str
    role: Role
    rights: list[RightName]
    locale: Locale
    state: Literal["invited", "active", "deactivated"]
    invited_at: datetime | None
    expires_at: datetime | None
    last_login_at: datetime | None


class MeView(View):
    """The calling member; `rights` are those in force, all of them for owner and admin."""

    id: str
    name: str
    email: str
    role: Role
    rights: list[RightName]
    locale: Locale
    firm: FirmView


class AccountView(View):
    """A client of the firm."""

    id: str
    name: str
    kind: Literal["person", "company", "other"]
    status: Literal["active", "archived", "deleted"]
    badge: Literal["activated", "pending_activation", "not_activated"]
    assigned: list[str]
    created_at: datetime


class ContactView(View):
    """A human being."""

    id: str
    name: str
    emails: list[str]
    locale: Locale
    created_at: datetime


class NamedView(View):
    """Something by id and name."""

    id: str
    name: str


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


class PortalMeView(View):
    """The calling client, and the accounts they may enter."""

    id: str
    name: str
    email: str
    locale: Locale
    firm: FirmView
    accounts: list[NamedView]


class FirmNameView(View):
    """The firm, as somebody sees it who is not in it yet."""

    name: str
    slug: str


class InvitationView(View):
    """An open invitation, to whoever holds its link."""

    audience: Audience
    firm: FirmNameView
    name: str
    email: str
    locale: Locale
    invited_by: str
    accounts: list[str]
    expires_at: datetime


class SessionView(View):
    """Tokens of a session; `expiresIn` is in seconds and of the access token, which the API takes as a bearer token."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # RFC 6750's name of a scheme, no secret


class ActivationView(View):
    """Who came in where, with their session."""

    audience: Audience
    firm: FirmNameView
    session: SessionView


class SignedInView(View):
    """A session."""

    session: SessionView
