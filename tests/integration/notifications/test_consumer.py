"""The consumer through its real handler."""

import pytest

from functions.notifications import keys
from functions.notifications.consumer import handler
from functions.notifications.model.inbox import item_id
from shared.domain.events import Envelope
from shared.mail.mailer import CLAIM
from tests.fakes.cloud import queue_event
from tests.fakes.happenings import JANE, announced, client_signed_up, on_queue, setting_changed
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures, lost_answer, refusal
from tests.fakes.tenancy import ACCOUNT, Tenant


@pytest.fixture
def event(firm: Tenant) -> Envelope:
    (envelope,) = announced(client_signed_up(firm.id, ACCOUNT), actor=JANE)
    return envelope


@pytest.fixture
def unread(cloud, firm):
    """Tell the counted and the recounted unread of a member."""

    def unread(member):
        counted = cloud.table.get(keys.count(firm.id, member))
        items = [each for each in cloud.items() if each["et"]["S"] == "INBOX_ITEM" and each["member"]["S"] == member]
        return counted["unread"] if counted else 0, sum(each["state"]["S"] == "unread" for each in items)

    return unread


def test_a_sign_up_is_told_to_the_assigned_and_nobody_else(take, firm, event, cloud, unread):
    assert take(event) == set()
    for member in (firm.employee, firm.admin):
        assert cloud.table.get(keys.item(firm.id, member, item_id(event.id)))["params"]["client"] == "Jane Doe"
        assert unread(member) == (1, 1)
    assert unread(firm.owner) == (0, 0)
    assert {each.envelope_to for each in cloud.mailbox} == {
        ("emil@harbor-tax.example",),
        ("adam@harbor-tax.example",),
    }


def test_the_letter_leads_to_the_clients_profile(take, firm, event, cloud):
    take(event)
    (german,) = [each for each in cloud.mailbox if "emil" in each.envelope_to[0]]
    assert german.subject == "Jane Doe hat sich für Doe Ltd. registriert"
    assert german.message["From"].addresses[0].display_name == "Harbor Tax"
    assert german.link == f"https://portal.example.com/team/?account={ACCOUNT}&firm=harbor-tax"


def test_a_second_delivery_changes_nothing(take, event, cloud, firm, unread):
    take(event)
    before = cloud.items()
    assert take(event) == set()
    assert take(event, event) == set()
    assert cloud.items() == before
    assert len(cloud.mailbox) == 2
    assert unread(firm.employee) == (1, 1)


def test_a_mail_that_failed_goes_out_with_the_next_delivery_and_alone(take, event, cloud, firm, unread):
    throttled = cloud.client("sesv2").fail("send_email", error=lambda: refusal("TooManyRequestsException"))
    assert take(event) == {"message-1"}
    assert throttled.fired == 1
    assert unread(firm.employee) == unread(firm.admin) == (1, 1)
    assert take(event) == set()
    sent = [each for each in cloud.client("sesv2").calls if each.operation == "send_email"]
    assert len(sent) == 3
    assert unread(firm.employee) == unread(firm.admin) == (1, 1)


def test_a_lost_answer_of_the_inbox_tells_once(take, event, cloud, firm, unread):
    fault = cloud.client("dynamodb").fail("transact_write_items", moment="after", error=lost_answer)
    assert take(event) == {"message-1"}
    assert take(event) == set()
    assert fault.fired == 1
    assert unread(firm.employee) == unread(firm.admin) == (1, 1)
    assert len(cloud.mailbox) == 2


@pytest.mark.parametrize("nth", range(1, 7))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_between_any_two_writes_everybody_is_told_once(take, event, cloud, firm, unread, nth, moment):
    fault = cloud.client("dynamodb").fail("transact_write_items", nth=nth, moment=moment, error=lost_answer)
    take(event)
    cloud.clock.advance(CLAIM)
    assert take(event) == set()
    assert fault.fired == 1
    assert unread(firm.employee) == unread(firm.admin) == (1, 1)
    assert {each.envelope_to for each in cloud.mailbox} == {
        ("emil@harbor-tax.example",),
        ("adam@harbor-tax.example",),
    }


def test_a_failed_event_does_not_hold_up_the_next(take, event, cloud, firm):
    (next_event,) = announced(client_signed_up(firm.id, ACCOUNT), actor=JANE)
    cloud.client("dynamodb").fail("batch_get_item", nth=1)
    assert take(event, next_event) == {"message-1"}
    assert len(cloud.mailbox) == 2


@pytest.mark.parametrize("body", ["{", '{"detail": {"name": "client.signed_up"}}', '{"detail": null}'])
def test_a_poison_message_is_alone_in_failing(firm, event, cloud, body):
    batch = on_queue(event)
    batch["Records"].insert(0, {**queue_event(body)["Records"][0], "messageId": "poison"})
    assert batch_failures(handler(batch, context())) == {"poison"}
    assert len(cloud.mailbox) == 2


def test_an_event_nobody_here_was_to_be_told_of_goes_to_the_dead_letters(take, firm, cloud):
    assert take(*announced(setting_changed(firm.id))) == {"message-1"}
    assert cloud.mailbox == []


def test_another_firms_account_is_nobodys_here(take, firm, cloud):
    stranger = Tenant(slug="hill-books")
    assert take(*announced(client_signed_up(stranger.id, ACCOUNT), actor=JANE)) == set()
    assert cloud.mailbox == []


def test_telling_one_costs_so_many_requests(take, event, cloud, firm):
    with cloud.meter.measure() as cost:
        take(event)
    assert dict(cost.requests) == {"batch_get_item": 2, "transact_write_items": 2 * 3}
