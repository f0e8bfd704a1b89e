"""Clients name what they put in: what was named automatically any time, the rest until the firm opened it."""

from typing import Any

import pytest

from functions.documents.model.entities import Uploader
from functions.documents.paper.reading import text_of
from shared.domain.ids import ContactId, DocumentId, PersonId
from shared.domain.principals import ActorKind
from shared.published.documents import Permission
from tests.fakes.http import claims
from tests.integration.documents.handed_in import W2, look_up, put_in, recognise, switch
from tests.integration.house import House


@pytest.fixture
def jane(house):
    return house.active()


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr("functions.documents.paper.apart.read_apart", text_of)


def of_jane(house: House, jane: PersonId, **more: Any) -> DocumentId:
    account = next(iter(house.person().accounts))
    uploader = Uploader(kind=ActorKind.PERSON, id=jane, name="Jane Doe")
    return put_in(house, account=account, **{"uploader": uploader, **more})


def recognised(house: House, jane: PersonId, **more: Any) -> DocumentId:
    switch(house)
    document = of_jane(house, jane, **more)
    assert recognise(house, document).name == W2
    return document


def name(house: House, jane: PersonId, document: str, to: str, version: int | None = None):
    seen = version or look_up(house, DocumentId(document)).v
    path, who = f"/v1/portal/documents/{document}", claims(house.firm, jane)
    return house.call("PATCH", path, who=who, body={"name": to}, headers={"If-Match": f'"{seen}"'})


def restore(house: House, jane: PersonId, document: str):
    return house.call("POST", f"/v1/portal/documents/{document}/name/restore", who=claims(house.firm, jane))


def test_what_was_named_automatically_gets_its_name_back_for_good(house, jane):
    document = recognised(house, jane)
    answer = restore(house, jane, document)
    assert answer.status == 200
    assert (answer.json["name"], answer.json["originalName"]) == ("img_01.pdf", "img_01.pdf")
    assert recognise(house, document).name == "img_01.pdf"
    assert recognise(house, of_jane(house, jane, named_by_hand=True)).name == "img_01 (2).pdf"


def test_restoring_twice_tells_once(house, jane):
    document = recognised(house, jane)
    restore(house, jane, document)
    before = house.ids()
    assert restore(house, jane, document).json["name"] == "img_01.pdf"
    assert house.since(before) == []


def test_chosen_name_is_told_and_kept(house, jane):
    document = recognised(house, jane, viewed_at=house.cloud.clock.now)
    before = house.ids()
    answer = name(house, jane, document, "My wages: 2025.pdf")
    assert (answer.status, answer.json["name"]) == (200, "My wages_ 2025.pdf")
    assert answer.headers["etag"] == '"3"'
    (told,) = house.since(before)
    assert (told["name"], told["data"]["isAutomatic"]) == ("document.renamed", False)
    assert told["personal"] == {"before": W2, "documentName": "My wages_ 2025.pdf"}
    assert told["actor"]["kind"] == "person"
    assert look_up(house, document).named_by_hand


def test_original_name_that_is_taken_by_then_is_numbered(house, jane):
    document = recognised(house, jane)
    of_jane(house, jane, name="IMG_01.pdf")
    for _ in range(2):
        assert restore(house, jane, document).json["name"] == "img_01 (2).pdf"


def test_what_the_firm_opened_keeps_the_name_its_client_gave_it(house, jane):
    document = of_jane(house, jane, viewed_at=house.cloud.clock.now)
    for answer in (name(house, jane, document, "x.pdf"), restore(house, jane, document)):
        assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_what_others_put_in_is_not_ones_own(house, jane):
    of_another = Uploader(kind=ActorKind.PERSON, id="per_4NZ6T0V8S2QXCJ1M7B5WKDE39A", name="John Doe")
    for document in (
        of_jane(house, jane, uploader=of_another, recognised_as="W-2"),
        house.cabinet.document(next(iter(house.person().accounts)), recognised_as="W-2"),
    ):
        assert name(house, jane, document, "x.pdf").status == 403
        assert restore(house, jane, document).status == 403


def test_who_may_only_look_into_a_folder_names_nothing_there_but_what_was_named_for_them(house, jane):
    account = next(iter(house.person().accounts))
    folder = house.cabinet.folder(account, permission=Permission.VIEW)
    assert name(house, jane, of_jane(house, jane, folder=folder), "x.pdf").status == 403
    assert restore(house, jane, recognised(house, jane, folder=folder)).status == 200


def test_what_is_in_the_trash_keeps_its_name(house, jane):
    trashed = of_jane(house, jane, trashed_at=house.cloud.clock.now, recognised_as="W-2")
    assert restore(house, jane, trashed).code == "WRONG_STATE"


def test_where_one_sees_nothing_there_is_nothing_to_name(house, jane, foreign):
    account = next(iter(house.person().accounts))
    contact = ContactId(house.person().contact)
    hidden = house.cabinet.folder(account, overrides={contact: Permission.NONE})
    elsewhere = foreign.cabinet.document(foreign.account())
    for document in (of_jane(house, jane, folder=hidden), "doc_01KANQ9Z00H4R6S8TVWXYZ2345", "doc_1"):
        assert restore(house, jane, document).status == 404
    assert restore(house, jane, elsewhere).status == 404
