"""The firm's own people."""

from functions.invite.contracts.firm import OwnershipOfferView, OwnFirmView
from functions.invite.contracts.members import MemberView, MeView
from functions.invite.contracts.words import FirmView, NamedView
from functions.invite.model.entities import Firm, Member
from functions.invite.views.access import mail_mark
from shared.domain.principals import Right


def firm_of(of: Firm, viewer: str) -> OwnFirmView:
    """Show the firm to a member; an offer of it is the owner's and the offered one's to see."""
    offer = of.offer if of.offer and viewer in {of.owner, of.offer.member} else None
    return OwnFirmView(
        id=of.id,
        name=of.name,
        slug=of.slug,
        time_zone=of.time_zone,
        locale=of.locale,
        owner=of.owner,
        ownership_offer=OwnershipOfferView(
            member=NamedView(id=offer.member, name=offer.member_name), offered_by=offer.by_name, offered_at=offer.at
        )
        if offer
        else None,
    )


def firm(of: Firm) -> FirmView:
    return FirmView(id=of.id, name=of.name, slug=of.slug, time_zone=of.time_zone, locale=of.locale)


def me(of: Member, tenant: Firm) -> MeView:
    principal = of.principal()
    return MeView(
        id=of.id,
        name=of.name,
        email=of.email,
        role=of.role.value,
        rights=[each.value for each in Right if principal.has(each)],
        locale=of.locale,
        totp=of.totp,
        firm=firm(tenant),
    )


def member(of: Member) -> MemberView:
    return MemberView(
        id=of.id,
        name=of.name,
        email=of.email,
        mail=mail_mark(of.mail) if of.mail else None,
        role=of.role.value,
        rights=[each.value for each in Right if each in of.rights],
        locale=of.locale,
        state=of.state.value,
        invited_at=of.invitation.sent_at,
        expires_at=of.invitation.expires_at,
        last_login_at=of.last_login_at,
        totp=of.totp,
    )
