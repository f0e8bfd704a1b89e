"""People of archived and deleted accounts: nobody waits for them there, and no link of theirs leads in."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from functions.invite import consumer
from shared import wiring
from shared.directory import PersonState
from shared.domain.ids import PersonId
from tests.fakes.cloud import queue_event
from tests.fakes.http import claims, context
from tests.fakes.interleaving import Interleaved
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.invite.routes.requests import ask_access
from tests.integration.invite.test_pending import client, pending

CLOSING = ("account.archived", "account.deleted", "account.restored")
DONE: dict[str, Any] = {"batchItemFailures": []}


def put(house: House, account: str, verb: str) -> None:
    answer = house.call("POST", f"/v1/accounts/{account}/{verb}")
    assert answer.status == 200, answer.text


def known(house: House, account: str, verb: str) -> None:
    """Do it, and let it be known to the people of the account."""
    told = house.ids()
    put(house, account, verb)
    for each in house.since(told):
        assert take(each) == DONE


def take(*events: dict[str, Any]) -> dict[str, Any]:
    return consumer.handler(queue_event(*({"detail": each} for each in events)), context())


@contextmanager
def meanwhile(house: House, service: str, operation: str, act: Callable[[], object]) -> Iterator[None]:
    """Let something else happen just before the next call of an operation."""
    racing = Interleaved(house.cloud.client(service), operation, 1, act)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "client", lambda name: racing if name == service else house.cloud.client(name))
        yield
    assert racing.has_acted


def rows(house: House, **how: Any) -> dict[str, list[str]]:
    return {each["name"]: [account["name"] for account in each["accounts"]] for each in pending(house, **how)}


def opened(house: House, person: PersonId) -> Any:
    return house.call("GET", "/v1/public/invitation", headers={"portico-token": house.token(person)})


def also_in(house: House, account: str, email: str = CLIENT_EMAIL) -> None:
    """Let a person into one more account."""
    tying = {"contactId": house.person(email).contact, "email": email}
    tie = house.made(f"/v1/accounts/{account}/ties", tying)["id"]
    house.made(f"/v1/accounts/{account}/ties/{tie}/access", {})


@pytest.mark.parametrize("invite", [False, True])
@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_whose_accounts_are_all_closed_is_not_pending_until_one_is_restored(house, verb, invite):
    account, _ = client(house, "Ann", invite=invite)
    client(house, "Ben", invite=invite)
    known(house, account, verb)
    assert rows(house) == {"Ben": ["Ben Ltd."]}
    known(house, account, "restore")
    assert rows(house) == {"Ann": ["Ann Ltd."], "Ben": ["Ben Ltd."]}


def test_who_has_an_open_account_too_is_pending_for_that_one_alone(house):
    account, _ = client(house, "Ann", invite=True)
    shut = house.account("Shut Ltd.")
    also_in(house, shut, "ann@doe.example")
    known(house, shut, "archive")
    assert rows(house) == {"Ann": ["Ann Ltd."]}
    known(house, account, "delete")
    assert rows(house) == {}


def test_employee_does_not_wait_for_whom_only_their_closed_account_is_theirs(house):
    employee = house.colleague()
    who = claims(house.firm, employee)
    mine = house.account("Mine", assigned=[employee])
    client(house, "Ann", invite=True, account=mine)
    also_in(house, house.account("Not mine"), "ann@doe.example")
    assert rows(house, who=who) == {"Ann": ["Mine"]}
    known(house, mine, "archive")
    assert (rows(house, who=who), rows(house)) == ({}, {"Ann": ["Not mine"]})


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_closings_told_in_any_order_and_twice_leave_what_stands(house, order):
    account, person = client(house, "Ann", invite=True)
    told = house.ids()
    for verb in ("archive", "restore", "delete"):
        put(house, account, verb)
    events = [each for each in house.since(told) if each["name"] in CLOSING][:3]
    for place in (*order, *order):
        assert take(events[place]) == DONE
    assert rows(house) == {}
    assert house.credential(person).v == 2, "written once, for whoever knows is passed over"


def test_restoring_while_the_closing_is_being_told_wins(house):
    """Read as archived, restored before it is written: nothing stale is written, and the event is taken again."""
    account, _ = client(house, "Ann", invite=True)
    told = house.ids()
    put(house, account, "archive")
    (archived,) = house.since(told)

    def restored() -> None:
        put(house, account, "restore")
        assert take(house.since(told)[-1]) == DONE

    with meanwhile(house, "dynamodb", "transact_write_items", restored):
        assert take(archived) != DONE
    assert take(archived) == DONE
    assert rows(house) == {"Ann": ["Ann Ltd."]}


def test_all_people_of_an_account_hear_of_it_in_parts(house):
    account = house.account()
    for number in range(30):
        client(house, f"C{number:02}", invite=False, account=account)
    with house.cloud.meter.measure() as cost:
        known(house, account, "archive")
    assert (rows(house, limit=100), cost.writes) == ({}, 3), "the archiving, then 25 people and 5"


def test_pending_list_of_many_closed_accounts_costs_two_reads(house):
    for name in ("Ann", "Ben", "Cleo"):
        account, _ = client(house, name, invite=True)
        also_in(house, house.account(f"{name} Open"), f"{name.lower()}@doe.example")
        known(house, account, "archive")
    with house.cloud.meter.measure() as cost:
        assert len(rows(house)) == 3
    assert cost.reads == 2


def test_bulk_filter_leaves_out_whom_nobody_waits_for(house):
    account, _ = client(house, "Ann", invite=False)
    _, ben = client(house, "Ben", invite=False)
    known(house, account, "archive")
    wanted = {"persons": {"filter": "pending"}, "action": "invite"}
    job = house.call("POST", "/v1/bulk/invitations", body=wanted).json["id"]
    house.work_off()
    assert house.report(job) == {ben: "done"}


@pytest.mark.parametrize(("verb", "refusal"), [("archive", (403, "ACCOUNT_ARCHIVED")), ("delete", (404, "NOT_FOUND"))])
def test_invitation_into_closed_accounts_alone_opens_nothing_until_one_is_restored(house, verb, refusal):
    person = house.invited()
    (account,) = house.person().accounts
    put(house, account, verb)
    told = house.ids()
    assert (opened(house, person).status, opened(house, person).code) == refusal
    answer = house.accept(person)
    assert (answer.status, answer.code) == refusal
    assert (house.person().state, house.since(told), house.users()) == (PersonState.INVITED, [], [])
    put(house, account, "restore")
    assert opened(house, person).json["accounts"] == ["Doe Family"]
    house.enter(person)


def test_only_its_holder_is_told_that_an_invitation_opens_nothing(house):
    person = house.invited()
    put(house, next(iter(house.person().accounts)), "archive")
    dead = house.token(person)
    house.wait(minutes=2)
    put(house, next(iter(house.person().accounts)), "restore")
    assert house.call("POST", f"/v1/persons/{person}/invitation/resend").status == 200
    put(house, next(iter(house.person().accounts)), "archive")
    answer = house.call("GET", "/v1/public/invitation", headers={"portico-token": dead})
    assert answer.code == "INVITATION_SUPERSEDED"


def test_invitation_into_an_open_account_too_is_accepted_as_ever(house):
    person = house.invited()
    (account,) = house.person().accounts
    also_in(house, house.account("Doe Holdings"))
    put(house, account, "archive")
    assert opened(house, person).json["accounts"] == ["Doe Holdings"]
    house.enter(person)
    assert house.person().state is PersonState.ACTIVE


def test_account_archived_while_its_invitation_is_being_accepted_lets_nobody_in(house):
    person = house.invited()
    (account,) = house.person().accounts
    with meanwhile(house, "cognito-idp", "admin_set_user_password", lambda: put(house, account, "archive")):
        answer = house.accept(person)
    assert (answer.status, answer.code) == (403, "ACCOUNT_ARCHIVED")
    assert house.person().state is PersonState.INVITED


def test_changed_email_is_invited_into_no_archived_account(house):
    house.invited()
    contact = house.person().contact
    (account,) = house.person().accounts
    known(house, account, "archive")
    house.wait(minutes=2)
    told = house.ids()
    change = {"from": CLIENT_EMAIL, "to": "new@doe.example"}
    assert house.call("POST", f"/v1/contacts/{contact}/emails/change", body=change).status == 200
    names = [each["name"] for each in house.since(told)]
    assert "invitation.superseded" in names
    assert "invitation.sent" not in names
    come = house.person("new@doe.example")
    assert (come.state, come.invitation.is_out, rows(house)) == (PersonState.GRANTED, False, {})
    known(house, account, "restore")
    assert rows(house) == {"Jane Doe": ["Doe Family"]}


def test_changed_email_with_an_open_account_too_is_invited_by_itself(house):
    house.invited()
    person = house.person()
    also_in(house, house.account("Doe Holdings"))
    known(house, next(iter(person.accounts)), "archive")
    house.wait(minutes=2)
    change = {"from": CLIENT_EMAIL, "to": "new@doe.example"}
    assert house.call("POST", f"/v1/contacts/{person.contact}/emails/change", body=change).status == 200
    assert house.person("new@doe.example").state is PersonState.INVITED
    assert rows(house) == {"Jane Doe": ["Doe Holdings"]}


def test_account_closed_before_its_ties_followed_the_email_is_known_at_the_new_address(house):
    """More ties than go over at once: the closing finds none of them at the new address yet."""
    house.granted()
    contact = house.person().contact
    for number in range(20):
        also_in(house, house.account(f"Doe {number:02}"))
    closed = [*house.person().accounts]
    change = {"from": CLIENT_EMAIL, "to": "new@doe.example"}
    assert house.call("POST", f"/v1/contacts/{contact}/emails/change", body=change).status == 200
    for each in closed:
        known(house, each, "archive")
    assert len(rows(house)["Jane Doe"]) == len(closed), "the new address has no ties yet"
    assert house.deliver("contact.email_changed") == DONE
    assert rows(house) == {}
    known(house, closed[0], "restore")
    assert rows(house) == {"Jane Doe": ["Doe Family"]}


def test_account_that_went_into_another_leaves_nobody_waiting_for_the_one_that_is_gone(house):
    gone, person = client(house, "Ann", invite=True)
    into = house.account("Into Ltd.")
    seen = {"if-match": house.call("GET", f"/v1/accounts/{into}").headers["etag"]}
    answer = house.call("POST", f"/v1/accounts/{into}/merge", body={"fromId": gone}, headers=seen)
    assert answer.status == 200, answer.text
    assert rows(house) == {"Ann": ["Into Ltd."]}
    known(house, into, "archive")
    assert (rows(house), house.credential(person).closed) == ({}, {into})


def test_whoever_asked_for_a_person_is_forgotten_with_the_access_they_asked_for(house):
    asking = ask_access(house)
    request = house.send(asking)
    assert request.status == 201, request.text
    approval = f"/v1/access-requests/{request.json['id']}/approve"
    assert house.call("POST", approval, body={"invite": False}).status == 200
    account = asking.path.split("/")[4]
    (row,) = pending(house)
    assert row["invitedBy"] == {"kind": "client", "name": "Jane Doe"}
    also_in(house, house.account("Elsewhere"), "max@doe.example")
    tie = f"/v1/accounts/{account}/ties/tie_{row['id'].removeprefix('per_')}/access"
    assert house.call("POST", f"{tie}/revoke").status == 200
    assert house.call("POST", f"/v1/persons/{row['id']}/invitation", body={}).status == 201
    (row,) = pending(house)
    assert row["invitedBy"] == {"kind": "member", "name": "Olivia Reed"}
    assert house.made(tie, {})["state"] == "invited"
    (row,) = pending(house)
    assert row["invitedBy"] == {"kind": "member", "name": "Olivia Reed"}, "this time nobody asked"
