"""What is another firm's, or nobody's: on every route one answer, the same work, nothing told, nothing changed."""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from shared.domain.ids import bare
from tests.fakes.http import Answer, call, handler_of
from tests.integration.house import OWNER_EMAIL, House, Request
from tests.integration.matrices.expecting import nothing_there
from tests.integration.routes import ROUTES, Route, asks_more, is_sized, name_of, paged, taking_a_body
from tests.integration.work import asked

_ID = re.compile(r"[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}")
_ULID = re.compile(r"(?<=_)[0-9A-HJKMNP-TV-Z]{26}")
UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
# In bulk each entry is judged by itself: what is not there is told in the report.
BULK = tuple(each for each in ROUTES if each.many)
NAMING = tuple(each for each in ROUTES if each.names)
WITH_ID = tuple(each for each in ROUTES if each.has_id)
ASKING = tuple(each for each in ROUTES if asks_more(each))
LISTS = tuple(each for each in paged() if is_sized(each))


def ids_in(body: Any, *at: Any) -> Iterator[tuple[Any, ...]]:
    """Find the places of a body where an id stands, however deep."""
    if isinstance(body, dict):
        for name, each in body.items():
            yield from ids_in(each, *at, name)
    elif isinstance(body, list):
        for place, each in enumerate(body):
            yield from ids_in(each, *at, place)
    elif isinstance(body, str) and _ID.fullmatch(body):
        yield at


def found(body: Any, at: tuple[Any, ...]) -> str:
    for each in at:
        body = body[each]
    return str(body)


def swapped(body: Any, at: tuple[Any, ...], value: str) -> Any:
    """The body with another value at one of its places."""
    if not at:
        return value
    inner = swapped(body[at[0]], at[1:], value)
    if isinstance(body, dict):
        return {**body, at[0]: inner}
    return [inner if place == at[0] else each for place, each in enumerate(body)]


def places(route: Route) -> list[int]:
    """The places of a path where an id stands; what is a mere number within another thing is none."""
    return [place for place, part in enumerate(route.path.split("/")) if part.endswith("id}")]


def with_id(request: Request, place: int, identifier: str) -> Request:
    parts = request.path.split("/")
    parts[place] = identifier
    return replace(request, path="/".join(parts))


def things_of(house: House) -> list[str]:
    """Everything that stands of one firm."""
    return [each for each in house.dump() if bare(house.firm) in each]


def firm_of_its_own(house: House, number: int) -> House:
    return House(house.cloud, f"firm-{number}", OWNER_EMAIL)


def test_abuse_10_no_body_holds_an_id_these_tests_do_not_know(house):
    holding = set()
    for number, route in enumerate(taking_a_body()):
        if any(ids_in(route.prepare(firm_of_its_own(house, number)).body)):
            holding.add(route.operation)
    assert holding == {each.operation for each in NAMING}


@pytest.mark.parametrize("route", [each for each in NAMING if not each.many], ids=name_of)
def test_abuse_10_a_foreign_id_in_a_body_finds_nothing_and_an_own_one_does(house, foreign, route):
    request, theirs = route.prepare(house), route.prepare(foreign)
    for at in ids_in(request.body):
        nothing_there(house, replace(request, body=swapped(request.body, at, found(theirs.body, at))))
    assert house.send(request).status == route.status


@pytest.mark.parametrize("route", BULK, ids=name_of)
def test_abuse_10_a_foreign_id_among_many_is_reported_as_nobodys_and_reaches_nobody(house, foreign, route):
    request, theirs = route.prepare(house), route.prepare(foreign)
    name = route.many
    before = things_of(foreign)
    theirs_first = {**request.body, name: [theirs.body[name][0], request.body[name][0]]}
    started = house.send(replace(request, body=theirs_first))
    house.work_off()
    report = house.report(started.json["id"])
    assert report[theirs.body[name][0]] == "NOT_FOUND"
    assert "done" in report.values()
    assert things_of(foreign) == before


@pytest.mark.parametrize("route", WITH_ID, ids=name_of)
def test_abuse_10_one_foreign_id_among_own_ones_in_a_path_finds_nothing(house, foreign, route):
    request, theirs = route.prepare(house), route.prepare(foreign)
    for place in places(route):
        nothing_there(house, with_id(request, place, theirs.path.split("/")[place]))
    assert house.send(request).status == route.status


@pytest.mark.parametrize("route", ASKING, ids=name_of)
def test_abuse_10_a_foreign_id_in_a_query_finds_nothing_and_an_own_one_does(house, foreign, route):
    request, theirs = route.prepare(house), route.prepare(foreign)
    for name, own in request.query.items():
        if _ID.fullmatch(own):
            for other in (theirs.query[name], _ULID.sub(UNKNOWN, own), "x"):
                nothing_there(house, replace(request, query={**request.query, name: other}))
    assert house.send(request).status == route.status


@pytest.mark.parametrize("route", WITH_ID, ids=name_of)
def test_abuse_3_a_foreign_and_an_unknown_id_are_one_answer_and_the_same_work(house, foreign, route):
    """Byte for byte, header for header, request to AWS for request to AWS."""
    request, theirs = route.prepare(house), route.prepare(foreign)
    for place in places(route):
        identifier = theirs.path.split("/")[place]
        unknown = _ULID.sub(UNKNOWN, identifier)
        not_ours, nobodys = (asked(house, with_id(request, place, each)) for each in (identifier, unknown))
        assert not_ours.status == 404
        assert not_ours == nobodys


def read(request: Request, **more: Any) -> Answer:
    query = {**request.query, **more}
    return call(handler_of(request.path), "GET", request.path, query=query, headers=request.headers, who=request.who)


def with_cursor(request: Request, cursor: str) -> Answer:
    return read(request, cursor=cursor)


def is_refused(answer: Answer) -> bool:
    return (answer.status, answer.faults) == (422, {("cursor", "CURSOR_INVALID")})


def cursor_of(request: Request) -> str | None:
    answer = read(request, limit=1)
    assert answer.status == 200, answer.text
    cursor: str | None = answer.json["nextCursor"]
    return cursor


def changed(cursor: str) -> Iterator[str]:
    """The cursor with each of its bytes changed in turn, cut at both ends, and without its seal."""
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for place in range(0, len(raw), 7):
        spoilt = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        yield base64.urlsafe_b64encode(spoilt).decode().rstrip("=")
    yield cursor[4:]
    yield cursor[:-4]
    yield base64.urlsafe_b64encode(raw[16:]).decode().rstrip("=")


@pytest.mark.parametrize("route", LISTS, ids=name_of)
def test_abuse_11_a_cursor_is_refused_when_forged_and_in_another_firm_and_good_in_its_own_list(house, foreign, route):
    request, theirs = route.prepare(house), route.prepare(foreign)
    mine, others = cursor_of(request), cursor_of(theirs)
    assert mine
    assert others
    for each in (*changed(mine), others):
        assert is_refused(with_cursor(request, each)), each
    assert is_refused(with_cursor(theirs, mine))
    assert with_cursor(request, mine).status == 200


@pytest.mark.parametrize("route", LISTS, ids=name_of)
def test_abuse_11_a_cursor_is_refused_by_every_other_list_and_filter_of_its_firm(house, route):
    request = route.prepare(house)
    cursor = cursor_of(request)
    for other in LISTS:
        if other is not route and other.who != "bearer" and "{" not in other.path and not asks_more(other):
            answer = with_cursor(Request("GET", other.path, who=house.owner), cursor or "")
            assert is_refused(answer), other.operation
    for name, value in route.filters:
        assert is_refused(read(request, cursor=cursor, **{name: value})), (name, value)


@pytest.mark.parametrize("route", [each for each in LISTS if each.operation != "listMembers"], ids=name_of)
def test_abuse_11_no_list_takes_the_cursor_of_the_list_of_members(house, route):
    request = route.prepare(house)
    cursor = cursor_of(Request("GET", "/v1/members", who=house.owner))
    assert cursor
    assert is_refused(with_cursor(request, cursor))
    assert house.send(request).status == 200
