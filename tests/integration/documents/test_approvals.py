"""The firm asks for approval of a document, the account's people answer, and each looking and fetching is told."""

from typing import Any

import pytest

from tests.integration.documents.routes.portal import own


@pytest.fixture
def jane(house):
    """Jane's account, a document she sees, and her claims."""
    return own(house)


def ask(house, document: str):
    return house.call("POST", f"/v1/documents/{document}/approval")


def say(house, jane, answer: str, **how: object):
    _, document, who = jane
    return house.call("POST", f"/v1/portal/documents/{document}/{answer}", who=who, **how)


def told(house, name: str) -> list[dict[str, Any]]:
    return [each for each in house.cloud.announced() if each["name"] == name]


def approval(house, document: str) -> object:
    return house.call("GET", f"/v1/documents/{document}").json["approval"]


def test_what_was_asked_waits_and_is_asked_once(house, jane):
    _, document, _ = jane
    assert ask(house, document).status == ask(house, document).status == 200
    assert approval(house, document) == {"state": "pending", "reason": None}
    assert len(told(house, "document.approval_requested")) == 1


def test_approval_is_told_with_who_asked_for_it_and_once(house, jane):
    _, document, _ = jane
    ask(house, document)
    assert say(house, jane, "approve").status == say(house, jane, "approve").status == 200
    assert approval(house, document) == {"state": "approved", "reason": None}
    (event,) = told(house, "document.approved")
    assert event["data"]["askedBy"] == house.owner_id


def test_disapproval_says_why_and_can_be_asked_again(house, jane):
    _, document, _ = jane
    ask(house, document)
    assert say(house, jane, "disapprove", body={"reason": "Wrong year."}).status == 200
    assert approval(house, document) == {"state": "disapproved", "reason": "Wrong year."}
    (event,) = told(house, "document.disapproved")
    assert (event["data"]["askedBy"], event["personal"]["reason"]) == (house.owner_id, "Wrong year.")
    assert ask(house, document).status == 200
    assert approval(house, document) == {"state": "pending", "reason": None}


def test_nobody_answers_what_was_not_asked(house, jane):
    for answer, how in (("approve", {}), ("disapprove", {"body": {"reason": "No."}})):
        refused = say(house, jane, answer, **how)
        assert (refused.status, refused.code) == (409, "WRONG_STATE")
    assert told(house, "document.approved") == told(house, "document.disapproved") == []


def test_what_was_said_does_not_stand_for_the_next_version(house, jane):
    _, document, _ = jane
    ask(house, document)
    say(house, jane, "approve")
    house.cabinet.version(document)
    assert approval(house, document) is None
    assert say(house, jane, "approve").code == "WRONG_STATE"


@pytest.mark.parametrize(("purpose", "name"), [("view", "document.viewed"), ("download", "document.downloaded")])
def test_looking_and_fetching_are_told_apart_the_first_of_each_side_as_such(house, jane, purpose, name):
    _, document, who = jane
    for path, by in ((f"/v1/documents/{document}", house.owner), (f"/v1/portal/documents/{document}", who)) * 2:
        assert house.call("POST", f"{path}/download", body={"purpose": purpose}, who=by).status == 200
        house.wait(minutes=1)
    seen = [(each["actor"]["kind"], each["data"]["isFirst"]) for each in told(house, name)]
    assert seen == [("member", True), ("person", True), ("member", False), ("person", False)]
    assert {each["name"] for each in house.cloud.announced() if each["object"]["id"] == document} == {name}
