"""Folders: made, named, given rights, moved and deleted, one account's together."""

from typing import Any

import pytest

from functions.documents.model import tree
from shared import wiring
from shared.domain.ids import FolderId
from tests.fakes.http import Answer
from tests.fakes.interleaving import Interleaved
from tests.integration.house import House


def made(house: House, account: str, name: str = "Taxes", **more: Any) -> FolderId:
    answer = house.call("POST", "/v1/folders", body={"accountId": account, "name": name, **more})
    assert answer.status == 201, answer.text
    return FolderId(answer.json["id"])


def asked(house: House, method: str, path: str, account: str, body: Any = None, seen: str | None = None) -> Answer:
    headers = {
        "if-match": seen
        or house.call("GET", path.rpartition("/move")[0] or path, query={"account": account}).headers["etag"]
    }
    return house.call(method, path, body=body, headers=headers, query={"account": account})


def edited(house: House, account: str, folder: str, **body: Any) -> Answer:
    return asked(house, "PATCH", f"/v1/folders/{folder}", account, body)


def moved(house: House, account: str, folder: str, parent: str | None) -> Answer:
    path = f"/v1/folders/{folder}"
    tag = house.call("GET", path, query={"account": account}).headers["etag"]
    return asked(house, "POST", f"{path}/move", account, {"parentId": parent}, tag)


def deleted(house: House, account: str, folder: str) -> Answer:
    return house.call("POST", f"/v1/folders/{folder}/delete", query={"account": account})


def all_of(house: House, account: str) -> dict[str, Any]:
    found = house.call("GET", "/v1/folders", query={"account": account}).json["items"]
    return {each["name"]: each for each in found}


def test_every_account_has_a_folder_before_anything_was_written(house):
    account = house.account()
    before = house.dump()
    (only,) = all_of(house, account).values()
    assert (only["name"], only["permission"], only["main"], only["id"]) == (
        *("Documents", "edit", True),
        house.cabinet.main(account),
    )
    assert house.call("GET", f"/v1/folders/{only['id']}", query={"account": account}).headers["etag"] == '"0"'
    assert house.dump() == before


def test_own_folder_is_renamed_and_neither_closed_moved_nor_deleted(house):
    account = house.account()
    main, other = house.cabinet.main(account), made(house, account)
    assert edited(house, account, main, name="Papers").json["name"] == "Papers"
    answers = (
        edited(house, account, main, permission="none"),
        edited(house, account, main, private=True),
        moved(house, account, main, other),
        deleted(house, account, main),
    )
    assert {(each.status, each.code) for each in answers} == {(409, "WRONG_STATE")}
    assert all_of(house, account)["Papers"]["permission"] == "edit"


def test_own_folder_is_renamed_before_it_was_ever_written(house):
    account = house.account()
    main = house.cabinet.main(account)
    answer = asked(house, "PATCH", f"/v1/folders/{main}", account, {"name": "Papers"}, '"0"')
    assert (answer.status, answer.json["name"], answer.headers["etag"]) == (200, "Papers", '"1"')
    assert set(all_of(house, account)) == {"Papers"}


def test_folder_below_another_inherits_what_may_be_done(house):
    account, contact = house.account(), house.contact()
    house.tie(account, contact)
    overrides = [{"contactId": contact, "permission": "edit"}]
    top = made(house, account, permission="view", overrides=overrides)
    below = made(house, account, "2025", parentId=top)
    lowest = made(house, account, "W-2", parentId=below)
    found = all_of(house, account)
    assert {found[each]["permission"] for each in ("2025", "W-2")} == {"view"}
    assert found["W-2"]["overrides"] == overrides
    assert {found[each]["topId"] for each in ("2025", "W-2")} == {top}
    edited(house, account, top, permission="none", overrides=[], private=True)
    found = all_of(house, account)
    assert {(found[each]["permission"], found[each]["private"]) for each in ("Taxes", "2025", "W-2")} == {
        ("none", True)
    }
    refused = edited(house, account, lowest, permission="edit")
    assert (refused.status, refused.code) == (409, "WRONG_STATE")
    refused = house.call(
        "POST", "/v1/folders", body={"accountId": account, "name": "x", "parentId": top, "permission": "edit"}
    )
    assert (refused.status, refused.code) == (409, "WRONG_STATE")


def test_folder_moved_adopts_with_all_below_it_and_keeps_at_the_top_what_it_had(house):
    account = house.account()
    open_, shut = made(house, account, "Open"), made(house, account, "Shut", permission="none")
    year = made(house, account, "2025", parentId=open_)
    made(house, account, "W-2", parentId=year)
    assert moved(house, account, year, shut).json["permission"] == "none"
    assert all_of(house, account)["W-2"]["permission"] == "none"
    assert moved(house, account, year, None).json["topId"] == year
    found = all_of(house, account)
    assert (found["W-2"]["permission"], found["W-2"]["topId"], found["2025"]["parentId"]) == ("none", year, None)


def test_folder_is_never_moved_below_itself(house):
    account = house.account()
    top = made(house, account)
    below = made(house, account, "2025", parentId=top)
    for parent in (top, below):
        answer = moved(house, account, top, parent)
        assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_name_that_stands_beside_it_already_is_numbered(house):
    account = house.account()
    top = made(house, account)
    made(house, account, "TAXES")
    made(house, account, "Taxes", parentId=top)
    other = made(house, account, "Letters")
    assert edited(house, account, other, name="taxes").json["name"] == "taxes (3)"
    assert set(all_of(house, account)) == {"Documents", "Taxes", "TAXES (2)", "taxes (3)"}


def test_folder_that_is_not_empty_is_not_deleted(house):
    account = house.account()
    top = made(house, account)
    below = made(house, account, "2025", parentId=top)
    document = house.cabinet.document(account, folder=below)
    for each in (top, below):
        answer = deleted(house, account, each)
        assert (answer.status, answer.code) == (409, "FOLDER_NOT_EMPTY")
    house.call("POST", f"/v1/documents/{document}/trash")
    assert [deleted(house, account, each).status for each in (below, top)] == [200, 200]
    assert set(all_of(house, account)) == {"Documents"}


def test_what_is_filed_while_a_folder_is_deleted_keeps_it(house, monkeypatch):
    account = house.account()
    folder = made(house, account)
    racing = Interleaved(
        house.cloud.client("dynamodb"),
        "transact_write_items",
        1,
        lambda: house.cabinet.document(account, folder=folder),
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    answer = deleted(house, account, folder)
    assert racing.has_acted
    assert (answer.status, answer.code) == (409, "FOLDER_NOT_EMPTY")


@pytest.mark.parametrize("change", ["rights", "move"])
def test_folder_made_while_those_above_it_change_has_what_they_have(house, monkeypatch, change):
    account = house.account()
    top, shut = made(house, account), made(house, account, "Shut", permission="none")
    racing = Interleaved(
        house.cloud.client("dynamodb"),
        "transact_write_items",
        1,
        lambda: made(house, account, "Late", parentId=top),
    )
    tag = house.call("GET", f"/v1/folders/{top}", query={"account": account}).headers["etag"]
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    if change == "rights":
        answer = asked(house, "PATCH", f"/v1/folders/{top}", account, {"permission": "none"}, tag)
    else:
        answer = asked(house, "POST", f"/v1/folders/{top}/move", account, {"parentId": shut}, tag)
    assert racing.has_acted
    assert answer.status == 200, answer.text
    assert all_of(house, account)["Late"]["permission"] == "none"


def test_account_has_no_more_folders_than_one_request_reads(house, monkeypatch):
    monkeypatch.setattr(tree, "MOST_IN_ACCOUNT", 4)
    account = house.account()
    for number in range(3):
        made(house, account, f"Taxes {number}")
    answer = house.call("POST", "/v1/folders", body={"accountId": account, "name": "More"})
    assert (answer.status, answer.code) == (409, "LIMIT_REACHED")


def test_no_more_stand_below_one_than_change_with_it_at_once(house):
    account = house.account()
    top = made(house, account)
    for number in range(tree.MOST_BELOW):
        made(house, account, f"{number}", parentId=top)
    answer = house.call("POST", "/v1/folders", body={"accountId": account, "name": "More", "parentId": top})
    assert (answer.status, answer.code) == (409, "LIMIT_REACHED")
    other = made(house, account, "Other")
    assert moved(house, account, other, top).code == "LIMIT_REACHED"
    assert edited(house, account, top, permission="view", name="Tax returns").status == 200
    changed = house.call("GET", "/v1/folders", query={"account": account, "limit": "100"}).json["items"]
    assert sum(each["permission"] == "view" for each in changed) == tree.MOST_BELOW + 1


def test_what_changes_is_told_before_and_after_and_what_is_the_same_is_not(house):
    account = house.account()
    folder = made(house, account)
    edited(house, account, folder, permission="view", name="Taxes")
    edited(house, account, folder, permission="view")
    (event,) = [each for each in house.cloud.announced() if each["name"] == "folder.changed"]
    assert event["personal"] == {
        "folderName": "Taxes",
        "before": {"permission": "edit"},
        "after": {"permission": "view"},
    }


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"name": ""}, ("name", "TOO_SHORT")),
        ({"name": " . "}, ("name", "INVALID")),
        ({"name": "x" * 256}, ("name", "TOO_LONG")),
        ({"permission": "all"}, ("permission", "NOT_ONE_OF")),
        ({"overrides": [{"contactId": "x"}]}, ("overrides.0.permission", "REQUIRED")),
        ({"overrides": [{"contactId": "x", "permission": "view"}] * 26}, ("overrides", "TOO_LONG")),
    ],
)
def test_what_is_no_folder_is_refused_by_its_field(house, body, fault):
    account = house.account()
    answer = house.call("POST", "/v1/folders", body={"accountId": account, "name": "Taxes", **body})
    assert (answer.status, answer.faults) == (422, {fault})


def test_say_of_their_own_is_given_to_people_of_the_account_alone(house):
    account, contact = house.account(), house.contact()
    house.tie(house.account("Roe"), contact)
    overrides = [{"contactId": contact, "permission": "edit"}]
    refusal = (422, {("overrides", "NOT_OF_ACCOUNT")})
    body = {"accountId": account, "name": "Taxes", "overrides": overrides}
    answer = house.call("POST", "/v1/folders", body=body)
    assert (answer.status, answer.faults) == refusal
    top = made(house, account)
    stood = house.dump()
    answer = edited(house, account, top, overrides=overrides)
    assert (answer.status, answer.faults) == refusal
    assert house.dump() == stood
    house.tie(account, contact)
    assert edited(house, account, top, overrides=overrides).status == 200


def test_say_of_somebody_who_left_the_account_is_kept_or_taken_and_not_given_anew(house):
    account, contact = house.account(), house.contact()
    _, tie = house.tie(account, contact)
    overrides = [{"contactId": contact, "permission": "edit"}]
    top = made(house, account, overrides=overrides)
    path = f"/v1/folders/{top}"
    assert house.call("POST", f"/v1/accounts/{account}/ties/{tie}/remove").status < 300
    assert edited(house, account, top, overrides=overrides, permission="view").status == 200
    for wanted, status in (([], 200), (overrides, 422)):
        assert asked(house, "PATCH", path, account, {"overrides": wanted}).status == status
