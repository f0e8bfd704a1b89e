"""Lists: pages that lead on to the end, by cursors that are good for their own list and nothing else."""

import base64
from typing import Any

import pytest

from tests.fakes.http import Answer, claims
from tests.integration.house import House

LISTS = ("/v1/members", "/v1/accounts", "/v1/contacts")


def filled(house: House, path: str, names: tuple[str, ...]) -> None:
    for number, name in enumerate(names):
        bodies: dict[str, dict[str, Any]] = {
            "/v1/members": {"name": name, "email": f"m{number}@harbor-tax.example"},
            "/v1/accounts": {"name": name, "kind": "person"},
            "/v1/contacts": {"name": name, "emails": [f"c{number}@doe.example"]},
        }
        house.made(path, bodies[path])


def pages(house: House, path: str, limit: int, who: dict[str, str] | None = None) -> list[list[str]]:
    """All pages of a list, as names."""
    found, cursor = [], None
    while True:
        query = {"limit": limit, **({"cursor": cursor} if cursor else {})}
        answer = house.call("GET", path, query=query, who=who).json
        found.append([each["name"] for each in answer["items"]])
        cursor = answer["nextCursor"]
        if cursor is None:
            return found


def refused(answer: Answer) -> bool:
    return answer.status == 422 and answer.faults == {("cursor", "CURSOR_INVALID")}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_lead_through_everything_once_by_name(house, path, limit):
    names = ("delta", "Alpha", "charlie", "Bravo", "Alpha")
    filled(house, path, names)
    found = pages(house, path, limit)
    assert all(len(each) <= limit for each in found)
    listed = [name for page in found for name in page if name in names]
    assert listed == ["Alpha", "Alpha", "Bravo", "charlie", "delta"]


def test_people_of_an_account_are_paged(house):
    account = house.account()
    for number in range(3):
        contact = house.contact(f"C{number}", f"c{number}@doe.example")
        house.made(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": f"c{number}@doe.example"})
    path, cursor, found = f"/v1/accounts/{account}/ties", None, []
    for _ in range(3):
        answer = house.call("GET", path, query={"limit": 1, **({"cursor": cursor} if cursor else {})}).json
        found += [each["contact"]["name"] for each in answer["items"]]
        cursor = answer["nextCursor"]
    assert sorted(found) == ["C0", "C1", "C2"]


def test_employee_pages_through_what_is_assigned_to_them(house):
    employee = house.colleague()
    for name in ("one", "two", "three"):
        house.account(name, assigned=[employee])
        house.account(f"hidden {name}")
    found = [name for page in pages(house, "/v1/accounts", 1, claims(house.firm, employee)) for name in page]
    assert sorted(found) == ["one", "three", "two"]


def test_no_list_is_longer_than_fifty_unless_asked(house):
    for number in range(52):
        house.account(f"Account {number:02}")
    assert len(house.call("GET", "/v1/accounts").json["items"]) == 50
    assert len(house.call("GET", "/v1/accounts", query={"limit": 100}).json["items"]) == 52


@pytest.mark.parametrize("path", LISTS)
def test_forged_or_cut_cursor_is_refused(house, path):
    filled(house, path, ("one", "two", "three"))
    cursor = house.call("GET", path, query={"limit": 1}).json["nextCursor"]
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    moved = raw[:16] + raw[16:].replace(house.firm[4:].encode(), b"0" * 26)
    forged = (
        base64.urlsafe_b64encode(moved).decode().rstrip("="),
        base64.urlsafe_b64encode(bytes([raw[0] ^ 1]) + raw[1:]).decode().rstrip("="),
        cursor[:-4],
        cursor[4:],
        "AAAA",
        "not base64 \u00e9",
        base64.urlsafe_b64encode(b'{"pk":"F#x"}').decode(),
    )
    for each in forged:
        assert refused(house.call("GET", path, query={"limit": 1, "cursor": each})), each
    assert house.call("GET", path, query={"limit": 1, "cursor": cursor}).status == 200


def test_cursor_of_another_firm_is_refused(house, foreign):
    for each in (house, foreign):
        filled(each, "/v1/accounts", ("one", "two"))
    theirs = foreign.call("GET", "/v1/accounts", query={"limit": 1}).json["nextCursor"]
    assert refused(house.call("GET", "/v1/accounts", query={"cursor": theirs}))
    assert foreign.call("GET", "/v1/accounts", query={"cursor": theirs}).status == 200


def test_cursor_of_another_list_is_refused(house):
    for path in LISTS:
        filled(house, path, ("one", "two"))
    cursors = {path: house.call("GET", path, query={"limit": 1}).json["nextCursor"] for path in LISTS}
    for path in LISTS:
        for origin, cursor in cursors.items():
            answer = house.call("GET", path, query={"cursor": cursor})
            assert answer.status == 200 if origin == path else refused(answer)


def test_cursor_of_one_account_is_refused_for_the_people_of_another(house):
    accounts = [house.account(name) for name in ("one", "two")]
    for number in range(2):
        contact = house.contact(f"C{number}", f"c{number}@doe.example")
        for account in accounts:
            house.made(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": f"c{number}@doe.example"})
    cursor = house.call("GET", f"/v1/accounts/{accounts[0]}/ties", query={"limit": 1}).json["nextCursor"]
    assert refused(house.call("GET", f"/v1/accounts/{accounts[1]}/ties", query={"cursor": cursor}))


def test_cursor_too_long_is_refused_before_it_is_opened(house):
    answer = house.call("GET", "/v1/accounts", query={"cursor": "A" * 1025})
    assert (answer.status, answer.faults) == (422, {("cursor", "TOO_LONG")})


def test_cursor_outlives_its_container(house):
    """The key that seals it is derived anew in each container, and is the same."""
    filled(house, "/v1/accounts", ("one", "two"))
    cursor = house.call("GET", "/v1/accounts", query={"limit": 1}).json["nextCursor"]
    house.cloud.restart()
    assert [each["name"] for each in house.call("GET", "/v1/accounts", query={"cursor": cursor}).json["items"]] == [
        "two"
    ]
