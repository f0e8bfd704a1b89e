"""Whoever manages contacts reaches into no account they don't see, and learns of none by trying."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes.http import Answer, claims
from tests.integration.house import CLIENT_EMAIL, House

OTHER_EMAIL = "jane@home.example"
type Act = Callable[[House, str, Any], Answer]


def delete(house: House, contact: str, who: Any) -> Answer:
    return house.call("POST", f"/v1/contacts/{contact}/delete", who=who)


def remove_email(house: House, contact: str, who: Any) -> Answer:
    return house.call("POST", f"/v1/contacts/{contact}/emails/remove", body={"email": CLIENT_EMAIL}, who=who)


def merge(house: House, contact: str, who: Any, **more: Any) -> Answer:
    into = house.contact("Jim", f"{len(house.names())}@doe.example")
    body, headers = {"fromId": contact, **more}, {"if-match": '"1"'}
    return house.call("POST", f"/v1/contacts/{into}/merge", body=body, headers=headers, who=who)


def try_merging(house: House, contact: str, who: Any) -> Answer:
    return merge(house, contact, who, dryRun=True)


@pytest.fixture
def jane(house: House) -> str:
    """A contact of two e-mails."""
    return str(house.made("/v1/contacts", {"name": "Jane Doe", "emails": [CLIENT_EMAIL, OTHER_EMAIL]})["id"])


@pytest.fixture
def employee(house: House) -> str:
    return house.colleague(rights=("manage_contacts",))


def tied(house: House, contact: str, **more: Any) -> str:
    account = house.account("Secret Trust", **more)
    house.made(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": CLIENT_EMAIL})
    return account


def ties(house: House) -> list[tuple[str, str]]:
    return [(each["account"]["S"], each["contact"]["S"]) for each in house.cloud.items() if each["et"]["S"] == "TIE"]


@pytest.mark.parametrize("act", [delete, remove_email, merge, try_merging])
@pytest.mark.parametrize("has_login", [False, True])
def test_contact_of_an_account_one_does_not_see_is_refused_and_no_account_named(house, jane, employee, act, has_login):
    account = tied(house, jane)
    if has_login:
        tie = house.call("GET", f"/v1/accounts/{account}/ties").json["items"][0]["id"]
        house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": False})
    told = house.ids()
    refused = act(house, jane, claims(house.firm, employee))
    assert (refused.status, refused.code) == (403, "NOT_ALLOWED")
    assert account not in refused.text
    assert "Secret" not in refused.text
    assert ties(house) == [(account, jane)]
    assert {each["name"] for each in house.since(told)} <= {"contact.created"}


@pytest.mark.parametrize("act", [delete, remove_email, merge, try_merging])
@pytest.mark.parametrize("becomes", ["active", "archived", "deleted"])
def test_contact_of_an_account_one_is_assigned_to_is_theirs_to_manage(house, jane, employee, act, becomes):
    account = tied(house, jane, assigned=[employee])
    if becomes != "active":
        house.call("POST", f"/v1/accounts/{account}/{becomes.removesuffix('d')}")
    answer = act(house, jane, claims(house.firm, employee))
    assert answer.status == 200, answer.text


def test_email_through_which_no_hidden_account_has_its_contact_is_removed(house, jane, employee):
    account = tied(house, jane)
    path = f"/v1/contacts/{jane}/emails/remove"
    answer = house.call("POST", path, body={"email": OTHER_EMAIL}, who=claims(house.firm, employee))
    assert (answer.status, answer.json["emails"]) == (200, [CLIENT_EMAIL])
    assert ties(house) == [(account, jane)]


@pytest.mark.parametrize(
    ("act", "bound"),
    [(delete, "contacts._TIES_AT_ONCE"), (remove_email, "emails._MAX_SEEN"), (merge, "merging_contacts._AT_ONCE")],
)
def test_contact_of_more_accounts_than_are_looked_at_is_for_whoever_sees_all(
    house, jane, employee, act, bound, monkeypatch
):
    monkeypatch.setattr(f"functions.invite.service.{bound}", 2)
    for _ in range(3):
        tied(house, jane, assigned=[employee])
    assert act(house, jane, claims(house.firm, employee)).code == "NOT_ALLOWED"
    assert len(ties(house)) == 3
    sees_all = house.colleague("Nora Hill", rights=("manage_contacts", "view_all_accounts"))
    answer = act(house, jane, claims(house.firm, sees_all))
    assert answer.status == 200, answer.text
