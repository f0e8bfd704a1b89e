"""Fault 21: the index lists what was just written a moment later. Nothing is decided by what it does not show."""

from collections.abc import Iterator

import pytest

from shared import wiring
from shared.table.schema import index_name
from tests.fakes.lagging import Lagging
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.invite.test_merging import OTHER_EMAIL, merge, people, tied


@pytest.fixture
def catching_up(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The index of ties by contact lags from now on, until the test lets it catch up."""
    lagging = Lagging(house.cloud.client("dynamodb"), index_name("g1"))
    monkeypatch.setattr(wiring, "client", lambda name: lagging if name == "dynamodb" else house.cloud.client(name))
    yield
    assert lagging.has_lagged


def caught_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "client", house.cloud.client)


def test_contact_is_not_deleted_while_login_is_on_in_a_tie_the_index_does_not_show_yet(house, catching_up):
    account = house.account()
    contact = tied(house, account, CLIENT_EMAIL, login=True)
    refused = house.call("POST", f"/v1/contacts/{contact}/delete")
    assert (refused.status, refused.code) == (409, "WRONG_STATE")


def test_tie_the_index_did_not_show_goes_when_the_deletion_is_heard_of(house, catching_up, monkeypatch):
    account = house.account()
    contact = tied(house, account, CLIENT_EMAIL)
    assert house.call("POST", f"/v1/contacts/{contact}/delete").status == 200
    assert len(people(house, account)) == 1
    caught_up(house, monkeypatch)
    for _ in range(2):
        assert house.deliver("contact.deleted") == {"batchItemFailures": []}
    assert people(house, account) == set()


def test_tie_the_index_did_not_show_moves_when_the_merging_is_heard_of(house, catching_up, monkeypatch):
    account, into = house.account(), house.contact()
    gone = tied(house, account, OTHER_EMAIL, login=True)
    assert merge(house, "contacts", into, gone).status == 200
    caught_up(house, monkeypatch)
    for _ in range(2):
        assert house.deliver("contact.merged") == {"batchItemFailures": []}
    assert people(house, account) == {("Jane Doe", OTHER_EMAIL, True)}
    assert house.person(OTHER_EMAIL).contact == into
