"""Days of 23 and 25 hours, and a 29th of February: lifetimes are hours, and a letter's day is the firm's own."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.ids import PersonId
from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.invite.routes.security import reset_token

ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Kiritimati")
# When an invitation is sent; its 30 days lead over a change of the clock or a leap day, in New York.
SENT = {
    "spring": (datetime(2027, 3, 1, 4, 30, tzinfo=UTC), "31 March 2027"),
    "autumn": (datetime(2027, 10, 9, 4, 30, tzinfo=UTC), "7 November 2027"),
    "to the leap day": (datetime(2028, 1, 30, 9, 0, tzinfo=UTC), "29 February 2028"),
    "over the leap day": (datetime(2028, 2, 1, 9, 0, tzinfo=UTC), "2 March 2028"),
    "on the leap day": (datetime(2028, 2, 29, 9, 0, tzinfo=UTC), "30 March 2028"),
    "over new year": (datetime(2027, 12, 2, 4, 30, tzinfo=UTC), "31 December 2027"),
}


def invited_at(house: House, at: datetime) -> PersonId:
    house.cloud.clock.now = at
    return house.invited()


@pytest.mark.parametrize(("sent", "until"), SENT.values(), ids=SENT)
def test_fault_28_an_invitation_lives_thirty_times_24_hours_and_its_letter_names_the_day_of_the_firm(
    house, sent, until
):
    person = invited_at(house, sent)
    assert house.credential(person).invitation.deadline - sent == timedelta(days=30)
    house.deliver("invitation.sent")
    (letter,) = house.cloud.mailbox
    assert until in letter.text
    assert until in letter.html


@pytest.mark.parametrize(("seconds", "status"), [(-1, 201), (0, 410), (1, 410)])
@pytest.mark.parametrize(("sent", "until"), SENT.values(), ids=SENT)
def test_fault_28_a_link_ends_to_the_second_whatever_the_clocks_on_the_wall_do(house, sent, until, seconds, status):
    person = invited_at(house, sent)
    house.wait(days=30, seconds=seconds)
    assert house.accept(person).status == status, until


@pytest.mark.parametrize("zone", ZONES)
def test_fault_28_a_letter_is_dated_where_the_firm_is(house, zone):
    """The same instant is another day elsewhere, and another hour in summer."""
    edit = Request("PATCH", "/v1/firm", {"timeZone": zone}, {"if-match": '"1"'}, house.owner)
    assert house.send(edit).status == 200
    person = invited_at(house, datetime(2027, 9, 25, 13, 30, tzinfo=UTC))
    house.deliver("invitation.sent")
    (letter,) = house.cloud.mailbox
    shown = {"Pacific/Kiritimati": "26 October 2027", "Australia/Lord_Howe": "26 October 2027"}
    assert shown.get(zone, "25 October 2027") in letter.text
    assert house.credential(person).invitation.deadline == datetime(2027, 10, 25, 13, 30, tzinfo=UTC)


def test_fault_28_what_waits_is_told_when_its_hours_are_over(house):
    """An account deleted across a change of the clock is erased after 30 times 24 hours, and not an hour sooner."""
    house.cloud.clock.now = datetime(2027, 3, 1, 4, 30, tzinfo=UTC)
    account = house.account()
    assert house.call("POST", f"/v1/accounts/{account}/delete").status == 200
    house.wait(days=30, seconds=-1)
    house.sweep()
    assert "account.erased" not in house.names()
    house.wait(seconds=1)
    house.sweep()
    assert house.names().count("account.erased") == 1


def test_fault_28_on_the_leap_day_every_door_opens(house):
    house.cloud.clock.now = datetime(2028, 2, 29, 23, 50, tzinfo=UTC)
    headers = reset_token(house)
    house.wait(minutes=15)  # it is the 1st of March
    confirm = Request("POST", "/v1/public/password-reset/confirm", {"password": "Nine-loud-magpies-9"}, headers)
    assert house.send(confirm).status == 200
    assert house.signs_in(CLIENT_EMAIL, "Nine-loud-magpies-9")
    assert not house.signs_in(CLIENT_EMAIL, PASSWORD)
    body, key = {"name": "Leap", "kind": "person"}, {"idempotency-key": "over-the-leap-day"}
    house.cloud.clock.now = datetime(2028, 2, 28, 12, 0, tzinfo=UTC)
    first = house.call("POST", "/v1/accounts", body=body, headers=key).json["id"]
    house.cloud.clock.now = datetime(2028, 2, 29, 11, 59, tzinfo=UTC)
    assert house.call("POST", "/v1/accounts", body=body, headers=key).json["id"] == first
