"""However the calls that send letters are combined, one mailbox gets no more of them than the firm allows."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from functions.invite.model.invitation import COOL_DOWN
from tests.integration.house import CLIENT_EMAIL, House

NEW, NORA = "jane@new.example", "nora@harbor-tax.example"
SENDING = {"invitation.sent", "invitation.resent", "member.invited", "member.invitation_resent"}
# The firm's number of resends, and the first sending.
MOST = 11


def letters(house: House, email: str) -> list[dict[str, Any]]:
    """The letters announced to an address; each is sent once at most."""
    sent = [each for each in house.cloud.announced() if each["name"] in SENDING]
    return [each for each in sent if each["personal"]["email"] == email]


def tie_of(house: House) -> str:
    (account,) = house.person().accounts
    (tie,) = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
    return f"/v1/accounts/{account}/ties/{tie['id']}"


def resend(house: House) -> Callable[[], object]:
    path = f"/v1/persons/{house.invited()}/invitation/resend"
    return lambda: house.call("POST", path)


def cancel_and_invite(house: House) -> Callable[[], object]:
    path = f"/v1/persons/{house.invited()}/invitation"
    return lambda: (house.call("POST", f"{path}/cancel"), house.call("POST", path, body={}))


def revoke_and_grant(house: House) -> Callable[[], object]:
    house.invited()
    path = f"{tie_of(house)}/access"
    return lambda: (house.call("POST", f"{path}/revoke"), house.call("POST", path, body={"invite": True}))


def change_there_and_back(house: House) -> Callable[[], object]:
    house.invited()
    path = f"/v1/contacts/{house.person().contact}/emails/change"

    def again() -> None:
        house.call("POST", path, body={"from": CLIENT_EMAIL, "to": NEW})
        house.wait(seconds=61)
        house.call("POST", path, body={"from": NEW, "to": CLIENT_EMAIL})

    return again


def delete_and_add_the_contact(house: House) -> Callable[[], object]:
    house.invited()
    account = tie_of(house).split("/")[3]

    def again() -> None:
        (tie,) = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
        house.call("POST", f"/v1/accounts/{account}/ties/{tie['id']}/access/revoke")
        house.call("POST", f"/v1/accounts/{account}/ties/{tie['id']}/remove")
        assert house.call("POST", f"/v1/contacts/{tie['contact']['id']}/delete").status == 200
        house.deliver("contact.deleted")
        contact = house.contact()
        _, other = house.tie(account, contact)
        house.call("POST", f"/v1/accounts/{account}/ties/{other}/access", body={"invite": True})

    return again


def pass_it_between_two_contacts(house: House) -> Callable[[], object]:
    """The address wanders from one human being to another and back, each time invited."""
    house.invited()
    path = tie_of(house)
    account = path.split("/")[3]
    other = house.contact("John Doe", "john@doe.example")
    contacts = [str(house.person().contact), other]

    def again() -> None:
        ties = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
        (tie,) = [each for each in ties if each["email"] == CLIENT_EMAIL]
        house.call("POST", f"/v1/accounts/{account}/ties/{tie['id']}/access/revoke")
        house.call("POST", f"/v1/accounts/{account}/ties/{tie['id']}/remove")
        holder = tie["contact"]["id"]
        (taker,) = [each for each in contacts if each != holder]
        house.call("POST", f"/v1/contacts/{holder}/emails", body={"email": f"{holder[4:].lower()}@doe.example"})
        house.call("POST", f"/v1/contacts/{holder}/emails/remove", body={"email": CLIENT_EMAIL})
        house.call("POST", f"/v1/contacts/{taker}/emails", body={"email": CLIENT_EMAIL})
        body = {"contactId": taker, "email": CLIENT_EMAIL}
        made = house.made(f"/v1/accounts/{account}/ties", body)
        house.call("POST", f"/v1/accounts/{account}/ties/{made['id']}/access", body={"invite": True})

    return again


def colleague(house: House) -> str:
    member = house.made("/v1/members", {"name": "Nora Hill", "email": NORA})["id"]
    return f"/v1/members/{member}"


def resend_to_a_colleague(house: House) -> Callable[[], object]:
    path = colleague(house)
    return lambda: house.call("POST", f"{path}/invitation/resend")


def cancel_and_resend_to_a_colleague(house: House) -> Callable[[], object]:
    path = f"{colleague(house)}/invitation"
    return lambda: (house.call("POST", f"{path}/cancel"), house.call("POST", f"{path}/resend"))


def deactivate_and_invite_a_colleague(house: House) -> Callable[[], object]:
    path = colleague(house)
    calls = ("deactivate", "restore", "invitation/resend")
    return lambda: [house.call("POST", f"{path}/{each}") for each in calls]


WAYS = (
    resend,
    cancel_and_invite,
    revoke_and_grant,
    change_there_and_back,
    delete_and_add_the_contact,
    pass_it_between_two_contacts,
    resend_to_a_colleague,
    cancel_and_resend_to_a_colleague,
    deactivate_and_invite_a_colleague,
)


@pytest.mark.parametrize("way", WAYS)
def test_abuse_21_however_invitations_are_repeated_one_mailbox_gets_the_firms_number(house, way):
    again = way(house)
    for _ in range(MOST + 4):
        house.wait(minutes=2)
        again()
    written = {email: len(letters(house, email)) for email in (CLIENT_EMAIL, NEW, NORA)}
    assert 2 < max(written.values()) <= MOST


@pytest.mark.parametrize("way", WAYS)
def test_abuse_21_within_the_cool_down_nobody_is_written_to_twice(house, way):
    again = way(house)
    for _ in range(5):
        again()
    for email in (CLIENT_EMAIL, NORA):
        at = [datetime.fromisoformat(each["occurredAt"]) for each in letters(house, email)]
        assert all(later - sooner >= COOL_DOWN for sooner, later in pairwise(at))
