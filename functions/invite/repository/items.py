"""How each entity is stored."""

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Firm, Member, Person, Tie
from shared import timers
from shared.domain.clock import stamp
from shared.domain.entities import Entity
from shared.domain.ids import bare
from shared.table import schema
from shared.table.actions import Item, item
from shared.table.keys import by_time

INVITATION_TIMER = "invitation"
NEVER_SENT = "0"


def firm(of: Firm) -> Item:
    return item(keys.firm(of.id), schema.FIRM, **_body(of))


def member(of: Member) -> Item:
    return item(
        keys.member(of.firm, of.id),
        schema.MEMBER,
        g1pk=keys.members(of.firm),
        g1sk=keys.by_name(of.name, of.id),
        **timers.timer(of.firm, INVITATION_TIMER, of.timer, of.id),
        **_body(of),
    )


def account(of: Account) -> Item:
    return item(
        keys.account(of.firm, of.id),
        schema.ACCOUNT,
        g1pk=keys.accounts(of.firm),
        g1sk=keys.by_name(of.name, of.id),
        g2pk=keys.accounts_by_badge(of.firm, of.badge),
        g2sk=keys.by_name(of.name, of.id),
        **_body(of),
    )


def contact(of: Contact) -> Item:
    return item(
        keys.contact(of.firm, of.id),
        schema.CONTACT,
        g1pk=keys.contacts(of.firm),
        g1sk=keys.by_name(of.name, of.id),
        **_body(of),
    )


def tie(of: Tie) -> Item:
    return item(
        keys.tie(of.firm, of.account, of.id),
        schema.TIE,
        g1pk=keys.accounts_of_contact(of.firm, of.contact),
        g1sk=bare(of.account),
        **_body(of),
    )


def person(of: Person) -> Item:
    pending: dict[str, str] = {}
    if of.is_pending:
        sent = stamp(of.invitation.sent_at) if of.invitation.sent_at else NEVER_SENT
        pending = {"g2pk": keys.pending(of.firm), "g2sk": by_time(sent, bare(of.id))}
    return item(
        keys.person(of.firm, of.id),
        schema.PERSON,
        **pending,
        **timers.timer(of.firm, INVITATION_TIMER, of.timer, of.id),
        **_body(of),
    )


def credential(of: Member | Person) -> Item:
    return member(of) if isinstance(of, Member) else person(of)


def _body(of: Entity) -> Item:
    return of.model_dump(mode="json", exclude_none=True)
