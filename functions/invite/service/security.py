"""What passwords, sessions and second factors have in common: whose they are, when they end, what is told."""

from datetime import datetime

from functions.invite.model.entities import Member
from functions.invite.service.credentials import Credential, ref
from shared.domain.clock import Clock
from shared.domain.events.invite.security import MemberTotpEnabled, MemberTotpRemoved, PasswordChanged, SessionsEnded

TRIES = 3


def epoch_of(pool_clock: Clock) -> datetime:
    """Say from when on a sign-in counts, if all before shall not: tokens are dated in whole seconds by the pools."""
    return pool_clock().replace(microsecond=0)


def sessions_ended(of: Credential) -> SessionsEnded:
    return SessionsEnded(firm=of.firm, object=ref(of), holder=of.id)


def password_changed(of: Credential) -> PasswordChanged:
    return PasswordChanged(firm=of.firm, object=ref(of), holder=of.id, email=of.email)


def totp_enabled(of: Member) -> MemberTotpEnabled:
    return MemberTotpEnabled(firm=of.firm, object=ref(of), member=of.id, member_name=of.name)


def totp_removed(of: Member) -> MemberTotpRemoved:
    return MemberTotpRemoved(firm=of.firm, object=ref(of), member=of.id, member_name=of.name)
