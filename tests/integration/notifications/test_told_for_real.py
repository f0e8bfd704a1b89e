"""What is announced for real reaches the inbox: events as the rooms documents and links write them."""

from typing import Any

import pytest

from functions.notifications import schedule
from functions.notifications.model.piles import LETTER_WAITS_FOR
from tests.fakes.http import context
from tests.integration.arriving import PDF, Arrivals, said
from tests.integration.documents.routes.portal import own
from tests.integration.house import House


@pytest.fixture
def arrivals(house: House) -> Arrivals:
    return Arrivals(house)


def inbox(house: House) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = house.call("GET", "/v1/inbox").json["items"]
    return items


def test_three_files_a_stranger_drops_are_one_item_and_one_letter(house, arrivals):
    account = house.account()
    given = house.outside.upload(account, house.cabinet.main(account))
    for n in range(3):
        content = PDF + str(n).encode()
        sent = arrivals.announce("/v1/guest/uploads", said(content, name=f"paper {n}.pdf"), headers=given.headers)
        arrivals.take_in(
            *arrivals.post(sent.json, content),
        )
        house.wait(seconds=5)
    for _ in range(2):
        house.notify("document.uploaded")
    (item,) = inbox(house)
    assert (item["kind"], item["count"], item["account"]["id"]) == ("document.uploaded", 3, account)
    assert item["title"]["params"]["document"] == "paper 2.pdf"
    before = len(house.cloud.mailbox)
    house.cloud.clock.advance(LETTER_WAITS_FOR)
    assert schedule.handler({}, context()) == {"sent": 1}
    (letter,) = house.cloud.mailbox[before:]
    assert "3 files" in letter.subject


def test_answer_of_a_client_reaches_who_asked(house):
    _, document, who = own(house)
    house.call("POST", f"/v1/documents/{document}/approval")
    house.call("POST", f"/v1/portal/documents/{document}/disapprove", body={"reason": "Wrong year."}, who=who)
    house.notify("document.approval_requested", "document.disapproved")
    (item,) = inbox(house)
    assert (item["kind"], item["document"]) == ("document.disapproved", document)
    before = len(house.cloud.mailbox)
    house.cloud.clock.advance(LETTER_WAITS_FOR)
    assert schedule.handler({}, context()) == {"sent": 2}
    assert {each.envelope_to[0] for each in house.cloud.mailbox[before:]} == {
        "jane@doe.example",
        "olivia@harbor-tax.example",
    }
