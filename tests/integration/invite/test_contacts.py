"""Contacts are edited and deleted; what shows their name follows, and nothing of them is left behind."""

from typing import Any

import pytest

from shared.domain.ids import person_id
from tests.fakes.http import claims
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.invite.test_filters import found

ODD_NAMES = ("<script>alert(1)</script>", 'O\'Brien "Bob"; DROP TABLE', "שרה כהן", "🦊 Fox", "a\r\nBcc: x@evil.example")


def edit(house: House, contact: str, seen: int = 1, **body: Any) -> Any:
    return house.call("PATCH", f"/v1/contacts/{contact}", body=body, headers={"if-match": f'"{seen}"'})


def delete(house: House, contact: str, **headers: str) -> Any:
    return house.call("POST", f"/v1/contacts/{contact}/delete", headers=headers)


def people(house: House, account: str) -> list[tuple[str, str]]:
    items = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
    return [(each["contact"]["name"], each["email"]) for each in items]


@pytest.fixture
def tied(house: House) -> tuple[str, str, str]:
    """Contact, account, tie; login is on."""
    contact = house.contact()
    account, tie = house.tie(contact=contact)
    house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})
    return contact, account, tie


def test_new_name_follows_to_ties_and_credentials(house, tied):
    contact, account, _ = tied
    assert edit(house, contact, name="Jane Miller", locale="de").status == 200
    for _ in range(2):
        assert house.deliver("contact.updated") == {"batchItemFailures": []}
    assert people(house, account) == [("Jane Miller", CLIENT_EMAIL)]
    assert (house.person().name, house.person().locale) == ("Jane Miller", "de")
    taken = house.call("POST", "/v1/contacts", body={"name": "X", "emails": [CLIENT_EMAIL]})
    assert (taken.code, "Jane Miller" in taken.text) == ("EMAIL_IN_USE", True), "the holder is named anew at once"
    assert found(house, "/v1/contacts", q="doe") == []
    assert found(house, "/v1/contacts", q="mil") == ["Jane Miller"]


def test_last_name_wins_whatever_the_order_of_the_events(house, tied):
    contact, account, _ = tied
    for seen, name in enumerate(("First", "Second"), 1):
        edit(house, contact, seen, name=name)
        house.deliver("contact.updated")
    house.deliver("contact.updated")
    assert people(house, account) == [("Second", CLIENT_EMAIL)]


def test_second_editor_of_one_version_is_stale(house):
    """Fault 7."""
    contact = house.contact()
    assert edit(house, contact, name="First").headers["etag"] == '"2"'
    again = edit(house, contact, name="Second")
    assert (again.status, again.code) == (409, "VERSION_STALE")
    assert edit(house, contact, name="First").status == 200, "the same edit again is the one that was made"
    assert house.call("PATCH", f"/v1/contacts/{contact}", body={"name": "x"}).status == 428


def test_same_values_or_none_change_and_tell_nothing(house):
    contact, told = house.contact(), house.ids()
    bodies: tuple[dict[str, Any], ...] = ({}, {"name": "Jane Doe"}, {"name": "Jane Doe", "locale": "en"})
    for body in bodies:
        assert edit(house, contact, **body).headers["etag"] == '"1"'
    assert house.since(told) == []


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_text_and_nothing_else(house, name):
    """Abuse 15: script, quotes, right-to-left, emoji are kept as typed; a line break never survives in a name."""
    contact = house.contact()
    stored = edit(house, contact, name=name).json["name"]
    assert stored == " ".join(name.split())
    assert house.call("GET", "/v1/contacts").json["items"][0]["name"] == stored


@pytest.mark.parametrize("name", ["\u202eevil", "a\x00b", "\u200b", " \r\n "])
def test_name_that_hides_something_is_refused(house, name):
    answer = edit(house, house.contact(), name=name)
    assert (answer.status, {field for field, _ in answer.faults}) == (422, {"name"})


def test_contact_with_login_anywhere_is_not_deleted(house, tied):
    contact, account, tie = tied
    refused = delete(house, contact)
    assert (refused.status, refused.code) == (409, "WRONG_STATE")
    assert people(house, account) == [("Jane Doe", CLIENT_EMAIL)]
    answer = house.call("POST", f"/v1/accounts/{account}/ties/{tie}/access/revoke")
    assert answer.status == 200, answer.text
    assert delete(house, contact).json == {"id": contact}
    assert people(house, account) == []
    assert house.call("GET", f"/v1/contacts/{contact}").status == 404
    assert found(house, "/v1/contacts") == found(house, "/v1/contacts", q="jane") == []


def test_email_of_a_deleted_contact_is_free_and_their_credential_is_nobodys(house, tied):
    """Whoever holds the e-mail next is named and invited as themselves, and no old link is good again."""
    contact, account, tie = tied
    old = house.token(house.person().id)
    house.call("POST", f"/v1/accounts/{account}/ties/{tie}/access/revoke")
    delete(house, contact)
    for _ in range(2):
        house.deliver("contact.deleted")
    assert (house.person().name, house.person().is_pending) == ("", False)
    house.wait(minutes=2)
    new = house.contact("Jim Doe")
    _, tie = house.tie(account, new)
    person = house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})["personId"]
    assert person == person_id(house.firm, CLIENT_EMAIL)
    assert (house.person().name, house.person().contact) == ("Jim Doe", new)
    gone = house.call("GET", "/v1/public/invitation", headers={"portico-token": old})
    assert gone.status == 410
    assert house.token(house.person().id) != old


def test_accounts_of_a_contact_are_those_the_member_may_see(house, tied):
    contact, account, _ = tied
    other = house.account("Other")
    house.tie(other, contact)
    path = f"/v1/contacts/{contact}/ties"
    rows = house.call("GET", path).json["items"]
    assert {(each["account"]["name"], each["state"]) for each in rows} == {("Doe Family", "invited"), ("Other", "none")}
    employee = claims(house.firm, house.colleague(rights=("manage_contacts",)))
    assert house.call("GET", path, who=employee).json["items"] == []
    without = claims(house.firm, house.colleague("Nora Hill", rights=("view_all_accounts",)))
    assert house.call("GET", path, who=without).code == "NOT_ALLOWED"
    house.call("POST", f"/v1/accounts/{other}/delete")
    assert [each["account"]["id"] for each in house.call("GET", path).json["items"]] == [account]


def test_account_for_guests_takes_no_people(house):
    guests = house.made("/v1/accounts", {"name": "Guests", "kind": "other", "sort": "guest"})["id"]
    body = {"contactId": house.contact(), "email": CLIENT_EMAIL}
    refused = house.call("POST", f"/v1/accounts/{guests}/ties", body=body)
    assert (refused.status, refused.code) == (409, "WRONG_STATE")


def test_latest_login_is_noted_with_every_account_in_whatever_order(house, tied):
    _, account, _ = tied
    house.enter(house.person().id)
    for _ in range(2):
        house.wait(days=1)
        assert house.signs_in(CLIENT_EMAIL)
    latest = house.cloud.clock.now
    for _ in range(2):
        assert house.deliver("client.logged_in") == {"batchItemFailures": []}
    shown = house.call("GET", f"/v1/accounts/{account}").json
    assert shown["lastLoginAt"][:19] == latest.isoformat()[:19]
    day = {"lastLoginBefore": "2200-01-01T00:00:00Z"}
    assert found(house, **day) == found(house, lastLoginAfter="2000-01-01T00:00:00Z") == ["Doe Family"]
    house.account("Nobody yet")
    assert found(house, lastLogin="never") == ["Nobody yet"]
    assert found(house, **day) == ["Doe Family"]
    assert found(house, lastLoginAfter=latest.isoformat().replace("+00:00", "Z")) == []
