"""The feed through its real handler."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.activity import consumer, jobs
from functions.activity.http import handler
from shared.domain.events import Envelope
from shared.domain.ids import AccountId, MemberId
from shared.domain.principals import Actor, ActorKind
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.happenings import JANE, OLIVIA, account_created, announced, client_signed_up, on_queue, setting_changed
from tests.fakes.http import Answer, call, context
from tests.fakes.tenancy import ACCOUNT, Tenant

SAMPLES = Path("events/http/activity")
OTHER = Tenant(slug="river-law", account=AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WC"))
SINCE_NEW_YEAR: dict[str, Any] = {"from": "2026-01-01T00:00:00Z"}
ALWAYS: dict[str, Any] = {"from": "0001-01-01T00:00:00Z", "to": "9999-12-31T23:59:59Z"}
ADAM = Actor(ActorKind.MEMBER, "mem_1GH9VEMBWNF6YV4151QRCPATCE", "Adam")


@pytest.fixture(autouse=True)
def activity(cloud, firm):
    return cloud.activity_table


def record(*envelopes: Envelope) -> None:
    assert consumer.handler(on_queue(*envelopes), context()) == {"batchItemFailures": []}


def get(firm: Tenant, who: MemberId | None = None, **query: Any) -> Answer:
    return call(handler, "GET", "/v1/activity", query=query, who=firm.claims(who or firm.owner))


def feed(firm: Tenant, **query: Any) -> list[list[str]]:
    """Follow the cursors to the end; give the pages."""
    pages = []
    while True:
        answer = get(firm, **query)
        assert answer.status == 200, answer.text
        pages.append([each["id"] for each in answer.json["items"]])
        if answer.json["nextCursor"] is None:
            return pages
        query["cursor"] = answer.json["nextCursor"]


def flat(pages: list[list[str]]) -> list[str]:
    return [each for page in pages for each in page]


def on(month: int, day: int, *, firm: Tenant, after: int = 14, actor: Actor = OLIVIA) -> Envelope:
    at = datetime(2026, month, day, 12, tzinfo=UTC)
    (envelope,) = announced(setting_changed(firm.id, after), at=at, actor=actor)
    return envelope


def test_an_entry_tells_who_did_what_to_what_from_where(firm):
    (event,) = announced(client_signed_up(firm.id, ACCOUNT), actor=JANE)
    record(event)
    (entry,) = get(firm).json["items"]
    assert entry == {
        "id": event.id,
        "at": "2026-11-22T09:00:00Z",
        "action": "client.signed_up",
        "account": ACCOUNT,
        "actor": {"kind": "person", "id": JANE.id, "name": "Jane Doe"},
        "object": {"kind": "person", "id": event.event.object.id},
        "details": {
            "person": JANE.id,
            "contact": "con_01KANQ9Z00H4R6S8TVWXYZ2345",
            "clientName": "Jane Doe",
            "email": "jane@doe.example",
        },
        "source": "manual",
        "address": "203.0.113.7",
        "browser": "Test/1.0",
        "clientTime": "2026-11-22T08:59:58Z",
        "correlationId": "req-7",
        "isErased": False,
    }


def test_the_sample_is_answered(firm, cloud):
    made = {}
    for operation in ("verify_activity", "start_activity_export"):
        made[operation] = _answered(firm, operation)["id"]
    _worked_off(cloud)
    for sample in (each.stem for each in SAMPLES.glob("*.json")):
        _answered(firm, sample, made["start_activity_export" if "export" in sample else "verify_activity"])


def _worked_off(cloud: Cloud) -> None:
    """Work off what was started."""
    assert cloud.files
    told = [each for each in cloud.announced() if each["name"] == "job.started"]
    assert consumer.handler(queue_event(*({"detail": each} for each in told)), context()) == {"batchItemFailures": []}
    while waiting := cloud.take(cloud.jobs_queue):
        assert jobs.handler(queue_event(*waiting), context()) == {"batchItemFailures": []}


def _answered(firm: Tenant, name: str, made: str = "") -> Any:
    """Send a sample in the name of the owner; where it names a job, the one that was made."""
    text = (SAMPLES / f"{name}.json").read_text()
    event = json.loads(re.sub(r"job_[0-9A-Z]{26}", made, text))
    event["requestContext"]["authorizer"]["jwt"]["claims"] |= firm.claims(firm.owner)
    answer = handler(event, context())
    is_start = event["requestContext"]["http"]["method"] == "POST" and not event["rawPath"].endswith("/download")
    assert answer["statusCode"] == (202 if is_start else 200), answer
    return json.loads(answer["body"])


def test_before_and_after_of_a_setting_are_there(firm):
    record(*announced(setting_changed(firm.id)))
    details = get(firm).json["items"][0]["details"]
    assert (details["before"], details["after"]) == (30, 14)


def test_newest_first_over_months_down_to_the_founding(firm):
    events = [on(*day, firm=firm) for day in ((9, 15), (9, 30), (11, 1), (11, 21))]
    record(*events[::-1])
    pages = feed(firm)
    assert pages == [[events[3].id, events[2].id], [], [events[1].id, events[0].id]]


def test_in_whatever_order_they_arrived_they_are_shown_in_order_of_time(firm):
    events = [on(11, day, firm=firm) for day in (1, 2, 3, 4)]
    record(events[2], events[0])
    record(events[3], events[1])
    assert flat(feed(firm)) == [each.id for each in reversed(events)]


def test_pages_leave_no_gap_and_repeat_nothing(firm):
    events = [on(11, day, firm=firm) for day in range(1, 8)]
    record(*events)
    pages = feed(firm, limit=3)
    assert flat(pages) == [each.id for each in reversed(events)]
    assert all(len(each) <= 3 for each in pages)


def test_what_happens_while_one_pages_moves_nothing(firm):
    record(*(on(11, day, firm=firm, after=day) for day in (1, 2, 3)))
    first = get(firm, limit=2).json
    record(on(11, 4, firm=firm))
    second = get(firm, limit=2, cursor=first["nextCursor"]).json
    assert [each["details"]["after"] for each in first["items"] + second["items"]] == [3, 2, 1]


def test_filters_by_account_object_actor_and_action(firm):
    created, signed_up = (
        announced(account_created(firm.id, ACCOUNT)),
        announced(client_signed_up(firm.id, ACCOUNT), actor=JANE),
    )
    changed = announced(setting_changed(firm.id), actor=ADAM)
    record(*created, *signed_up, *changed)
    assert set(flat(feed(firm, account=ACCOUNT))) == {created[0].id, signed_up[0].id}
    assert flat(feed(firm, object="invitationLifetimeDays")) == [changed[0].id]
    assert flat(feed(firm, object=ACCOUNT)) == [created[0].id]
    assert flat(feed(firm, actor=ADAM.id)) == [changed[0].id]
    assert flat(feed(firm, action="client.signed_up")) == [signed_up[0].id]
    assert flat(feed(firm, account=ACCOUNT, action="client.signed_up")) == [signed_up[0].id]
    assert flat(feed(firm, account=ACCOUNT, object=JANE.id)) == [signed_up[0].id]
    assert flat(feed(firm, account=ACCOUNT, object="invitationLifetimeDays")) == []
    assert flat(feed(firm, object="acc_01KANQ8F00ZXR9S3VJH2E6T5WD")) == []


def test_the_range_includes_its_beginning_and_not_its_end(firm):
    events = [on(*day, firm=firm) for day in ((10, 1), (10, 15), (10, 31), (11, 2))]
    record(*events)
    asked = {"from": "2026-10-01T12:00:00Z", "to": "2026-10-31T13:00:00+01:00"}
    assert flat(feed(firm, **asked)) == [events[1].id, events[0].id]
    assert flat(feed(firm, **{"from": "2026-10-31T12:00:00Z"})) == [events[3].id, events[2].id]
    assert flat(feed(firm, to="2026-08-01T00:00:00Z")) == []


def test_a_search_looks_at_two_hundred_entries_and_leads_on(firm, cloud):
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    (needle,) = announced(setting_changed(firm.id), at=at, actor=ADAM)
    hay = [e for n in range(250) for e in announced(setting_changed(firm.id), at=at + timedelta(seconds=n + 1))]
    for start in range(0, 250, 50):
        record(*hay[start : start + 50])
    record(needle)
    with cloud.meter.measure() as cost:
        first = get(firm, actor=ADAM.id).json
    assert first["items"] == []
    assert first["nextCursor"] is not None
    assert dict(cost.requests) == {"batch_get_item": 1, "query": 1}
    assert [e["id"] for e in get(firm, actor=ADAM.id, cursor=first["nextCursor"]).json["items"]] == [needle.id]


@pytest.mark.parametrize("query", [{"actor": OLIVIA.id}, {"action": "settings.changed"}])
def test_a_search_with_more_finds_than_a_page_takes_pages_them(firm, query):
    events = [on(11, day, firm=firm) for day in range(1, 8)]
    record(*events)
    pages = feed(firm, limit=2, **query)
    assert flat(pages) == [each.id for each in reversed(events)]
    assert [len(each) for each in pages[:3]] == [2, 2, 2]


def test_a_search_in_a_list_of_an_account_pages_its_finds(firm):
    events = [each for _ in range(5) for each in announced(account_created(firm.id, ACCOUNT))]
    record(*events)
    pages = feed(firm, limit=2, account=ACCOUNT, actor=OLIVIA.id)
    assert sorted(flat(pages)) == sorted(each.id for each in events)
    assert [len(each) for each in pages] == [2, 2, 1]


def test_an_employee_may_not_read_it(firm):
    answer = get(firm, who=firm.employee)
    assert (answer.status, answer.code) == (403, "NOT_ALLOWED")
    assert get(firm, who=firm.admin).status == 200


def test_another_firm_reads_nothing_of_it(firm, cloud):
    record(*announced(account_created(firm.id, ACCOUNT)))
    theirs = Tenant(slug="river-law")
    assert flat(feed(theirs)) == []
    assert flat(feed(theirs, object=ACCOUNT)) == []
    assert flat(feed(theirs, actor=OLIVIA.id)) == []


@pytest.mark.parametrize("account", [OTHER.account, "acc_01KANQ8F00ZXR9S3VJH2E6T5WD", "acc_x", "F#1", ""])
def test_a_foreign_an_unknown_and_a_malformed_account_are_one_answer(firm, account):
    answer = get(firm, account=account)
    assert (answer.status, answer.code) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-11-22T09:00:00"}, "from"),
        ({"to": "2026-13-01T00:00:00Z"}, "to"),
        ({"from": "2026-11-22T09:00:00Z", "to": "2026-11-22T09:00:00Z"}, "to"),
        ({"action": "DROP TABLE"}, "action"),
        ({"object": "a#b"}, "object"),
        ({"actor": "x" * 65}, "actor"),
        ({"cursor": "AAAA"}, "cursor"),
        ({"cursor": "%"}, "cursor"),
        ({"cursor": "x" * 1025}, "cursor"),
    ],
    ids=str,
)
def test_a_bad_question_names_its_field(firm, query, field):
    answer = get(firm, **query)
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")
    assert {name for name, _ in answer.faults} == {field}


def test_a_cursor_is_good_for_its_own_question_and_firm_only(firm):
    record(*(on(11, day, firm=firm) for day in (1, 2, 3)))
    cursor = get(firm, limit=1).json["nextCursor"]
    assert get(firm, limit=2, cursor=cursor).status == 200
    theirs = Tenant(slug="river-law")
    for answer in (
        get(theirs, cursor=cursor),
        get(firm, cursor=cursor, action="settings.changed"),
        get(firm, cursor=cursor, **SINCE_NEW_YEAR),
        get(firm, cursor=cursor[:-1]),
    ):
        assert (answer.status, answer.faults) == (422, {("cursor", "CURSOR_INVALID")})


def test_dates_beyond_all_calendars_are_answered(firm):
    assert get(firm, **ALWAYS).status == 200


@pytest.mark.parametrize("entries", [1, 10, 99])
def test_a_call_costs_one_read_and_one_query_whatever_happened(firm, cloud, entries):
    record(*(each for _ in range(entries) for each in announced(setting_changed(firm.id))))
    for query in ({}, {"object": "invitationLifetimeDays"}, {"account": ACCOUNT}, {"action": "x.y", "limit": 1}):
        with cloud.meter.measure() as cost:
            assert get(firm, **query).status == 200
        assert dict(cost.requests) == {"batch_get_item": 1, "query": 1}
