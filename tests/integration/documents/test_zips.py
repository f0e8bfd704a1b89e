"""Several documents in one file: made in the background, handed out while each of them would be."""

from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents import keys, zips
from functions.documents.model.entities import Uploader
from shared.domain.ids import AccountId, ContactId, MemberId
from shared.domain.principals import ActorKind
from shared.published.documents import Permission
from shared.table.actions import update
from shared.wiring import ground
from tests.fakes.cloud import queue_event
from tests.fakes.http import Answer, claims, context
from tests.fakes.interleaving import before_commit
from tests.integration.documents.packing import ask, ask_by_link, change, lock, make, opened
from tests.integration.house import House


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
