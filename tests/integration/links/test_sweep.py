"""The sweep announces what is due; run late, twice, never or half way, it lets nobody in and keeps nobody out."""

from datetime import datetime, timedelta

import pytest

from functions.links.service import sweeping
from shared import timers, wiring
from shared.capability.actions import complete
from shared.capability.model import LinkKind
from tests.fakes.interleaving import Interleaved
from tests.integration.house import House
from tests.integration.links.room import act, standing, sweep, told
from tests.integration.links.routes.sending import given
from tests.integration.links.test_acts import refusal


def test_warned_a_day_before_and_told_when_it_is_over(house):
    link = given(house)
    house.wait(days=6, seconds=-1)
    assert sweep(house) == 0
    house.wait(seconds=1)
    assert (sweep(house), sweep(house)) == (1, 0)
    house.wait(days=1)
    assert (sweep(house), sweep(house)) == (1, 0)
    (near,), (over,) = told(house, "link.warned"), told(house, "link.expired")
    assert near["data"]["expiresAt"] == over["data"]["expiredAt"] == "2026-11-29T09:00:00Z"
    assert {near["object"]["id"], over["object"]["id"]} == {link.link}
    assert (over["data"]["creator"], over["source"]) == (house.owner_id, "schedule")


def test_link_of_less_than_two_days_is_not_warned_of(house):
    given(house, expires_at=house.cloud.clock.now + timedelta(days=1, hours=12))
    house.wait(days=1)
    assert sweep(house) == 0
    house.wait(hours=12)
    assert sweep(house) == 1
    assert told(house, "link.warned") == []


def test_fault_14_sweep_that_comes_late_tells_of_the_end_and_warns_of_nothing(house):
    link = given(house)
    house.wait(days=9)
    assert refusal(link.token) == "LINK_EXPIRED", "with no sweep run"
    assert sweep(house) == 1
    assert (told(house, "link.warned"), len(told(house, "link.expired"))) == ([], 1)


def test_fault_14_sweep_that_comes_early_or_twice_tells_nothing_more(house):
    link = given(house)
    for _ in range(3):
        assert sweep(house) == 0
    house.wait(days=8)
    assert [sweep(house) for _ in range(3)] == [1, 0, 0]
    assert refusal(link.token) == "LINK_EXPIRED"


def test_fault_15_sweep_that_dies_half_way_is_gone_on_with(house):
    links = [given(house) for _ in range(6)]
    house.wait(days=8)
    house.cloud.client("dynamodb").fail("transact_write_items", nth=4, error=lambda: RuntimeError("killed"))
    with pytest.raises(RuntimeError, match="killed"):
        sweep(house)
    assert len(told(house, "link.expired")) == 3
    sweep(house)
    assert sorted(each["object"]["id"] for each in told(house, "link.expired")) == sorted(each.link for each in links)


@pytest.mark.parametrize("change", ["extend", "resend", "revoke"])
def test_fault_16_link_changed_after_the_sweep_read_it_is_not_told_over(house, monkeypatch, change):
    link = given(house)
    house.wait(days=8)
    bodies: dict[str, object] = {"extend": {"expiresAt": "2027-01-31"}, "resend": {}}

    def meanwhile() -> None:
        assert act(house, link.link, change, bodies.get(change)).status == 200

    racing = Interleaved(house.cloud.client("dynamodb"), "transact_write_items", 1, meanwhile)
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    assert sweep(house) == 0
    assert racing.has_acted
    assert told(house, "link.expired") == []
    now = standing(house, link.link)
    assert change == "revoke" or (now.expires_at is not None and now.expires_at > house.cloud.clock.now)


def test_link_revoked_for_all_is_told_of_no_more(house):
    link = given(house)
    house.call("POST", f"/v1/links/{link.link}/revoke")
    house.wait(days=8)
    assert (sweep(house), told(house, "link.expired")) == (0, [])
    reads = house.cloud.client("dynamodb")
    before = len(reads.calls)
    sweep(house)
    assert {each.operation for each in reads.calls[before:]} == {"query"}, "its timer is gone"


def test_extended_link_is_warned_of_and_told_for_its_new_end(house):
    link = given(house)
    house.wait(days=8)
    assert sweep(house) == 1
    act(house, link.link, "extend", {"expiresAt": (house.cloud.clock.now + timedelta(days=5)).isoformat()})
    house.wait(days=4)
    assert sweep(house) == 1
    house.wait(days=1)
    assert sweep(house) == 1
    assert [len(told(house, name)) for name in ("link.expired", "link.warned")] == [2, 1]


def test_used_up_and_renewed_links_keep_their_timers_true(house: House):
    link = given(house, expires_at=None)
    house.wait(minutes=2)
    act(house, link.link, "resend", {"expiresAt": "2026-11-30"})
    house.wait(days=30)
    assert sweep(house) == 1
    assert standing(house, link.link).expires_at == datetime.fromisoformat("2026-12-01T05:00:00+00:00")


def test_throttled_sweep_fails_and_the_next_does_the_rest(house):
    given(house)
    house.wait(days=8)
    house.cloud.client("dynamodb").fail("query", error=lambda: RuntimeError("unforeseen"))
    with pytest.raises(RuntimeError):
        sweep(house)
    assert sweep(house) == 1


def test_sweep_holds_a_page_at_a_time_and_a_minute_does_no_more_than_it_has_time_for(house, monkeypatch):
    monkeypatch.setattr(sweeping, "MOST_A_MINUTE", 30)
    monkeypatch.setattr(timers, "_PAGE", 5)
    account = house.account()
    folder, until = house.cabinet.main(account), house.cloud.clock.now + timedelta(hours=1)
    emails = tuple(f"lou{n}@law.example" for n in range(20))
    for _ in range(4):
        house.outside.sent(LinkKind.UPLOAD, account, folder, emails=emails, expires_at=until)
    house.wait(hours=2)
    assert [sweep(house) for _ in range(4)] == [30, 30, 20, 0]
    read = [each.request["Limit"] for each in house.cloud.client("dynamodb").done if each.operation == "query"]
    assert set(read[-40:]) <= {5, 100}
    assert len(told(house, "link.expired")) == 80


def test_link_that_is_used_up_is_neither_warned_of_nor_told_over(house):
    given(house, max_uses=3, uses=3)
    house.wait(days=6)
    assert sweep(house) == 0
    house.wait(days=1)
    assert [sweep(house) for _ in range(2)] == [0, 0]
    assert not {"link.warned", "link.expired"} & set(house.names())
    assert not [each for each in house.cloud.items() if each["et"]["S"] == "LINK_RECIPIENT" and "due_at" in each]


def test_link_that_is_used_up_before_its_last_day_and_raised_then_is_told_over(house):
    link = given(house, max_uses=3, uses=3)
    house.wait(days=6)
    assert sweep(house) == 0
    act(house, link.link, "uses", {"maxUses": 4})
    house.wait(days=1)
    assert (sweep(house), len(told(house, "link.expired"))) == (1, 1)


def test_link_that_is_done_with_is_told_of_no_more(house):
    link = given(house)
    house.cloud.table.transact(complete(standing(house, link.link), house.cloud.clock.now))
    house.wait(days=9)
    assert (sweep(house), house.names().count("link.expired")) == (0, 0)


@pytest.mark.parametrize("way", ["archive", "delete"])
def test_link_of_a_closed_account_is_told_of_when_that_is_open_again(house, way):
    link = given(house)
    account = link.recipient.account
    assert house.call("POST", f"/v1/accounts/{account}/{way}").status == 200
    house.wait(days=8)
    assert [sweep(house) for _ in range(2)] == [0, 0]
    planned = house.call("GET", "/v1/links/expiring", query={"days": "30"})
    assert planned.json["items"] == []
    assert house.call("POST", f"/v1/accounts/{account}/restore").status == 200
    house.wait(days=1)
    assert (sweep(house), sweep(house)) == (1, 0)
    assert [house.names().count(name) for name in ("link.warned", "link.expired")] == [0, 1]
