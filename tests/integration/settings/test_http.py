"""The settings through their real handler."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.settings.http import handler
from shared.directory import keys
from shared.domain.ids import bare
from tests.fakes.http import Answer, call, context
from tests.fakes.tenancy import Tenant

SAMPLES = Path("events/http/settings")
SEEN_NOTHING = {"if-match": '"0"'}
FOURTEEN = {"invitationLifetimeDays": 14}


def get(firm, path="/v1/settings", who=None, **how) -> Answer:
    return call(handler, "GET", path, who=firm.claims(who or firm.owner), **how)


def patch(firm, body, seen: int | None = 0, who=None) -> Answer:
    headers = {} if seen is None else {"if-match": f'"{seen}"'}
    return call(handler, "PATCH", "/v1/settings", body=body, headers=headers, who=firm.claims(who or firm.owner))


def test_settings_never_set_are_the_defaults_at_version_0(firm):
    answer = get(firm, who=firm.employee)
    assert (answer.status, answer.headers["etag"]) == (200, '"0"')
    assert answer.json == {
        "invitationLifetimeDays": 30,
        "invitationMaxResends": 10,
        "clientsMayInviteColleagues": False,
        "shareWithoutLogin": True,
        "uploadWithoutLogin": True,
        "signWithoutLogin": True,
        "payWithoutLogin": True,
        "requestWithoutLogin": True,
        "shareLifetimeDays": 30,
        "uploadLifetimeDays": 30,
        "uploadCapMb": 300,
        "uploadTypes": [],
        "doneUploadingButton": False,
        "doneUploadingCheckbox": False,
        "automaticRenaming": False,
        "automaticRenamingRecognises": answer.json["automaticRenamingRecognises"],
    }


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda each: each.stem)
def test_each_sample_is_answered(firm, sample):
    answer = handler(json.loads(sample.read_text()), context())
    assert answer["statusCode"] == 200, answer["body"]


def test_a_change_is_read_back_with_the_next_version(firm, cloud):
    answer = patch(firm, FOURTEEN)
    assert (answer.status, answer.headers["etag"], answer.json["invitationLifetimeDays"]) == (200, '"1"', 14)
    again = get(firm)
    assert (again.headers["etag"], again.json) == ('"1"', answer.json)


def test_every_room_reads_the_new_policy_at_once(firm, cloud):
    patch(firm, {"invitationMaxResends": 0})
    standing = cloud.table.get(keys.policy(firm.id))
    assert (standing["invitation_max_resends"], standing["v"]) == (0, 1)
    assert "invitation_lifetime_days" not in standing


def test_each_changed_key_is_announced_with_its_change(firm, cloud):
    patch(firm, {**FOURTEEN, "invitationMaxResends": 10, "clientsMayInviteColleagues": False})
    (event,) = cloud.announced()
    assert event["name"] == "settings.changed"
    assert event["data"] == {"key": "invitationLifetimeDays", "before": 30, "after": 14, "policyVersion": 1}
    assert event["actor"] == {"kind": "member", "id": firm.owner, "name": "Olivia"}
    assert (event["address"], event["browser"], event["source"]) == ("203.0.113.7", "Test/1.0", "manual")


def test_a_value_that_stands_writes_nothing(firm, cloud):
    before = cloud.items()
    assert patch(firm, {"invitationLifetimeDays": 30}).headers["etag"] == '"0"'
    assert patch(firm, {}).status == 200
    assert cloud.items() == before


def test_a_stale_version_is_refused_and_changes_nothing(firm, cloud):
    patch(firm, FOURTEEN, who=firm.admin)
    before = cloud.items()
    answer = patch(firm, {"invitationLifetimeDays": 7})
    assert (answer.status, answer.code) == (409, "VERSION_STALE")
    assert cloud.items() == before


def test_without_a_version_nothing_is_changed(firm, cloud):
    before = cloud.items()
    answer = patch(firm, FOURTEEN, seen=None)
    assert (answer.status, answer.code) == (428, "VERSION_REQUIRED")
    assert cloud.items() == before


@pytest.mark.parametrize("etag", ["*", "0", '"abc"', '"-1"', '"9999999999"'])
def test_what_is_no_version_of_ours_is_refused(firm, etag):
    answer = call(
        handler, "PATCH", "/v1/settings", body=FOURTEEN, headers={"if-match": etag}, who=firm.claims(firm.owner)
    )
    assert (answer.status, answer.faults) == (422, {("If-Match", "VERSION_INVALID")})


def test_an_employee_may_neither_change_nor_see_the_history(firm, cloud):
    before = cloud.items()
    for answer in (patch(firm, FOURTEEN, who=firm.employee), get(firm, "/v1/settings/versions", who=firm.employee)):
        assert (answer.status, answer.code) == (403, "NOT_ALLOWED")
    assert cloud.items() == before


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"invitationLifetimeDays": 0}, ("invitationLifetimeDays", "OUT_OF_RANGE")),
        ({"invitationLifetimeDays": 91}, ("invitationLifetimeDays", "OUT_OF_RANGE")),
        ({"invitationLifetimeDays": "14"}, ("invitationLifetimeDays", "WRONG_TYPE")),
        ({"invitationLifetimeDays": True}, ("invitationLifetimeDays", "WRONG_TYPE")),
        ({"invitationLifetimeDays": 14.0}, ("invitationLifetimeDays", "WRONG_TYPE")),
        ({"invitationLifetimeDays": None}, ("invitationLifetimeDays", "WRONG_TYPE")),
        ({"invitationMaxResends": -1}, ("invitationMaxResends", "OUT_OF_RANGE")),
        ({"invitationMaxResends": 51}, ("invitationMaxResends", "OUT_OF_RANGE")),
        ({"invitation_max_resends": 5}, ("invitation_max_resends", "UNKNOWN_FIELD")),
        ({"shareWithoutLogin": 1}, ("shareWithoutLogin", "WRONG_TYPE")),
        ({"shareLifetimeDays": 0}, ("shareLifetimeDays", "OUT_OF_RANGE")),
        ({"uploadLifetimeDays": 366}, ("uploadLifetimeDays", "OUT_OF_RANGE")),
        ({"uploadCapMb": 0}, ("uploadCapMb", "OUT_OF_RANGE")),
        ({"uploadCapMb": 5001}, ("uploadCapMb", "OUT_OF_RANGE")),
        ({"uploadCapMb": 0.5}, ("uploadCapMb", "WRONG_TYPE")),
        ({"uploadTypes": "application/pdf"}, ("uploadTypes", "WRONG_TYPE")),
        ({"uploadTypes": ["application/pdf", "pdf"]}, ("uploadTypes.1", "INVALID")),
        ({"uploadTypes": ["text/plain; charset=utf-8"]}, ("uploadTypes.0", "INVALID")),
        ({"uploadTypes": [7]}, ("uploadTypes.0", "WRONG_TYPE")),
        ({"uploadTypes": [f"x/{n}" for n in range(51)]}, ("uploadTypes", "TOO_LONG")),
        ({"automaticRenaming": None}, ("automaticRenaming", "WRONG_TYPE")),
        ({"v": 7, **FOURTEEN}, ("v", "UNKNOWN_FIELD")),
        ({"firmId": "frm_0", **FOURTEEN}, ("firmId", "UNKNOWN_FIELD")),
    ],
    ids=str,
)
def test_a_bad_value_names_its_field_and_changes_nothing(firm, cloud, body, fault):
    before = cloud.items()
    answer = patch(firm, body)
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")
    assert fault in answer.faults
    assert cloud.items() == before


@pytest.mark.parametrize("days", [1, 90])
def test_the_ends_of_the_range_are_in_it(firm, days):
    assert patch(firm, {"invitationLifetimeDays": days}).json["invitationLifetimeDays"] == days


# What may be said about documents and links, one key at a time: what stands, and what comes instead.
MOVES: tuple[tuple[str, Any, Any], ...] = (
    ("shareWithoutLogin", True, False),
    ("uploadWithoutLogin", True, False),
    ("signWithoutLogin", True, False),
    ("payWithoutLogin", True, False),
    ("requestWithoutLogin", True, False),
    ("shareLifetimeDays", 30, 365),
    ("uploadLifetimeDays", 30, 1),
    ("uploadCapMb", 300, 5000),
    ("uploadTypes", [], ["application/pdf", "image/png"]),
    ("doneUploadingButton", False, True),
    ("doneUploadingCheckbox", False, True),
    ("automaticRenaming", False, True),
)


@pytest.mark.parametrize(("key", "before", "after"), MOVES, ids=[key for key, *_ in MOVES])
def test_each_key_of_documents_and_links_is_set_read_back_logged_and_kept_in_the_history(
    firm, cloud, key, before, after
):
    assert patch(firm, {key: after}).json[key] == after
    assert get(firm).json[key] == after
    (event,) = cloud.announced()
    assert (event["object"]["id"], event["data"]["before"], event["data"]["after"]) == (key, before, after)
    (version,) = get(firm, "/v1/settings/versions").json["items"]
    assert version["changes"] == [{"key": key, "before": before, "after": after}]
    assert patch(firm, {key: before}, seen=1).json[key] == before


def test_keys_changed_together_are_one_version_and_an_event_each(firm, cloud):
    assert patch(firm, {key: after for key, _, after in MOVES}).headers["etag"] == '"1"'
    assert {each["data"]["key"] for each in cloud.announced()} == {key for key, *_ in MOVES}


@pytest.mark.parametrize(
    ("recogniser", "types", "needs_text"),
    [
        ("built_in", ["application/pdf"], True),
        ("bedrock", ["application/pdf", "image/jpeg", "image/png"], False),
    ],
)
def test_answer_says_what_automatic_renaming_recognises_on_this_stage(
    firm, cloud, monkeypatch, recogniser, types, needs_text
):
    monkeypatch.setenv("RECOGNISER", recogniser)
    recognised = get(firm).json["automaticRenamingRecognises"]
    assert (recognised["types"], recognised["needsText"]) == (types, needs_text)
    assert {"W-2", "1099-NEC", "K-1", "Passport"} <= set(recognised["papers"])
    assert patch(firm, {"automaticRenaming": True}).json["automaticRenamingRecognises"] == recognised


def test_what_is_recognised_cannot_be_set(firm):
    answer = patch(firm, {"automaticRenamingRecognises": {}})
    assert answer.faults == {("automaticRenamingRecognises", "UNKNOWN_FIELD")}


def test_types_are_a_set_whatever_order_and_case_they_come_in(firm, cloud):
    first = patch(firm, {"uploadTypes": ["image/PNG ", "application/pdf", "image/png"]})
    assert first.json["uploadTypes"] == ["application/pdf", "image/png"]
    before = cloud.items()
    again = patch(firm, {"uploadTypes": ["image/png", "application/pdf"]}, seen=1)
    assert (again.headers["etag"], cloud.items()) == ('"1"', before)


def test_lost_answer_of_a_change_of_types_is_given_again(firm, cloud):
    cloud.client("dynamodb").fail("transact_write_items", moment="after")
    patch(firm, {"uploadTypes": ["image/png", "application/pdf"]})
    second = patch(firm, {"uploadTypes": ["application/pdf", "image/png"]})
    cloud.client("dynamodb").assert_fired()
    assert (second.status, second.headers["etag"]) == (200, '"1"')
    assert len(cloud.announced()) == 1


def test_a_body_that_is_no_json_is_malformed(firm):
    answer = call(handler, "PATCH", "/v1/settings", raw="{", headers=SEEN_NOTHING, who=firm.claims(firm.owner))
    assert (answer.status, answer.code) == (400, "MALFORMED")


def test_the_history_is_newest_first_with_who_and_what(firm, cloud):
    patch(firm, FOURTEEN)
    patch(firm, {"invitationLifetimeDays": 21, "invitationMaxResends": 3}, seen=1, who=firm.admin)
    answer = get(firm, "/v1/settings/versions")
    assert [each["version"] for each in answer.json["items"]] == [2, 1]
    newest = answer.json["items"][0]
    assert newest["by"] == {"id": firm.admin, "name": "Adam"}
    assert newest["changes"] == [
        {"key": "invitationLifetimeDays", "before": 14, "after": 21},
        {"key": "invitationMaxResends", "before": 10, "after": 3},
    ]
    assert newest["at"] == "2026-11-22T09:00:00Z"
    assert answer.json["nextCursor"] is None


def test_the_history_pages_without_gap_or_repetition(firm):
    for seen, days in enumerate((14, 15, 16, 17, 18)):
        patch(firm, {"invitationLifetimeDays": days}, seen=seen)
    versions, query = [], {"limit": 2}
    while True:
        page = get(firm, "/v1/settings/versions", query=query).json
        versions += [each["version"] for each in page["items"]]
        if page["nextCursor"] is None:
            break
        query["cursor"] = page["nextCursor"]
    assert versions == [5, 4, 3, 2, 1]


def test_a_cursor_of_another_firm_or_forged_is_refused(firm):
    other = Tenant(slug="river-law")
    for seen, days in enumerate((14, 15)):
        patch(other, {"invitationLifetimeDays": days}, seen=seen)
    foreign = get(other, "/v1/settings/versions", query={"limit": 1}).json["nextCursor"]
    for cursor in (foreign, foreign[:-2], "AAAA", "%"):
        answer = get(firm, "/v1/settings/versions", query={"cursor": cursor})
        assert (answer.status, answer.faults) == (422, {("cursor", "CURSOR_INVALID")})


def test_another_firm_sees_and_touches_nothing_of_it(firm):
    other = Tenant(slug="river-law")
    patch(firm, FOURTEEN)
    assert get(other).json["invitationLifetimeDays"] == 30
    assert get(other, "/v1/settings/versions").json["items"] == []
    assert patch(other, {"invitationLifetimeDays": 7}).status == 200
    assert get(firm).json["invitationLifetimeDays"] == 14


def test_without_a_valid_token_nobody_is_let_in(firm):
    id_token = {**firm.claims(firm.owner), "token_use": "id"}
    of_the_other_pool = {**firm.claims(firm.owner), "username": f"{firm.id}:{'0' * 26}"}
    for who in (None, id_token, of_the_other_pool, {**firm.claims(firm.owner), "username": bare(firm.owner)}):
        answer = call(handler, "GET", "/v1/settings", who=who)
        assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")


def test_a_lost_answer_is_given_again_and_has_one_effect(firm, cloud):
    cloud.client("dynamodb").fail("transact_write_items", moment="after")
    first = patch(firm, FOURTEEN)
    second = patch(firm, FOURTEEN)
    cloud.client("dynamodb").assert_fired()
    assert (second.status, second.headers["etag"]) == (200, '"1"')
    assert first.status in {200, 503}
    assert len(cloud.announced()) == 1


def test_of_two_editors_of_one_version_one_wins(firm, cloud):
    answers = [patch(firm, {"invitationLifetimeDays": 7}, who=who) for who in (firm.owner, firm.admin)]
    assert [each.status for each in answers] == [200, 409]
    assert len(cloud.announced()) == 1


def test_a_throttled_table_is_unavailable_for_a_moment(firm, cloud):
    cloud.client("dynamodb").fail("batch_get_item", times=None)
    answer = get(firm)
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "UNAVAILABLE", "1")


@pytest.mark.parametrize(
    ("ask", "requests"),
    [
        (lambda firm: get(firm), {"batch_get_item": 1}),
        (lambda firm: patch(firm, FOURTEEN), {"batch_get_item": 1, "transact_write_items": 1}),
        (lambda firm: get(firm, "/v1/settings/versions"), {"batch_get_item": 1, "query": 1}),
    ],
    ids=["read", "change", "versions"],
)
def test_a_call_costs_so_many_requests(firm, cloud, ask, requests):
    with cloud.meter.measure() as cost:
        ask(firm)
    assert dict(cost.requests) == requests
