"""Addresses of documents, one by one and in one file: what is spent, marked and told with them, and what is not."""

from datetime import timedelta

import pytest

from shared.domain.errors import UnavailableError
from shared.files import Files
from shared.wiring import ground
from tests.fakes.interleaving import before_commit
from tests.integration.house import House
from tests.integration.links.test_terminal_states import Out
from tests.integration.routes import ROUTES, Route, name_of

HANDING = tuple(each for each in ROUTES if {"document.viewed", "document.downloaded"} & set(each.tells))
BY_LINK = tuple(each for each in HANDING if each.path.startswith("/v1/guest/"))


def test_documents_are_handed_out_one_by_one_and_together_to_team_clients_and_bearers():
    assert {each.who for each in HANDING} == {"staff", "client", "bearer"}
    assert {each.operation for each in BY_LINK} == {"downloadGuestDocument", "downloadGuestZip"}


@pytest.mark.parametrize("route", HANDING, ids=name_of)
def test_nothing_is_spent_marked_or_told_when_no_address_can_be_signed(
    house: House, monkeypatch: pytest.MonkeyPatch, route: Route
):
    request = route.prepare(house)
    before = house.cloud.items()

    def unsigned(*_: object) -> None:
        raise UnavailableError

    with monkeypatch.context() as patch:
        patch.setattr(Files, "download", unsigned)
        assert house.send(request).status == 503
    assert house.cloud.items() == before
    assert house.send(request).status == route.status


@pytest.mark.parametrize("route", BY_LINK, ids=name_of)
def test_last_second_of_a_link_spends_no_use_and_hands_out_nothing(house: House, route: Route):
    request = route.prepare(house)
    out = Out.of(house, request)
    out.held.change(max_uses=1, expires_at=house.cloud.clock.now + timedelta(milliseconds=1999))
    assert house.send(request).code == "LINK_EXPIRED"
    assert out.recipient.uses == 0
    assert "link.used" not in [each["name"] for each in house.cloud.announced()]
    out.held.change(expires_at=house.cloud.clock.now + timedelta(seconds=2))
    assert house.send(request).status == 200
    assert out.recipient.uses == 1


@pytest.mark.parametrize("route", BY_LINK, ids=name_of)
def test_use_that_takes_long_to_be_written_is_answered_with_the_address_it_was_written_for(house: House, route: Route):
    request = route.prepare(house)
    out = Out.of(house, request)
    out.held.change(max_uses=1, expires_at=house.cloud.clock.now + timedelta(seconds=10))
    with before_commit(ground.table(), lambda: house.wait(seconds=9.5)):
        answer = house.send(request)
    assert (answer.status, out.recipient.uses) == (200, 1)
