"""Imports and exports through the real doors: the routes, the queue, the worker, the bucket."""

import base64
import csv
import io
import json
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from local.practice import practice
from tests.fakes.cloud import PORTAL_TABLE
from tests.integration.house import House
from tests.integration.invite.routes.imports import SHEET, announcement, checked, uploaded

HEADER = "Account name,Contact name,Email,Login\r\n"


def progress(house: House, sheet: str) -> Any:
    answer = house.call("GET", f"/v1/imports/{sheet}")
    assert answer.status == 200, answer.text
    return answer.json


def taken_in(house: House, content: bytes, **how: Any) -> Any:
    """Have a sheet checked and taken in, rows with errors left out."""
    sheet = checked(house, content)
    answer = house.call("POST", f"/v1/imports/{sheet}/run", body={"skipBad": True, **how})
    assert answer.status == 202, answer.text
    house.work_off()
    return progress(house, sheet)


def exported(house: House, kind: str = "people", form: str = "csv") -> tuple[Any, bytes]:
    started = house.call("POST", "/v1/exports", body={"kind": kind, "format": form}).json
    house.work_off()
    finished = house.call("GET", f"/v1/exports/{started['id']}").json
    assert (finished["state"], finished["downloadable"]) == ("finished", True)
    fetched = house.call("POST", f"/v1/exports/{started['id']}/download").json
    return fetched, house.cloud.fetch(urlparse(fetched["url"]).path.partition("/jobs/")[2].join(("jobs/", "")))


def listed(house: House, path: str) -> list[Any]:
    found: list[Any] = house.call("GET", path, query={"limit": "100"}).json["items"]
    return found


def test_address_takes_this_file_alone_for_five_minutes(house):
    made = house.made("/v1/imports", announcement())
    fields = made["upload"]["fields"]
    policy = json.loads(base64.b64decode(fields["policy"]))
    assert {"key": fields["key"]} in policy["conditions"]
    assert {"Content-Type": "text/csv"} in policy["conditions"]
    assert ["content-length-range", len(SHEET), len(SHEET)] in policy["conditions"]
    assert fields["key"] == f"imports/{house.firm[4:]}/{made['id'][4:]}"
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"size": 0}, ("size", "OUT_OF_RANGE")),
        ({"size": 50 * 1024 * 1024 + 1}, ("size", "OUT_OF_RANGE")),
        ({"size": 1.5}, ("size", "WRONG_TYPE")),
        ({"sha256": "A" * 64}, ("sha256", "INVALID")),
        ({"sha256": "a" * 63}, ("sha256", "INVALID")),
        ({"name": "\u202ecsv.exe"}, ("name", "INVALID")),
        ({"firm": "frm_1"}, ("firm", "UNKNOWN_FIELD")),
        ({"key": "jobs/other"}, ("key", "UNKNOWN_FIELD")),
    ],
)
def test_announcement_that_says_too_little_or_too_much_is_refused(house, change, fault):
    answer = house.call("POST", "/v1/imports", body={**announcement(), **change})
    assert answer.status == 422
    assert fault[0] in {field for field, _ in answer.faults}


def test_sheet_goes_from_announced_to_clients_and_invitations(house):
    done = taken_in(house, SHEET, sendInvitations=True, message="Welcome.")
    assert (done["state"], done["name"], done["preparedBy"]["name"]) == ("done", "clients.csv", "Olivia Reed")
    assert done["check"]["accounts"] == done["run"]["accounts"] == 1
    assert (done["run"]["done"], done["run"]["skipped"], done["run"]["invitations"]) == (1, 0, 1)
    (account,) = listed(house, "/v1/accounts")
    assert (account["name"], account["badge"]) == ("Poe & Partners", "pending_activation")
    (tie,) = listed(house, f"/v1/accounts/{account['id']}/ties")
    assert (tie["email"], tie["state"]) == ("edgar@poe.example", "invited")


def test_report_tells_row_code_and_column(house):
    content = (HEADER + "Doe,Jane Doe,nobody,yes\r\nDoe,Rick,rick@grnail.com,no\r\n").encode()
    sheet = checked(house, content)
    check = progress(house, sheet)["check"]
    assert (check["rows"], check["good"], check["bad"], check["warnings"]) == (2, 1, 1, 1)
    lines = listed(house, f"/v1/jobs/{check['jobId']}/report")
    assert [(each["of"], each["verdict"], each["code"], each["field"]) for each in lines] == [
        ("2", "skipped", "EMAIL_INVALID", "Email"),
        ("3", "done", "EMAIL_CONFUSABLE", "Email"),
    ]
    refused = house.call("POST", f"/v1/imports/{sheet}/run", body={})
    assert (refused.status, refused.code) == (409, "IMPORT_REFUSED")


def test_run_before_the_check_is_refused(house):
    answer = house.call("POST", f"/v1/imports/{uploaded(house)}/run", body={})
    assert (answer.status, answer.code) == (409, "IMPORT_NOT_CHECKED")


def test_upload_that_never_came_is_missing(house):
    assert house.cloud.files
    sheet = house.made("/v1/imports", announcement())["id"]
    house.call("POST", f"/v1/imports/{sheet}/check")
    house.work_off()
    found = progress(house, sheet)
    assert (found["state"], found["check"]["problem"]["code"]) == ("unreadable", "FILE_MISSING")


def test_abuse_26_a_practice_with_all_its_dirt_in_windows_1252_is_taken_in_once(house):
    made = practice(accounts=60, contacts=90, encoding="cp1252")
    done = taken_in(house, made.content)
    expected = made.expected
    assert (done["check"]["rows"], done["check"]["bad"]) == (expected.rows, expected.bad)
    assert (done["check"]["ignoredColumns"], done["check"]["unknownColumns"]) == (
        ["Account tags", "Phone"],
        ["Referral source"],
    )
    assert (done["run"]["accounts"], done["run"]["contacts"]) == (60, 90)
    assert len(listed(house, "/v1/accounts")) == 60
    again = taken_in(house, made.content)
    assert (again["run"]["accounts"], again["run"]["contacts"]) == (0, 0)
    assert len(listed(house, "/v1/accounts")) == 60


def test_abuse_26_formulas_come_in_as_typed_and_go_out_neutralised(house):
    content = (HEADER + '"=HYPERLINK(""x"")",+Plus,plus@doe.example,no\r\n').encode()
    taken_in(house, content)
    assert [each["name"] for each in listed(house, "/v1/accounts")] == ['=HYPERLINK("x")']
    _, file = exported(house)
    (row,) = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    assert (row["Account name"], row["Contact name"]) == ('\'=HYPERLINK("x")', "'+Plus")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_export_is_an_attachment_for_five_minutes_and_whoever_fetches_it_is_told_with_its_count(house, form):
    taken_in(house, SHEET)
    fetched, file = exported(house, form=form)
    query = parse_qs(urlparse(fetched["url"]).query)
    assert query["response-content-disposition"][0].startswith(f'attachment; filename="people-2026-11-22.{form}"')
    assert query["response-content-type"] == ["application/octet-stream"]
    assert int(query.get("X-Amz-Expires", ["300"])[0]) <= 300
    assert b"edgar@poe.example" in file
    told = [each for each in house.cloud.announced() if each["name"].startswith("export.")]
    assert {each["name"]: each["actor"]["name"] for each in told} == {
        "export.finished": "Olivia Reed",
        "export.downloaded": "Olivia Reed",
    }
    assert [each["data"] for each in told] == [{"count": 1, "format": form, "kind": "people"}] * 2


def test_looking_at_an_export_gives_no_address_and_one_under_way_has_none(house):
    export = house.call("POST", "/v1/exports", body={"kind": "people"}).json["id"]
    for state, has_file in (("queued", False), ("finished", True)):
        seen = house.call("GET", f"/v1/exports/{export}").json
        assert (seen["state"], seen["downloadable"]) == (state, has_file)
        assert "url" not in seen
        if not has_file:
            refused = house.call("POST", f"/v1/exports/{export}/download")
            assert (refused.status, refused.code) == (409, "WRONG_STATE")
            house.work_off()
    assert "export.downloaded" not in [each["name"] for each in house.cloud.announced()]


def test_import_and_export_of_another_firm_are_not_found(house, foreign):
    sheet = checked(foreign)
    export = foreign.call("POST", "/v1/exports", body={"kind": "accounts"}).json["id"]
    for method, path in (
        ("GET", f"/v1/imports/{sheet}"),
        ("POST", f"/v1/imports/{sheet}/check"),
        ("GET", f"/v1/exports/{export}"),
        ("POST", f"/v1/exports/{export}/download"),
    ):
        answer = house.call(method, path)
        assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert foreign.call("GET", f"/v1/imports/{sheet}").status == 200


def test_fault_30_an_import_written_by_newer_code_is_still_read(house):
    """What a newer version stores besides is passed over."""
    sheet = checked(house)
    stored = next(each for each in house.cloud.items() if each["et"]["S"] == "IMPORT")
    newer = {**stored, "priority": {"S": "high"}, "sv": {"N": "2"}}
    house.cloud.dynamodb.put_item(TableName=PORTAL_TABLE, Item=newer)
    assert progress(house, sheet)["state"] == "checked"
