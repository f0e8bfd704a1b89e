"""How each entity is stored."""

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Firm, Member, Person, Tie
from functions.invite.model.imports import Import
from functions.invite.model.requests import AccessRequest
from functions.invite.model.reset import PasswordReset
from functions.invite.model.words import searchable
from shared import timers
from shared.directory import AccountSort, AccountStatus
from shared.domain.clock import stamp
from shared.domain.ids import MemberId, bare
from shared.jobs.model import KEPT_FOR
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import by_time

INVITATION_TIMER = "invitation"
ERASE_TIMER = "erase"
NEVER_SENT = "0"


def firm(of: Firm) -> Item:
    return item(keys.firm(of.id), schema.FIRM, **body(of))


def member(of: Member) -> Item:
    return item(
        keys.member(of.firm, of.id),
        schema.MEMBER,
        g1pk=keys.members(of.firm),
        g1sk=keys.by_name(of.name, of.id),
        **timers.timer(of.firm, INVITATION_TIMER, of.timer, of.id),
        **body(of),
    )


def account(of: Account) -> Item:
    """Store an account: listed by name with those of its status, and by badge while it is active and for people."""
    by_name = keys.by_name(of.name, of.id)
    is_active = of.status is AccountStatus.ACTIVE
    wears_badge = is_active and of.sort is not AccountSort.GUEST
    if of.erased_at is not None:
        return item(keys.account(of.firm, of.id), schema.ACCOUNT, **_account_body(of))
    return item(
        keys.account(of.firm, of.id),
        schema.ACCOUNT,
        g1pk=keys.accounts(of.firm) if is_active else keys.accounts_in(of.firm, of.status),
        g1sk=by_name,
        g2pk=keys.accounts_by_badge(of.firm, of.badge) if wears_badge else None,
        g2sk=by_name if wears_badge else None,
        **timers.timer(of.firm, ERASE_TIMER, of.timer, of.id),
        **_account_body(of),
    )


def words(of: Account | Contact) -> list[Item]:
    """Store the words by which a name is found, each in a place of its own."""
    noun = keys.ACCOUNT_NAMES if isinstance(of, Account) else keys.CONTACT_NAMES
    return [
        item(keys.word(of.firm, noun, each, of.id), schema.NAME_WORD, word=each, of=of.id)
        for each in searchable(of.name)
    ]


def pointer(of: Account, member: MemberId) -> Item:
    """Lead from a member to an account assigned to them."""
    return item(keys.member_account(of.firm, member, of.id), schema.MEMBER_ACCOUNT, account=of.id, member=bare(member))


def contact(of: Contact) -> Item:
    """Store a contact: listed by name, unless it went into another."""
    if of.merged_into is not None:
        return item(keys.contact(of.firm, of.id), schema.CONTACT, **body(of))
    return item(
        keys.contact(of.firm, of.id),
        schema.CONTACT,
        g1pk=keys.contacts(of.firm),
        g1sk=keys.by_name(of.name, of.id),
        **body(of),
    )


def tie(of: Tie) -> Item:
    return item(
        keys.tie(of.firm, of.account, of.id),
        schema.TIE,
        g1pk=keys.accounts_of_contact(of.firm, of.contact),
        g1sk=bare(of.account),
        **body(of),
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
        **body(of),
    )


def sheet_import(of: Import) -> Item:
    """Store an import for as long as its jobs are kept."""
    ttl = int((of.created_at + KEPT_FOR).timestamp())
    return item(keys.sheet_import(of.firm, of.id), schema.IMPORT, ttl=ttl, **body(of))


def access_request(of: AccessRequest) -> Item:
    """Store a request: listed for the firm while it is open, removed by itself a while after it was decided."""
    place = by_time(stamp(of.asked_at), bare(of.id))
    waiting = {"g2pk": keys.access_requests(of.firm), "g2sk": place} if of.is_open else {}
    return item(
        keys.access_request(of.firm, of.id),
        schema.ACCESS_REQUEST,
        g1pk=keys.access_requests_of(of.firm, of.account),
        g1sk=f"{keys.asked_by(of.contact)}{place}",
        ttl=int(of.forgotten_at.timestamp()) if of.forgotten_at else None,
        **waiting,
        **body(of),
    )


def password_reset(of: PasswordReset, ttl: int | None) -> Item:
    """Nobody's goes by itself; it was written for the sake of those who ask alone."""
    return item(keys.password_reset(of.firm, of.holder), schema.PASSWORD_RESET, ttl=ttl, **body(of))


def credential(of: Member | Person) -> Item:
    return member(of) if isinstance(of, Member) else person(of)


def _account_body(of: Account) -> Item:
    """Spell the latest login as a login is noted, so that the two can be compared."""
    noted = {"last_login_at": stamp(of.last_login_at)} if of.last_login_at else {}
    return {**body(of), **noted}
