"""Before anybody is in: invitations and sessions."""

from datetime import datetime
from typing import Literal

from functions.invite.contracts.words import Audience, FirmNameView, Password
from shared.domain.texts import Email, Locale, Slug
from shared.http import Contract, View


class AcceptInvitation(Contract):
    """The password to set: 12 to 128 characters, not well known, not the e-mail."""

    password: Password


class SignIn(Contract):
    """Whose door, which firm, who, and the password."""

    audience: Audience
    firm: Slug
    email: Email
    password: Password


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
