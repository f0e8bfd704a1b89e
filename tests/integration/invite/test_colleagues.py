"""What clients asked for: whose it is, and what becomes of it with the account, at the public door."""

from typing import Any

import pytest

from functions.invite import schedule
from functions.invite.model.requests import AccessRequest, RequestState
from functions.invite.repository import items
from functions.invite.repository.accounts import AccountRepository
from shared import wiring
from shared.directory import Policy
from shared.directory import keys as directory_keys
from shared.domain.errors import UnavailableError
from shared.domain.ids import AccountId, RequestId, new
from shared.table import marshal, schema
from shared.table.actions import item, replace, settle
from shared.table.schema import index_name
from tests.fakes.http import Answer, claims, context
from tests.fakes.interleaving import Interleaved
from tests.fakes.lagging import Lagging
from tests.fakes.refusals import lost_answer
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.invite.test_merging import merge, people

MAX = "max@doe.example"
MIA = "mia@doe.example"


@pytest.fixture
def account(house: House) -> str:
    """An account whose client is in and may ask."""
    house.active()
    policy = Policy(v=1, clients_may_invite_colleagues=True)
    house.cloud.table.transact(
        settle(item(directory_keys.policy(house.firm), schema.POLICY, **policy.model_dump(mode="json")))
    )
    return next(iter(house.person().accounts))


def asking(house: House, account: str, email: str) -> Answer:
    body = {"name": email.split("@")[0].title(), "email": email}
    who = claims(house.firm, house.person().id, house.cloud.clock.now)
    return house.call("POST", f"/v1/portal/accounts/{account}/access-requests", body=body, who=who)


def asked(house: House, account: str, *emails: str) -> list[str]:
    answers = [asking(house, account, each) for each in emails]
    assert {each.status for each in answers} == {201}, answers[0].text
    return [each.json["id"] for each in answers]


def own(house: House, account: str) -> list[tuple[str, str]]:
    who = claims(house.firm, house.person().id, house.cloud.clock.now)
    answer = house.call("GET", f"/v1/portal/accounts/{account}/access-requests", who=who)
    return sorted((each["email"], each["state"]) for each in answer.json["items"])


def waiting(house: House) -> list[str]:
    return [each["email"] for each in house.call("GET", "/v1/access-requests").json["items"]]


def put(house: House, account: str, verb: str) -> None:
    answer = house.call("POST", f"/v1/accounts/{account}/{verb}")
    assert answer.status == 200, answer.text


def declined(house: House) -> list[dict[str, Any]]:
    return [each for each in house.cloud.announced() if each["name"] == "portal_access.request_declined"]


def erased(house: House) -> int:
    return int(schedule.handler({"source": "aws.events"}, context())["erased"])


def left(house: House) -> set[str]:
    """The kinds of items that name the colleague, but for what is announced."""
    return {each["et"]["S"] for each in house.cloud.items() if MAX in repr(each)} - {"OUTBOX"}


def decided(house: House, account: str, number: int) -> None:
    """Let there be as many more, declined in the same minute."""
    (open_one,) = (each for each in house.cloud.items() if each["et"]["S"] == "ACCESS_REQUEST")
    like = AccessRequest.model_validate(marshal.read(open_one)).decided(RequestState.DECLINED, house.cloud.clock.now)
    more = (like.model_copy(update={"id": RequestId(new("arq", like.asked_at))}) for _ in range(number))
    house.cloud.table.transact(*(settle(items.access_request(each)) for each in more))


def known(house: House, account: str, email: str, name: str = "Max") -> str:
    """Tie a contact the firm adds by itself."""
    body = {"contactId": house.contact(name, email), "email": email}
    return str(house.made(f"/v1/accounts/{account}/ties", body)["id"])


def access(house: House, account: str, tie: str) -> str:
    return str(house.call("GET", f"/v1/accounts/{account}/ties/{tie}").json["state"])


def test_what_waits_for_a_deleted_account_is_declined_by_the_system_and_told_once(house, account):
    tie = known(house, account, MAX)
    asked(house, account, MAX, MIA)
    assert access(house, account, tie) == "requested"
    put(house, account, "delete")
    for _ in range(2):
        assert house.deliver("account.deleted") == {"batchItemFailures": []}
    assert waiting(house) == []
    deletion = next(each for each in house.cloud.announced() if each["name"] == "account.deleted")
    assert [(each["actor"]["kind"], each["source"]) for each in declined(house)] == [("system", "automation")] * 2
    assert {each["correlationId"] for each in declined(house)} == {deletion["correlationId"]}
    put(house, account, "restore")
    assert own(house, account) == [(MAX, "declined"), (MIA, "declined")]
    assert access(house, account, tie) == "none"
    assert asking(house, account, MAX).status == 201, "they may ask anew, and nothing is counted of what was declined"


def test_what_waits_for_an_account_that_went_into_another_is_declined_and_nobody_is_asked_for(house, account):
    tie = known(house, account, MAX)
    asked(house, account, MAX)
    into = house.account("Doe Holdings")
    assert merge(house, "accounts", into, account).status == 200
    for _ in range(2):
        assert house.deliver("account.merged") == {"batchItemFailures": []}
    assert (waiting(house), len(declined(house))) == ([], 1)
    assert ("Max", MAX, False) in people(house, into)
    assert access(house, into, tie) == "none"


def test_account_restored_before_its_deletion_is_heard_of_keeps_what_waits(house, account):
    """Fault 12: the consumer was down for a day."""
    asked(house, account, MAX)
    put(house, account, "delete")
    put(house, account, "restore")
    assert house.deliver("account.deleted") == {"batchItemFailures": []}
    assert (waiting(house), declined(house)) == ([MAX], [])


def test_request_the_index_does_not_show_yet_is_declined_once_it_does(house, account, monkeypatch):
    """Fault 21."""
    lagging = Lagging(house.cloud.client("dynamodb"), index_name("g1"))
    monkeypatch.setattr(wiring, "client", lambda name: lagging if name == "dynamodb" else house.cloud.client(name))
    asked(house, account, MAX)
    put(house, account, "delete")
    assert house.deliver("account.deleted") != {"batchItemFailures": []}
    assert lagging.has_lagged
    monkeypatch.setattr(wiring, "client", house.cloud.client)
    assert house.deliver("account.deleted") == {"batchItemFailures": []}
    assert (waiting(house), len(declined(house))) == ([], 1)


def test_nothing_is_asked_for_an_account_that_is_deleted_at_that_moment(house, account, monkeypatch):
    """Fault 6: the deletion comes between the gate and the writing."""
    table = house.cloud.table
    standing = AccountRepository(table).get(house.firm, AccountId(account))
    deleting = replace(items.account(standing.deleted(house.cloud.clock.now)), seen=standing.v)
    racing = Interleaved(house.cloud.client("dynamodb"), "transact_write_items", 1, lambda: table.transact(deleting))
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    refused = asking(house, account, MAX)
    assert racing.has_acted
    assert (refused.status, refused.code) == (409, "VERSION_STALE")
    assert waiting(house) == []


def test_erasing_takes_all_that_was_asked_for_the_account(house, account):
    asked(house, account, MAX)
    decided(house, account, 30)
    other = house.account("Other")
    kept = [each for each in house.cloud.items() if each["et"]["S"] == "ACCESS_REQUEST"]
    assert len(kept) == 31
    put(house, account, "delete")
    house.wait(days=30)
    assert erased(house) == 1
    assert left(house) == set()
    assert {each["et"]["S"] for each in house.cloud.items()}.isdisjoint({"ACCESS_REQUEST", "ACCESS_REQUEST_COUNT"})
    assert [each["personal"]["email"] for each in declined(house)].count(MAX) == 1, "nobody had heard of the deletion"
    assert house.call("GET", f"/v1/accounts/{other}").status == 200


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_erasing_that_died_half_way_is_taken_up_by_the_next(house, account, nth, moment):
    """Faults 4 and 15: killed at any of its writes, ties first, then requests."""
    asked(house, account, MAX)
    decided(house, account, 26)
    put(house, account, "delete")
    house.wait(days=30)
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", nth=nth, moment=moment, error=lost_answer)
    with pytest.raises(UnavailableError):
        erased(house)
    client.assert_fired()
    erased(house)
    assert left(house) == set()
    assert house.names().count("account.erased") == 1
    assert [each["personal"]["email"] for each in declined(house)].count(MAX) == 1


def test_decided_request_is_removed_a_year_after_and_an_open_one_is_not(house, account):
    requests = asked(house, account, MAX, MIA)
    house.call("POST", f"/v1/access-requests/{requests[0]}/decline", body={})
    now = house.cloud.clock.now.timestamp()
    stored = [each for each in house.cloud.items() if each["et"]["S"] == "ACCESS_REQUEST"]
    assert {each["email"]["S"]: "ttl" in each for each in stored} == {MAX: True, MIA: False}
    (ttl,) = [int(each["ttl"]["N"]) for each in stored if "ttl" in each]
    assert 364 * 86400 < ttl - now <= 365 * 86400
    asked(house, account, MAX)
    stored = [each for each in house.cloud.items() if each["et"]["S"] == "ACCESS_REQUEST"]
    assert not any("ttl" in each for each in stored)


def test_who_is_given_an_email_sees_nothing_of_what_its_holder_before_asked(house, account):
    asked(house, account, MAX, MIA)
    contact = house.person().contact
    ties = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
    tie = next(each["id"] for each in ties if each["email"] == CLIENT_EMAIL)
    assert house.call("POST", f"/v1/accounts/{account}/ties/{tie}/access/revoke").status == 200
    added = {"email": "jane@home.example"}
    assert house.call("POST", f"/v1/contacts/{contact}/emails", body=added).status in {200, 201}
    removed = house.call("POST", f"/v1/contacts/{contact}/emails/remove", body={"email": CLIENT_EMAIL})
    assert removed.status == 200, removed.text
    tie = known(house, account, CLIENT_EMAIL, "Bob New")
    house.wait(minutes=5)
    house.enter(house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})["personId"])
    assert own(house, account) == []
    assert asking(house, account, MAX).json["name"] == "Max"
    assert own(house, account) == [(MAX, "open")]
    listed = house.call("GET", "/v1/access-requests").json["items"]
    assert {each["email"]: each["askedBy"]["name"] for each in listed} == {MAX: "Bob New", MIA: "Jane Doe"}


@pytest.mark.parametrize("invite", [False, True])
def test_approval_of_whom_was_let_in_meanwhile_announces_nothing_again(house, account, invite):
    (request,) = asked(house, account, MAX)
    tie = known(house, account, MAX)
    house.made(f"/v1/accounts/{account}/ties/{tie}/access", {})
    told = house.ids()
    answer = house.call("POST", f"/v1/access-requests/{request}/approve", body={"invite": invite})
    assert (answer.status, answer.json["state"]) == (200, "approved"), answer.text
    assert [each["name"] for each in house.since(told)] == (["invitation.sent"] if invite else [])
    assert waiting(house) == []
    again = house.call("POST", f"/v1/access-requests/{request}/approve", body={"invite": invite})
    assert again.json == answer.json
