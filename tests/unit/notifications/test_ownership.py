"""Of an offer of the firm the other one hears: whom it is made to, and who had made it; once, in inbox and by mail."""

from typing import cast

import pytest

from functions.notifications.model.inbox import ItemKind, item_id
from functions.notifications.service.ownership import OwnershipNotices
from shared.directory import MemberState
from shared.domain.events import Envelope, ObjectRef
from shared.domain.events.invite.members import (
    FirmOwnershipAccepted,
    FirmOwnershipDeclined,
    FirmOwnershipOffered,
    FirmOwnershipWithdrawn,
    OwnershipEvent,
)
from shared.domain.ids import firm_id
from shared.domain.principals import Actor, ActorKind
from shared.mail.mailer import Mailer, MailRefusedError
from shared.mail.rendering import Templates
from tests.fakes.happenings import announced
from tests.fakes.notifications import FakeAudience, FakeInboxes, FakeMailer
from tests.fakes.tenancy import MemoryTable, Tenant

FIRM = Tenant(locales={"emil": "de"})
OLIVIA = Actor(ActorKind.MEMBER, FIRM.owner, "Olivia")
EMIL = Actor(ActorKind.MEMBER, FIRM.employee, "Emil")
ADAM = Actor(ActorKind.MEMBER, FIRM.admin, "Adam")


class Stage:
    """The notices over one tenant."""

    def __init__(self, tenant: Tenant = FIRM) -> None:
        self.table = MemoryTable(tenant)
        self.inboxes = FakeInboxes(self.table)
        self.mailer = FakeMailer()
        self._notices = OwnershipNotices(
            FakeAudience(self.table),
            self.inboxes,
            cast("Mailer", self.mailer),
            Templates("functions.notifications.mails"),
            "https://portal.example.com",
        )

    def tell(self, envelope: Envelope) -> None:
        event = envelope.event
        assert isinstance(event, OwnershipEvent)
        self._notices.tell(envelope, event)

    @property
    def told(self) -> list[tuple[str, ItemKind]]:
        return [(each.member, each.kind) for each in self.inboxes.all()]


def happened(kind: type[OwnershipEvent], actor: Actor, tenant: Tenant = FIRM) -> Envelope:
    event = kind(
        firm=tenant.id,
        object=ObjectRef(kind="firm", id=tenant.id),
        owner=FIRM.owner,
        member=FIRM.employee,
        owner_name="Olivia",
        member_name="Emil",
    )
    (envelope,) = announced(event, actor=actor)
    return envelope


CASES = [
    (FirmOwnershipOffered, OLIVIA, "emil", ItemKind.OWNERSHIP_OFFERED, "Olivia bietet Ihnen Harbor Tax an"),
    (
        FirmOwnershipWithdrawn,
        OLIVIA,
        "emil",
        ItemKind.OWNERSHIP_WITHDRAWN,
        "Olivia bietet Ihnen Harbor Tax nicht mehr an",
    ),
    (FirmOwnershipAccepted, EMIL, "olivia", ItemKind.OWNERSHIP_ACCEPTED, "Emil has taken over Harbor Tax"),
    (FirmOwnershipDeclined, EMIL, "olivia", ItemKind.OWNERSHIP_DECLINED, "Emil has declined Harbor Tax"),
]


@pytest.mark.parametrize(("kind", "actor", "to", "notice", "subject"), CASES)
def test_the_other_one_is_told_in_their_language(kind, actor, to, notice, subject):
    stage, event = Stage(), happened(kind, actor)
    stage.tell(event)
    assert stage.told == [(FIRM.member(to), notice)]
    (item,) = stage.inboxes.all()
    assert (item.id, item.at, item.account) == (item_id(event.id), event.occurred_at, None)
    assert item.params == {"member": actor.name, "firm": "Harbor Tax"}
    mail = stage.mailer.to(f"{to}@harbor-tax.example")
    assert mail.subject == subject
    assert "https://portal.example.com/team/?firm=harbor-tax" in mail.text
    assert len(stage.mailer.sent) == 1


@pytest.mark.parametrize(("kind", "actor", "to", "notice", "subject"), CASES)
def test_delivered_twice_it_is_told_once(kind, actor, to, notice, subject):
    stage, event = Stage(), happened(kind, actor)
    for _ in range(3):
        stage.tell(event)
    assert (len(stage.told), len(stage.mailer.sent)) == (1, 1)


def test_mail_that_was_refused_goes_out_when_the_event_is_taken_again():
    stage, event = Stage(), happened(FirmOwnershipOffered, OLIVIA)
    stage.mailer.refuses.add("emil@harbor-tax.example")
    with pytest.raises(MailRefusedError):
        stage.tell(event)
    stage.mailer.refuses.clear()
    stage.tell(event)
    assert (len(stage.told), len(stage.mailer.sent)) == (1, 1)


def test_whose_deactivation_ended_the_offer_is_told_nothing():
    stage = Stage(FIRM.but(states={"emil": MemberState.DEACTIVATED}))
    stage.tell(happened(FirmOwnershipWithdrawn, ADAM))
    assert (stage.told, stage.mailer.sent) == ([], {})


def test_nobody_is_told_of_what_they_did_themselves():
    stage = Stage()
    stage.tell(happened(FirmOwnershipOffered, EMIL))
    stage.tell(happened(FirmOwnershipDeclined, OLIVIA))
    assert (stage.told, stage.mailer.sent) == ([], {})


def test_of_a_firm_that_is_not_there_nobody_is_told():
    stage = Stage()
    stage.tell(happened(FirmOwnershipOffered, OLIVIA, FIRM.but(slug="north-ledger")))
    assert firm_id("north-ledger") != FIRM.id
    assert (stage.told, stage.mailer.sent) == ([], {})
