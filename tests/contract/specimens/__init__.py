"""One item and more of every kind, of any firm, written by the very repositories that write them in the cloud.

The rooms that have many nouns have a module for each here, whose `write(table, firm)` writes its items.
"""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from functions.activity.model.entries import Head, Record, chain
from functions.activity.repository.chain import ChainRepository
from functions.invite.model.entities import Account, Contact, Firm, Member, Person, Tie
from functions.invite.model.feedback import Feedback
from functions.invite.model.imports import Import
from functions.invite.model.invitation import Invitation
from functions.invite.model.limits import SIGN_IN
from functions.invite.model.requests import AccessRequest, RequestState, request_id
from functions.invite.model.reset import PasswordReset
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.erasures import ErasureRepository
from functions.invite.repository.imports import ImportRepository
from functions.invite.repository.mailboxes import MailboxRepository
from functions.invite.repository.members import MemberRepository
from functions.invite.repository.requests import AccessRequestRepository
from functions.invite.repository.resets import ResetRepository
from functions.notifications.model.inbox import AccountMention, InboxItem, ItemKind, ItemState, item_id
from functions.notifications.model.piles import Letter, News, Standing, grown, joined
from functions.notifications.repository.inboxes import InboxRepository
from functions.notifications.repository.piles import PileRepository
from functions.settings.model import PolicyVersion, changes
from functions.settings.repository import PolicyRepository
from shared.directory import AccountSort, MemberState, PersonState, Policy
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.accounts import AccountUpdated
from shared.domain.events.invite.members import FirmFounded
from shared.domain.ids import (
    AccountId,
    ContactId,
    FirmId,
    ImportId,
    JobId,
    TieId,
    email_digest,
    firm_id,
    member_id,
    person_id,
)
from shared.domain.mail import MailState, MailTrouble
from shared.domain.principals import SYSTEM, Provenance, Role
from shared.domain.texts import Locale
from shared.jobs.model import Job, Outcome, Step, Verdict
from shared.jobs.store import JobStore
from shared.limits import Limiter
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer
from shared.table.idempotency import Once
from shared.table.table import Table
from tests.contract.specimens.written import Item, Written
from tests.fakes.clock import START
from tests.fakes.ses import FakeSes

OWNER, CLIENT = "olivia@harbor.example", "jane@doe.example"
ACCOUNT = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ1111")
GUESTS = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ4444")
CONTACT = ContactId("con_01KANQ9Z00H4R6S8TVWXYZ2222")
IMPORT = ImportId("imp_01KANQ9Z00H4R6S8TVWXYZ6666")
JOB = JobId("job_01KANQ9Z00H4R6S8TVWXYZ4444")
DOCUMENT = "doc_01KANQ9Z00H4R6S8TVWXYZ7777"
EVENT = "01KANQ9Z00H4R6S8TVWXYZ3333-00"


def items(slug: str) -> list[Item]:
    """Write everything once in the firm of this slug, as new and as it stands later."""
    table = Written()
    firm = firm_id(slug)
    _people(table, firm, slug)
    _clients(table, firm)
    _asked(table, firm)
    _guards(table, firm)
    _policy(table, firm)
    _inbox(table, firm)
    _mail(table, firm)
    _jobs(table, firm)
    _record(table, firm)
    for module in sorted({each.name for each in iter_modules(__path__)} - {"written"}):
        import_module(f"{__name__}.{module}").write(table, firm)
    return table.items


def by_kind(written: list[Item]) -> dict[str, list[Item]]:
    kinds: dict[str, list[Item]] = {}
    for each in written:
        kinds.setdefault(each["et"], []).append(each)
    return kinds


def _announcement(firm: FirmId, account: AccountId | None = None) -> Announcement:
    thing = ObjectRef(kind="account", id=account) if account else ObjectRef(kind="firm", id=firm)
    event = (
        AccountUpdated(firm=firm, account=account, object=thing, before={"name": "Doe"}, after={"name": "Doe Ltd."})
        if account
        else FirmFounded(firm=firm, object=thing, slug="slug", firm_name="Firm", owner=member_id(firm, OWNER))
    )
    return Announcement.of(START, SYSTEM, Provenance("req-1"), event)


def _invitation() -> Invitation:
    return Invitation().sent(proof="proof", now=START, lifetime=timedelta(days=30), by="Olivia")


def _owner(firm: FirmId, **more: Any) -> Member:
    told = {"firm": firm, "id": member_id(firm, OWNER), "name": "Olivia", "email": OWNER, "role": Role.OWNER}
    return Member.model_validate({"state": MemberState.INVITED, "invitation": _invitation(), **told, **more})


def _account(firm: FirmId) -> Account:
    assigned = frozenset({member_id(firm, OWNER)})
    return Account(firm=firm, id=ACCOUNT, name="Doe Ltd.", kind="company", assigned=assigned, created_at=START)


def _people(table: Table, firm: FirmId, slug: str) -> None:
    owner = _owner(firm)
    founded = Firm(
        id=firm,
        name="Harbor",
        slug=slug,
        time_zone="Europe/Berlin",
        locale=Locale.EN,
        owner=owner.id,
        founded_at=START,
    )
    MemberRepository(table).found(founded, owner, _announcement(firm))
    active = _owner(firm, state=MemberState.ACTIVE)
    CredentialRepository(table).save(active, announcement=_announcement(firm), once=Once("key", "body"))


def _clients(table: Table, firm: FirmId) -> None:
    account, owner = _account(firm), member_id(firm, OWNER)
    told = _announcement(firm, ACCOUNT)
    AccountRepository(table).add(account, owner, told, Once("key-2", "body"))
    guests = account.model_copy(update={"id": GUESTS, "sort": AccountSort.GUEST})
    AccountRepository(table).add(guests, owner, told, None)
    deleted = account.deleted(START)
    ErasureRepository(table).finish(deleted, deleted, told)
    contact = Contact(firm=firm, id=CONTACT, name="Jane Doe", emails=(CLIENT,), locale=Locale.DE, created_at=START)
    ContactRepository(table).add(contact, told, None)
    tie = Tie(
        firm=firm,
        id=TieId(f"tie_{email_digest(firm, CLIENT)}"),
        account=ACCOUNT,
        contact=CONTACT,
        contact_name=contact.name,
        email=CLIENT,
        created_at=START,
    )
    access = AccessRepository(table)
    access.add_tie(tie, told, None)
    for person in _persons(firm):
        access.grant(tie, person, is_new=True, before=[account], after=[account], announcement=told, once=None)


def _asked(table: Table, firm: FirmId) -> None:
    request = AccessRequest(
        firm=firm,
        id=request_id(firm, ACCOUNT, person_id(firm, CLIENT), "max@doe.example"),
        account=ACCOUNT,
        account_name="Doe Ltd.",
        person=person_id(firm, CLIENT),
        contact=CONTACT,
        person_name="Jane Doe",
        name="Max Doe",
        email="max@doe.example",
        locale=Locale.DE,
        asked_at=START,
    )
    requests, told = AccessRequestRepository(table), _announcement(firm, ACCOUNT)
    requests.ask(request, None, 0, told, None)
    requests.decline(request.decided(RequestState.DECLINED, START), None, 1, told, None)


def _persons(firm: FirmId) -> Iterator[Person]:
    granted = Person(
        firm=firm,
        id=person_id(firm, CLIENT),
        name="Jane Doe",
        email=CLIENT,
        contact=CONTACT,
        state=PersonState.GRANTED,
        accounts={ACCOUNT: "Doe Ltd."},
    )
    invited = granted.invited(_invitation())
    yield from (granted, invited, invited.activated(START))


def _guards(table: Table, firm: FirmId) -> None:
    for holder, is_anybodys in ((member_id(firm, OWNER), True), (person_id(firm, CLIENT), False)):
        wish = PasswordReset(firm=firm, holder=holder, v=0, asked_at=START)
        asked = wish.asked(proof="proof", now=START, epoch=None, is_anybodys=is_anybodys)
        ResetRepository(table).ask(asked, is_new=True, announcement=None)
    Limiter(table, lambda: START).count(firm, SIGN_IN.tallies(person_id(firm, CLIENT), "203.0.113.7"))


def _policy(table: Table, firm: FirmId) -> None:
    policy = Policy(v=1, invitation_lifetime_days=14)
    version = PolicyVersion(
        firm=firm,
        v=1,
        changed_at=START,
        changed_by=member_id(firm, OWNER),
        changed_by_name="Olivia",
        changes=changes(Policy(), {"invitation_lifetime_days": 14}),
    )
    PolicyRepository(table).save(policy, version, _announcement(firm))


def _inbox(table: Table, firm: FirmId) -> None:
    notice = InboxItem(
        firm=firm,
        member=member_id(firm, OWNER),
        id=item_id(EVENT),
        kind=ItemKind.CLIENT_SIGNED_UP,
        params={"client": "Jane Doe"},
        account=AccountMention(id=ACCOUNT, name="Doe Ltd."),
        at=START,
    )
    InboxRepository(table).add(notice)
    InboxRepository(table).add(notice.marked(ItemState.ARCHIVED))
    news = News(kind=ItemKind.DOCUMENT_UPLOADED, about="brr", params={"client": "Jane Doe"}, document=DOCUMENT)
    letter = Letter(
        firm=firm,
        to=notice.member,
        kind=news.kind,
        pile=news.pile(START, "Europe/Berlin"),
        params=news.params,
        first=EVENT,
        event=EVENT,
        sends_at=START,
    )
    piles, told = PileRepository(table), (firm, notice.member, EVENT, news.kind)
    item = notice.model_copy(update={"event": EVENT})
    piles.add(told, Standing(), item, letter, START)
    piles.add(told, Standing(item=item, letter=letter), grown(item, item), joined(letter, letter), START)
    piles.seal(letter, START)


def _mail(table: Table, firm: FirmId) -> None:
    mailer = Mailer(table=table, ses=FakeSes, clock=lambda: START, sender="portal@example.com")
    mailer.deliver(firm, f"{EVENT}#invitation", Mail(to=CLIENT, from_name="Harbor", subject="s", text="t", html="h"))
    (person, *_) = _persons(firm)
    mark = MailState(state=MailTrouble.BOUNCED, reason="General", at=START)
    news = Feedback(firm, email_digest(firm, CLIENT), mail=mark, sent_at=START, message="message-1", tags={})
    MailboxRepository(table).mark(news, [person], _announcement(firm), is_new=True)


def _jobs(table: Table, firm: FirmId) -> None:
    job = Job(
        firm=firm,
        id=JOB,
        kind="bulk_invitations",
        starter=member_id(firm, OWNER),
        starter_name="Olivia",
        provenance=Provenance("req-1"),
        details={"action": "invite"},
        cursor={"list": "jobs/list", "at": 0},
        total=30,
        created_at=START,
        moved_at=START,
    )
    announced = Import(
        firm=firm,
        id=IMPORT,
        name="clients.csv",
        size=100,
        sha256="0" * 64,
        member=member_id(firm, OWNER),
        member_name="Olivia",
        created_at=START,
    )
    ImportRepository(table).add(announced, _announcement(firm), None)
    store = JobStore(table)
    store.add(job, _announcement(firm), Once("key-3", "body"))
    outcomes = tuple(Outcome(of=str(each), verdict=Verdict.DONE) for each in range(30))
    store.save(job.advanced(Step(cursor=None), START), outcomes, _announcement(firm))


def _record(table: Table, firm: FirmId) -> None:
    envelopes = [*_announcement(firm).envelopes(), *_announcement(firm, ACCOUNT).envelopes()]
    entries = tuple(chain(Head(firm=firm), [Record.of(each, "salt") for each in envelopes]))
    ChainRepository(table).append(Head(firm=firm), entries)
