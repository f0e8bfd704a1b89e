"""The firm's own people."""

from functions.invite.contracts.members import MemberView, MeView
from functions.invite.contracts.words import FirmView
from functions.invite.model.entities import Firm, Member
from shared.domain.principals import Right


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
        firm=firm(tenant),
    )


def member(of: Member) -> MemberView:
    return MemberView(
        id=of.id,
        name=of.name,
        email=of.email,
        role=of.role.value,
        rights=[each.value for each in Right if each in of.rights],
        locale=of.locale,
        state=of.state.value,
        invited_at=of.invitation.sent_at,
        expires_at=of.invitation.expires_at,
        last_login_at=of.last_login_at,
    )
