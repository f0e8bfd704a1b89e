"""Telling and marking, with fakes of storage and mail."""

from typing import cast

import pytest

from functions.notifications.model.inbox import (
    ItemId,
    ItemKind,
    ItemState,
    item_id,
)
from functions.notifications.service.inbox import InboxService
from functions.notifications.service.notices import NoticeService, UntoldError
from shared.directory import MemberState
from shared.directory import keys as directory
from shared.domain.errors import NotFoundError, UnavailableError
from shared.domain.events import Envelope, UnknownEventError
from shared.domain.principals import SYSTEM, Actor, ActorKind
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates
from tests.fakes.clock import FrozenClock
from tests.fakes.happenings import (
    JANE,
    PERSON,
    account_created,
    announced,
    client_signed_up,
    invitation_bounced,
    job_finished,
    member_invitation_bounced,
    portal_access_requested,
)
from tests.fakes.notifications import FakeAudience, FakeInboxes, FakeMailer
from tests.fakes.tenancy import ACCOUNT, MemoryTable, Tenant

FIRM = Tenant(assigned=("emil", "adam"), locales={"emil": "de", "adam": "es"})


class Stage:
    """A notice service over one tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self.table = MemoryTable(tenant)
        self.inboxes = FakeInboxes(self.table)
        self.mailer = FakeMailer()
        self.service = NoticeService(
            FakeAudience(self.table),
            self.inboxes,
            cast("Mailer", self.mailer),
            Templates("functions.notifications.mails"),
            "https://portal.example.com",
        )

    def sign_up(self, envelope: Envelope) -> None:
        self.service.tell(envelope)

    @property
    def told(self) -> set[str]:
        return {each.member for each in self.inboxes.all()}

    @property
    def mailed(self) -> set[str]:
        return {each.to for each in self.mailer.sent.values()}


def signed_up(actor: Actor = JANE) -> Envelope:
    (envelope,) = announced(client_signed_up(FIRM.id, ACCOUNT), actor=actor)
    return envelope


def test_everybody_assigned_is_told_in_inbox_and_by_mail():
    stage = Stage(FIRM)
    event = signed_up()
    stage.sign_up(event)
    assert stage.told == {FIRM.employee, FIRM.admin}
    assert stage.mailed == {"emil@harbor-tax.example", "adam@harbor-tax.example"}
    item = stage.inboxes.all()[0]
    assert (item.id, item.kind, item.state, item.at) == (
        item_id(event.id),
        ItemKind.CLIENT_SIGNED_UP,
        ItemState.UNREAD,
        event.occurred_at,
    )
    assert item.params == {"client": "Jane Doe", "account": "Doe Ltd."}
    assert item.account is not None
    assert (item.account.id, item.account.name) == (ACCOUNT, "Doe Ltd.")


def test_each_is_written_to_in_their_language_from_the_firm():
    stage = Stage(FIRM.but(assigned=("emil", "adam", "olivia")))
    stage.sign_up(signed_up())
    german, spanish, english = (stage.mailer.to(f"{each}@harbor-tax.example") for each in ("emil", "adam", "olivia"))
    assert english.subject == "Jane Doe has signed up for Doe Ltd."
    assert german.subject == "Jane Doe hat sich für Doe Ltd. registriert"
    assert spanish.subject == "Jane Doe se ha registrado para Doe Ltd."
    for mail in (english, german, spanish):
        assert mail.from_name == "Harbor Tax"
        assert f"https://portal.example.com/team/?account={ACCOUNT}" in mail.text
        assert f"https://portal.example.com/team/?account={ACCOUNT}" in mail.html


def test_nobody_assigned_means_the_owner():
    stage = Stage(FIRM.but(assigned=()))
    stage.sign_up(signed_up())
    assert stage.told == {FIRM.owner}
    assert stage.mailed == {"olivia@harbor-tax.example"}


def test_assigned_who_left_mean_the_owner():
    stage = Stage(FIRM.but(assigned=("emil",), states={"emil": MemberState.DEACTIVATED}))
    stage.sign_up(signed_up())
    assert stage.told == {FIRM.owner}


def test_nobody_is_told_of_what_they_did_themselves():
    stage = Stage(FIRM)
    stage.sign_up(signed_up(Actor(ActorKind.MEMBER, FIRM.employee, "Emil")))
    assert stage.told == {FIRM.admin}
    assert stage.mailed == {"adam@harbor-tax.example"}


def test_a_second_delivery_tells_nobody_again():
    stage = Stage(FIRM)
    event = signed_up()
    stage.sign_up(event)
    stage.sign_up(event)
    assert len(stage.inboxes.all()) == 2
    assert len(stage.mailer.sent) == 2


def test_a_refused_mailbox_fails_the_event_and_keeps_nobody_else_untold():
    stage = Stage(FIRM)
    stage.mailer.refuses = {"adam@harbor-tax.example"}
    event = signed_up()
    with pytest.raises(UntoldError):
        stage.sign_up(event)
    assert stage.told == {FIRM.employee, FIRM.admin}
    assert stage.mailed == {"emil@harbor-tax.example"}
    stage.mailer.refuses = set()
    stage.sign_up(event)
    assert stage.mailed == {"emil@harbor-tax.example", "adam@harbor-tax.example"}
    assert len(stage.inboxes.all()) == 2


def test_an_account_that_is_gone_concerns_nobody():
    stage = Stage(FIRM)
    del stage.table.items[directory.account(FIRM.id, ACCOUNT)]
    stage.sign_up(signed_up())
    assert stage.told == set()


def test_names_can_forge_neither_header_nor_markup():
    stage = Stage(FIRM.but(assigned=("olivia",)))
    event = client_signed_up(FIRM.id, ACCOUNT).model_copy(update={"client_name": "Eve\r\nBcc: all@x <script>"})
    (envelope,) = announced(event, actor=JANE)
    stage.sign_up(envelope)
    mail = stage.mailer.to("olivia@harbor-tax.example")
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    assert "<script>" not in mail.html


@pytest.fixture
def stage() -> Stage:
    told = Stage(FIRM)
    told.sign_up(signed_up())
    return told


@pytest.fixture
def inbox(stage: Stage, clock: FrozenClock) -> InboxService:
    return InboxService(stage.inboxes, stage.table.directory, clock, sleep=lambda _: None)


@pytest.fixture
def item(stage: Stage) -> ItemId:
    return stage.inboxes.all()[0].id


def test_a_mark_again_changes_nothing(inbox, item):
    marked = inbox.mark(FIRM.caller(FIRM.employee), item, ItemState.READ)
    assert marked.state is ItemState.READ
    assert inbox.mark(FIRM.caller(FIRM.employee), item, ItemState.READ) == marked


def test_an_item_is_found_in_ones_own_inbox_only(inbox, item):
    with pytest.raises(NotFoundError):
        inbox.mark(FIRM.caller(FIRM.owner), item, ItemState.READ)


def test_a_mark_that_meets_another_comes_last(inbox, stage, item):
    stage.inboxes.meanwhile = [ItemState.ARCHIVED]
    assert inbox.mark(FIRM.caller(FIRM.employee), item, ItemState.READ).state is ItemState.READ


def test_a_mark_that_was_made_meanwhile_is_not_made_again(inbox, stage, item):
    stage.inboxes.meanwhile = [ItemState.READ]
    assert inbox.mark(FIRM.caller(FIRM.employee), item, ItemState.READ).state is ItemState.READ


def test_marks_that_keep_crossing_are_for_later(inbox, stage, item):
    stage.inboxes.meanwhile = [ItemState.UNREAD, ItemState.ARCHIVED] * 4
    with pytest.raises(UnavailableError):
        inbox.mark(FIRM.caller(FIRM.employee), item, ItemState.READ)


def test_who_invited_reads_that_the_letter_did_not_arrive_and_gets_no_mail():
    stage = Stage(FIRM)
    (envelope,) = announced(invitation_bounced(FIRM.id, FIRM.employee), actor=SYSTEM)
    stage.service.tell(envelope)
    (item,) = stage.inboxes.all()
    assert (item.member, item.kind, item.person) == (FIRM.employee, ItemKind.INVITATION_BOUNCED, PERSON)
    assert item.params == {"client": "Jane Doe", "email": "jane@doe.example"}
    assert stage.mailed == set()


@pytest.mark.parametrize("state", [MemberState.DEACTIVATED, MemberState.INVITED])
def test_when_the_inviter_is_not_there_the_owner_reads_it(state):
    stage = Stage(FIRM.but(states={"emil": state}))
    for inviter in (FIRM.employee, None):
        (envelope,) = announced(member_invitation_bounced(FIRM.id, inviter), actor=SYSTEM)
        stage.service.tell(envelope)
    assert [(each.member, each.kind) for each in stage.inboxes.all()] == [
        (FIRM.owner, ItemKind.MEMBER_INVITATION_BOUNCED)
    ] * 2


def test_a_job_reports_to_its_starter_though_it_was_their_own_doing():
    stage = Stage(FIRM)
    job = "job_01KANQ8F00ZXR9S3VJH2E6T5WB"
    starter = Actor(ActorKind.MEMBER, FIRM.employee, "Emil")
    (envelope,) = announced(job_finished(FIRM.id, FIRM.employee, job), actor=starter)
    stage.service.tell(envelope)
    stage.service.tell(envelope)
    (item,) = stage.inboxes.all()
    assert (item.member, item.kind, item.job) == (FIRM.employee, ItemKind.JOB_FINISHED, job)
    assert item.params == {
        "kind": "bulk_invitations",
        "outcome": "finished",
        "is_dry_run": "false",
        "done": "3",
        "skipped": "1",
        "failed": "1",
    }


def test_sign_up_for_a_test_account_is_told_to_who_set_it_up_marked_as_test():
    stage = Stage(FIRM)
    key = directory.account(FIRM.id, ACCOUNT)
    stage.table.items[key] = {**stage.table.items[key], "tested_by": FIRM.owner}
    stage.sign_up(signed_up())
    assert stage.told == {FIRM.owner}
    assert stage.mailer.to("olivia@harbor-tax.example").subject == "[Test] Jane Doe has signed up for Doe Ltd."


def test_an_event_nobody_is_told_of_is_refused():
    (envelope,) = announced(account_created(FIRM.id, ACCOUNT))
    with pytest.raises(UnknownEventError):
        Stage(FIRM).service.tell(envelope)


def test_a_clients_request_is_told_to_followers_in_inbox_and_by_mail_in_their_language():
    stage = Stage(FIRM)
    (envelope,) = announced(portal_access_requested(FIRM.id, ACCOUNT), actor=JANE)
    stage.service.tell(envelope)
    stage.service.tell(envelope)
    assert stage.told == {FIRM.employee, FIRM.admin}
    assert {each.kind for each in stage.inboxes.all()} == {ItemKind.PORTAL_ACCESS_REQUESTED}
    assert stage.inboxes.all()[0].params == {"client": "Jane Doe", "colleague": "John Roe", "account": "Doe Ltd."}
    german, spanish = (stage.mailer.to(f"{each}@harbor-tax.example") for each in ("emil", "adam"))
    assert german.subject == "Jane Doe bittet um Zugang für John Roe zu Doe Ltd."
    assert spanish.subject == "Jane Doe pide acceso para John Roe a Doe Ltd."
    assert f"/team/?account={ACCOUNT}" in german.text
