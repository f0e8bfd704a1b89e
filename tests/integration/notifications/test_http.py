"""The inbox through its real handler."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.notifications import keys
from functions.notifications.http import handler
from functions.notifications.model.inbox import InboxItem, ItemKind, item_id, known_item
from functions.notifications.repository.inboxes import ARCHIVE_KEPT_FOR, InboxRepository
from shared.domain.events import Envelope
from shared.domain.ids import MemberId
from tests.fakes.clock import START
from tests.fakes.happenings import JANE, announced, client_signed_up
from tests.fakes.http import Answer, call, context
from tests.fakes.refusals import lost_answer
from tests.fakes.tenancy import ACCOUNT, Tenant

SAMPLES = Path("events/http/notifications")


def happened(firm: Tenant, count: int) -> list[Envelope]:
    event = client_signed_up(firm.id, ACCOUNT)
    return [each for n in range(count) for each in announced(event, at=START + timedelta(minutes=n), actor=JANE)]


def get(firm: Tenant, who: MemberId | None = None, **query: Any) -> Answer:
    return call(handler, "GET", "/v1/inbox", query=query, who=firm.claims(who or firm.employee))


def mark(firm: Tenant, item: str, state: object, who: MemberId | None = None, **more: object) -> Answer:
    body = {"state": state, **more}
    return call(handler, "PUT", f"/v1/inbox/{item}/state", body=body, who=firm.claims(who or firm.employee))


def ids(answer: Answer) -> list[str]:
    return [each["id"] for each in answer.json["items"]]


@pytest.fixture
def items(firm, take) -> list[str]:
    """Three notices to Emil and Adam, oldest first."""
    events = happened(firm, 3)
    assert take(*events) == set()
    return [item_id(each.id) for each in events]


def test_an_empty_inbox_has_nothing_unread(firm):
    assert get(firm).json == {"items": [], "nextCursor": None, "unread": 0}


def test_a_notice_says_what_happened_in_a_code_and_its_words(firm, items):
    newest = get(firm).json["items"][0]
    assert newest == {
        "id": items[2],
        "state": "unread",
        "kind": "client.signed_up",
        "title": {"code": "client.signed_up", "params": {"client": "Jane Doe", "account": "Doe Ltd."}},
        "account": {"id": ACCOUNT, "name": "Doe Ltd."},
        "person": None,
        "job": None,
        "document": None,
        "folder": None,
        "link": None,
        "count": 1,
        "at": "2026-11-22T09:02:00Z",
    }


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda each: each.stem)
def test_each_sample_is_answered(firm, cloud, sample):
    noticed = InboxItem(
        firm=firm.id,
        member=firm.owner,
        id=known_item("itm_01KAM5XW80Q4R8V2T6Y0ZAB3CD-00"),
        kind=ItemKind.CLIENT_SIGNED_UP,
        params={"client": "Jane Doe"},
        at=START,
    )
    InboxRepository(cloud.table).add(noticed)
    answer = handler(json.loads(sample.read_text()), context())
    assert answer["statusCode"] == 200, answer["body"]
    assert noticed.id in answer["body"]


def test_the_inbox_shows_what_is_not_archived_newest_first(firm, items):
    mark(firm, items[1], "read")
    mark(firm, items[0], "archived")
    answer = get(firm)
    assert [(each["id"], each["state"]) for each in answer.json["items"]] == [(items[2], "unread"), (items[1], "read")]
    assert answer.json["unread"] == 1


@pytest.mark.parametrize(("state", "place"), [("unread", 2), ("read", 1), ("archived", 0)])
def test_each_state_has_its_list(firm, items, state, place):
    mark(firm, items[1], "read")
    mark(firm, items[0], "archived")
    assert ids(get(firm, state=state)) == [items[place]]


def test_the_count_follows_every_mark(firm, items, cloud):
    for state, unread in (
        ("read", 2),
        ("read", 2),
        ("archived", 2),
        ("unread", 3),
        ("unread", 3),
        ("archived", 2),
        ("read", 2),
    ):
        answer = mark(firm, items[0], state)
        assert (answer.status, answer.json["state"]) == (200, state)
        assert get(firm).json["unread"] == unread


def test_a_mark_again_writes_nothing(firm, items, cloud):
    mark(firm, items[0], "read")
    before = cloud.items()
    assert mark(firm, items[0], "read").json["state"] == "read"
    assert cloud.items() == before


def test_what_is_archived_is_kept_for_a_year_and_what_comes_back_for_good(firm, items, cloud):
    key = keys.item(firm.id, firm.employee, items[0])
    mark(firm, items[0], "archived")
    assert cloud.table.get(key)["ttl"] == int((START + ARCHIVE_KEPT_FOR).timestamp())
    mark(firm, items[0], "read")
    assert "ttl" not in cloud.table.get(key)


def test_a_lost_answer_of_a_mark_counts_once(firm, items, cloud):
    fault = cloud.client("dynamodb").fail("transact_write_items", moment="after", error=lost_answer)
    assert mark(firm, items[0], "read").status == 503
    assert mark(firm, items[0], "read").status == 200
    assert fault.fired == 1
    assert get(firm).json["unread"] == 2


def test_pages_leave_no_gap_and_repeat_nothing(firm, take):
    events = happened(firm, 5)
    take(*events)
    for query in ({"limit": 2}, {"limit": 2, "state": "unread"}):
        found: list[str] = []
        asked: dict[str, Any] = dict(query)
        while True:
            page = get(firm, **asked)
            found += ids(page)
            if page.json["nextCursor"] is None:
                break
            asked["cursor"] = page.json["nextCursor"]
        assert found == [item_id(each.id) for each in reversed(events)]


def test_an_inbox_is_ones_own(firm, items, cloud):
    assert ids(get(firm, who=firm.owner)) == []
    before = cloud.items()
    answer = mark(firm, items[0], "read", who=firm.owner)
    assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert cloud.items() == before
    assert mark(firm, items[0], "read", who=firm.admin).status == 200
    assert get(firm).json["unread"] == 3


def test_another_firms_member_finds_nothing(firm, items):
    theirs = Tenant(slug="river-law")
    assert ids(get(theirs)) == []
    assert mark(theirs, items[0], "read").code == "NOT_FOUND"


@pytest.mark.parametrize("item", ["itm_x", "COUNT", "itm_01KANQ8F00ZXR9S3VJH2E6T5WB-00", ACCOUNT, "itm_%23COUNT"])
def test_an_unknown_and_a_malformed_item_are_one_answer(firm, items, item):
    answer = mark(firm, item, "read")
    assert (answer.status, answer.code) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"state": "gone"}, ("state", "NOT_ONE_OF")),
        ({"state": None}, ("state", "NOT_ONE_OF")),
        ({}, ("state", "REQUIRED")),
        ({"state": "read", "member": "mem_0"}, ("member", "UNKNOWN_FIELD")),
    ],
    ids=str,
)
def test_a_bad_mark_names_its_field_and_changes_nothing(firm, items, cloud, body, fault):
    before = cloud.items()
    answer = call(handler, "PUT", f"/v1/inbox/{items[0]}/state", body=body, who=firm.claims(firm.employee))
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")
    assert fault in answer.faults
    assert cloud.items() == before


@pytest.mark.parametrize(
    ("query", "field"), [({"state": "gone"}, "state"), ({"limit": 101}, "limit"), ({"cursor": "AAAA"}, "cursor")]
)
def test_a_bad_question_names_its_field(firm, query, field):
    answer = get(firm, **query)
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")
    assert {name for name, _ in answer.faults} == {field}


def test_a_cursor_is_good_for_its_own_list_and_inbox_only(firm, items):
    cursor = get(firm, limit=1, state="unread").json["nextCursor"]
    assert get(firm, limit=1, state="unread", cursor=cursor).status == 200
    for answer in (
        get(firm, cursor=cursor),
        get(firm, state="read", cursor=cursor),
        get(firm, who=firm.admin, state="unread", cursor=cursor),
        get(Tenant(slug="river-law"), state="unread", cursor=cursor),
    ):
        assert (answer.status, answer.faults) == (422, {("cursor", "CURSOR_INVALID")})


def test_without_a_token_nobody_is_let_in(firm):
    answer = call(handler, "GET", "/v1/inbox")
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("count", [1, 10])
def test_a_call_costs_so_many_requests_whatever_the_inbox_holds(firm, take, cloud, count):
    events = happened(firm, count)
    take(*events)
    for query in ({}, {"state": "unread"}, {"state": "archived", "limit": 1}):
        with cloud.meter.measure() as cost:
            get(firm, **query)
        assert dict(cost.requests) == {"batch_get_item": 1, "query": 1}
    for requests in ({"batch_get_item": 1, "transact_write_items": 1}, {"batch_get_item": 1}):
        with cloud.meter.measure() as cost:
            mark(firm, item_id(events[0].id), "read")
        assert dict(cost.requests) == requests
