"""From entities to the public shapes."""

from datetime import datetime

from functions.invite import contracts
from functions.invite.model.entities import AccessState, Account, Contact, Firm, Member, Person, Tie
from functions.invite.pools import Session
from functions.invite.service.activation import Activated, Opened
from shared.domain.principals import Right


def firm(of: Firm) -> contracts.FirmView:
    return contracts.FirmView(id=of.id, name=of.name, slug=of.slug, time_zone=of.time_zone, locale=of.locale)


def firm_name(of: Firm) -> contracts.FirmNameView:
    return contracts.FirmNameView(name=of.name, slug=of.slug)


def me(of: Member, tenant: Firm) -> contracts.MeView:
    principal = of.principal()
    return contracts.MeView(
        id=of.id,
        name=of.name,
        email=of.email,
        role=of.role.value,
        rights=[each.value for each in Right if principal.has(each)],
        locale=of.locale,
        firm=firm(tenant),
    )


def member(of: Member) -> contracts.MemberView:
    return contracts.MemberView(
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


def account(of: Account) -> contracts.AccountView:
    return contracts.AccountView.model_validate(
        {
            "id": of.id,
            "name": of.name,
            "kind": of.kind,
            "status": of.status.value,
            "badge": of.badge.value,
            "assigned": sorted(of.assigned),
            "created_at": of.created_at,
        }
    )


def contact(of: Contact) -> contracts.ContactView:
    return contracts.ContactView(
        id=of.id, name=of.name, emails=list(of.emails), locale=of.locale, created_at=of.created_at
    )


def tie(of: Tie, person: Person | None, now: datetime) -> contracts.TieView:
    """Show a tie with its person; while its own login is off, the person's state elsewhere is not its own."""
    shown = person if of.login else None
    return contracts.TieView(
        id=of.id,
        contact=contracts.NamedView(id=of.contact, name=of.contact_name),
        email=of.email,
        login=of.login,
        notify=of.notify,
        email_sync=of.email_sync,
        signatory=of.signatory,
        person_id=of.person,
        state=(shown.access(now) if shown else AccessState.NONE).value,
        invited_at=shown.invitation.sent_at if shown else None,
        expires_at=shown.invitation.expires_at if shown else None,
        last_login_at=shown.last_login_at if shown else None,
    )


def person(of: Person, now: datetime) -> contracts.PersonView:
    return contracts.PersonView.model_validate(
        {
            "id": of.id,
            "name": of.name,
            "email": of.email,
            "contact_id": of.contact,
            "locale": of.locale,
            "state": of.access(now).value,
            "accounts": accounts(of),
            "invited_at": of.invitation.sent_at,
            "invited_by": of.invitation.sent_by,
            "expires_at": of.invitation.expires_at,
            "last_login_at": of.last_login_at,
        }
    )


def accounts(of: Person) -> list[contracts.NamedView]:
    """List by name the accounts a person may enter."""
    by_name = sorted(of.accounts.items(), key=lambda each: each[1].casefold())
    return [contracts.NamedView(id=each, name=name) for each, name in by_name]


def portal_me(of: Person, tenant: Firm) -> contracts.PortalMeView:
    return contracts.PortalMeView(
        id=of.id, name=of.name, email=of.email, locale=of.locale, firm=firm(tenant), accounts=accounts(of)
    )


def invitation(of: Opened) -> contracts.InvitationView:
    sent = of.credential.invitation
    return contracts.InvitationView(
        audience=of.audience.value,
        firm=firm_name(of.firm),
        name=of.credential.name,
        email=of.credential.email,
        locale=of.credential.locale,
        invited_by=sent.sent_by or of.firm.name,
        accounts=list(of.accounts),
        expires_at=sent.deadline,
    )


def session(of: Session) -> contracts.SessionView:
    return contracts.SessionView(access_token=of.access_token, refresh_token=of.refresh_token, expires_in=of.expires_in)


def activation(of: Activated) -> contracts.ActivationView:
    return contracts.ActivationView(audience=of.audience.value, firm=firm_name(of.firm), session=session(of.session))
