"""What the house brings about without calls is what the rooms read."""

import pytest

from shared.capability.gate import LinkGate
from shared.capability.model import LinkKind, LinkState
from shared.capability.offer import Offer
from shared.capability.refusals import PassRequiredError
from shared.domain.errors import NotFoundError
from tests.integration.house import House
from tests.integration.outside import Given


def offer(given: Given) -> Offer:
    return Offer(given.token, given.link_pass)


def shared(house: House) -> Given:
    account = house.account()
    folder = house.cabinet.folder(account)
    return house.outside.share(account, house.cabinet.document(account, folder=folder), max_uses=3)


def test_a_shared_document_is_behind_its_link_and_no_other_kinds(house):
    given, now = shared(house), house.cloud.clock.now
    gate = LinkGate(house.cloud.table)
    scene = gate.look(offer(given), {LinkKind.SHARE})
    assert scene.state(now) is LinkState.ACTIVE
    assert scene.demand_pass(now).n == 1
    with pytest.raises(NotFoundError):
        gate.look(offer(given), {LinkKind.UPLOAD})


def test_a_link_that_was_only_sent_asks_to_be_opened(house):
    account = house.account()
    sent = house.outside.sent(LinkKind.SHARE, account, house.cabinet.document(account))
    scene = LinkGate(house.cloud.table).look(offer(sent), {LinkKind.SHARE})
    with pytest.raises(PassRequiredError):
        scene.demand_pass(house.cloud.clock.now)


def test_namesakes_are_numbered_and_their_bytes_are_there(house):
    account = house.account()
    for _ in range(2):
        house.cabinet.document(account, "W-2.pdf", b"%PDF-1.7 of its own")
    names = {each["name"]["S"]: each["key"]["S"] for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT"}
    assert set(names) == {"W-2.pdf", "W-2 (2).pdf"}
    assert {house.cloud.fetch(key) for key in names.values()} == {b"%PDF-1.7 of its own"}


def test_two_firms_in_one_cloud_have_cabinets_of_their_own(house, foreign):
    given = [shared(each) for each in (house, foreign)]
    assert [each.recipient.firm for each in given] == [house.firm, foreign.firm]
    assert given[0].link != given[1].link
