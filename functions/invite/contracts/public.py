"""Before anybody is in: invitations and sessions."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from functions.invite.contracts.words import Audience, Code, FirmNameView, Password
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


class AnswerChallenge(Contract):
    """The challenge a sign-in was answered with, and the code of the moment."""

    challenge: Annotated[str, StringConstraints(max_length=4096)]
    code: Code


class RenewSession(Contract):
    """Whose door, which firm, and the refresh token of the session."""

    audience: Audience
    firm: Slug
    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=4096)]


class AskPasswordReset(Contract):
    """Who forgot their password."""

    audience: Audience
    firm: Slug
    email: Email


class ConfirmPasswordReset(Contract):
    """The password to set: 12 to 128 characters, not well known, not the e-mail."""

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


class ChallengeView(View):
    """What is asked before there is a session: a code (`totp`), or first to set up what makes codes (`totp_setup`).

    `challenge` goes back with the code within three minutes. `secret` and `uri` (`otpauth:`) are for the app of whoever
    sets up, and null else.
    """

    kind: Literal["totp", "totp_setup"]
    challenge: str
    secret: str | None
    uri: str | None


class ActivationView(View):
    """Who came in where, with their session; null while a challenge is to be answered first."""

    audience: Audience
    firm: FirmNameView
    session: SessionView | None
    challenge: ChallengeView | None


class SignedInView(View):
    """A session, or the challenge to answer first: one of both, the other null."""

    session: SessionView | None
    challenge: ChallengeView | None


class RenewedView(View):
    """A session that goes on."""

    session: SessionView


class RevokedView(View):
    """At whose door the session ended."""

    audience: Audience


class ResetAskedView(View):
    """One answer whoever exists: how many seconds a link would be good, if there is somebody to send it to."""

    expires_in: int


class PasswordResetView(View):
    """An open wish for a new password, to whoever holds its link."""

    audience: Audience
    firm: FirmNameView
    email: str
    locale: Locale
    expires_at: datetime


class PasswordWasResetView(View):
    """Where to sign in with the new password."""

    audience: Audience
    firm: FirmNameView
