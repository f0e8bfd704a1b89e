"""Before anybody is in."""

from functions.invite.contracts.public import ActivationView, InvitationView, SessionView
from functions.invite.contracts.words import FirmNameView
from functions.invite.model.entities import Firm
from functions.invite.pools import Session
from functions.invite.service.activation import Activated, Opened


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


def activation(of: Activated) -> ActivationView:
    return ActivationView(audience=of.audience.value, firm=firm_name(of.firm), session=session(of.session))
