"""Passwords, sessions and second factors of whoever is signed in."""

from datetime import datetime

from functions.invite.contracts.words import Code, Password
from shared.http import Contract, View

# The same at both doors, in the API's own description.
CHANGING = (
    "The current password is asked for again. Every session ends, the caller's too, which gets a new one here, or the "
    "challenge before it; a letter tells of it."
)
ENDING = "Every session ends at its next call, this one too, and none can be renewed."


class ChangePassword(Contract):
    """The password one has, and the one to set: 12 to 128 characters, not well known, not the e-mail."""

    current_password: Password
    new_password: Password


class ConfirmTotp(Contract):
    """A code of the secret that was given."""

    code: Code


class RemoveTotp(Contract):
    """Both factors, for the last time together."""

    current_password: Password
    code: Code


class SessionsEndedView(View):
    """The instant before which no sign-in counts any more."""

    ended_at: datetime


class TotpView(View):
    """What an authenticator app takes: the secret in base 32, and the address that spells it (`otpauth:`)."""

    secret: str
    uri: str


class TotpStateView(View):
    """Whether a code is asked for at sign-in."""

    totp: bool
