"""Lists while the table moves under them: at the edge of a page, behind the last, when what a page ended on is gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared import wiring
from shared.table.schema import PORTAL, index_name
from tests.fakes.cloud import PORTAL_TABLE
from tests.fakes.http import call, claims, handler_of
from tests.fakes.lagging import Lagging
from tests.integration.invite.house import CLIENT_EMAIL, House, Request
from tests.integration.invite.routes import ROUTES, WRITES, name_of, paged
from tests.integration.invite.routes.requests import ask_access

N = 4


def members(house: House) -> Request:
    for number in range(N - 1):  # the owner is one as well
        house.made("/v1/members", {"name": f"Member {number}", "email": f"m{number}@harbor-tax.example"})
    return Request("GET", "/v1/members", who=house.owner)


def accounts(house: House) -> Request:
    for number in range(N):
        house.account(f"Doe {number}")
    return Request("GET", "/v1/accounts", who=house.owner)


def people(house: House) -> list[str]:
    return [house.contact(f"Jane {number}", f"jane{number}@doe.example") for number in range(N)]


def contacts(house: House) -> Request:
    people(house)
    return Request("GET", "/v1/contacts", who=house.owner)


def ties(house: House) -> Request:
    account = house.account()
    for number, contact in enumerate(people(house)):
        house.made(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": f"jane{number}@doe.example"})
    return Request("GET", f"/v1/accounts/{account}/ties", who=house.owner)


def ties_of_contact(house: House) -> Request:
    contact = house.contact()
    for number in range(N):
        house.tie(house.account(f"Doe {number}"), contact)
    return Request("GET", f"/v1/contacts/{contact}/ties", who=house.owner)


def pending(house: House) -> Request:
    listed = ties(house)
    for tie in house.send(listed).json["items"]:
        house.made(f"{listed.path}/{tie['id']}/access", {})
    return Request("GET", "/v1/persons/pending", who=house.owner)


def jobs(house: House) -> Request:
    person = house.granted()
    for _ in range(N):
        house.job(person)
        house.wait(seconds=1)
    return Request("GET", "/v1/jobs", who=house.owner)


def asked(house: House) -> Request:
    request = ask_access(house)
    for number in range(N):
        body = {**request.body, "email": f"max{number}@doe.example"}
        answer = house.call("POST", request.path, body=body, who=request.who)
        assert answer.status == 201, answer.text
        house.wait(seconds=1)
    return Request("GET", request.path, who=claims(house.firm, house.person(CLIENT_EMAIL).id))


def asked_of_the_firm(house: House) -> Request:
    asked(house)
    return Request("GET", "/v1/access-requests", who=house.owner)


# Each list with so many things in it. A job's report comes in steps of the job and is paged by those.
FILLED: dict[str, Callable[[House], Request]] = {
    "listMembers": members,
    "listAccounts": accounts,
    "listContacts": contacts,
    "listTies": ties,
    "listTiesOfContact": ties_of_contact,
    "listPending": pending,
    "listJobs": jobs,
    "listOwnAccessRequests": asked,
    "listAccessRequests": asked_of_the_firm,
}
LISTS = pytest.mark.parametrize("fill", FILLED.values(), ids=FILLED)


def identity(row: dict[str, Any]) -> str:
    """A tie has one id in all accounts of an e-mail, and is told apart by its account where those are listed."""
    account = row.get("account")
    return f"{row['id']} {account['id']}" if isinstance(account, dict) else str(row["id"])


def page(request: Request, limit: int, cursor: str | None = None) -> tuple[list[str], str | None]:
    query: dict[str, Any] = {"limit": limit, **({"cursor": cursor} if cursor else {})}
    answer = call(handler_of(request.path), "GET", request.path, query=query, who=request.who)
    assert answer.status == 200, answer.text
    return [identity(each) for each in answer.json["items"]], answer.json["nextCursor"]


def pages(request: Request, limit: int) -> Iterator[list[str]]:
    cursor = None
    while True:
        found, cursor = page(request, limit, cursor)
        yield found
        if cursor is None:
            return


def flat(found: Iterator[list[str]]) -> list[str]:
    return [each for some in found for each in some]


def test_fault_22_every_list_is_filled_here():
    assert set(FILLED) == paged() - {"readJobReport"}


@LISTS
def test_fault_22_wherever_a_page_ends_everything_comes_once_and_the_last_page_leads_nowhere(house, fill):
    """A page as long as the list may lead on to an empty one, and that is the end."""
    request = fill(house)
    whole, _ = page(request, 100)
    assert len(set(whole)) == N
    for limit in range(1, N + 2):
        found = list(pages(request, limit))
        assert flat(iter(found)) == whole, limit
        assert all(len(each) <= limit for each in found)
        assert len(found) <= N // limit + 1


def without(house: House, gone: dict[str, Any]) -> None:
    """Take one item away as the table's own clock does: by itself, telling nobody, whatever refers to it."""
    key = {name: gone[name] for name in ("pk", "sk")}
    house.cloud.dynamodb.transact_write_items(TransactItems=[{"Delete": {"TableName": PORTAL_TABLE, "Key": key}}])


@LISTS
def test_fault_20_a_page_goes_on_behind_what_was_removed_under_it(house, fill):
    request = fill(house)
    whole, _ = page(request, 100)
    first, cursor = page(request, 2)
    last, _, account = first[-1].partition(" ")
    gone = [item for item in house.cloud.items() if item.get("id", {}).get("S") == last]
    for each in gone:
        if not account or each["account"]["S"] == account:
            without(house, each)
    assert len(page(request, 100)[0]) == N - 1
    rest = []
    while cursor:
        found, cursor = page(request, 2, cursor)
        rest += found
    assert [*first, *rest] == whole


@contextmanager
def every_index_lags(house: House, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no index show anything that came to it since the house was made."""
    lagging: Any = house.cloud.client("dynamodb")
    for each in PORTAL.indexes:
        lagging = Lagging(lagging, index_name(each.name))
    with patch.context() as inside:
        inside.setattr(wiring, "client", lambda name: lagging if name == "dynamodb" else house.cloud.client(name))
        yield


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_fault_21_no_call_decides_by_what_an_index_shows(house, route, monkeypatch):
    request = route.prepare(house)
    told = house.ids()
    house.cloud.restart()
    with every_index_lags(house, monkeypatch):
        answer = house.send(request)
    if route.operation == "changeEmail":  # it needs the ties that an index lists, and knows how many there must be
        assert (answer.status, answer.code) == (409, "VERSION_STALE")
        assert house.since(told) == []
        house.cloud.restart()
        answer = house.send(request)
    assert answer.status == route.status, answer.text
    assert [each["name"] for each in house.since(told)] == list(route.tells)


@pytest.mark.parametrize("route", [each for each in ROUTES if each.operation in paged()], ids=name_of)
def test_fault_21_a_list_whose_index_lags_is_short_and_right_again_at_once(house, route, monkeypatch):
    request = route.prepare(house)
    whole = house.send(request).json["items"]
    house.cloud.restart()
    with every_index_lags(house, monkeypatch):
        shown = house.send(request)
        assert shown.status == 200
        assert all(each in whole for each in shown.json["items"])
    house.cloud.restart()
    assert house.send(request).json["items"] == whole
