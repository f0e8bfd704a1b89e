"""The pending list of persons beside the badges of their accounts: both are right, whatever was sent and came of it."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.invite.model.entities import Account, Person
from functions.invite.repository import items
from shared.directory import PersonState
from shared.domain.ids import AccountId, ContactId, PersonId, digest, person_id
from shared.domain.mail import MailState, MailTrouble
from shared.table.actions import create
from tests.fakes.http import claims
from tests.integration.house import CLIENT_EMAIL, House


def pending(house: House, order: str = "sent", who: dict[str, str] | None = None, **query: Any) -> list[dict[str, Any]]:
    answer = house.call("GET", "/v1/persons/pending", query={"order": order, **query}, who=who)
    assert answer.status == 200, answer.text
    return list(answer.json["items"])


def client(house: House, name: str, *, invite: bool, account: str | None = None) -> tuple[str, PersonId]:
    """Bring a client of their own account to granted or invited; account and person."""
    account = account or house.account(f"{name} Ltd.")
    email = f"{name.lower()}@doe.example"
    body = {"contactId": house.contact(name, email), "email": email}
    tie = house.made(f"/v1/accounts/{account}/ties", body)["id"]
    return account, PersonId(house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": invite})["personId"])


def person(house: House, number: int, accounts: dict[AccountId, str]) -> Person:
    """Somebody who may enter all of these accounts and was never sent anything."""
    email = f"client{number}@doe.example"
    return Person(
        firm=house.firm,
        id=person_id(house.firm, email),
        name=f"Client {number}",
        email=email,
        contact=ContactId(f"con_{digest(email)}"),
        state=PersonState.GRANTED,
        accounts=accounts,
    )


def bounce(house: House, person: PersonId) -> None:
    standing = house.person()
    assert standing.id == person
    mark = MailState(state=MailTrouble.BOUNCED, reason="550 5.1.1 user unknown", at=house.cloud.clock.now)
    house.store(standing.marked(mark))


def cancel(house: House, person: PersonId) -> None:
    assert house.call("POST", f"/v1/persons/{person}/invitation/cancel").status == 200


def test_granted_but_never_invited_is_pending_while_the_account_is_gray(house):
    person = house.granted()
    (row,) = pending(house)
    (account,) = row["accounts"]
    assert (row["id"], row["state"], row["sentAt"], row["invitedBy"]) == (person, "granted", None, None)
    assert house.call("GET", f"/v1/accounts/{account['id']}").json["badge"] == "not_activated"


@pytest.mark.parametrize(
    ("what", "badge", "state", "is_out"),
    [
        ("sent", "pending_activation", "invited", True),
        ("expired", "pending_activation", "expired", True),
        ("bounced", "pending_activation", "invited", True),
        ("cancelled", "not_activated", "granted", False),
    ],
)
def test_account_is_yellow_after_sent_expired_bounced_and_gray_after_cancel_and_the_person_pending(
    house, what, badge, state, is_out
):
    person = house.invited()
    acts: dict[str, Callable[[], None]] = {
        "sent": lambda: None,
        "expired": lambda: house.wait(days=31),
        "bounced": lambda: bounce(house, person),
        "cancelled": lambda: cancel(house, person),
    }
    acts[what]()
    (row,) = pending(house)
    assert (row["id"], row["state"], row["sentAt"] is not None) == (person, state, is_out)
    assert (row["mail"] or {}).get("state") == ("bounced" if what == "bounced" else None)
    assert house.call("GET", f"/v1/accounts/{row['accounts'][0]['id']}").json["badge"] == badge
    dead = house.accept(person)
    assert dead.status == (201 if what == "sent" else 410), dead.text


def change(house: House, old: str, new: str) -> None:
    there = f"/v1/contacts/{house.person(old).contact}/emails/change"
    answer = house.call("POST", there, body={"from": old, "to": new})
    assert answer.status == 200, answer.text
    assert answer.json["emails"] == [new]


def test_email_put_back_at_once_is_granted_and_pending_and_neither_link_opens(house):
    """A slip is undone when it is seen, whether or not the right address may be written to again yet."""
    invited, slip = house.invited(), "jane@deo.example"
    change(house, CLIENT_EMAIL, slip)
    before = house.ids()
    change(house, slip, CLIENT_EMAIL)
    assert [each["name"] for each in house.since(before)] == [
        "contact.email_changed",
        "invitation.superseded",
        "portal_access.granted",
    ]
    (row,) = pending(house)
    (account,) = row["accounts"]
    assert (row["id"], row["state"], row["sentAt"]) == (invited, "granted", None)
    (tie,) = house.call("GET", f"/v1/accounts/{account['id']}/ties").json["items"]
    assert (tie["email"], tie["login"], tie["state"]) == (CLIENT_EMAIL, True, "granted")
    assert house.call("GET", f"/v1/accounts/{account['id']}").json["badge"] == "not_activated"
    for each in (house.person(slip).id, invited):
        dead = house.accept(each)
        assert (dead.status, dead.code) == (410, "INVITATION_SUPERSEDED")
    house.wait(seconds=60)
    assert house.call("POST", f"/v1/persons/{invited}/invitation", body={}).status == 201
    house.enter(invited)


def test_whoever_comes_in_leaves_the_list_and_whoever_is_revoked_too(house):
    person = house.invited()
    assert [each["id"] for each in pending(house)] == [person]
    house.enter(person)
    assert pending(house) == []
    account, other = client(house, "Max", invite=True)
    tie = house.call("GET", f"/v1/accounts/{account}/ties").json["items"][0]["id"]
    assert [each["id"] for each in pending(house)] == [other]
    assert house.call("POST", f"/v1/accounts/{account}/ties/{tie}/access/revoke").status == 200
    assert pending(house) == []


def test_both_orders_hold_the_never_sent_together_and_are_each_others_reverse(house):
    client(house, "Ann", invite=False)
    client(house, "Ben", invite=True)
    house.wait(hours=1)
    client(house, "Cleo", invite=True)
    _, cancelled = client(house, "Dora", invite=True)
    cancel(house, cancelled)
    oldest = [each["name"] for each in pending(house, "sent")]
    newest = [each["name"] for each in pending(house, "-sent")]
    assert set(oldest[:2]) == {"Ann", "Dora"}, "nothing is out to either"
    assert oldest[2:] == ["Ben", "Cleo"]
    assert newest == oldest[::-1]


@pytest.mark.parametrize("order", ["sent", "-sent"])
def test_pages_lead_through_all_of_them_once(house, order):
    for name in ("Ann", "Ben", "Cleo"):
        client(house, name, invite=name != "Ann")
        house.wait(minutes=1)
    found, cursor = [], None
    while True:
        query = {"order": order, "limit": 1, **({"cursor": cursor} if cursor else {})}
        answer = house.call("GET", "/v1/persons/pending", query=query).json
        found += [each["name"] for each in answer["items"]]
        cursor = answer["nextCursor"]
        if cursor is None:
            break
    assert found == [each["name"] for each in pending(house, order)]


def test_cursor_of_one_order_is_refused_in_the_other(house):
    for name in ("Ann", "Ben"):
        client(house, name, invite=True)
    cursor = house.call("GET", "/v1/persons/pending", query={"order": "sent", "limit": 1}).json["nextCursor"]
    answer = house.call("GET", "/v1/persons/pending", query={"order": "-sent", "cursor": cursor})
    assert (answer.status, answer.faults) == (422, {("cursor", "CURSOR_INVALID")})


def test_unknown_order_is_refused(house):
    answer = house.call("GET", "/v1/persons/pending", query={"order": "name"})
    assert (answer.status, answer.faults) == (422, {("order", "NOT_ONE_OF")})


def test_row_tells_all_accounts_who_invited_and_until_when(house):
    person = house.invited()
    second = house.account("Doe Holdings")
    contact = house.person().contact
    tie = house.made(f"/v1/accounts/{second}/ties", {"contactId": contact, "email": CLIENT_EMAIL})["id"]
    house.made(f"/v1/accounts/{second}/ties/{tie}/access", {})
    (row,) = pending(house)
    assert [each["name"] for each in row["accounts"]] == ["Doe Family", "Doe Holdings"]
    assert row["invitedBy"] == {"kind": "member", "name": "Olivia Reed"}
    assert (row["email"], row["sentAt"], row["expiresAt"]) == (
        CLIENT_EMAIL,
        "2026-11-22T09:00:00Z",
        "2026-12-22T09:00:00Z",
    )
    assert row["id"] == person


def test_employee_sees_only_rows_and_accounts_of_theirs(house):
    employee = house.colleague()
    who = claims(house.firm, employee)
    shown = house.account("Shown", assigned=[employee])
    hidden = house.account("Hidden")
    client(house, "Ann", invite=True, account=hidden)
    _, person = client(house, "Ben", invite=True, account=shown)
    tie = house.made(
        f"/v1/accounts/{hidden}/ties", {"contactId": house.credential(person).contact, "email": "ben@doe.example"}
    )
    house.made(f"/v1/accounts/{hidden}/ties/{tie['id']}/access", {})
    assert len(pending(house)) == 2
    (row,) = pending(house, who=who)
    assert (row["name"], [each["name"] for each in row["accounts"]]) == ("Ben", ["Shown"])
    short = house.call("GET", "/v1/persons/pending", query={"order": "sent", "limit": 1}, who=who).json
    assert (short["items"], short["nextCursor"] is not None) == ([], True), "an empty page that leads on"


def test_page_of_an_employee_ends_before_its_accounts_are_more_than_one_request_reads(house):
    employee = house.colleague()
    for number in range(4):
        accounts = {AccountId(f"acc_{digest(str(number), str(each))}"): f"Doe {each:02}" for each in range(40)}
        wide = person(house, number, accounts)
        first = Account(
            firm=house.firm, id=next(iter(accounts)), name="Doe 00", kind="person", created_at=house.cloud.clock.now
        )
        house.cloud.table.transact(create(items.person(wide)), create(items.pointer(first, employee)))
    assert len(pending(house, limit=100)) == 4, "the owner sees all accounts, so none is looked up"
    found, cursor = [], None
    for _ in range(2):
        query = {"order": "sent", "limit": 100, **({"cursor": cursor} if cursor else {})}
        with house.cloud.meter.measure() as cost:
            page = house.call("GET", "/v1/persons/pending", query=query, who=claims(house.firm, employee)).json
        assert cost.reads == 3
        found.append([each["name"] for each in page["items"]])
        cursor = page["nextCursor"]
    assert [len(each) for each in found] == [2, 2]
    assert (len({name for each in found for name in each}), cursor) == (4, None)
