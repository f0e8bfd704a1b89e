"""Lists of accounts, narrowed down: by what has become of them, how far their people are, and their names."""

from typing import Any

import pytest

from tests.fakes.http import claims
from tests.integration.house import House


def found(house: House, path: str = "/v1/accounts", who: Any = None, **query: Any) -> list[str]:
    """The names of all pages of a list, in order."""
    names, cursor = [], None
    while True:
        asked = {**query, **({"cursor": cursor} if cursor else {})}
        answer = house.call("GET", path, query=asked, who=who)
        assert answer.status == 200, answer.text
        names += [each["name"] for each in answer.json["items"]]
        cursor = answer.json["nextCursor"]
        if cursor is None:
            return names


@pytest.fixture
def colours(house: House) -> House:
    """Three accounts: gray, yellow, green."""
    house.account("Gray")
    account = house.account("Yellow")
    contact = house.contact("Yolanda", "yolanda@doe.example")
    body = {"contactId": contact, "email": "yolanda@doe.example"}
    tie = house.made(f"/v1/accounts/{account}/ties", body)["id"]
    house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})
    green = house.account("Green")
    _, tie = house.tie(green)
    house.enter(house.made(f"/v1/accounts/{green}/ties/{tie}/access", {"invite": True})["personId"])
    return house


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Gray", "Green", "Yellow"]),
        ({"badge": "activated"}, ["Green"]),
        ({"badge": "pending_activation"}, ["Yellow"]),
        ({"badge": "not_activated"}, ["Gray"]),
        ({"lastLogin": "offline"}, ["Gray", "Yellow"]),
        ({"badge": "activated", "lastLogin": "offline"}, []),
        ({"q": "gr"}, ["Gray", "Green"]),
        ({"q": "gr", "badge": "activated"}, ["Green"]),
    ],
)
@pytest.mark.parametrize("limit", [1, 100])
def test_accounts_are_narrowed_by_badge_and_by_whether_anybody_can_log_in(colours, query, names, limit):
    assert found(colours, limit=limit, **query) == names


@pytest.mark.parametrize(
    "query", [{"badge": "blue"}, {"status": "gone"}, {"sort": "odd"}, {"lastLogin": "x"}, {"q": ""}]
)
def test_filter_that_is_none_is_refused_and_named(house, query):
    answer = house.call("GET", "/v1/accounts", query=query)
    assert answer.status == 422
    assert {field for field, _ in answer.faults} == set(query)


@pytest.mark.parametrize("q", ["fam", "FAMILIE", "fámilie mü", "m", "müller", "strasse"])
def test_name_is_found_by_the_beginning_of_any_word(house, q):
    house.account("Familie Müller, Große Straße 7")
    house.account("Other")
    assert found(house, q=q) == ["Familie Müller, Große Straße 7"]


def test_name_is_found_once_though_two_of_its_words_begin_so(house):
    for name in ("Doe Doeson", "Doe & Doe", "Roe"):
        house.account(name)
    assert sorted(found(house, q="doe", limit=1)) == ["Doe & Doe", "Doe Doeson"]


@pytest.mark.parametrize("q", ["<script>", "🎉", "\u202e", "%", "'; drop table"])
def test_odd_text_finds_what_it_says_and_breaks_nothing(house, q):
    """Abuse 15: script, signs and overrides are text like any other, or no text at all."""
    house.account("<script>alert(1)</script> 🎉")
    assert found(house, q=q) == (["<script>alert(1)</script> 🎉"] if q == "<script>" else [])


def test_renamed_account_is_found_by_its_new_name_alone(house):
    account = house.account("Doe Family")
    changed = house.call("PATCH", f"/v1/accounts/{account}", body={"name": "Roe Family"}, headers={"if-match": '"1"'})
    assert changed.status == 200
    assert found(house, q="doe") == []
    assert found(house, q="roe") == found(house, q="fam") == ["Roe Family"]


def test_search_is_narrowed_to_what_the_member_may_see(house):
    employee = house.colleague()
    house.account("Doe One", assigned=[employee])
    house.account("Doe Two")
    assert found(house, q="doe") == ["Doe One", "Doe Two"]
    assert found(house, q="doe", who=claims(house.firm, employee)) == ["Doe One"]


def test_search_finds_nothing_of_another_firm(house, foreign):
    house.account("Doe One")
    foreign.account("Doe Two")
    assert found(house, q="doe") == ["Doe One"]
    cursor = None
    foreign.account("Doe Three")
    cursor = foreign.call("GET", "/v1/accounts", query={"q": "doe", "limit": 1}).json["nextCursor"]
    answer = house.call("GET", "/v1/accounts", query={"q": "doe", "cursor": cursor})
    assert (answer.status, answer.faults) == (422, {("cursor", "CURSOR_INVALID")})


def test_contacts_are_found_by_their_words_too(house):
    house.contact("Zoë van den Berg", "zoe@berg.example")
    house.contact("John Roe", "john@roe.example")
    assert found(house, "/v1/contacts", q="zoe") == ["Zoë van den Berg"]
    assert found(house, "/v1/contacts", q="b v") == ["Zoë van den Berg"]
    assert found(house, "/v1/contacts", q="ber") == ["Zoë van den Berg"]
    assert found(house, "/v1/contacts", q="...") == []


def test_search_for_contacts_asks_manage_contacts(house):
    employee = claims(house.firm, house.colleague(rights=("view_all_accounts",)))
    house.contact()
    for q in ("jane", "j", "-"):
        answer = house.call("GET", "/v1/contacts", query={"q": q}, who=employee)
        assert (answer.status, answer.code) == (403, "NOT_ALLOWED")


def test_account_for_guests_is_one_and_its_owner_follows_it(house):
    employee = house.colleague(rights=("manage_accounts",))
    body = {"name": "Guests", "kind": "other", "sort": "guest"}
    made = house.call("POST", "/v1/accounts", body=body, who=claims(house.firm, employee))
    assert made.json["sort"] == "guest"
    assert set(made.json["assigned"]) == {employee, house.owner_id}
    again = house.call("POST", "/v1/accounts", body=body)
    assert (again.status, again.code) == (409, "WRONG_STATE")
    assert found(house, sort="guest") == ["Guests"]
    assert found(house, badge="not_activated") == [], "a badge is for accounts with people"


def test_test_account_names_who_set_it_up(house):
    employee = house.colleague(rights=("manage_accounts",))
    body = {"name": "Try", "kind": "person", "sort": "test"}
    made = house.call("POST", "/v1/accounts", body=body, who=claims(house.firm, employee))
    assert made.json["testedBy"] == employee
    house.account("Real")
    assert found(house, sort="test") == ["Try"]
    assert found(house, sort="normal") == ["Real"]
    assert found(house, sort="guest") == []


def test_who_tests_is_not_the_callers_to_say(house):
    """Abuse 12."""
    body = {"name": "Try", "kind": "person", "sort": "test", "testedBy": house.owner_id}
    assert house.call("POST", "/v1/accounts", body=body).status == 422


@pytest.mark.parametrize("count", [3, 60])
def test_page_of_a_list_costs_the_same_however_many_there_are(house, count):
    for number in range(count):
        house.account(f"Doe {number:02}")
    meter = house.cloud.client("dynamodb")
    for query in ({"q": "doe"}, {"badge": "not_activated"}, {"lastLogin": "never"}, {"status": "archived"}, {"q": "d"}):
        before = len(meter.calls)
        house.call("GET", "/v1/accounts", query={**query, "limit": 2})
        assert [each.operation for each in meter.calls[before:]].count("query") == 1, query
        assert len(meter.calls) - before == 2, query


def test_page_may_be_empty_while_its_cursor_leads_on(house):
    """Fault 22: what a filter leaves out is left out of the page that was read."""
    for name in ("Aaa", "Bbb", "Ccc"):
        house.account(name)
    house.account("Zzz", sort="test")
    answer = house.call("GET", "/v1/accounts", query={"sort": "test", "limit": 2}).json
    assert answer["items"] == []
    assert answer["nextCursor"]
    assert found(house, sort="test", limit=2) == ["Zzz"]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'O\'Brien "Bob"', "שרה כהן", "🦊 Fox", "a\r\nBcc: x"])
def test_odd_names_of_accounts_are_text_and_nothing_else(house, name):
    """Abuse 15: kept as typed but for white space, found by their words, told in the event."""
    account = house.account(name)
    stored = " ".join(name.split())
    assert house.call("GET", f"/v1/accounts/{account}").json["name"] == stored
    assert found(house, q=stored.split()[-1].strip('"')) == [stored]
    (event,) = (each for each in house.cloud.announced() if each["name"] == "account.created")
    assert event["personal"]["accountName"] == stored
