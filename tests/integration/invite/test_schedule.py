"""The minute: announces invitations whose time ran out, once, and decides nothing."""

from typing import Any

import pytest

from functions.invite import keys, schedule
from shared import wiring
from shared.domain.errors import UnavailableError
from shared.table.actions import Action
from tests.fakes.http import context
from tests.fakes.refusals import lost_answer
from tests.integration.house import House


def expired(house: House) -> list[str]:
    return [each for each in house.names() if each.endswith("expired")]


def test_nothing_is_due_before_its_time(house):
    house.invited()
    house.wait(days=29)
    assert house.sweep() == 0


def test_expiry_is_told_once_however_often_and_late_the_sweep_runs(house):
    house.invited()
    house.wait(days=300)
    assert [house.sweep() for _ in range(3)] == [1, 0, 0]
    assert expired(house) == ["invitation.expired"]


def test_invitation_expires_with_no_sweep_at_all(house):
    person = house.invited()
    house.wait(days=30)
    assert house.accept(person).code == "INVITATION_EXPIRED"
    assert house.call("GET", f"/v1/persons/{person}").json["state"] == "expired"
    assert expired(house) == []


def test_what_nobody_can_read_keeps_no_other_waiting_and_is_told(house, foreign):
    """A broken item of one firm stands before all others of each kind; what is due elsewhere is done all the same."""
    doomed = house.account("Doomed")
    assert house.call("POST", f"/v1/accounts/{doomed}/delete").status == 200
    broken = [foreign.invited(), foreign.account("Broken")]
    assert foreign.call("POST", f"/v1/accounts/{broken[1]}/delete").status == 200
    house.invited()
    for place in (keys.person(foreign.firm, broken[0]), keys.account(foreign.firm, broken[1])):
        item = house.cloud.table.get(place)
        assert item is not None
        unreadable = {**item, "firm": 7}
        house.cloud.table.transact(Action("Put", place, "attribute_exists(#pk)", AssertionError, item=unreadable))
    house.wait(days=31)
    with pytest.raises(ExceptionGroup) as told:
        house.sweep()
    assert len(told.value.exceptions) == 2
    assert expired(house) == ["invitation.expired"]
    assert "account.erased" in house.names()


def test_sweep_tells_members_and_clients_of_all_firms(house, foreign):
    house.invited()
    foreign.made("/v1/members", {"name": "Nora", "email": "nora@north-ledger.example"})
    house.wait(days=31)
    assert house.sweep() == 2
    assert sorted(expired(house)) == ["invitation.expired", "member.invitation_expired"]


def test_accepted_and_resent_invitations_are_not_told(house):
    accepted = house.invited()
    house.enter(accepted)
    colleague = house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example"})["id"]
    house.wait(days=20)
    assert house.call("POST", f"/v1/members/{colleague}/invitation/resend").status == 200
    house.wait(days=11)
    assert house.sweep() == 0


def test_resent_invitation_is_told_at_its_own_time(house):
    person = house.invited()
    house.wait(days=30)
    house.sweep()
    house.call("POST", f"/v1/persons/{person}/invitation/resend")
    house.wait(days=30)
    assert house.sweep() == 1
    assert house.names().count("invitation.expired") == 2


def test_sweep_that_dies_half_way_leaves_the_rest_to_the_next(house):
    for number in range(5):
        house.made("/v1/members", {"name": f"Member {number}", "email": f"m{number}@harbor-tax.example"})
    house.wait(days=31)
    house.cloud.client("dynamodb").fail("transact_write_items", nth=3, error=lambda: RuntimeError("gone"))
    with pytest.raises(RuntimeError):
        schedule.handler({}, context())
    house.cloud.restart()
    assert house.sweep() == 3
    assert house.names().count("member.invitation_expired") == 5


def test_sweep_whose_answer_was_lost_tells_nothing_twice(house):
    house.invited()
    house.wait(days=31)
    house.cloud.client("dynamodb").fail("transact_write_items", moment="after", error=lost_answer)
    with pytest.raises(UnavailableError):
        schedule.handler({}, context())
    assert house.sweep() == 0
    assert house.names().count("invitation.expired") == 1


class ShortPages:
    """A client whose queries end after two items, as DynamoDB's do after a megabyte."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._wrapped, operation)

    def query(self, **request: Any) -> Any:
        return self._wrapped.query(**{**request, "Limit": 2})


def test_every_shard_is_swept_over_all_its_pages(house, monkeypatch):
    short = ShortPages(house.cloud.client("dynamodb"))
    monkeypatch.setattr(wiring, "client", lambda name: short if name == "dynamodb" else house.cloud.client(name))
    for number in range(20):
        house.made("/v1/members", {"name": f"Member {number}", "email": f"m{number}@harbor-tax.example"})
    house.wait(days=31)
    assert house.sweep() == 20
