"""The consumer through its real handler."""

import pytest

from functions.activity import keys
from functions.activity.consumer import handler
from functions.activity.model.entries import Entry, Head
from functions.activity.repository.chain import ChainRepository
from shared.domain.events import Envelope
from shared.table.query import Query
from shared.table.table import Table
from tests.fakes.cloud import ACTIVITY_TABLE, queue_event
from tests.fakes.happenings import account_created, announced, client_signed_up, on_queue, setting_changed
from tests.fakes.http import context
from tests.fakes.meter import item_size
from tests.fakes.refusals import batch_failures, conflict, lost_answer
from tests.fakes.tenancy import ACCOUNT, Tenant

FIRM, OTHER = Tenant(), Tenant(slug="river-law")


@pytest.fixture(autouse=True)
def activity(cloud):
    return cloud.activity_table


@pytest.fixture
def entries(activity):
    def entries(firm=FIRM, month="202611"):
        found = activity.stretch(Query(keys.entries(firm.id, month)), 200).items
        read = (Entry.model_validate({**each, "firm": firm.id, "id": each["sk"]}) for each in found)
        return sorted(read, key=lambda each: each.seq)

    return entries


def take(*envelopes: Envelope) -> set[str]:
    return batch_failures(handler(on_queue(*envelopes), context()))


def happened(count: int, firm: Tenant = FIRM) -> list[Envelope]:
    return [each for after in range(count) for each in announced(setting_changed(firm.id, after))]


def assert_chained(entries: list[Entry], activity: Table, firm: Tenant = FIRM) -> None:
    assert all(each.is_whole for each in entries)
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    assert [each.prev for each in entries] == [Head(firm=firm.id).hash, *(each.hash for each in entries[:-1])]
    head = Head.model_validate(activity.get(keys.head(firm.id)))
    assert (head.seq, head.hash) == (len(entries), entries[-1].hash)


def test_a_batch_is_recorded_as_one_chain(entries, activity):
    events = happened(3)
    assert take(*events) == set()
    assert [each.id for each in entries()] == [each.id for each in events]
    assert_chained(entries(), activity)


def test_an_entry_stands_in_the_lists_of_its_account_and_object(activity):
    take(*announced(account_created(FIRM.id, ACCOUNT)))
    for pk, index in (
        (keys.entries_of_account(FIRM.id, ACCOUNT), "g1"),
        (keys.entries_of_object(FIRM.id, ACCOUNT), "g2"),
    ):
        (found,) = activity.stretch(Query(pk, index=index), 10).items
        assert found["action"] == "account.created"


def test_a_second_delivery_changes_nothing(cloud):
    events = happened(3)
    take(*events)
    before = cloud.items(ACTIVITY_TABLE)
    assert take(*events) == set()
    assert take(events[1]) == set()
    assert cloud.items(ACTIVITY_TABLE) == before


def test_new_events_among_known_ones_are_recorded(entries, activity):
    events = happened(5)
    take(*events[1:3])
    assert take(*events) == set()
    assert {each.id for each in entries()} == {each.id for each in events}
    assert_chained(entries(), activity)


def test_a_full_batch_of_a_hundred_is_recorded(entries, activity):
    assert take(*happened(100)) == set()
    assert len(entries()) == 100
    assert_chained(entries(), activity)


def test_each_firm_has_its_own_chain(entries, activity):
    mine, theirs = happened(2), happened(2, OTHER)
    assert take(mine[0], theirs[0], mine[1], theirs[1]) == set()
    assert_chained(entries(FIRM), activity, FIRM)
    assert_chained(entries(OTHER), activity, OTHER)


def test_an_event_belongs_to_the_month_it_happened_in(entries, clock):
    late = announced(setting_changed(FIRM.id), at=clock().replace(month=10, day=31, hour=23, minute=59))
    take(*late)
    assert [each.id for each in entries(month="202610")] == [late[0].id]
    assert entries() == []


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"detail": {"name": "settings.changed"}}', '{"detail": null}'])
def test_a_poison_message_is_alone_in_failing(entries, body):
    good = happened(2)
    batch = on_queue(good[0], good[1])
    poison = {**queue_event(body)["Records"][0], "messageId": "poison"}
    batch["Records"].insert(1, poison)
    assert batch_failures(handler(batch, context())) == {"poison"}
    assert len(entries()) == 2


def test_an_unknown_event_goes_to_the_dead_letters(entries):
    (event,) = happened(1)
    batch = on_queue(event)
    batch["Records"][0]["body"] = batch["Records"][0]["body"].replace("settings.changed", "settings.exploded")
    assert batch_failures(handler(batch, context())) == {"message-1"}


def test_what_cannot_be_stored_holds_up_no_other_of_its_firm(entries, activity):
    (huge,) = announced(setting_changed(FIRM.id, key="k" * 500_000))
    good = happened(2)
    assert take(good[0], huge, good[1]) == {"message-2"}
    assert [each.id for each in entries()] == [good[0].id, good[1].id]
    assert_chained(entries(), activity)


def test_a_lost_answer_leaves_one_entry(entries, activity, cloud):
    fault = cloud.client("dynamodb").fail("transact_write_items", moment="after", error=lost_answer)
    events = happened(2)
    failed = take(*events)
    assert failed == {"message-1", "message-2"}
    assert take(*events) == set()
    assert fault.fired == 1
    assert_chained(entries(), activity)


def test_a_conflict_is_tried_again(entries, cloud):
    fault = cloud.client("dynamodb").fail("transact_write_items", error=lambda: conflict(2), times=2)
    assert take(*happened(1)) == set()
    assert fault.fired == 2
    assert len(entries()) == 1


def test_a_table_that_stays_throttled_sends_all_back(entries, cloud):
    cloud.client("dynamodb").fail("transact_write_items", times=None)
    assert take(*happened(2)) == {"message-1", "message-2"}
    assert entries() == []


def test_a_head_moved_by_another_is_followed(entries, activity, monkeypatch):
    mine, theirs = happened(2), happened(1)
    read, rivals = ChainRepository.head, [theirs]

    def head(self, firm):
        seen = read(self, firm)
        if rivals:
            assert take(*rivals.pop()) == set()
        return seen

    monkeypatch.setattr(ChainRepository, "head", head)
    assert take(*mine) == set()
    assert [each.id for each in entries()] == [theirs[0].id, mine[0].id, mine[1].id]
    assert_chained(entries(), activity)


@pytest.mark.parametrize("count", [1, 10, 99])
def test_a_batch_costs_one_read_and_one_write(cloud, count):
    with cloud.meter.measure() as cost:
        take(*happened(count))
    assert dict(cost.requests) == {"get_item": 1, "transact_write_items": 1}
    assert cost.actions == [count + 1]


@pytest.mark.parametrize("event", [client_signed_up(FIRM.id, ACCOUNT), setting_changed(FIRM.id)], ids=lambda e: e.name)
def test_an_entry_of_an_ordinary_browser_fits_in_a_kilobyte(cloud, event):
    browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142 Safari/537"
    take(*announced(event, browser=browser))
    sizes = {each["et"]["S"]: item_size(each) for each in cloud.items(ACTIVITY_TABLE)}
    assert sizes["ENTRY"] <= 1024
