"""Before anybody is in."""

from functions.invite.contracts.public import (
    ActivationView,
    ChallengeView,
    InvitationView,
    PasswordResetView,
    PasswordWasResetView,
    SessionView,
    SignedInView,
)
from functions.invite.contracts.words import FirmNameView
from functions.invite.model.entities import Firm
from functions.invite.pools import Session
from functions.invite.service.activation import Activated, Opened
from functions.invite.service.challenges import Admission, Challenge
from functions.invite.service.resets import OpenReset


def firm_name(of: Firm) -> FirmNameView:
    return FirmNameView(name=of.name, slug=of.slug)


def invitation(of: Opened) -> InvitationView:
    sent = of.credential.invitation
    return InvitationView(
        audience=of.audience.value,
        firm=firm_name(of.firm),
        name=of.credential.name,
        email=of.credential.email,
        locale=of.credential.locale,
        invited_by=sent.sent_by or of.firm.name,
        accounts=list(of.accounts),
        expires_at=sent.deadline,
    )


def session(of: Session) -> SessionView:
    return SessionView(access_token=of.access_token, refresh_token=of.refresh_token, expires_in=of.expires_in)


def challenge(of: Challenge) -> ChallengeView:
    return ChallengeView(kind=of.factor.value, challenge=of.token, secret=of.secret, uri=of.uri)


def signed_in(of: Admission) -> SignedInView:
    if isinstance(of, Session):
        return SignedInView(session=session(of), challenge=None)
    return SignedInView(session=None, challenge=challenge(of))


def activation(of: Activated) -> ActivationView:
    admission = signed_in(of.admission)
    return ActivationView(
        audience=of.audience.value,
        firm=firm_name(of.firm),
        session=admission.session,
        challenge=admission.challenge,
    )


def password_reset(of: OpenReset) -> PasswordResetView:
    return PasswordResetView(
        audience=of.audience.value,
        firm=firm_name(of.firm),
        email=of.credential.email,
        locale=of.credential.locale,
        expires_at=of.reset.expires_at,
    )


def password_was_reset(of: OpenReset) -> PasswordWasResetView:
    return PasswordWasResetView(audience=of.audience.value, firm=firm_name(of.firm))
