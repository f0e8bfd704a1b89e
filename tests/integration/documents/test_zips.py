"""Several documents in one file: made in the background, handed out while each of them would be."""

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents import keys, zips
from functions.documents.model.entities import Uploader
from shared.domain.ids import AccountId, ContactId, DocumentId, MemberId
from shared.domain.principals import ActorKind
from shared.published.documents import Permission
from shared.published.locks import LockRecord
from shared.table import schema
from shared.table.actions import clear, update
from shared.wiring import ground
from tests.fakes.cloud import queue_event
from tests.fakes.http import Answer, claims, context
from tests.fakes.interleaving import before_commit
from tests.integration.house import House
from tests.integration.outside import Given


@pytest.fixture
def account(house):
    house.active()
    return next(iter(house.person().accounts))


@pytest.fixture
def jane(house, account):
    return claims(house.firm, house.person().id)


def ask(house: House, who: Mapping[str, str], account: str, *documents: str, key: str = "", **more: Any) -> Answer:
    tree = "/v1/zips" if who is house.owner else "/v1/portal/zips"
    headers = {"Idempotency-Key": key} if key else {}
    body = {"accountId": account, "documentIds": list(documents), **more}
    return house.call("POST", tree, who=who, body=body, headers=headers)


def ask_by_link(house: House, given: Given, *documents: str, key: str = "", **more: Any) -> Answer:
    headers = {**given.headers, **({"Idempotency-Key": key} if key else {})}
    return house.call("POST", "/v1/guest/zips", body={"documentIds": list(documents)}, headers=headers, **more)


def make(house: House) -> None:
    """Tell the room of every wish, twice, as queues do."""
    asked = [{"detail": each} for each in house.cloud.announced() if each["name"] == "zip.requested"]
    for _ in range(2):
        assert zips.handler(queue_event(*asked), context()) == {"batchItemFailures": []}


def opened(house: House, url: str) -> dict[str, bytes]:
    """What lies in the file behind an address."""
    key = urlsplit(url).path.partition("zips/")[2]
    with zipfile.ZipFile(io.BytesIO(house.cloud.fetch(f"zips/{key}"))) as archive:
        assert archive.testzip() is None
        return {each.filename: archive.read(each) for each in archive.infolist()}


def change(house: House, document: str, expression: str, **values: Any) -> None:
    key = keys.document(house.firm, DocumentId(document))
    spelled = {f":{name}": value for name, value in values.items()}
    house.cloud.table.transact(update(key, expression, when="attribute_exists(#pk)", values=spelled, failed=KeyError))


def lock(house: House, document: str) -> None:
    of = DocumentId(document)
    record = LockRecord(firm=house.firm, document=of, invoice="inv_1")
    key = keys.lock(house.firm, of)
    values = {f":{name}": value for name, value in {**record.model_dump(mode="json"), "et": "LOCK"}.items()}
    expression = f"SET {', '.join(f'#{name[1:]} = {name}' for name in values)}"
    house.cloud.table.transact(
        update(key, expression, when="attribute_not_exists(#pk)", values=values, failed=KeyError)
    )


def test_team_gets_what_it_asked_for_in_one_file(house, account):
    first = house.cabinet.document(account, "W-2.pdf", b"%PDF-1.7 one")
    elsewhere = house.cabinet.folder(account)
    second = house.cabinet.document(account, "w-2.PDF", b"%PDF-1.7 two", folder=elsewhere)
    third = house.cabinet.document(account, "Löhne \U0001f34e.pdf", b"%PDF-1.7 three")
    asked = ask(house, house.owner, account, first, second, third)
    assert (asked.status, asked.json["state"]) == (202, "making")
    path = f"/v1/zips/{asked.json['id']}"
    assert house.call("POST", f"{path}/download", who=house.owner).code == "ZIP_NOT_READY"
    make(house)
    assert house.call("GET", path, who=house.owner).json["state"] == "ready"
    before = house.ids()
    given = house.call("POST", f"{path}/download", who=house.owner)
    assert opened(house, given.json["url"]) == {
        "W-2.pdf": b"%PDF-1.7 one",
        "w-2 (2).PDF": b"%PDF-1.7 two",
        "Löhne \U0001f34e.pdf": b"%PDF-1.7 three",
    }
    assert [each["name"] for each in house.since(before)] == ["document.downloaded"] * 3
    query = parse_qs(urlsplit(given.json["url"]).query)
    assert int(query["X-Amz-Expires"][0]) <= 300
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert query["response-content-disposition"][0].startswith("attachment;")


def test_large_documents_are_put_away_part_by_part(house, account):
    content = b"%PDF-1.7 " + bytes(5_000_000)
    documents = [house.cabinet.document(account, f"{n}.pdf", content) for n in range(4)]
    asked = ask(house, house.owner, account, *documents)
    make(house)
    parts = [each for each in house.cloud.client("s3").done if each.operation == "upload_part"]
    sizes = [len(each.request["Body"]) for each in parts]
    assert sizes[:-1] == [8 * 1024 * 1024] * (len(sizes) - 1)
    given = house.call("POST", f"/v1/zips/{asked.json['id']}/download", who=house.owner)
    assert set(opened(house, given.json["url"]).values()) == {content}


def test_client_gets_what_they_may_see_and_hears_what_is_left_out(house, account, jane):
    kept, locked, trashed = (house.cabinet.document(account, f"{n}.pdf") for n in range(3))
    lock(house, locked)
    change(house, trashed, "SET #trashed_at = :now", now="2026-11-22T08:00:00.000Z")
    asked = ask(house, jane, account, kept, locked, trashed)
    left_out = {each["documentId"]: each["code"] for each in asked.json["leftOut"]}
    assert left_out == {locked: "PAYMENT_REQUIRED", trashed: "WRONG_STATE"}
    assert [each["documentId"] for each in asked.json["documents"]] == [kept]
    assert ask(house, jane, account, locked).code == "PAYMENT_REQUIRED"
    assert ask(house, house.owner, account, locked).status == 202
    assert ask(house, house.owner, account, trashed).code == "WRONG_STATE"


def test_what_is_not_there_for_the_asker_takes_the_whole_wish_along(house, foreign, account, jane):
    mine = house.cabinet.document(account)
    hidden = house.cabinet.folder(account, overrides={ContactId(house.person().contact): Permission.NONE})
    unseen = house.cabinet.document(account, folder=hidden)
    elsewhere = house.cabinet.document(house.account("Roe Ltd."))
    of_another = foreign.cabinet.document(foreign.account())
    for other in (unseen, elsewhere, of_another, "doc_01KANQ9Z00H4R6S8TVWXYZ2345", "doc_1"):
        assert ask(house, jane, account, mine, other).status == 404
    assert ask(house, jane, elsewhere, mine).status == 404
    assert ask(house, house.owner, account, mine, unseen).status == 202


def test_file_is_its_askers_alone(house, account, jane):
    document = house.cabinet.document(account)
    emil = MemberId(house.colleague(role="admin"))
    asked = ask(house, house.owner, account, document).json["id"]
    make(house)
    for who, tree in ((jane, "/v1/portal/zips"), (claims(house.firm, emil), "/v1/zips")):
        assert house.call("GET", f"{tree}/{asked}", who=who).status == 404
        assert house.call("POST", f"{tree}/{asked}/download", who=who).status == 404


@pytest.mark.parametrize(
    ("what", "code"),
    [("trashed", "WRONG_STATE"), ("locked", "PAYMENT_REQUIRED"), ("moved", "ZIP_OUTDATED"), ("gone", "ZIP_OUTDATED")],
)
def test_what_became_of_a_document_since_is_asked_when_the_file_is_handed_out(house, account, jane, what, code):
    first, second = house.cabinet.document(account, "a.pdf"), house.cabinet.document(account, "b.pdf")
    asked = ask(house, jane, account, first, second).json["id"]
    make(house)
    assert house.call("POST", f"/v1/portal/zips/{asked}/download", who=jane).status == 200
    if what == "trashed":
        change(house, second, "SET #trashed_at = :now", now="2026-11-22T08:00:00.000Z")
    elif what == "locked":
        lock(house, second)
    elif what == "moved":
        change(house, second, "SET #folder = :other", other=house.cabinet.folder(account))
    else:
        change(house, second, "SET #account = :other", other=AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ2345"))
    assert house.call("POST", f"/v1/portal/zips/{asked}/download", who=jane).code == code


def test_client_who_lost_the_folder_or_the_account_gets_nothing_more(house, account, jane):
    folder = house.cabinet.folder(account)
    asked = ask(house, jane, account, house.cabinet.document(account, folder=folder)).json["id"]
    make(house)
    key = keys.folder(house.firm, AccountId(account), folder)
    hide = update(
        key, "SET #permission = :none", when="attribute_exists(#pk)", values={":none": "none"}, failed=KeyError
    )
    house.cloud.table.transact(hide)
    assert house.call("POST", f"/v1/portal/zips/{asked}/download", who=jane).status == 404


@pytest.mark.parametrize(("by", "mark"), [("team", "viewedAt"), ("client", "viewedByClientAt"), ("link", None)])
def test_file_opens_each_document_in_it_as_its_own_address_does(house, account, jane, by, mark):
    documents = [house.cabinet.document(account, f"{n}.pdf") for n in range(3)]
    given = house.outside.share(account, *documents)
    for tree, who in (("/v1/documents", house.owner), ("/v1/portal/documents", jane)):
        assert house.call("POST", f"{tree}/{documents[0]}/download", who=who, body={}).status == 200
    if by == "link":
        asked, tree = ask_by_link(house, given, *documents), "/v1/guest/zips"
    else:
        who = house.owner if by == "team" else jane
        asked, tree = ask(house, who, account, *documents), "/v1/zips" if by == "team" else "/v1/portal/zips"
    make(house)
    marks = {"viewedAt", "viewedByClientAt"}
    for firsts in ([False, True, True] if mark else [False] * 3, [False] * 3):
        before = house.ids()
        house.wait(minutes=11)
        how = {"headers": given.headers} if by == "link" else {"who": who}
        assert house.call("POST", f"{tree}/{asked.json['id']}/download", **how).status == 200
        told = [each for each in house.since(before) if each["name"] == "document.downloaded"]
        assert [each["data"]["isFirst"] for each in told] == firsts
    for each in documents[1:]:
        shown = house.call("GET", f"/v1/documents/{each}").json
        assert {name for name in marks if shown[name]} == {mark} - {None}


def of_janes(house: House, account: str, name: str) -> str:
    jane = Uploader(kind=ActorKind.PERSON, id=house.person().id, name="Jane Doe")
    document: str = house.cabinet.document(account, name, uploader=jane)
    return document


def test_what_a_client_put_in_is_theirs_to_take_back_until_the_team_has_it_in_a_file(house, account, jane):
    mine, other = of_janes(house, account, "a.pdf"), of_janes(house, account, "b.pdf")
    asked = ask(house, house.owner, account, mine).json["id"]
    make(house)
    assert house.call("POST", f"/v1/portal/documents/{other}/trash", who=jane).status == 200
    assert house.call("POST", f"/v1/zips/{asked}/download", who=house.owner).status == 200
    assert house.call("POST", f"/v1/portal/documents/{mine}/trash", who=jane).code == "WRONG_STATE"


def test_client_who_takes_a_document_back_while_the_team_takes_the_file_was_faster(house, account):
    mine = of_janes(house, account, "a.pdf")
    asked = ask(house, house.owner, account, mine).json["id"]
    make(house)
    before, now = house.ids(), "2026-11-22T09:00:00.000Z"
    with before_commit(ground.table(), lambda: change(house, mine, "SET #trashed_at = :now", now=now)):
        assert house.call("POST", f"/v1/zips/{asked}/download", who=house.owner).code == "WRONG_STATE"
    assert house.since(before) == []


def test_document_that_somebody_else_opens_meanwhile_is_not_opened_for_the_first_time(house, account):
    document = house.cabinet.document(account)
    asked = ask(house, house.owner, account, document).json["id"]
    make(house)
    before, now = house.ids(), "2026-11-22T09:00:00.000000Z"
    with before_commit(ground.table(), lambda: change(house, document, "SET #viewed_at = :now", now=now)):
        assert house.call("POST", f"/v1/zips/{asked}/download", who=house.owner).status == 200
    (told,) = house.since(before)
    assert told["data"]["isFirst"] is False


def test_file_is_gone_after_a_day(house, account):
    asked = ask(house, house.owner, account, house.cabinet.document(account)).json["id"]
    make(house)
    house.wait(hours=23, minutes=59)
    assert house.call("GET", f"/v1/zips/{asked}", who=house.owner).status == 200
    house.wait(minutes=1)
    assert house.call("GET", f"/v1/zips/{asked}", who=house.owner).status == 404
    assert house.call("POST", f"/v1/zips/{asked}/download", who=house.owner).status == 404


def test_one_wish_is_one_file(house, account):
    document = house.cabinet.document(account)
    first = ask(house, house.owner, account, document, key="key-1")
    assert ask(house, house.owner, account, document, key="key-1").json == first.json
    assert ask(house, house.owner, account, document, document, key="key-1").code == "IDEMPOTENCY_KEY_REUSED"


@pytest.mark.parametrize("by", ["team", "client", "link"])
def test_same_wish_again_is_the_file_that_is_being_made_or_there(house, account, jane, by):
    documents = [house.cabinet.document(account, f"{n}.pdf") for n in range(3)]
    given = house.outside.share(account, *documents)

    def wish(*of: str) -> Answer:
        if by == "link":
            return ask_by_link(house, given, *of)
        return ask(house, house.owner if by == "team" else jane, account, *of)

    first = wish(*documents[:2])
    before = house.ids()
    assert wish(*reversed(documents[:2])).json == first.json
    make(house)
    again = wish(*documents[:2])
    assert (again.status, again.json["id"], again.json["state"]) == (202, first.json["id"], "ready")
    assert house.since(before) == []
    assert wish(*documents).json["id"] != first.json["id"]
    change(house, documents[1], "SET #name = :name", name="b.pdf")
    assert wish(*documents[:2]).json["id"] != first.json["id"], "it is not the same any more"


def test_same_wish_of_others_is_a_file_of_their_own(house, account, jane):
    document = house.cabinet.document(account)
    given = house.outside.share(account, document, emails=(None,))
    asked = [ask(house, house.owner, account, document), ask(house, jane, account, document)]
    asked += [ask_by_link(house, each, document) for each in (given, house.outside.opened(given))]
    assert len({each.json["id"] for each in asked}) == 4


@pytest.mark.parametrize(
    ("what", "minutes", "is_anew"),
    [("making", 59, False), ("making", 60, True), ("ready", 23 * 60 - 1, False), ("ready", 23 * 60, True)],
)
def test_file_that_took_too_long_or_is_soon_over_is_made_anew_for_whoever_asks_again(
    house, account, what, minutes, is_anew
):
    document = house.cabinet.document(account)
    first = ask(house, house.owner, account, document).json
    if what == "ready":
        make(house)
    house.wait(minutes=minutes)
    again = ask(house, house.owner, account, document).json
    assert (again["createdAt"] != first["createdAt"]) is is_anew
    make(house)
    given = house.call("POST", f"/v1/zips/{again['id']}/download", who=house.owner)
    assert given.status == 200
    assert list(opened(house, given.json["url"])) == ["W-2.pdf"]


def test_file_that_failed_is_made_anew_for_whoever_asks_again(house, account):
    document = house.cabinet.document(account)
    asked = ask(house, house.owner, account, document).json["id"]
    for _ in range(3):
        house.cloud.client("s3").fail("upload_part")
        (event,) = [each for each in house.cloud.announced() if each["name"] == "zip.requested"]
        zips.handler(queue_event({"detail": event}), context())
    make(house)
    path = f"/v1/zips/{asked}"
    assert house.call("GET", path, who=house.owner).json["state"] == "failed"
    assert ask(house, house.owner, account, document).json["state"] == "making"
    make(house)
    assert house.call("GET", path, who=house.owner).json["state"] == "ready"


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


def test_more_than_a_gigabyte_is_refused_before_anything_is_made(house, account):
    large = [house.cabinet.document(account, f"{n}.pdf", size=600 * 1024**2) for n in range(2)]
    assert ask(house, house.owner, account, *large).code == "ZIP_TOO_LARGE"
    assert ask(house, house.owner, account, large[0]).status == 202


def test_making_that_dies_is_begun_anew_and_given_up_after_three_tries(house, account):
    asked = ask(house, house.owner, account, house.cabinet.document(account)).json["id"]
    (event,) = [each for each in house.cloud.announced() if each["name"] == "zip.requested"]
    for _ in range(3):
        house.cloud.client("s3").fail("upload_part")
        assert zips.handler(queue_event({"detail": event}), context())["batchItemFailures"]
        assert house.call("GET", f"/v1/zips/{asked}", who=house.owner).json["state"] == "making"
    make(house)
    shown = house.call("GET", f"/v1/zips/{asked}", who=house.owner).json
    assert (shown["state"], shown["failedFor"]) == ("failed", "UNAVAILABLE")
    assert house.call("POST", f"/v1/zips/{asked}/download", who=house.owner).code == "ZIP_FAILED"


@pytest.mark.parametrize("operation", ["create_multipart_upload", "get_object", "complete_multipart_upload"])
def test_making_that_dies_anywhere_is_finished_by_the_next_delivery(house, account, operation):
    asked = ask(house, house.owner, account, house.cabinet.document(account)).json["id"]
    (event,) = [each for each in house.cloud.announced() if each["name"] == "zip.requested"]
    house.cloud.client("s3").fail(operation, moment="after")
    assert zips.handler(queue_event({"detail": event}), context())["batchItemFailures"]
    make(house)
    assert house.call("GET", f"/v1/zips/{asked}", who=house.owner).json["state"] == "ready"


def test_document_whose_bytes_are_gone_shows_on_the_file(house, account):
    document = house.cabinet.document(account)
    asked = ask(house, house.owner, account, document).json["id"]
    (stored,) = [each for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT"]
    house.cloud.bucket.delete_object(Bucket=house.cloud.files, Key=stored["key"]["S"])
    make(house)
    shown = house.call("GET", f"/v1/zips/{asked}", who=house.owner).json
    assert (shown["state"], shown["failedFor"]) == ("failed", "TARGET_GONE")


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


# What becomes of one of the documents behind a link; how a file with it is refused, and how it is left out of the next.
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
