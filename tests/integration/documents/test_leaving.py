"""An account is no more: what it kept goes along into the one that stays, or for good."""

from typing import Any

import pytest

from functions.documents.service import leaving
from shared.domain.ids import FolderId
from tests.fakes.http import claims
from tests.integration.documents.upkeep import bytes_of, hear, kept, sweep
from tests.integration.house import House


def merge(house: House, into: str, source: str) -> None:
    headers = {"if-match": house.call("GET", f"/v1/accounts/{into}").headers["etag"]}
    answer = house.call("POST", f"/v1/accounts/{into}/merge", body={"fromId": source}, headers=headers)
    assert answer.status == 200, answer.text


def folder(house: House, account: str, name: str = "Taxes", **more: Any) -> FolderId:
    return FolderId(house.made("/v1/folders", {"accountId": account, "name": name, **more})["id"])


def folders_of(house: House, account: str) -> dict[str, Any]:
    found = house.call("GET", "/v1/folders", query={"account": account}).json["items"]
    return {each["name"]: each for each in found}


def names_in(house: House, account: str, **query: str) -> list[str]:
    return [
        each["name"] for each in house.call("GET", "/v1/documents", query={"account": account, **query}).json["items"]
    ]


def full(house: House, name: str = "Doe Before") -> tuple[str, FolderId, FolderId]:
    """An account with two folders, one below the other, and documents in all its folders and in the trash."""
    account = house.account(name)
    taxes = folder(house, account, permission="view")
    year = folder(house, account, "2025", parentId=taxes)
    house.cabinet.document(account, "letter.pdf")
    house.cabinet.document(account, "return.pdf", folder=taxes)
    house.cabinet.document(account, "W-2.pdf", folder=year)
    gone = house.cabinet.document(account, "old.pdf", folder=year)
    assert house.call("POST", f"/v1/documents/{gone}/trash").status == 200
    return account, taxes, year


def test_all_of_an_account_goes_along_into_the_one_that_stays(house):
    into, (source, taxes, year) = house.account(), full(house)
    own = house.cabinet.main(source)
    merge(house, into, source)
    assert hear(house, "account.merged") == {"batchItemFailures": []}
    found = folders_of(house, into)
    assert set(found) == {"Documents", "Documents (Doe Before)", "Taxes", "2025"}
    assert (found["2025"]["parentId"], found["2025"]["topId"], found["2025"]["permission"]) == (taxes, taxes, "view")
    assert names_in(house, into, folder=own) == ["letter.pdf"]
    assert names_in(house, into, folder=taxes) == ["return.pdf"]
    assert names_in(house, into, folder=year) == names_in(house, into, search="w-2") == ["W-2.pdf"]
    assert names_in(house, into, trashed="true") == ["old.pdf"]
    assert not [each for each in kept(house) if source[4:] in repr(each["pk"]) or source in repr(each)]


def test_what_came_along_can_be_opened_moved_and_restored(house):
    into, (source, taxes, year) = house.account(), full(house)
    merge(house, into, source)
    hear(house, "account.merged")
    (came,) = house.call("GET", "/v1/documents", query={"account": into, "folder": year}).json["items"]
    assert house.call("POST", f"/v1/documents/{came['id']}/download", body={}).status == 200
    headers = {"if-match": house.call("GET", f"/v1/documents/{came['id']}").headers["etag"]}
    assert (
        house.call("POST", f"/v1/documents/{came['id']}/move", body={"folderId": taxes}, headers=headers).status == 200
    )
    (old,) = house.call("GET", "/v1/documents", query={"account": into, "trashed": "true"}).json["items"]
    assert house.call("POST", f"/v1/documents/{old['id']}/restore").json["folderId"] == year
    own = house.cabinet.main(source)
    refused = house.call("POST", f"/v1/folders/{own}/delete", query={"account": into})
    assert (refused.status, refused.code) == (409, "FOLDER_NOT_EMPTY")


def test_own_folder_with_nothing_in_it_is_not_missed(house):
    into, source = house.account(), house.account("Doe Before")
    folder(house, source, "Letters")
    merge(house, into, source)
    hear(house, "account.merged")
    assert set(folders_of(house, into)) == {"Documents", "Letters"}


def test_folder_whose_name_stands_there_already_is_numbered(house):
    into, source = house.account(), house.account("Doe Before")
    for each in (into, source):
        folder(house, each, "Taxes")
    merge(house, into, source)
    hear(house, "account.merged")
    assert set(folders_of(house, into)) == {"Documents", "Taxes", "Taxes (2)"}


def test_told_twice_it_moves_once(house):
    into, (source, *_) = house.account(), full(house)
    merge(house, into, source)
    hear(house, "account.merged")
    stood = house.dump()
    hear(house, "account.merged")
    assert house.dump() == stood


@pytest.mark.parametrize("share", [1, 2, 3])
def test_what_does_not_fit_into_one_part_is_carried_on_by_the_schedule(house, monkeypatch, share):
    into, (source, taxes, _) = house.account(), full(house)
    for number in range(5):
        house.cabinet.document(source, f"return {number}.pdf", folder=taxes)
    merge(house, into, source)
    monkeypatch.setattr(leaving, "_MOVED_AT_ONCE", share)
    hear(house, "account.merged")
    for _ in range(20):
        if sweep()["leaving"] == 0:
            break
    assert sweep()["leaving"] == 0
    assert len(names_in(house, into, folder=taxes)) == 6
    assert not [each for each in kept(house) if source in repr(each)]


def test_what_went_into_an_account_that_went_itself_ends_where_that_ended(house):
    last, middle, (first, taxes, _) = house.account("Last"), house.account("Middle"), full(house)
    merge(house, middle, first)
    merge(house, last, middle)
    hear(house, "account.merged")
    assert names_in(house, last, folder=taxes) == ["return.pdf"]
    assert not [each for each in kept(house) if middle in repr(each)]


def test_no_request_grows_with_what_there_is_to_move(house):
    into, source = house.account(), house.account("Doe Before")
    for number in range(30):
        house.cabinet.document(source, f"return {number}.pdf")
    merge(house, into, source)
    client = house.cloud.client("dynamodb")
    client.calls.clear()
    hear(house, "account.merged")
    sizes = [len(each.request.get("TransactItems", ())) for each in client.calls]
    assert max(sizes) <= 100
    assert len(names_in(house, into, folder=house.cabinet.main(source))) == 30


def test_client_of_the_account_that_stays_sees_what_came_as_its_folder_says(house):
    person = house.active()
    (into,) = house.person().accounts
    source, taxes, year = full(house)
    secret = folder(house, source, "Notes", private=True)
    merge(house, into, source)
    hear(house, "account.merged")
    who = claims(house.firm, person)
    seen = house.call("GET", "/v1/portal/folders", who=who, query={"account": into}).json["items"]
    assert {each["id"]: each["permission"] for each in seen} == {
        house.cabinet.main(into): "edit",
        house.cabinet.main(source): "edit",
        taxes: "view",
        year: "view",
    }
    refused = house.call("GET", "/v1/portal/documents", who=who, query={"account": into, "folder": secret})
    assert refused.status == 404


def erased(house: House, account: str) -> None:
    assert house.call("POST", f"/v1/accounts/{account}/delete").status == 200
    house.wait(days=30, minutes=1)
    house.sweep()
    assert "account.erased" in house.names()
    assert hear(house, "account.erased") == {"batchItemFailures": []}


def test_what_went_along_keeps_its_names_when_the_account_it_came_from_is_erased(house):
    into, source = house.account(), house.account("Doe Before")
    own = house.cabinet.main(source)
    house.cabinet.document(source, "letter.pdf")
    merge(house, into, source)
    hear(house, "account.merged")
    stood = kept(house)
    house.wait(days=30, minutes=1)
    house.sweep()
    assert [each["account"] for each in house.cloud.announced() if each["name"] == "account.erased"] == [source]
    hear(house, "account.erased")
    assert kept(house) == stood
    assert names_in(house, into, folder=own) == ["letter.pdf"]
    erased(house, into)
    assert (kept(house), bytes_of(house)) == ([], [])


def test_of_an_erased_account_nothing_is_left_neither_items_nor_bytes(house):
    account, *_ = full(house)
    other = house.account("Roe")
    document = house.cabinet.document(other)
    stood = len(bytes_of(house))
    erased(house, account)
    assert stood == 5
    assert len(bytes_of(house)) == 1
    assert not [each for each in kept(house) if account[4:] in repr(each)]
    assert house.call("GET", f"/v1/documents/{document}").status == 200
    purged = [each for each in house.cloud.announced() if each["name"] == "document.purged"]
    assert len(purged) == 4
    assert {(each["account"], repr(each["personal"])) for each in purged} == {(account, "{}")}


def test_erasing_goes_on_in_parts_until_nothing_is_left(house, monkeypatch):
    account, *_ = full(house)
    monkeypatch.setattr(leaving, "_ERASED_AT_ONCE", 1)
    erased(house, account)
    for _ in range(20):
        if sweep()["leaving"] == 0:
            break
    assert not [each for each in kept(house) if account[4:] in repr(each)]
    assert bytes_of(house) == []


def test_told_of_an_account_that_kept_nothing_it_does_nothing(house):
    account = house.account()
    erased(house, account)
    assert kept(house) == []
