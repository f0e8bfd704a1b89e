"""Several documents of a link in one file: one use, one visit's alone, and no further than the link goes."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents import keys
from shared.domain.ids import DocumentId
from shared.table import schema
from shared.table.actions import clear
from tests.fakes.http import Answer
from tests.integration.documents.packing import ask_by_link, change, lock, make, opened
from tests.integration.house import House
from tests.integration.outside import Given


def test_visitor_asks_for_ten_files_a_quarter_of_an_hour_and_for_the_same_ones_as_often_as_they_like(house, account):
    documents = [house.cabinet.document(account, f"{n}.pdf") for n in range(11)]
    given = house.outside.share(account, *documents)
    assert [ask_by_link(house, given, each).status for each in documents] == [202] * 10 + [429]
    assert [ask_by_link(house, given, documents[0]).status for _ in range(3)] == [202] * 3
    assert ask_by_link(house, given, documents[10]).code == "TOO_MANY_REQUESTS"
    assert ask_by_link(house, given, documents[10], address="198.51.100.9").status == 202
    house.wait(minutes=15)
    assert ask_by_link(house, given, documents[10]).status == 202


@pytest.mark.parametrize("what", ["another document", "another zip"])
def test_what_a_link_is_not_for_is_looked_for_thirty_times_a_quarter_of_an_hour(house, account, what):
    shared, other = house.cabinet.document(account, "a.pdf"), house.cabinet.document(account, "b.pdf")
    given, unknown = house.outside.share(account, shared), "zip_01KANQ9Z00H4R6S8TVWXYZ2345"

    def guess() -> Answer:
        if what == "another document":
            return ask_by_link(house, given, shared, other)
        answer: Answer = house.call("POST", f"/v1/guest/zips/{unknown}/download", headers=given.headers)
        return answer

    assert [guess().status for _ in range(31)] == [404] * 30 + [429]


def test_bearer_gets_the_documents_of_their_link_and_spends_one_use(house, account):
    documents = [house.cabinet.document(account, f"{n}.pdf") for n in range(2)]
    given = house.outside.share(account, *documents, max_uses=1)
    asked = ask_by_link(house, given, *documents)
    assert asked.status == 202
    make(house)
    path = f"/v1/guest/zips/{asked.json['id']}"
    assert house.call("GET", path, headers=given.headers).json["state"] == "ready"
    before = house.ids()
    for _ in range(2):
        got = house.call("POST", f"{path}/download", headers=given.headers)
        assert set(opened(house, got.json["url"])) == {"0.pdf", "1.pdf"}
    assert [each["name"] for each in house.since(before)] == ["link.used", "document.downloaded", "document.downloaded"]
    house.wait(minutes=11)
    assert house.call("POST", f"{path}/download", headers=given.headers).code == "LINK_EXHAUSTED"


def by_itself(house: House, given: Given, document: str) -> Answer:
    answer: Answer = house.call("POST", f"/v1/guest/documents/{document}/download", headers=given.headers)
    return answer


def uses(house: House, given: Given) -> int:
    """How often the link was used, as its history tells it too."""
    shown = house.call("GET", f"/v1/links/{given.link}").json
    told = [each for each in shown["history"] if each["kind"] == "used"]
    counted: int = shown["recipients"][0]["uses"]
    assert len(told) == counted
    return counted


def test_file_of_several_is_one_use_and_each_document_in_it_goes_on_with_that(house, account):
    first, second, third = (house.cabinet.document(account, f"{n}.pdf") for n in range(3))
    given = house.outside.share(account, first, second, third, max_uses=1)
    asked = ask_by_link(house, given, first, second).json["id"]
    make(house)
    assert house.call("POST", f"/v1/guest/zips/{asked}/download", headers=given.headers).status == 200
    before = house.cloud.items()
    assert [by_itself(house, given, each).status for each in (first, second)] == [200, 200]
    assert house.cloud.items() == before
    assert by_itself(house, given, third).code == "LINK_EXHAUSTED"
    assert by_itself(house, house.outside.opened(given), first).code == "LINK_EXHAUSTED", "another pass is another use"
    house.wait(minutes=9, seconds=59)
    assert by_itself(house, given, first).status == 200
    house.wait(seconds=1)
    assert by_itself(house, given, first).code == "LINK_EXHAUSTED"


def test_file_of_several_is_a_use_of_its_own_whichever_of_them_were_fetched_before(house, account):
    documents = [house.cabinet.document(account, f"{n}.pdf") for n in range(2)]
    given = house.outside.share(account, *documents, max_uses=2)
    asked = ask_by_link(house, given, *documents).json["id"]
    make(house)
    assert by_itself(house, given, documents[0]).status == 200
    assert uses(house, given) == 1
    path = f"/v1/guest/zips/{asked}/download"
    assert [house.call("POST", path, headers=given.headers).status for _ in range(2)] == [200, 200]
    assert uses(house, given) == 2
    assert [by_itself(house, given, each).status for each in documents] == [200, 200]
    assert uses(house, given) == 2


def test_bearer_asks_for_nothing_else_and_gets_nothing_that_is_kept_back(house, account):
    shared, other, locked = (house.cabinet.document(account, f"{n}.pdf") for n in range(3))
    released = house.cabinet.document(account, "r.pdf", is_released=True)
    given = house.outside.share(account, shared, locked, released)
    lock(house, locked)
    assert ask_by_link(house, given, shared, other).status == 404
    asked = ask_by_link(house, given, shared, locked, released).json
    left_out = {each["documentId"]: each["code"] for each in asked["leftOut"]}
    assert left_out == {locked: "PAYMENT_REQUIRED", released: "TARGET_GONE"}


def test_file_is_one_visits_alone_and_ends_with_its_link(house, account):
    document = house.cabinet.document(account)
    expires = house.cloud.clock.now + timedelta(minutes=20)
    given = house.outside.share(account, document, emails=(None,), expires_at=expires)
    asked = ask_by_link(house, given, document).json["id"]
    make(house)
    another = house.outside.opened(given)
    assert house.call("GET", f"/v1/guest/zips/{asked}", headers=another.headers).status == 404
    house.wait(minutes=18)
    got = house.call("POST", f"/v1/guest/zips/{asked}/download", headers=given.headers)
    assert int(parse_qs(urlsplit(got.json["url"]).query)["X-Amz-Expires"][0]) <= 120
    house.wait(minutes=2)
    for method, path in (("GET", asked), ("POST", f"{asked}/download")):
        assert house.call(method, f"/v1/guest/zips/{path}", headers=given.headers).code == "LINK_EXPIRED"


def test_key_of_one_visit_by_a_link_is_nobody_elses(house, account):
    document = house.cabinet.document(account)
    mine = house.outside.share(account, document, emails=(None,))
    theirs = house.outside.opened(mine)
    first, other, again = (ask_by_link(house, each, document, key="twice").json["id"] for each in (mine, theirs, mine))
    assert first == again != other
    assert house.call("GET", f"/v1/guest/zips/{other}", headers=theirs.headers).status == 200


FATES: Mapping[str, tuple[str, str | None]] = {
    "trashed": ("TARGET_GONE", "TARGET_GONE"),
    "purged": ("TARGET_GONE", "TARGET_GONE"),
    "let in by hand": ("TARGET_GONE", "TARGET_GONE"),
    "locked": ("PAYMENT_REQUIRED", "PAYMENT_REQUIRED"),
    "of a further version": ("ZIP_OUTDATED", None),
}


def befall(house: House, document: str, fate: str) -> None:
    match fate:
        case "trashed":
            change(house, document, "SET #trashed_at = :now", now="2026-11-22T08:00:00.000Z")
        case "purged":
            house.cloud.table.transact(clear(keys.document(house.firm, DocumentId(document)), schema.DOCUMENT))
        case "let in by hand":
            change(house, document, "SET #is_released = :yes", yes=True)
        case "locked":
            lock(house, document)
        case _:
            change(house, document, "SET #version = :two", two=2)


@pytest.mark.parametrize("moment", ["asked for", "being made", "there", "handed out"])
@pytest.mark.parametrize("fate", FATES)
def test_what_becomes_of_one_document_bites_whenever_it_comes_and_spends_nothing(house, account, fate, moment):
    kept, hit = house.cabinet.document(account, "a.pdf"), house.cabinet.document(account, "b.pdf")
    given = house.outside.share(account, kept, hit)
    refused, left_out = FATES[fate]
    if moment == "asked for":
        befall(house, hit, fate)
        told = ask_by_link(house, given, kept, hit).json
        assert [each["code"] for each in told["leftOut"]] == ([left_out] if left_out else [])
        alone = ask_by_link(house, given, hit)
        assert (alone.status == 202) if left_out is None else (alone.code == left_out)
        return
    asked = ask_by_link(house, given, kept, hit).json["id"]
    if moment == "being made":
        befall(house, hit, fate)
    make(house)
    path = f"/v1/guest/zips/{asked}"
    if moment == "handed out":
        assert house.call("POST", f"{path}/download", headers=given.headers).status == 200
    if moment != "being made":
        befall(house, hit, fate)
    before = uses(house, given)
    answer = house.call("POST", f"{path}/download", headers=given.headers)
    assert (answer.code, "X-Amz" in answer.text) == (refused, False)
    assert uses(house, given) == before
    assert by_itself(house, given, kept).status == 200, "it is for that one alone"


def test_document_that_is_trashed_or_changed_takes_the_links_file_along(house, account):
    first, second = house.cabinet.document(account, "a.pdf"), house.cabinet.document(account, "b.pdf")
    given = house.outside.share(account, first, second)
    asked = ask_by_link(house, given, first, second).json["id"]
    make(house)
    change(house, second, "SET #version = :two", two=2)
    path = f"/v1/guest/zips/{asked}/download"
    assert house.call("POST", path, headers=given.headers).code == "ZIP_OUTDATED"
    change(house, second, "SET #trashed_at = :now", now="2026-11-22T08:00:00.000Z")
    assert house.call("POST", path, headers=given.headers).code == "TARGET_GONE"
