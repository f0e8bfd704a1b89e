"""What the matrices expect of answers."""

from typing import Any

from tests.fakes.http import REQUEST_ID, Answer
from tests.integration.house import House, Request


def nothing_there(house: House, request: Request) -> None:
    """The call finds nothing, tells nothing of what it named, and changes nothing."""
    before = house.dump()
    answer = house.send(request)
    assert (answer.status, answer.code) == (404, "NOT_FOUND"), answer.text
    assert answer.faults == set(), "a foreign id in a body names no field either"
    assert house.dump() == before


def refused(house: House, request: Request, status: int, code: str) -> set[tuple[str, str]]:
    """Make a call that must be refused and change nothing; its (field, code) pairs."""
    before, users = house.dump(), (house.users("staff"), house.users("client"))
    answer = house.send(request)
    assert (answer.status, answer.code) == (status, code), answer.text
    assert answer.json["correlationId"] == REQUEST_ID
    assert house.dump() == before
    assert (house.users("staff"), house.users("client")) == users
    return answer.faults


def is_unavailable(answer: Answer) -> bool:
    """Whether the answer is the one that asks to come again."""
    return answer.status == 503 and answer.code == "UNAVAILABLE" and int(answer.headers["retry-after"]) >= 1


def told(house: House, before: set[str]) -> list[str]:
    """The names of what was announced since then."""
    return [each["name"] for each in house.since(before)]


def identity(row: dict[str, Any]) -> str:
    """A tie has one id in all accounts of an e-mail, and is told apart by its account where those are listed."""
    account = row.get("account")
    named = str(row["id"] if "id" in row else row["version"])
    return f"{named} {account['id']}" if isinstance(account, dict) else named
