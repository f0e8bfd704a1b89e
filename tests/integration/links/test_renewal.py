"""More time, asked for on the page of a link that expired."""

import pytest

from shared.directory import keys as directory
from tests.fakes.links import LAWYER, Porch


def test_an_expired_link_may_ask_for_more_time_once_for_each_expiry(porch: Porch):
    held = porch.share(days=2)
    assert held.ask_renewal().code == "WRONG_STATE"
    porch.wait(days=2)
    seen = held.look().json
    assert (seen["state"], seen["refusal"]["code"]) == ("expired", "LINK_EXPIRED")
    assert (seen["mayAskRenewal"], seen["isRenewalAsked"]) == (True, False)
    assert held.ask_renewal().json == {"sentTo": "l•••@lawfirm.example"}
    assert held.ask_renewal().status == 202
    seen = held.look().json
    assert (seen["mayAskRenewal"], seen["isRenewalAsked"]) == (False, True)
    (told,) = porch.cloud.announced()
    assert (told["name"], told["data"]["expiredAt"]) == ("link.renewal_requested", "2026-11-24T09:00:00Z")
    assert (told["data"]["creator"], told["personal"]["email"]) == (porch.tenant.owner, LAWYER)


def test_asked_twice_at_once_it_is_told_once(porch: Porch):
    held = porch.share(days=1)
    porch.wait(days=1)
    with porch.cloud.meter.measure() as cost:
        held.ask_renewal()
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1, "transact_write_items": 1}
    with porch.cloud.meter.measure() as cost:
        held.ask_renewal()
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1}


def test_extended_and_expired_again_it_may_be_asked_again(porch: Porch):
    held = porch.share(days=1)
    porch.wait(days=1)
    held.ask_renewal()
    porch.wait(hours=1)
    held.change(expires_at=porch.cloud.clock.now)
    porch.wait(hours=1)
    held.change(expires_at=porch.cloud.clock.now)
    assert held.look().json["mayAskRenewal"] is True
    assert held.ask_renewal().status == 202
    assert porch.names() == ["link.renewal_requested"] * 2


def test_a_link_for_anyone_has_nobody_to_renew_it_for(porch: Porch):
    held = porch.drop(email=None, days=1)
    porch.wait(days=1)
    assert held.look().json["mayAskRenewal"] is False
    assert held.ask_renewal().code == "NOT_ALLOWED"


@pytest.mark.parametrize("end", ["revoked_at", "done_at"])
def test_what_is_over_for_good_is_not_asked_for(porch: Porch, end: str):
    held = porch.share(days=1)
    held.change(**{end: porch.cloud.clock.now})
    porch.wait(days=2)
    assert held.ask_renewal().status == 410
    assert porch.names() == []


def test_what_is_used_up_is_opened_by_no_more_time_and_not_asked_for(porch: Porch):
    held = porch.share(days=1, max_uses=2, uses=2)
    porch.wait(days=2)
    assert held.look().json["mayAskRenewal"] is False
    assert held.ask_renewal().code == "LINK_EXHAUSTED"
    assert porch.names() == []


@pytest.mark.parametrize("status", ["archived", "deleted"])
def test_link_of_a_closed_account_is_not_asked_for(porch: Porch, status: str):
    held = porch.share(days=1)
    porch.wait(days=2)
    porch.change(directory.account(porch.tenant.id, porch.tenant.account), status=status)
    assert held.look().json["mayAskRenewal"] is False
    assert held.ask_renewal().code == "LINK_SUSPENDED"
    assert porch.names() == []
