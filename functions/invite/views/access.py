"""Ties and persons."""

from datetime import datetime

from functions.invite.contracts.access import ChangeTie, PendingView, PersonView, TieView, TopicsView
from functions.invite.contracts.words import MailMarkView, NamedView
from functions.invite.model.entities import AccessState, Person, Tie
from functions.invite.model.topics import TieSettings, Topic
from shared.domain.mail import MailState


def settings(of: ChangeTie) -> TieSettings:
    return TieSettings(
        notify=of.notify,
        email_sync=of.email_sync,
        signatory=of.signatory,
        topics={Topic(topic): is_on for topic, is_on in of.wanted_topics.items()},
    )


def tie(of: Tie, person: Person | None, now: datetime) -> TieView:
    """Show a tie with its person; while its own login is off, the person's state elsewhere is not its own."""
    shown = person if of.login else None
    return TieView(
        id=of.id,
        contact=NamedView(id=of.contact, name=of.contact_name),
        email=of.email,
        login=of.login,
        notify=of.notify,
        email_sync=of.email_sync,
        signatory=of.signatory,
        topics=TopicsView.model_validate({topic.value: is_on for topic, is_on in of.topics.items()}),
        person_id=of.person,
        state=(shown.access(now) if shown else _without_login(of)).value,
        invited_at=shown.invitation.sent_at if shown else None,
        expires_at=shown.invitation.expires_at if shown else None,
        last_login_at=shown.last_login_at if shown else None,
        mail=mail_mark(shown.mail) if shown and shown.mail else None,
    )


def person(of: Person, now: datetime) -> PersonView:
    return PersonView.model_validate(
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
            "mail": mail_mark(of.mail) if of.mail else None,
        }
    )


def pending(of: Person, now: datetime) -> PendingView:
    """Show whom is waited for; who asked for them is named before the member who sent the link."""
    inviter = ("client", of.asked_by) if of.asked_by else ("member", of.invitation.sent_by)
    return PendingView.model_validate(
        {
            "id": of.id,
            "name": of.name,
            "email": of.email,
            "mail": mail_mark(of.mail) if of.mail else None,
            "contact_id": of.contact,
            "state": of.access(now).value,
            "accounts": accounts(of),
            "sent_at": of.invitation.sent_at,
            "invited_by": {"kind": inviter[0], "name": inviter[1]} if inviter[1] else None,
            "expires_at": of.invitation.expires_at,
        }
    )


def mail_mark(of: MailState) -> MailMarkView:
    return MailMarkView(state=of.state.value, reason=of.reason, at=of.at)


def accounts(of: Person) -> list[NamedView]:
    """List by name the accounts a person may enter."""
    by_name = sorted(of.accounts.items(), key=lambda each: each[1].casefold())
    return [NamedView(id=each, name=name) for each, name in by_name]


def _without_login(of: Tie) -> AccessState:
    return AccessState.REQUESTED if of.requested_at else AccessState.NONE
