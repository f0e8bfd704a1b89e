"""Who may see, change and fetch what is kept: every kind of caller, on every kind of folder."""

from dataclasses import dataclass
from typing import Any

import pytest

from functions.documents.model.entities import Origin, Uploader
from shared.domain.ids import DocumentId, MemberId, PersonId
from shared.domain.principals import ActorKind
from shared.published.keys import lock
from shared.table.actions import create
from tests.fakes.http import claims
from tests.integration.house import House

SEEN = {"if-match": '"1"'}


@dataclass
class Room:
    """An account of a client's, with a folder, a document of the team's in it, and one the client put in."""

    house: House
    account: str
    folder: str
    person: PersonId
    document: str
    own: str

    @property
    def client(self) -> dict[str, str]:
        return claims(self.house.firm, self.person)

    def employee(self, *rights: str, assigned: bool = False) -> dict[str, str]:
        member = self.house.colleague(rights=rights)
        if assigned:
            assert self.house.call("PUT", f"/v1/accounts/{self.account}/assigned/{member}").status == 200
        return claims(self.house.firm, MemberId(member))

    def allow(self, **body: Any) -> None:
        path, query = f"/v1/folders/{self.folder}", {"account": self.account}
        tag = self.house.call("GET", path, query=query).headers["etag"]
        answer = self.house.call("PATCH", path, body=body, headers={"if-match": tag}, query=query)
        assert answer.status == 200, answer.text

    def asked(self, who: dict[str, str], act: str) -> int:
        """The status of an act on the team's document, by the team's way in or the clients'."""
        tree = "/v1/portal" if who == self.client else "/v1"
        calls: dict[str, tuple[str, str, Any, dict[str, str]]] = {
            "list": ("GET", f"{tree}/documents", None, {"account": self.account, "folder": self.folder}),
            "read": ("GET", f"{tree}/documents/{self.document}", None, {}),
            "versions": ("GET", f"{tree}/documents/{self.document}/versions", None, {}),
            "fetch": ("POST", f"{tree}/documents/{self.document}/download", {}, {}),
            "rename": ("PATCH", f"{tree}/documents/{self.document}", {"name": "other.pdf"}, {}),
            "rename own": ("PATCH", f"{tree}/documents/{self.own}", {"name": "mine.pdf"}, {}),
            "trash own": ("POST", f"{tree}/documents/{self.own}/trash", None, {}),
            "trash": ("POST", f"{tree}/documents/{self.document}/trash", None, {}),
        }
        method, path, body, query = calls[act]
        return self.house.call(method, path, who=who, body=body, headers=SEEN, query=query).status

    def found(self, who: dict[str, str]) -> list[str]:
        """What a search finds, and which folders there are."""
        tree = "/v1/portal" if who == self.client else "/v1"
        query = {"account": self.account, "search": "pdf"}
        found = self.house.call("GET", f"{tree}/documents", who=who, query=query).json["items"]
        folders = self.house.call("GET", f"{tree}/folders", who=who, query={"account": self.account}).json["items"]
        return [*(each["name"] for each in found), *(each["name"] for each in folders if not each["main"])]


def prepared(house: House, **rights: Any) -> Room:
    person = house.active()
    (account,) = house.person().accounts
    folder = house.made("/v1/folders", {"accountId": account, "name": "Taxes", **rights})["id"]
    document = house.cabinet.document(account, "return.pdf", folder=folder)
    uploader = Uploader(kind=ActorKind.PERSON, id=person, name="Jane Doe")
    own = house.cabinet.document(account, "scan.pdf", folder=folder, uploader=uploader, origin=Origin.PORTAL)
    return Room(house, account, folder, person, document, own)


ACTS = ("list", "read", "versions", "fetch", "rename", "rename own", "trash own", "trash")
LOOKING = dict.fromkeys(("list", "read", "versions", "fetch"), 200)
NOTHING = dict.fromkeys(ACTS, 404)
ALL = dict.fromkeys(ACTS, 200)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ({"permission": "none"}, NOTHING),
        ({"permission": "view"}, {**dict.fromkeys(ACTS, 403), **LOOKING}),
        ({"permission": "edit"}, {**LOOKING, "rename": 403, "trash": 403, "rename own": 200, "trash own": 200}),
        ({"permission": "edit", "private": True}, NOTHING),
    ],
    ids=["none", "view", "edit", "private"],
)
def test_client_may_what_the_folder_says(house, rights, expected, act):
    room = prepared(house, **rights)
    assert room.asked(room.client, act) == expected[act]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("rights", "assigned", "is_private", "expected"),
    [
        ((), False, False, NOTHING),
        ((), True, False, {**dict.fromkeys(ACTS, 403), **LOOKING}),
        (("view_all_accounts",), False, False, {**dict.fromkeys(ACTS, 403), **LOOKING}),
        (("manage_documents",), True, False, ALL),
        (("manage_documents",), False, False, NOTHING),
        ((), True, True, NOTHING),
        (("manage_documents",), True, True, ALL),
    ],
    ids=["stranger", "assigned", "sees all", "manages", "manages others", "private", "manages private"],
)
def test_employee_may_what_access_and_rights_say(house, rights, assigned, is_private, expected, act):
    room = prepared(house, private=is_private)
    assert room.asked(room.employee(*rights, assigned=assigned), act) == expected[act]


def test_what_may_not_be_seen_is_neither_listed_nor_found(house):
    room = prepared(house)
    assigned = room.employee(assigned=True)
    both = ["return.pdf", "scan.pdf", "Taxes"]
    assert room.found(room.client) == room.found(assigned) == both
    room.allow(private=True)
    assert room.found(room.client) == room.found(assigned) == []
    assert room.found(house.owner) == both
    room.allow(private=False, permission="none")
    assert room.found(room.client) == []
    assert room.found(assigned) == both


def test_override_says_what_one_person_may_whatever_the_others_may(house):
    room = prepared(house, permission="none")
    contact = house.person().contact
    room.allow(overrides=[{"contactId": contact, "permission": "view"}])
    assert (room.asked(room.client, "fetch"), room.asked(room.client, "rename own")) == (200, 403)
    room.allow(permission="edit", overrides=[{"contactId": contact, "permission": "none"}])
    assert room.asked(room.client, "read") == 404
    room.allow(overrides=[])
    assert room.asked(room.client, "read") == 200


def test_override_for_somebody_nobody_knows_finds_nothing(house, foreign):
    room = prepared(house)
    body = {"overrides": [{"contactId": foreign.contact(), "permission": "edit"}]}
    query = {"account": room.account}
    answer = house.call("PATCH", f"/v1/folders/{room.folder}", body=body, headers=SEEN, query=query)
    assert (answer.status, answer.faults) == (404, set())


@pytest.mark.parametrize("act", ["rename own", "trash own"])
def test_client_takes_nothing_back_once_the_team_opened_it(house, act):
    room = prepared(house)
    assert house.call("POST", f"/v1/documents/{room.own}/download", body={"purpose": "view"}).status == 200
    assert room.asked(room.client, act) == 409


def test_client_looking_at_their_own_leaves_it_theirs(house):
    room = prepared(house)
    assert house.call("POST", f"/v1/portal/documents/{room.own}/download", who=room.client, body={}).status == 200
    assert room.asked(room.client, "rename own") == 200


def test_archived_account_keeps_its_people_out_and_lets_the_team_read_on(house):
    room = prepared(house)
    manages = room.employee("manage_documents", assigned=True)
    assert house.call("POST", f"/v1/accounts/{room.account}/archive").status == 200
    refused = house.call("GET", f"/v1/portal/documents/{room.document}", who=room.client)
    assert (refused.status, refused.code) == (403, "ACCOUNT_ARCHIVED")
    assert {room.asked(manages, act) for act in LOOKING} == {200}
    assert {room.asked(manages, act) for act in ("rename", "trash")} == {409}
    made = house.call("POST", "/v1/folders", who=manages, body={"accountId": room.account, "name": "More"})
    assert (made.status, made.code) == (409, "WRONG_STATE")


def test_client_whose_login_was_taken_away_is_out_at_the_next_call(house):
    room = prepared(house)
    tie = house.call("GET", f"/v1/accounts/{room.account}/ties").json["items"][0]["id"]
    assert house.call("POST", f"/v1/accounts/{room.account}/ties/{tie}/access/revoke").status == 200
    assert room.asked(room.client, "fetch") == 401


def test_what_is_locked_to_an_invoice_the_client_fetches_when_it_is_paid(house):
    room = prepared(house)
    place = lock(house.firm, DocumentId(room.document))
    held = {"pk": place.pk, "sk": place.sk, "et": "LOCK", "sv": 1, "invoice": "inv_1"}
    house.cloud.table.transact(create(held))
    answer = house.call("POST", f"/v1/portal/documents/{room.document}/download", who=room.client, body={})
    assert (answer.status, answer.code) == (402, "PAYMENT_REQUIRED")
    assert room.asked(room.client, "read") == 200
    assert room.asked(house.owner, "fetch") == 200


def test_document_moved_adopts_what_may_be_done_in_the_other_folder(house):
    room = prepared(house, permission="none")
    assert room.asked(room.client, "read") == 404
    body = {"folderId": house.cabinet.main(room.account)}
    assert house.call("POST", f"/v1/documents/{room.document}/move", body=body, headers=SEEN).status == 200
    assert room.asked(room.client, "read") == 200


def test_folder_of_another_account_is_none_of_this_one(house):
    room = prepared(house)
    other = house.account("Roe")
    listed = house.call("GET", "/v1/documents", query={"account": other, "folder": room.folder})
    assert (listed.status, listed.code) == (404, "NOT_FOUND")
    assert house.call("GET", "/v1/documents", query={"account": other, "search": "return"}).json["items"] == []
    body = {"folderId": house.cabinet.folder(other)}
    assert house.call("POST", f"/v1/documents/{room.document}/move", body=body, headers=SEEN).status == 404
