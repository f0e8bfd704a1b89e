"""Exports of the record at the public door: what the feed lists, as a file, and recorded itself."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.activity import jobs
from functions.activity.repository import entries
from functions.activity.service import export_run
from shared.directory import keys as directory
from shared.domain.principals import Actor, ActorKind
from shared.table.actions import update
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.happenings import JANE, OLIVIA, account_created, announced, client_signed_up, setting_changed
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.fakes.tenancy import ACCOUNT, Tenant
from tests.integration.activity.books import Books

EVIL = Actor(ActorKind.PERSON, JANE.id, '=HYPERLINK("https://evil.example")')


@pytest.fixture
def books(cloud: Cloud, firm: Tenant) -> Books:
    return Books(cloud, firm)


def started(books: Books, **asked: Any) -> str:
    answer = books.call("POST", "/v1/activity/exports", body=asked)
    assert answer.status == 202, answer.text
    return str(answer.json["id"])


def work_off(books: Books, job: str) -> None:
    """Work a job off although nothing arrives meanwhile."""
    nudge = json.dumps({"firm": books.firm.id, "job": job, "step": 0})
    assert not batch_failures(jobs.handler(queue_event(nudge), context()))
    while books.step():
        pass


def fetched(books: Books, job: str) -> bytes:
    answer = books.call("POST", f"/v1/activity/exports/{job}/download")
    assert answer.status == 200, answer.text
    return books.cloud.fetch(urlsplit(answer.json["url"]).path.removeprefix("/portal-files/").lstrip("/"))


def exported(books: Books, **asked: Any) -> list[dict[str, Any]]:
    job = started(books, **{"format": "json", **asked})
    work_off(books, job)
    told: list[dict[str, Any]] = json.loads(fetched(books, job))
    return told


def feed(books: Books, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = None
    while not found or cursor:
        page = books.call("GET", "/v1/activity", query={**query, **({"cursor": cursor} if cursor else {})}).json
        found += page["items"]
        cursor = page["nextCursor"]
        if cursor is None:
            break
    return found


@pytest.fixture
def happened(books: Books) -> Books:
    for place, (event, actor) in enumerate(
        (
            (account_created(books.firm.id, ACCOUNT), OLIVIA),
            (client_signed_up(books.firm.id, ACCOUNT), JANE),
            (setting_changed(books.firm.id), OLIVIA),
            (setting_changed(books.firm.id, key="signingNeedsLogin"), OLIVIA),
        )
    ):
        books.record(*announced(event, at=books.cloud.clock() - timedelta(days=40 - 12 * place), actor=actor))
    return books


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"account": ACCOUNT},
        {"actor": OLIVIA.id},
        {"action": "settings.changed"},
        {"object": "signingNeedsLogin"},
        {"account": ACCOUNT, "action": "client.signed_up"},
        {"from": "2026-10-20T00:00:00Z", "to": "2026-11-09T00:00:00Z"},
        {"action": "nothing.happened"},
    ],
    ids=str,
)
def test_it_holds_what_the_feed_lists(happened, asked):
    listed = feed(happened, **asked)
    told = exported(happened, **asked)
    places = {each.id: (each.seq, each.hash) for each in _all(happened)}
    assert told == [_spelled(each, places) for each in listed]


def _all(books: Books) -> list[Any]:
    from functions.activity import keys
    from functions.activity.repository import items
    from shared.table.query import Query

    months = ("202610", "202611")
    found = (each for m in months for each in books.table.stretch(Query(keys.entries(books.firm.id, m)), 500).items)
    return [items.read(books.firm.id, each) for each in found]


def _spelled(each: dict[str, Any], places: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """Spell an entry of the feed as the file does: to the microsecond, with its place."""
    seq, held = places[each["id"]]
    exact = {name: _precise(each[name]) for name in ("at", "clientTime")}
    return {**each, **exact, "seq": seq, "hash": held}


def _precise(at: str) -> str:
    return at if "." in at else at.replace("Z", ".000000Z")


def test_as_csv_it_has_a_row_an_entry_and_nothing_computes(books):
    books.record(*announced(client_signed_up(books.firm.id, ACCOUNT), actor=EVIL))
    job = started(books)
    work_off(books, job)
    head, row = csv.reader(io.StringIO(fetched(books, job).decode("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert told["Actor name"] == '\'=HYPERLINK("https://evil.example")'
    assert json.loads(told["Details"])["email"] == "jane@doe.example"
    assert (told["Time"], told["Action"], told["Erased"]) == ("2026-11-22T09:00:00.000000Z", "client.signed_up", "no")


def test_it_is_recorded_with_its_count_and_so_is_who_fetches_it(happened):
    job = started(happened, action="settings.changed")
    work_off(happened, job)
    fetched(happened, job)
    told = [each for each in happened.cloud.announced() if each["name"].startswith("activity_export.")]
    assert sorted((each["name"], each["data"]["count"], each["object"]["id"]) for each in told) == [
        ("activity_export.downloaded", 2, job),
        ("activity_export.finished", 2, job),
    ]
    happened.begin()
    shown = happened.call("GET", f"/v1/activity/exports/{job}").json
    assert (shown["state"], shown["count"], shown["downloadable"]) == ("finished", 2, True)


def test_it_goes_in_steps_each_in_bounded_memory(happened, monkeypatch):
    monkeypatch.setattr(export_run, "PAGES_A_STEP", 2)
    monkeypatch.setattr(entries, "_WALKED", 3)
    happened.happens(20, hours=5)
    told = exported(happened)
    assert len({each["id"] for each in told}) == len(told) == 24
    assert [each["id"] for each in told] == sorted((each["id"] for each in told), reverse=True)


def test_a_step_that_dies_is_taken_again_and_nothing_is_in_it_twice(happened, monkeypatch):
    monkeypatch.setattr(export_run, "PAGES_A_STEP", 1)
    job = started(happened, format="json")
    happened.begin()
    assert happened.step()  # what was looked at is in a part
    faults = [
        happened.cloud.client(service).fail(operation, moment=moment)
        for service, operation, moment in (
            ("dynamodb", "query", "before"),
            ("s3", "put_object", "after"),
            ("s3", "get_object", "before"),
            ("dynamodb", "transact_write_items", "before"),
            ("sqs", "send_message", "before"),
        )
    ]
    while waiting := happened.cloud.take(happened.cloud.jobs_queue):
        while batch_failures(jobs.handler(queue_event(*waiting), context())):
            pass
    assert [each.fired for each in faults] == [1] * len(faults)
    told = json.loads(fetched(happened, job))
    assert len({each["id"] for each in told}) == len(told) == 5


def test_before_it_is_finished_there_is_nothing_to_fetch(happened):
    job = started(happened)
    answer = happened.call("POST", f"/v1/activity/exports/{job}/download")
    assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_the_address_is_of_one_object_for_five_minutes_as_an_attachment(happened):
    job = started(happened)
    work_off(happened, job)
    url = happened.call("POST", f"/v1/activity/exports/{job}/download").json["url"]
    query = parse_qs(urlsplit(url).query)
    assert int(query["X-Amz-Expires"][0]) <= 300
    assert query["response-content-disposition"][0].startswith('attachment; filename="activity-2026-11-22.csv"')


def test_owner_and_admin_export_and_an_employee_does_not(happened):
    assert happened.call("POST", "/v1/activity/exports", happened.firm.admin, body={}).status == 202
    answer = happened.call("POST", "/v1/activity/exports", happened.firm.employee, body={})
    assert (answer.status, answer.code) == (403, "NOT_ALLOWED")


def test_whoever_is_no_admin_any_more_gets_nothing(happened):
    answer = happened.call("POST", "/v1/activity/exports", happened.firm.admin, body={})
    adam = directory.member(happened.firm.id, happened.firm.admin)
    happened.cloud.table.transact(
        update(adam, "SET #role = :role", when="attribute_exists(#pk)", values={":role": "employee"}, failed=KeyError)
    )
    work_off(happened, answer.json["id"])
    shown = happened.call("GET", f"/v1/activity/exports/{answer.json['id']}").json
    assert (shown["state"], shown["downloadable"]) == ("failed", False)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"format": "pdf"}, "format"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-11-22T09:00:00Z", "to": "2026-11-22T09:00:00Z"}, "to"),
        ({"action": "DROP TABLE"}, "action"),
        ({"firm": "frm_1"}, "firm"),
    ],
    ids=str,
)
def test_a_bad_question_names_its_field(happened, asked, field):
    answer = happened.call("POST", "/v1/activity/exports", body=asked)
    assert (answer.status, {name for name, _ in answer.faults}) == (422, {field})


def test_a_foreign_account_is_unknown(happened):
    answer = happened.call("POST", "/v1/activity/exports", body={"account": "acc_01KANQ8F00ZXR9S3VJH2E6T5WD"})
    assert (answer.status, answer.code) == (404, "NOT_FOUND")


def test_an_export_of_another_firm_is_unknown(happened):
    job = started(happened)
    other = Books(happened.cloud, Tenant("river-law"))
    assert other.call("GET", f"/v1/activity/exports/{job}").status == 404
    assert other.call("POST", f"/v1/activity/exports/{job}/download").status == 404
    assert happened.call("GET", f"/v1/activity/verifications/{job}").status == 404
