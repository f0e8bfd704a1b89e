"""What loses its folder is kept, and seen by nobody but those who manage documents until they put it elsewhere."""

from typing import Any

import pytest

from functions.documents.model import tree
from tests.fakes.faults import KilledError
from tests.integration.arriving import NOTHING, PDF, found, said, stored, tell
from tests.integration.documents.test_folders import all_of, deleted, edited, made, moved
from tests.integration.house import House

STRAYS = "From deleted folders"
RIGHTS = [{}, {"permission": "none"}, {"private": True, "permission": "none"}]


@pytest.fixture
def account(house):
    return house.account()


def _lost(house: House, account: str, folder: str) -> None:
    assert deleted(house, account, folder).status == 200


def _on_its_way(house: House, arrivals: Any, account: str, folder: str, content: bytes = PDF) -> tuple[str, Any]:
    """A file that was announced for a folder and stored; its upload, and the news of it."""
    announced = arrivals.announced(account, content, folderId=folder)
    key, version = arrivals.post(announced, content)
    return announced["upload"]["id"], (stored(house.cloud, key, version), found(key, version))


def _lying_in(house: House, account: str, folder: str) -> list[str]:
    listed = house.call("GET", "/v1/documents", query={"account": account, "folder": folder})
    return [each["name"] for each in listed.json["items"]]


@pytest.mark.parametrize("rights", RIGHTS, ids=["open", "closed to clients", "private"])
def test_file_whose_folder_was_deleted_before_the_verdict_is_seen_by_those_who_manage_documents(
    house, arrivals, account, rights
):
    folder = made(house, account, **rights)
    upload, news = _on_its_way(house, arrivals, account, folder)
    _lost(house, account, folder)
    assert tell(*news) == NOTHING
    strays = all_of(house, account)[STRAYS]
    assert (strays["private"], strays["permission"]) == (True, "none")
    assert _lying_in(house, account, house.cabinet.main(account)) == []
    assert _lying_in(house, account, strays["id"]) == ["W-2.pdf"]
    assert arrivals.read(upload)["folderId"] == strays["id"]
    (event,) = [each for each in house.cloud.announced() if each["name"] == "document.uploaded"]
    assert (event["data"]["folder"], event["data"]["isPrivate"]) == (strays["id"], True)


def test_strays_lie_in_one_folder_and_each_keeps_its_name(house, arrivals, account):
    for number in range(2):
        folder = made(house, account, f"Taxes {number}")
        _, news = _on_its_way(house, arrivals, account, folder, PDF + str(number).encode())
        _lost(house, account, folder)
        assert tell(*news) == NOTHING
    assert sorted(all_of(house, account)) == ["Documents", STRAYS]
    assert _lying_in(house, account, all_of(house, account)[STRAYS]["id"]) == ["W-2 (2).pdf", "W-2.pdf"]


def test_folder_of_strays_is_there_once_whatever_dies_while_it_is_made(house, arrivals, account):
    folder = made(house, account)
    upload, news = _on_its_way(house, arrivals, account, folder)
    _lost(house, account, folder)
    tell(news[0])
    house.cloud.client("dynamodb").fail("transact_write_items", nth=2, moment="after", error=KilledError)
    with pytest.raises(KilledError):
        tell(news[1])
    house.cloud.restart()
    assert tell(*news) == NOTHING
    assert arrivals.read(upload)["state"] == "filed"
    assert _lying_in(house, account, all_of(house, account)[STRAYS]["id"]) == ["W-2.pdf"]


def test_folder_that_goes_while_a_file_is_filed_into_it_takes_nothing_along(house, arrivals, account, monkeypatch):
    folder = made(house, account, private=True)
    _, news = _on_its_way(house, arrivals, account, folder)
    bucket, copied = house.cloud.bucket, house.cloud.bucket.copy_object

    def overtaken(**request):
        monkeypatch.setattr(bucket, "copy_object", copied)
        _lost(house, account, folder)
        return copied(**request)

    monkeypatch.setattr(bucket, "copy_object", overtaken)
    assert tell(*news) == NOTHING
    assert _lying_in(house, account, all_of(house, account)[STRAYS]["id"]) == ["W-2.pdf"]


def test_account_with_no_room_for_another_folder_has_room_for_its_strays(house, arrivals, account, monkeypatch):
    folder = made(house, account)
    made(house, account, "2025")
    _, news = _on_its_way(house, arrivals, account, folder)
    _lost(house, account, folder)
    monkeypatch.setattr(tree, "MOST_IN_ACCOUNT", 2)
    assert tell(*news) == NOTHING
    assert _lying_in(house, account, all_of(house, account)[STRAYS]["id"]) == ["W-2.pdf"]


@pytest.mark.parametrize("rights", RIGHTS, ids=["open", "closed to clients", "private"])
def test_what_is_restored_is_seen_by_those_who_manage_documents_when_its_folder_is_gone(house, account, rights):
    folder = made(house, account, **rights)
    document = house.cabinet.document(account, folder=folder)
    assert house.call("POST", f"/v1/documents/{document}/trash").status == 200
    _lost(house, account, folder)
    for _ in range(2):
        restored = house.call("POST", f"/v1/documents/{document}/restore")
        assert (restored.status, restored.json["folderId"]) == (200, all_of(house, account)[STRAYS]["id"])
    assert _lying_in(house, account, restored.json["folderId"]) == ["W-2.pdf"]
    assert house.names().count("document.restored") == 1


def test_two_are_restored_into_the_folder_of_strays_and_moved_where_they_belong(house, account):
    folder = made(house, account)
    documents = [house.cabinet.document(account, folder=folder) for _ in range(2)]
    for each in documents:
        house.call("POST", f"/v1/documents/{each}/trash")
    _lost(house, account, folder)
    names = [house.call("POST", f"/v1/documents/{each}/restore").json["name"] for each in documents]
    assert names == ["W-2.pdf", "W-2 (2).pdf"]
    strays = all_of(house, account)[STRAYS]["id"]
    assert deleted(house, account, strays).code == "FOLDER_NOT_EMPTY"
    for each in documents:
        body = {"folderId": house.cabinet.main(account)}
        tag = house.call("GET", f"/v1/documents/{each}").headers["etag"]
        assert house.call("POST", f"/v1/documents/{each}/move", body=body, headers={"if-match": tag}).status == 200
    assert deleted(house, account, strays).status == 200
    assert sorted(all_of(house, account)) == ["Documents"]


def test_folder_of_strays_is_renamed_and_neither_opened_nor_moved(house, account):
    folder = made(house, account)
    document = house.cabinet.document(account, folder=folder)
    house.call("POST", f"/v1/documents/{document}/trash")
    _lost(house, account, folder)
    strays = house.call("POST", f"/v1/documents/{document}/restore").json["folderId"]
    assert edited(house, account, strays, name="To be sorted").json["name"] == "To be sorted"
    answers = (
        edited(house, account, strays, private=False),
        edited(house, account, strays, permission="view"),
        moved(house, account, strays, made(house, account, "2025")),
    )
    assert {(each.status, each.code) for each in answers} == {(409, "WRONG_STATE")}


def test_file_sent_by_a_link_into_a_folder_that_is_gone_is_refused(house, arrivals, account):
    folder = made(house, account)
    given = house.outside.upload(account, folder)
    announced = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers).json
    key, version = arrivals.post(announced)
    _lost(house, account, folder)
    arrivals.take_in(key, version)
    assert arrivals.read(announced["upload"]["id"])["reason"] == "link_closed"
    assert sorted(all_of(house, account)) == ["Documents"]
