"""Accounts are archived, deleted, restored and erased; their people, lists and counters with them."""

import pytest

from functions.invite import schedule
from functions.invite.repository.accounts import AccountRepository, count
from shared import wiring
from shared.domain.errors import UnavailableError
from shared.domain.ids import AccountId
from tests.fakes.http import claims, context
from tests.fakes.interleaving import Interleaved
from tests.fakes.refusals import lost_answer
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.invite.test_filters import found


@pytest.fixture
def entered(house: House) -> str:
    """An account whose client is in."""
    account, tie = house.tie()
    house.enter(house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})["personId"])
    return account


def put(house: House, account: str, verb: str, status: int = 200, who: dict[str, str] | None = None) -> str:
    answer = house.call("POST", f"/v1/accounts/{account}/{verb}", who=who)
    assert answer.status == status, answer.text
    return str(answer.json["status"] if status == 200 else answer.code)


def erased(house: House) -> int:
    return int(schedule.handler({"source": "aws.events"}, context())["erased"])


def test_archived_account_is_listed_apart_and_read_on(house, entered):
    assert put(house, entered, "archive") == "archived"
    assert found(house) == found(house, badge="activated") == []
    assert found(house, status="archived") == found(house, status="archived", q="doe") == ["Doe Family"]
    assert house.call("GET", f"/v1/accounts/{entered}").json["status"] == "archived"
    assert house.call("GET", f"/v1/accounts/{entered}/ties").status == 200


def test_nothing_is_written_to_an_archived_account(house, entered):
    contact = house.contact("John Roe", "john@roe.example")
    version = house.call("GET", f"/v1/accounts/{entered}")
    put(house, entered, "archive")
    seen = {"if-match": house.call("GET", f"/v1/accounts/{entered}").headers["etag"]}
    assert seen["if-match"] != version.headers["etag"]
    for answer in (
        house.call("PATCH", f"/v1/accounts/{entered}", body={"name": "Other"}, headers=seen),
        house.call("POST", f"/v1/accounts/{entered}/ties", body={"contactId": contact, "email": "john@roe.example"}),
    ):
        assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_restored_account_wears_the_badge_its_people_have_come_to_meanwhile(house):
    """Somebody comes in by another account while this one is archived: the counters go on."""
    person = house.invited()
    (account,) = house.person().accounts
    other, tie = house.tie(house.account("Doe Holdings"), house.person().contact)
    house.made(f"/v1/accounts/{other}/ties/{tie}/access", {})
    put(house, account, "archive")
    house.enter(person)
    assert put(house, account, "restore") == "active"
    assert found(house, badge="activated") == ["Doe Family", "Doe Holdings"]
    assert found(house, badge="pending_activation") == []


def test_deleted_account_is_gone_for_everybody_and_listed_for_owner_and_admin(house, entered):
    employee = claims(house.firm, house.colleague(rights=("view_all_accounts", "manage_accounts")))
    admin = claims(house.firm, house.colleague("Ada Stone", "admin"))
    assert put(house, entered, "delete", who=employee) == "deleted"
    for who in (house.owner, admin, employee):
        assert house.call("GET", f"/v1/accounts/{entered}", who=who).status == 404
        assert found(house, who=who) == found(house, q="doe", who=who) == found(house, status="archived", who=who) == []
    refused = house.call("GET", "/v1/accounts", query={"status": "deleted"}, who=employee)
    assert (refused.status, refused.code) == (403, "NOT_ALLOWED")
    assert put(house, entered, "restore", 404, employee) == "NOT_FOUND"
    (listed,) = house.call("GET", "/v1/accounts", query={"status": "deleted"}, who=admin).json["items"]
    assert listed["restorableUntil"] > listed["deletedAt"]
    assert found(house, status="deleted", q="fam") == ["Doe Family"]
    assert put(house, entered, "restore", who=admin) == "active"
    assert found(house, q="doe") == found(house, badge="activated") == ["Doe Family"]


@pytest.mark.parametrize(("first", "again"), [("archive", "archive"), ("delete", "delete"), ("archive", "restore")])
def test_what_is_so_stays_so_and_is_told_once(house, first, again):
    account = house.account()
    put(house, account, first)
    put(house, account, again)
    told = house.ids()
    put(house, account, again)
    assert house.since(told) == []


def test_deletion_of_an_active_account_is_told_as_both(house):
    account = house.account()
    told = house.ids()
    put(house, account, "delete")
    assert [each["name"] for each in house.since(told)] == ["account.archived", "account.deleted"]


def test_employee_closes_with_the_right_and_access_only(house):
    account = house.account()
    without = claims(house.firm, house.colleague(rights=("view_all_accounts",)))
    stranger = claims(house.firm, house.colleague("Nora Hill", rights=("manage_accounts",)))
    for verb in ("archive", "delete", "restore"):
        assert put(house, account, verb, 403, without) == "NOT_ALLOWED"
        assert put(house, account, verb, 404, stranger) == "NOT_FOUND"


def test_account_is_erased_after_thirty_days_with_all_it_held_of_people(house, entered):
    other = house.account("Other")
    _, tie = house.tie(other, contact=house.call("GET", "/v1/contacts").json["items"][0]["id"])
    house.made(f"/v1/accounts/{other}/ties/{tie}/access", {})
    put(house, entered, "delete")
    house.wait(days=29, hours=23)
    assert erased(house) == 0
    house.wait(hours=1)
    assert put(house, entered, "restore", 409) == "WRONG_STATE", "its time is over, whether or not it was swept"
    assert erased(house) == 1
    assert erased(house) == 0
    assert house.names().count("account.erased") == 1
    assert put(house, entered, "restore", 404) == "NOT_FOUND"
    assert found(house, status="deleted") == []
    bare = entered.removeprefix("acc_")
    left = [each for each in house.cloud.items() if bare in each["pk"]["S"] + each["sk"]["S"]]
    assert [each["et"]["S"] for each in left] == ["ACCOUNT"]
    assert "Doe" not in repr(left)
    assert list(house.person().accounts) == [other]
    assert house.signs_in(CLIENT_EMAIL), "who may enter another account goes on"


def test_invitation_of_whom_nothing_is_left_ends_with_the_account(house):
    house.invited()
    (account,) = house.person().accounts
    put(house, account, "delete")
    house.wait(days=30)
    assert erased(house) == 1
    assert house.names().count("invitation.cancelled") == 1
    person = house.person()
    assert (person.accounts, person.is_pending, person.timer) == ({}, False, None)


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_sweep_that_died_half_way_is_taken_up_by_the_next(house, entered, nth, moment):
    """Faults 4 and 15: killed at any of its writes."""
    put(house, entered, "delete")
    house.wait(days=30)
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", nth=nth, moment=moment, error=lost_answer)
    with pytest.raises(UnavailableError):
        erased(house)
    client.assert_fired()
    erased(house)
    assert house.names().count("account.erased") == 1
    assert house.person().accounts == {}


def test_account_for_guests_can_be_made_anew_once_the_old_one_is_deleted(house):
    body = {"name": "Guests", "kind": "other", "sort": "guest"}
    old = house.made("/v1/accounts", body)["id"]
    put(house, old, "archive")
    assert house.call("POST", "/v1/accounts", body=body).status == 409
    put(house, old, "delete")
    new = house.made("/v1/accounts", body)["id"]
    assert put(house, old, "restore", 409) == "WRONG_STATE"
    put(house, new, "delete")
    assert put(house, old, "restore") == "active"
    assert found(house, sort="guest") == ["Guests"]


def test_counter_moved_meanwhile_is_no_reason_to_refuse(house, monkeypatch):
    """Fault 6: somebody comes in between the reading and the writing of the account."""
    account = AccountId(house.account())
    before = AccountRepository(house.cloud.table).get(house.firm, account)
    moving = count(before, before.counted(can_login=1))
    table = house.cloud.table
    racing = Interleaved(house.cloud.client("dynamodb"), "transact_write_items", 1, lambda: table.transact(moving))
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    assert put(house, account, "archive") == "archived"
    assert racing.has_acted
    assert put(house, account, "restore") == "active"
    assert found(house, badge="activated") == ["Doe Family"]


def test_client_is_shown_the_accounts_they_may_enter_and_no_others(house, entered):
    other = house.account("Other")
    _, tie = house.tie(other, contact=house.call("GET", "/v1/contacts").json["items"][0]["id"])
    house.made(f"/v1/accounts/{other}/ties/{tie}/access", {})
    client = claims(house.firm, house.person().id)

    def shown() -> list[str]:
        return [each["name"] for each in house.call("GET", "/v1/portal/me", who=client).json["accounts"]]

    assert shown() == ["Doe Family", "Other"]
    put(house, entered, "archive")
    assert shown() == ["Other"]
    put(house, other, "delete")
    assert shown() == []
    put(house, entered, "restore")
    assert shown() == ["Doe Family"]


def test_account_for_guests_follows_the_firm_when_it_is_handed_over(house):
    guests = house.made("/v1/accounts", {"name": "Guests", "kind": "other", "sort": "guest"})["id"]
    admin = house.colleague("Ada Stone", "admin")
    house.made("/v1/firm/ownership-offer", {"memberId": admin})
    told = house.ids()
    accepted = house.call("POST", "/v1/firm/ownership-offer/accept", who=claims(house.firm, admin))
    assert accepted.status in {200, 201}, accepted.text
    assert set(house.call("GET", f"/v1/accounts/{guests}").json["assigned"]) == {house.owner_id, admin}
    assert "account.member_assigned" in [each["name"] for each in house.since(told)]
