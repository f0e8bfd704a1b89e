"""What is done in one go is one item and one letter, through the real handlers."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.notifications import schedule
from functions.notifications.http import handler
from functions.notifications.model.piles import LETTER_WAITS_FOR
from shared.directory import MemberState
from shared.directory import keys as directory
from shared.domain.events import Envelope
from shared.domain.ids import MemberId
from shared.table.actions import Item
from tests.fakes.cloud import Cloud
from tests.fakes.filings import LINK, STRANGER, done_signalled, minutes, uploaded
from tests.fakes.happenings import JANE, announced
from tests.fakes.http import call, context
from tests.fakes.refusals import lost_answer
from tests.fakes.tenancy import ACCOUNT, Tenant

type Tick = Callable[[], int]


@pytest.fixture
def tick(cloud: Cloud) -> Tick:
    """Let the time of waiting letters come, and run the sweep."""

    def tick() -> int:
        cloud.clock.advance(LETTER_WAITS_FOR)
        return int(schedule.handler({}, context())["sent"])

    return tick


def dropped(firm: Tenant, count: int = 3, actor=STRANGER, at: int = 0) -> list[Envelope]:
    """Files dropped one after the other, a minute apart."""
    said = {"uploader_kind": actor.kind, "uploader_name": actor.name}
    return [
        each
        for n in range(count)
        for each in announced(uploaded(firm.id, f"file {n + 1}.pdf", **said), at=minutes(at + n), actor=actor)
    ]


def inbox(firm: Tenant, who: MemberId) -> list[Item]:
    items: list[Item] = call(handler, "GET", "/v1/inbox", who=firm.claims(who)).json["items"]
    return items


def unread(firm: Tenant, who: MemberId) -> int:
    return int(call(handler, "GET", "/v1/inbox", who=firm.claims(who)).json["unread"])


def mark(firm: Tenant, who: MemberId, item: str, state: str) -> None:
    answer = call(handler, "PUT", f"/v1/inbox/{item}/state", body={"state": state}, who=firm.claims(who))
    assert answer.status == 200


def test_three_files_dropped_through_a_link_are_one_item_of_three(firm, take):
    assert take(*dropped(firm)) == set()
    for member in (firm.employee, firm.admin):
        (item,) = inbox(firm, member)
        assert (item["kind"], item["count"], item["state"], item["link"]) == ("document.uploaded", 3, "unread", LINK)
        assert item["title"]["params"] == {"client": "Sam Stone", "document": "file 3.pdf", "account": "Doe Ltd."}
        assert (item["account"]["id"], item["at"]) == (ACCOUNT, "2026-11-22T09:02:00Z")
        assert unread(firm, member) == 1
    assert inbox(firm, firm.owner) == []


@pytest.mark.parametrize("seed", range(5))
def test_files_told_twice_and_in_any_order_end_alike(firm, take, tick, cloud, seed):
    events = [*dropped(firm, 4), *dropped(firm, 2, JANE, at=1), *announced(done_signalled(firm.id), actor=JANE)] * 2
    random.Random(seed).shuffle(events)  # noqa: S311  # the same disorder in every run
    for each in events:
        assert take(each) == set()
    files, others, done = sorted(inbox(firm, firm.employee), key=lambda each: -each["count"])
    assert (files["count"], others["count"], done["count"]) == (4, 2, 1)
    assert files["title"]["params"]["document"] == "file 4.pdf"
    assert unread(firm, firm.employee) == 3
    assert tick() == 3 * 2
    assert sorted(each.subject for each in cloud.mailbox if "adam" in each.envelope_to[0]) == [
        "Jane Doe has uploaded 2 files for Doe Ltd.",
        "Jane Doe is done uploading for Doe Ltd.",
        "Sam Stone has uploaded 4 files for Doe Ltd.",
    ]


def test_the_letter_waits_two_minutes_and_goes_once(firm, take, tick, cloud):
    take(*dropped(firm))
    assert schedule.handler({}, context()) == {"sent": 0}
    assert cloud.mailbox == []
    assert tick() == 2
    assert tick() == 0
    german, english = sorted(cloud.mailbox, key=lambda each: each.envelope_to, reverse=True)
    assert german.subject == "Sam Stone hat 3 Dateien für Doe Ltd. hochgeladen"
    assert english.subject == "Sam Stone has uploaded 3 files for Doe Ltd."
    assert english.link == f"https://portal.example.com/team/?account={ACCOUNT}&firm=harbor-tax"
    assert "file 1.pdf" not in english.text + english.html
    assert not [each for each in cloud.items() if each["et"]["S"] == "LETTER"]


def test_what_comes_after_the_letter_went_is_told_in_the_next(firm, take, tick, cloud):
    first, second, third = dropped(firm)
    take(first, second)
    tick()
    take(third, first)
    tick()
    subjects = [each.subject for each in cloud.mailbox if "adam" in each.envelope_to[0]]
    assert subjects == ["Sam Stone has uploaded 2 files for Doe Ltd.", "Sam Stone has uploaded a file for Doe Ltd."]
    assert [each["count"] for each in inbox(firm, firm.admin)] == [3]


@pytest.mark.parametrize("state", ["read", "archived"])
def test_what_was_read_or_put_away_comes_back_and_counts_anew(firm, take, state):
    first, second, third = dropped(firm)
    take(first, second)
    (item,) = inbox(firm, firm.admin)
    mark(firm, firm.admin, item["id"], state)
    assert unread(firm, firm.admin) == 0
    take(first, third)
    (back,) = inbox(firm, firm.admin)
    assert (back["id"], back["state"], back["count"]) == (item["id"], "unread", 1)
    assert (unread(firm, firm.admin), unread(firm, firm.employee)) == (1, 1)


def test_news_move_an_item_up(firm, take):
    first, *rest = dropped(firm)
    take(first)
    take(*announced(done_signalled(firm.id), at=minutes(1), actor=JANE))
    assert [each["kind"] for each in inbox(firm, firm.admin)] == ["upload.done_signalled", "document.uploaded"]
    take(*rest)
    assert [each["kind"] for each in inbox(firm, firm.admin)] == ["document.uploaded", "upload.done_signalled"]


def test_another_day_of_the_firms_is_another_item(firm, take):
    take(*dropped(firm, 1), *dropped(firm, 1, at=60 * 24))
    assert [each["count"] for each in inbox(firm, firm.admin)] == [1, 1]


def test_one_follower_who_left_meanwhile_is_not_written_to(firm, take, tick, cloud):
    take(*dropped(firm))
    key = directory.member(firm.id, firm.employee)
    left = {**cloud.table.get(key), "state": MemberState.DEACTIVATED.value}
    cloud.dynamodb.put_item(TableName="portal-table", Item=_raw(left))
    assert tick() == 1
    assert [each.envelope_to for each in cloud.mailbox] == [("adam@harbor-tax.example",)]


def _raw(item: Item) -> Item:
    from shared.table import marshal

    return marshal.write(item)


@pytest.mark.parametrize("nth", range(1, 9))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_sweep_killed_between_any_two_writes_sends_each_letter_once(firm, take, tick, cloud, nth, moment):
    take(*dropped(firm))
    fault = cloud.client("dynamodb").fail("transact_write_items", nth=nth, moment=moment, error=lost_answer)
    cloud.clock.advance(LETTER_WAITS_FOR)
    schedule.handler({}, context())
    cloud.clock.advance(timedelta(minutes=6))
    schedule.handler({}, context())
    assert fault.fired == 1
    assert sorted(each.envelope_to[0] for each in cloud.mailbox) == [
        "adam@harbor-tax.example",
        "emil@harbor-tax.example",
    ]
    assert not [each for each in cloud.items() if each["et"]["S"] == "LETTER"]


@pytest.mark.parametrize("nth", range(1, 7))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_consumer_killed_between_any_two_writes_counts_each_file_once(firm, take, tick, cloud, nth, moment):
    fault = cloud.client("dynamodb").fail("transact_write_items", nth=nth, moment=moment, error=lost_answer)
    events = dropped(firm)
    take(*events)
    assert take(*events) == set()
    assert fault.fired == 1
    for member in (firm.employee, firm.admin):
        assert [each["count"] for each in inbox(firm, member)] == [3]
        assert unread(firm, member) == 1
    assert tick() == 2


def test_letter_ses_refuses_keeps_no_other_waiting_and_is_given_up_after_a_day(firm, take, tick, cloud):
    from tests.fakes.refusals import refusal

    take(*dropped(firm))
    cloud.client("sesv2").fail("send_email", error=lambda: refusal("MessageRejected"))
    cloud.clock.advance(LETTER_WAITS_FOR)
    with pytest.raises(ExceptionGroup):
        schedule.handler({}, context())
    assert len(cloud.mailbox) == 1
    cloud.clock.advance(timedelta(days=1, minutes=1))
    assert schedule.handler({}, context()) == {"sent": 0}
    assert len(cloud.mailbox) == 1
    assert not [each for each in cloud.items() if each["et"]["S"] == "LETTER"]


def test_telling_one_file_costs_so_many_requests(firm, take, cloud):
    (event,) = dropped(firm, 1)
    with cloud.meter.measure() as cost:
        take(event)
    assert dict(cost.requests) == {"batch_get_item": 2 + 2, "transact_write_items": 2}
