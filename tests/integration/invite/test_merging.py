"""Two accounts, or two contacts, become one: nothing is lost, nothing is doubled, whatever comes between."""

from typing import Any

import pytest

from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.merging import MergingRepository
from shared.domain.ids import AccountId
from tests.fakes.http import Answer, claims
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.invite.test_filters import found

OTHER_EMAIL = "jane@home.example"


def merge(house: House, noun: str, into: str, gone: str, seen: int = 1, **more: Any) -> Answer:
    who = more.pop("who", None)
    body = {"fromId": gone, **more}
    return house.call("POST", f"/v1/{noun}/{into}/merge", body=body, headers={"if-match": f'"{seen}"'}, who=who)


def people(house: House, account: str) -> set[tuple[str, str, bool]]:
    items = house.call("GET", f"/v1/accounts/{account}/ties", query={"limit": 100}).json["items"]
    return {(each["contact"]["name"], each["email"], each["login"]) for each in items}


def tied(house: House, account: str, email: str, *, login: bool = False, contact: str | None = None) -> str:
    """Tie a new contact of this e-mail, or the one that has it, to the account."""
    contact = contact or house.contact(email, email)
    tie = house.made(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": email})["id"]
    if login:
        house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})
    return contact


def counters(house: House, account: str) -> tuple[int, int]:
    stored = AccountRepository(house.cloud.table).get(house.firm, AccountId(account))
    return stored.n_can_login, stored.n_invited


def recounted(house: House, account: str) -> tuple[int, int]:
    """The counters, counted anew from the persons themselves."""
    persons = [each for each in house.cloud.items() if each["et"]["S"] == "PERSON" and account in each["accounts"]["M"]]
    states = [each["state"]["S"] for each in persons]
    return states.count("active"), states.count("invited")


@pytest.fixture
def two(house: House) -> tuple[str, str]:
    """Two accounts: Jane in both, with login in the second alone; Ann in the first; Bob, who is in, in the second."""
    into, gone = house.account("Doe Family"), house.account("The Does", assigned=[house.colleague()])
    jane = tied(house, into, CLIENT_EMAIL)
    tied(house, gone, CLIENT_EMAIL, login=True, contact=jane)
    tied(house, into, "ann@doe.example", login=True)
    tied(house, gone, "bob@doe.example", login=True)
    house.enter(house.person("bob@doe.example").id)
    tied(house, gone, "cleo@doe.example")
    return into, gone


def test_people_members_and_counters_move_and_the_other_account_is_gone(house, two):
    into, gone = two
    told = house.ids()
    answer = merge(house, "accounts", into, gone)
    assert answer.status == 200, answer.text
    assert answer.json["account"]["badge"] == "activated"
    assert {key: answer.json[key] for key in ("ties", "commonTies", "logins", "members", "more")} == {
        "ties": 3,
        "commonTies": 1,
        "logins": 2,
        "members": 1,
        "more": False,
    }
    assert [each["name"] for each in house.since(told)] == ["account.merged", *["portal_access.granted"] * 2]
    assert people(house, into) == {
        (CLIENT_EMAIL, CLIENT_EMAIL, True),
        ("ann@doe.example", "ann@doe.example", True),
        ("bob@doe.example", "bob@doe.example", True),
        ("cleo@doe.example", "cleo@doe.example", False),
    }
    assert counters(house, into) == recounted(house, into) == (1, 2)
    for email in (CLIENT_EMAIL, "bob@doe.example"):
        assert house.person(email).accounts == {into: "Doe Family"}
    assert found(house) == found(house, q="doe") == ["Doe Family"]
    assert found(house, q="does") == []
    (deleted,) = house.call("GET", "/v1/accounts", query={"status": "deleted"}).json["items"]
    assert (deleted["mergedInto"], deleted["restorableUntil"]) == (into, None)
    refused = house.call("POST", f"/v1/accounts/{gone}/restore")
    assert (refused.status, refused.code) == (409, "WRONG_STATE")


def test_member_of_the_other_account_has_access_to_the_one_that_stays(house, two):
    into, gone = two
    employee = claims(house.firm, house.call("GET", f"/v1/accounts/{gone}").json["assigned"][0])
    assert found(house, who=employee) == ["The Does"]
    merge(house, "accounts", into, gone)
    assert found(house, who=employee) == ["Doe Family"]
    assert house.call("GET", f"/v1/accounts/{into}", who=employee).status == 200


def test_whoever_gains_access_is_told_of_as_the_doing_of_whoever_merged(house, two):
    into, gone = two
    told = house.ids()
    merge(house, "accounts", into, gone)
    for _ in range(2):
        assert house.deliver("account.merged") == {"batchItemFailures": []}
    by_name: dict[str, list[Any]] = {}
    for each in house.since(told):
        by_name.setdefault(each["name"], []).append(each)
    (merged,), (assigned,) = by_name["account.merged"], by_name["account.member_assigned"]
    granted = by_name["portal_access.granted"]
    assert {each["personal"]["email"] for each in granted} == {CLIENT_EMAIL, "bob@doe.example"}
    assert [assigned["data"]["member"]] == merged["data"]["members"]
    assert assigned["personal"]["memberName"] == "Emil Brandt"
    assert len(granted) == 2
    given = [assigned, *granted]
    assert {each["account"] for each in given} == {into}
    for how in ("actor", "source", "address", "browser", "correlationId"):
        assert {repr(each[how]) for each in given} == {repr(merged[how])}


def test_whoever_had_access_to_both_gains_none(house):
    employee = house.colleague()
    into, gone = (house.account(name, assigned=[employee]) for name in ("Stays", "Goes"))
    jane = tied(house, into, CLIENT_EMAIL, login=True)
    tied(house, gone, CLIENT_EMAIL, login=True, contact=jane)
    told = house.ids()
    merge(house, "accounts", into, gone)
    house.deliver("account.merged")
    assert [(each["name"], each["data"]["members"]) for each in house.since(told)] == [("account.merged", [])]


@pytest.mark.parametrize("is_just_then", [False, True])
def test_member_who_lost_the_account_before_it_was_told_does_not_get_it_back(house, two, monkeypatch, is_just_then):
    into, gone = two
    (member,) = house.call("GET", f"/v1/accounts/{gone}").json["assigned"]
    merge(house, "accounts", into, gone)
    path, carry = f"/v1/accounts/{into}/assigned/{member}", MergingRepository.carry_pointers

    def late(*given: Any) -> None:
        house.call("DELETE", path)
        carry(*given)

    if is_just_then:
        monkeypatch.setattr(MergingRepository, "carry_pointers", late)
        assert house.deliver("account.merged") != {"batchItemFailures": []}
    else:
        house.call("DELETE", path)
    for _ in range(2):
        assert house.deliver("account.merged") == {"batchItemFailures": []}
    assert "account.member_assigned" not in house.names()
    assert found(house, who=claims(house.firm, member)) == []
    pointers = [each for each in house.cloud.items() if each["et"]["S"] == "MEMBER_ACCOUNT"]
    assert not [each for each in pointers if each["pk"]["S"].endswith(member.removeprefix("mem_"))]


@pytest.mark.parametrize("noun", ["accounts", "contacts"])
def test_dry_run_tells_what_would_move_and_changes_nothing(house, two, noun):
    into, gone = two
    if noun == "contacts":
        into, gone = (each["id"] for each in house.call("GET", "/v1/contacts", query={"limit": 2}).json["items"])
    before = house.dump()
    answer = merge(house, noun, into, gone, dryRun=True)
    assert (answer.status, answer.json["dryRun"], answer.json["ties"] > 0) == (200, True, True), answer.text
    assert house.dump() == before
    real = merge(house, noun, into, gone)
    shown = {key: value for key, value in answer.json.items() if key not in {"dryRun", "account", "contact"}}
    assert {key: real.json[key] for key in shown} == shown


@pytest.mark.parametrize("by_owner", [True, False])
def test_merging_repeated_after_a_lost_answer_is_answered_alike_and_told_once(house, by_owner):
    employee = house.colleague(rights=("manage_accounts",))
    into, gone = (house.account(name, assigned=[employee]) for name in ("Stays", "Goes"))
    who = None if by_owner else claims(house.firm, employee)
    first = merge(house, "accounts", into, gone, who=who)
    assert first.status == 200, first.text
    assert merge(house, "accounts", into, gone, who=who).json == first.json
    assert house.names().count("account.merged") == 1


def test_account_of_many_people_is_carried_on_until_nothing_is_left(house):
    """Fault 4: what does not fit into one transaction goes on by the event, doubled or torn as it may come."""
    into, gone = house.account("Stays"), house.account("Goes")
    for number in range(41):
        tied(house, gone, f"p{number:02}@doe.example", login=number % 2 == 0)
    told = house.ids()
    answer = merge(house, "accounts", into, gone)
    assert answer.status == 200, answer.text
    assert len(people(house, into)) == 18
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", nth=2, times=4)
    assert house.deliver("account.merged") != {"batchItemFailures": []}
    client.assert_fired()
    assert len(people(house, into)) == 36
    for _ in range(2):
        assert house.deliver("account.merged") == {"batchItemFailures": []}
    assert len(people(house, into)) == 41
    assert counters(house, into) == recounted(house, into) == (0, 21)
    let_in = [each["personal"]["email"] for each in house.since(told) if each["name"] == "portal_access.granted"]
    assert sorted(let_in) == [f"p{number:02}@doe.example" for number in range(0, 41, 2)]
    bare = gone.removeprefix("acc_")
    left = [each for each in house.cloud.items() if each["pk"]["S"].endswith(f"#A#{bare}")]
    assert [each["et"]["S"] for each in left] == ["ACCOUNT"]


def test_many_assigned_members_are_carried_on(house):
    members = [house.colleague(f"M{number:02} Doe") for number in range(15)]
    into, gone = house.account("Stays"), house.account("Goes", assigned=members)
    assert merge(house, "accounts", into, gone).status == 200
    told = house.ids()
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", nth=2, times=4)
    assert house.deliver("account.merged") != {"batchItemFailures": []}
    client.assert_fired()
    for _ in range(2):
        assert house.deliver("account.merged") == {"batchItemFailures": []}
    assert sorted(each["data"]["member"] for each in house.since(told)) == sorted(members)
    for member in members:
        assert found(house, who=claims(house.firm, member)) == ["Stays"]
    pointers = [each for each in house.cloud.items() if each["et"]["S"] == "MEMBER_ACCOUNT"]
    assert {each["account"]["S"] for each in pointers} == {into}


def test_what_is_left_follows_where_the_account_has_gone_by_then(house):
    """Fault 13: the second merging comes before the first is carried on."""
    first, second, third = (house.account(name) for name in ("First", "Second", "Third"))
    for number in range(20):
        tied(house, first, f"p{number:02}@doe.example", login=True)
    house.call("PUT", f"/v1/accounts/{first}/assigned/{house.colleague()}")
    told = house.ids()
    merge(house, "accounts", second, first)
    merge(house, "accounts", third, second)
    for _ in range(2):
        house.deliver("account.merged")
    assert len(people(house, third)) == 20
    assert counters(house, third) == recounted(house, third) == (0, 20)
    given = [(each["name"], each["account"]) for each in house.since(told)]
    assert given.count(("account.member_assigned", third)) == 1
    assert given.count(("account.member_assigned", second)) == 0
    assert given.count(("portal_access.granted", second)) == 18
    assert given.count(("portal_access.granted", third)) == 20


def test_accounts_that_do_not_fit_are_refused(house):
    into, gone = house.account("Stays"), house.account("Goes")
    guests = house.made("/v1/accounts", {"name": "Guests", "kind": "other", "sort": "guest"})["id"]
    test = house.made("/v1/accounts", {"name": "Test", "kind": "other", "sort": "test"})["id"]
    archived = house.account("Archived")
    house.call("POST", f"/v1/accounts/{archived}/archive")
    for one in (into, guests, test, archived):
        answer = merge(house, "accounts", into, one)
        assert (answer.status, answer.code) == (409, "WRONG_STATE"), one
    stale = merge(house, "accounts", into, gone, seen=7)
    assert (stale.status, stale.code) == (409, "VERSION_STALE")
    house.call("POST", f"/v1/accounts/{gone}/delete")
    assert merge(house, "accounts", into, gone).status == 404
    assert house.call("POST", f"/v1/accounts/{into}/merge", body={"fromId": archived}).status == 428


@pytest.mark.parametrize("noun", ["accounts", "contacts"])
def test_foreign_one_cannot_go_into_an_own_one(house, foreign, noun):
    """Abuse 10."""
    theirs = foreign.account() if noun == "accounts" else foreign.contact()
    into = house.account() if noun == "accounts" else house.contact()
    before = house.dump()
    for odd in (theirs, "acc_nonsense", "", into[:4] + "0" * 26):
        answer = merge(house, noun, into, odd)
        assert (answer.status, answer.code, answer.faults) == (404, "NOT_FOUND", set())
    assert house.dump() == before


def test_employee_merges_only_what_they_see_and_may(house):
    employee = house.colleague(rights=("manage_accounts",))
    into, gone = house.account("Stays", assigned=[employee]), house.account("Goes")
    assert merge(house, "accounts", into, gone, who=claims(house.firm, employee)).status == 404
    without = claims(house.firm, house.colleague("Nora Hill", rights=("view_all_accounts",)))
    assert merge(house, "accounts", into, gone, who=without).code == "NOT_ALLOWED"
    one, other = house.contact(), house.contact("Jim", "jim@doe.example")
    assert merge(house, "contacts", one, other, who=without).code == "NOT_ALLOWED"


def test_merging_gives_nobody_access_whom_the_employee_could_not_assign(house):
    rights = ("manage_accounts", "view_all_accounts")
    employee, colleague = house.colleague(rights=rights), house.colleague("Zoe Late")
    into, gone = house.account("Stays", assigned=[employee]), house.account("Goes", assigned=[employee, colleague])
    refused = merge(house, "accounts", into, gone, who=claims(house.firm, employee))
    assert (refused.status, refused.code) == (403, "NOT_ALLOWED")
    may = house.colleague("Nora Hill", rights=(*rights, "assign_team_members"))
    assert merge(house, "accounts", into, gone, who=claims(house.firm, may)).status == 200


@pytest.fixture
def doubled(house: House) -> tuple[str, str, str]:
    """Jane twice, and an account the second of her can log in to; she is in."""
    into, gone, account = house.contact(), house.contact("J. Doe", OTHER_EMAIL), house.account()
    tied(house, account, OTHER_EMAIL, login=True, contact=gone)
    house.enter(house.person(OTHER_EMAIL).id)
    return into, gone, account


def test_emails_ties_and_credentials_of_a_contact_move(house, doubled):
    into, gone, account = doubled
    answer = merge(house, "contacts", into, gone)
    assert answer.status == 200, answer.text
    assert answer.json["contact"]["emails"] == [CLIENT_EMAIL, OTHER_EMAIL]
    assert people(house, account) == {("Jane Doe", OTHER_EMAIL, True)}
    assert (house.person(OTHER_EMAIL).name, house.person(OTHER_EMAIL).contact) == ("Jane Doe", into)
    assert house.signs_in(OTHER_EMAIL), "credentials are of e-mails and stay"
    assert house.call("GET", f"/v1/contacts/{gone}").status == 404
    assert found(house, "/v1/contacts") == found(house, "/v1/contacts", q="doe") == ["Jane Doe"]
    taken = house.call("POST", "/v1/contacts", body={"name": "X", "emails": [OTHER_EMAIL]})
    assert (taken.code, "Jane Doe" in taken.text) == ("EMAIL_IN_USE", True)
    rows = house.call("GET", f"/v1/contacts/{into}/ties").json["items"]
    assert [each["email"] for each in rows] == [OTHER_EMAIL]
    for _ in range(2):
        assert house.deliver("contact.merged") == {"batchItemFailures": []}


def test_more_emails_than_a_contact_may_have_are_refused(house):
    def many(name: str, count: int) -> str:
        emails = [f"{name}{number}@doe.example" for number in range(count)]
        return str(house.made("/v1/contacts", {"name": name, "emails": emails})["id"])

    three, two, one = many("a", 3), many("b", 2), many("c", 1)
    assert merge(house, "contacts", three, two).status == 200
    refused = merge(house, "contacts", three, one, seen=2)
    assert (refused.status, refused.code) == (409, "LIMIT_REACHED")


def test_contact_of_many_accounts_is_carried_on_until_nothing_is_left(house):
    """Fault 4, and 13: the one who stays has gone into a third by then."""
    first, second, third = house.contact(), house.contact("B", "b@doe.example"), house.contact("C", "c@doe.example")
    for number in range(73):
        tied(house, house.account(f"A{number:02}"), CLIENT_EMAIL, contact=first)
    assert merge(house, "contacts", second, first).json["more"] is True
    assert merge(house, "contacts", third, second).status == 200
    for _ in range(2):
        assert house.deliver("contact.merged") == {"batchItemFailures": []}
    ties = [each for each in house.cloud.items() if each["et"]["S"] == "TIE"]
    assert {each["contact"]["S"] for each in ties} == {third}
    assert {each["contact_name"]["S"] for each in ties} == {"C"}


def test_tie_made_while_its_contact_goes_into_another_is_refused(house, doubled):
    """Fault 6: the e-mail is another's by the time the tie is written."""
    into, gone, _ = doubled
    other = house.account("Other")
    merge(house, "contacts", into, gone)
    body = {"contactId": gone, "email": OTHER_EMAIL}
    assert house.call("POST", f"/v1/accounts/{other}/ties", body=body).status == 404
    assert house.call("POST", f"/v1/accounts/{other}/ties", body={**body, "contactId": into}).status == 201
