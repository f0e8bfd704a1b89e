"""Documents: found, named, moved, fetched and approved."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents.model.entities import Origin, Uploader
from shared import wiring
from shared.domain.principals import ActorKind
from tests.fakes.http import Answer, claims
from tests.fakes.interleaving import Interleaved
from tests.integration.house import House

SEEN = {"if-match": '"1"'}


def listed(house: House, account: str, **query: str) -> list[str]:
    found = house.call("GET", "/v1/documents", query={"account": account, **query})
    assert found.status == 200, found.text
    return [each["name"] for each in found.json["items"]]


def told(house: House, name: str) -> list[dict[str, Any]]:
    return [each for each in house.cloud.announced() if each["name"] == name]


def fetched(house: House, document: str, who: dict[str, str] | None = None, **body: Any) -> Answer:
    path = "/v1/portal/documents" if who else "/v1/documents"
    return house.call("POST", f"{path}/{document}/download", who=who, body=body)


def test_folder_lists_its_own_by_name_whatever_the_case(house):
    account = house.account()
    folder = house.cabinet.folder(account)
    for name in ("b.pdf", "A.pdf", "c.pdf"):
        house.cabinet.document(account, name, folder=folder)
    house.cabinet.document(account, "elsewhere.pdf")
    assert listed(house, account, folder=folder) == ["A.pdf", "b.pdf", "c.pdf"]
    assert listed(house, account) == ["elsewhere.pdf"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mul", ["Multi.pdf", "Müller 2025 W-2.pdf"]),
        ("MÜLLER", ["Müller 2025 W-2.pdf"]),
        ("w-2 2025", ["Müller 2025 W-2.pdf"]),
        ("ller", []),
        ("x", []),
        ("!", []),
    ],
)
def test_search_finds_by_the_beginning_of_any_word(house, text, found):
    account, other = house.account(), house.account("Roe")
    for name in ("Müller 2025 W-2.pdf", "Multi.pdf", "Return.pdf"):
        house.cabinet.document(account, name)
    house.cabinet.document(other, "Multi of another.pdf")
    assert listed(house, account, search=text) == found


def test_document_with_two_words_that_begin_alike_is_found_once(house):
    account = house.account()
    house.cabinet.document(account, "tax taxes taxi.pdf")
    assert listed(house, account, search="tax") == ["tax taxes taxi.pdf"]


def test_search_follows_new_names_and_other_folders(house):
    account = house.account()
    document, folder = house.cabinet.document(account, "scan.pdf"), house.cabinet.folder(account)
    house.call("PATCH", f"/v1/documents/{document}", body={"name": "Return.pdf"}, headers=SEEN)
    body, headers = {"folderId": folder}, {"if-match": '"2"'}
    house.call("POST", f"/v1/documents/{document}/move", body=body, headers=headers)
    assert listed(house, account, search="scan") == []
    assert listed(house, account, search="return") == ["Return.pdf"]
    assert listed(house, account, search="return", folder=folder) == ["Return.pdf"]
    assert listed(house, account, search="return", folder=house.cabinet.main(account)) == []


def test_renamed_it_keeps_its_original_name_and_is_numbered_where_that_is_taken(house):
    account = house.account()
    document = house.cabinet.document(account, "img_01.pdf")
    house.cabinet.document(account, "W-2.pdf")
    answer = house.call("PATCH", f"/v1/documents/{document}", body={"name": " W-2.pdf "}, headers=SEEN)
    assert (answer.json["name"], answer.json["originalName"]) == ("W-2 (2).pdf", "img_01.pdf")
    (event,) = told(house, "document.renamed")
    assert event["personal"] == {"documentName": "W-2 (2).pdf", "before": "img_01.pdf"}


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nb.pdf", 'x"; filename="y.exe', "x\u202efdp.exe", "🎉.pdf"])
def test_abuse_15_name_of_any_letters_is_kept_and_handed_out_as_one_name(house, name):
    account = house.account()
    document = house.cabinet.document(account)
    answer = house.call("PATCH", f"/v1/documents/{document}", body={"name": name}, headers=SEEN)
    assert answer.status == 200
    kept = answer.json["name"]
    assert not set(kept) & set('/\\"\r\n\u202e')
    said = parse_qs(urlsplit(fetched(house, document).json["url"]).query)["response-content-disposition"][0]
    assert said.startswith("attachment; filename=")
    assert not set(said) & set("\r\n\u202e")


@pytest.mark.parametrize("name", ["", "   ", "...", "\u200b"])
def test_name_of_which_nothing_is_left_is_refused(house, name):
    document = house.cabinet.document(house.account())
    answer = house.call("PATCH", f"/v1/documents/{document}", body={"name": name}, headers=SEEN)
    assert answer.status == 422
    assert {field for field, _ in answer.faults} == {"name"}


def test_abuse_19_address_is_for_one_version_one_key_and_five_minutes(house):
    account = house.account()
    document = house.cabinet.document(account)
    house.cabinet.version(document, b"%PDF-1.7 second")
    seen = []
    for version in (None, 1, 2):
        answer = fetched(house, document, version=version).json
        url = urlsplit(answer["url"])
        asked = parse_qs(url.query)
        assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
        assert int(asked["X-Amz-Expires"][0]) <= 300
        assert asked["response-content-disposition"][0].startswith("attachment")
        assert answer["expiresAt"] == "2026-11-22T09:04:59Z"
        seen.append((answer["version"], url.path))
    assert [version for version, _ in seen] == [2, 1, 2]
    assert seen[0][1] == seen[2][1] != seen[1][1]
    assert fetched(house, document, version=3).status == 404


def test_first_of_the_team_to_open_it_is_marked_and_every_opening_is_told(house):
    person = house.active()
    (account,) = house.person().accounts
    document, who = house.cabinet.document(account), claims(house.firm, person)
    assert fetched(house, document, who).status == 200
    assert house.call("GET", f"/v1/documents/{document}").json["viewedAt"] is None
    assert fetched(house, document, purpose="view").status == 200
    assert fetched(house, document, purpose="view").status == 200
    shown = house.call("GET", f"/v1/documents/{document}")
    assert (shown.json["viewedAt"], shown.headers["etag"]) == ("2026-11-22T09:00:00Z", '"1"')
    assert sorted(each["data"]["isFirst"] for each in told(house, "document.viewed")) == [False, True]
    assert [each["data"]["isFirst"] for each in told(house, "document.downloaded")] == [True]


def test_download_under_one_key_is_told_once_and_gives_an_address_each_time(house):
    document = house.cabinet.document(house.account())
    for _ in range(2):
        answer = house.call("POST", f"/v1/documents/{document}/download", body={}, headers={"idempotency-key": "once"})
        assert answer.json["url"]
    assert len(told(house, "document.downloaded")) == 1


def test_what_is_trashed_just_before_the_address_is_made_is_not_handed_out(house, monkeypatch):
    document = house.cabinet.document(house.account())
    racing = Interleaved(
        house.cloud.client("dynamodb"),
        "transact_write_items",
        1,
        lambda: house.call("POST", f"/v1/documents/{document}/trash"),
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    answer = fetched(house, document)
    assert racing.has_acted
    assert (answer.status, answer.code) == (409, "WRONG_STATE")
    assert told(house, "document.downloaded") == []


def test_client_renaming_while_the_team_opens_it_comes_too_late(house, monkeypatch):
    person = house.active()
    (account,) = house.person().accounts
    uploader = Uploader(kind=ActorKind.PERSON, id=person, name="Jane Doe")
    document = house.cabinet.document(account, uploader=uploader, origin=Origin.PORTAL)
    racing = Interleaved(
        house.cloud.client("dynamodb"), "transact_write_items", 1, lambda: fetched(house, document, purpose="view")
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    answer = house.call(
        "PATCH",
        f"/v1/portal/documents/{document}",
        who=claims(house.firm, person),
        body={"name": "new.pdf"},
        headers=SEEN,
    )
    assert (answer.status, answer.code) == (409, "VERSION_STALE")
    assert told(house, "document.renamed") == []


class Asking:
    """A client and a document of the team's in their account."""

    def __init__(self, house: House, **more: Any) -> None:
        self.house = house
        person = house.active()
        (self.account,) = house.person().accounts
        self.document = house.cabinet.document(self.account, **more)
        self.who = claims(house.firm, person)

    def ask(self) -> Answer:
        return self.house.call("POST", f"/v1/documents/{self.document}/approval")

    def say(self, what: str, **body: Any) -> Answer:
        path = f"/v1/portal/documents/{self.document}/{what}"
        return self.house.call("POST", path, who=self.who, body=body or None)

    @property
    def state(self) -> Any:
        approval = self.house.call("GET", f"/v1/documents/{self.document}").json["approval"]
        return approval and (approval["state"], approval["reason"])


def test_firm_asks_client_disapproves_for_a_reason_and_approves_when_asked_again(house):
    asking = Asking(house)
    assert (asking.say("approve").code, asking.state) == ("WRONG_STATE", None)
    asking.ask()
    assert asking.state == ("pending", None)
    assert asking.say("disapprove", reason="Wrong year.").status == 200
    assert asking.state == ("disapproved", "Wrong year.")
    assert asking.say("approve").code == "WRONG_STATE"
    asking.ask()
    assert asking.say("approve").json["approval"] == {"state": "approved", "reason": None}
    assert asking.say("approve").status == 200
    assert len(told(house, "document.approved")) == 1


def test_what_was_said_of_a_version_does_not_stand_for_the_next(house):
    asking = Asking(house)
    asking.ask()
    asking.say("approve")
    house.cabinet.version(asking.document)
    assert asking.state is None
    assert asking.say("approve").code == "WRONG_STATE"


def test_nobody_approves_a_version_that_came_while_they_did(house, monkeypatch):
    asking = Asking(house)
    asking.ask()
    racing = Interleaved(
        house.cloud.client("dynamodb"), "transact_write_items", 1, lambda: house.cabinet.version(asking.document)
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    answer = asking.say("approve")
    assert racing.has_acted
    assert (answer.status, answer.code) == (409, "WRONG_STATE")
    assert told(house, "document.approved") == []


def test_nobody_is_asked_to_approve_what_they_cannot_see(house):
    account = house.account()
    folder = house.made("/v1/folders", {"accountId": account, "name": "Notes", "private": True})["id"]
    document = house.cabinet.document(account, folder=folder)
    answer = house.call("POST", f"/v1/documents/{document}/approval")
    assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_disapproval_without_a_reason_is_refused(house):
    asking = Asking(house)
    asking.ask()
    for body in ({"reason": ""}, {"reason": "   "}):
        assert asking.say("disapprove", **body).status == 422
