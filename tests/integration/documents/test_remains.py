"""What an account leaves besides documents, files on their way in and out: it goes along with it, or for good."""

import pytest

from functions.documents import zips
from functions.documents.model.parts import LARGEST_WHOLE
from functions.documents.service import leaving
from tests.fakes.cloud import queue_event
from tests.fakes.http import claims, context
from tests.integration.arriving import NOTHING, PDF, Arrivals, found, said, stored, tell
from tests.integration.documents.test_leaving import erased, merge, names_in
from tests.integration.documents.upkeep import hear, kept, sweep
from tests.integration.house import House
from tests.integration.links.room import deliver

DONE = {"doneUploadingButton": True}


@pytest.fixture
def into(house):
    return house.account()


@pytest.fixture
def source(house):
    return house.account("Doe Before")


def everything(house: House, arrivals: Arrivals, account: str) -> None:
    """Files that were filed, that wait for a verdict or for their bytes, a zip, and somebody who is done."""
    house.cabinet.document(account)
    arrivals.filed(account, PDF + b"1")
    waiting = arrivals.announced(account, PDF + b"2", name="waits.pdf")
    arrivals.post(waiting, PDF + b"2")
    arrivals.announced(account, name="large.pdf", size=LARGEST_WHOLE + 1)
    given = house.outside.upload(account, house.cabinet.main(account))
    by_link = arrivals.announce("/v1/guest/uploads", said(PDF + b"3"), headers=given.headers)
    arrivals.take_in(*arrivals.post(by_link.json, PDF + b"3"))
    settings = house.call("PATCH", "/v1/settings", body=DONE, headers={"if-match": '"0"'})
    assert settings.status == 200, settings.text
    done = house.call("POST", "/v1/guest/uploads/done", body={"surface": "button"}, headers=given.headers)
    assert done.status == 200, done.text
    (document, *_) = house.call("GET", "/v1/documents", query={"account": account}).json["items"]
    asked = house.call("POST", "/v1/zips", body={"accountId": account, "documentIds": [document["id"]]})
    assert asked.status == 202, asked.text
    made(house)
    assert arrivals.objects == {"files", "uploads", "zips"}


def made(house: House) -> None:
    """Let the files of documents that were asked for be made."""
    wishes = [{"detail": each} for each in house.cloud.announced() if each["name"] == "zip.requested"]
    assert zips.handler(queue_event(*wishes), context()) == NOTHING


def nothing_left(house: House, account: str) -> None:
    assert not [each for each in kept(house) if account[4:] in repr(each)]
    assert not [each for each in kept(house) if each["et"]["S"] in {"UPLOAD", "UPLOADS_DONE", "ZIP"}]
    assert not [held for held in house.cloud.bucket.kept.values() if held]
    assert house.cloud.bucket.list_multipart_uploads() == {}


def test_of_an_erased_account_no_upload_and_no_zip_is_left_neither_items_nor_bytes(house, arrivals, source):
    everything(house, arrivals, source)
    erased(house, source)
    nothing_left(house, source)


def test_erasing_them_goes_on_in_parts_too(house, arrivals, source, monkeypatch):
    everything(house, arrivals, source)
    monkeypatch.setattr(leaving, "_ERASED_AT_ONCE", 1)
    erased(house, source)
    for _ in range(20):
        if sweep()["leaving"] == 0:
            break
    nothing_left(house, source)


@pytest.mark.parametrize("is_heard", [True, False])
@pytest.mark.parametrize("is_by_link", [True, False])
def test_file_on_its_way_into_a_merged_account_is_filed_in_the_one_that_stays(
    house, arrivals, into, source, is_heard, is_by_link
):
    if is_by_link:
        given = house.outside.upload(source, house.cabinet.main(source))
        announced = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers).json
    else:
        announced = arrivals.announced(source)
    key, version = arrivals.post(announced)
    merge(house, into, source)
    if is_heard:
        hear(house, "account.merged")
    arrivals.take_in(key, version)
    hear(house, "account.merged")
    assert names_in(house, into, folder=house.cabinet.main(into)) == ["W-2.pdf"]
    assert arrivals.read(announced["upload"]["id"])["state"] == "filed"
    (uploaded,) = [each for each in house.cloud.announced() if each["name"] == "document.uploaded"]
    assert uploaded["account"] == into
    listed = house.call("GET", "/v1/uploads", query={"account": into}).json["items"]
    assert [each["id"] for each in listed] == [announced["upload"]["id"]]
    assert not [each for each in kept(house) if source in repr(each)]


def test_file_on_its_way_into_a_folder_waits_until_the_folder_has_come(house, arrivals, into, source):
    folder = house.cabinet.folder(source, is_private=True)
    announced = arrivals.announced(source, folderId=folder)
    key, version = arrivals.post(announced)
    merge(house, into, source)
    news = (stored(house.cloud, key, version), found(key, version))
    assert tell(*news) != NOTHING
    hear(house, "account.merged")
    assert tell(*news) == NOTHING
    assert names_in(house, into, folder=folder) == ["W-2.pdf"]


@pytest.mark.parametrize("is_made", [True, False])
@pytest.mark.parametrize("by", ["team", "client", "link"])
def test_file_of_documents_goes_along_with_them_for_whoever_asked_for_it(house, into, is_made, by):
    who = claims(house.firm, house.active()) if by == "client" else house.owner
    source = next(iter(house.person().accounts)) if by == "client" else house.account("Doe Before")
    documents = [house.cabinet.document(source, name) for name in ("a.pdf", "b.pdf")]
    headers = house.outside.share(source, *documents).headers if by == "link" else {}
    tree = {"team": "/v1/zips", "client": "/v1/portal/zips", "link": "/v1/guest/zips"}[by]
    body = {"documentIds": documents, **({} if by == "link" else {"accountId": source})}
    asked = house.call("POST", tree, who=who, body=body, headers=headers).json["id"]
    if is_made:
        made(house)
    merge(house, into, source)
    hear(house, "account.merged")
    deliver(house, "account.merged")
    made(house)
    shown = house.call("GET", f"{tree}/{asked}", who=who, headers=headers)
    assert (shown.status, shown.json["state"], shown.json["accountId"]) == (200, "ready", into)
    assert house.call("POST", f"{tree}/{asked}/download", who=who, headers=headers).status == 200
    again = {**body, **({} if by == "link" else {"accountId": into})}
    assert house.call("POST", tree, who=who, body=again, headers=headers).json["id"] == asked
    erased(house, into)
    assert not [each for each in kept(house) if each["et"]["S"] == "ZIP"]
    assert not [held for held in house.cloud.bucket.kept.values() if held]


def test_files_of_documents_go_along_in_parts_too(house, into, source, monkeypatch):
    documents = [house.cabinet.document(source, f"{n}.pdf") for n in range(3)]
    asked = []
    for each in documents:
        body = {"accountId": source, "documentIds": [each]}
        asked.append(house.call("POST", "/v1/zips", body=body).json["id"])
    made(house)
    monkeypatch.setattr(leaving, "_MOVED_AT_ONCE", 1)
    merge(house, into, source)
    hear(house, "account.merged")
    for _ in range(20):
        if sweep()["leaving"] == 0:
            break
    assert [house.call("POST", f"/v1/zips/{each}/download").status for each in asked] == [200] * 3
    assert not [each for each in kept(house) if source in repr(each)]


def test_held_file_of_a_merged_account_is_let_in_where_it_went(house, arrivals, into, source):
    announced = arrivals.announced(source)
    arrivals.take_in(*arrivals.post(announced), "UNSUPPORTED")
    merge(house, into, source)
    hear(house, "account.merged")
    upload = announced["upload"]["id"]
    assert house.call("POST", f"/v1/uploads/{upload}/release", body={"reason": "Known"}).status == 202
    arrivals.hear()
    assert names_in(house, into, folder=house.cabinet.main(into)) == ["W-2.pdf"]


def test_file_on_its_way_into_what_was_erased_since_is_turned_away(house, arrivals, into, source):
    announced = arrivals.announced(source)
    key, version = arrivals.post(announced)
    tell(stored(house.cloud, key, version))
    merge(house, into, source)
    erased(house, into)
    tell(found(key, version))
    assert not [held for held in house.cloud.bucket.kept.values() if held]
    assert not [each for each in kept(house) if each["et"]["S"] == "DOCUMENT"]
