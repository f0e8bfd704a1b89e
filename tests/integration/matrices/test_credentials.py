"""Who may pass: only an access token of an active credential whose sessions were not ended since."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.directory import MemberState, PersonState
from shared.domain.credentials import holder
from shared.domain.ids import MemberId, PersonId, member_id
from shared.domain.principals import ActorKind, Right
from tests.fakes.http import claims
from tests.integration.house import House, Request
from tests.integration.routes import ROUTES, Route, declared, name_of

SIGNED_IN = tuple(each for each in ROUTES if each.who in {"staff", "client"})


def calling(route: Route, request: Request) -> MemberId | PersonId:
    """Who makes a prepared call."""
    assert request.who is not None
    kind = ActorKind.MEMBER if route.who == "staff" else ActorKind.PERSON
    return holder(request.who["username"], kind)[1]


def changed(route: Route, house: House, request: Request, **to: Any) -> None:
    """Change whoever calls, as another part of the house would."""
    house.store(house.credential(calling(route, request)).model_copy(update=to))


def shut_out(house: House, request: Request) -> None:
    before = house.dump()
    answer = house.send(request)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED"), answer.text
    assert house.dump() == before


@pytest.mark.parametrize("route", SIGNED_IN, ids=name_of)
def test_without_an_access_token_of_ours_nobody_passes(house, route):
    request = route.prepare(house)
    true = dict(request.who)
    ended_names = ("", "nobody", house.firm, f"{house.firm}:", f"{house.firm}:x", true["username"].lower())
    tokens = [
        None,
        {},
        {**true, "token_use": "id"},
        {name: value for name, value in true.items() if name != "token_use"},
        *({**true, "username": each} for each in ended_names),
        claims(house.firm, member_id(house.firm, "nobody@harbor-tax.example")),
    ]
    for who in tokens:
        shut_out(house, replace(request, who=who))
    assert house.send(request).status == route.status, "the true token passes"


@pytest.mark.parametrize("route", SIGNED_IN, ids=name_of)
def test_ended_credential_with_a_live_token_is_refused_at_the_next_call(house, route):
    request = route.prepare(house)
    changed(route, house, request, state=MemberState.DEACTIVATED if route.who == "staff" else PersonState.GRANTED)
    shut_out(house, request)
    changed(route, house, request, state=MemberState.ACTIVE if route.who == "staff" else PersonState.ACTIVE)
    assert house.send(request).status == route.status, "restored, the same token passes"


@pytest.mark.parametrize("route", SIGNED_IN, ids=name_of)
def test_session_older_than_the_epoch_is_over(house, route):
    request = route.prepare(house)
    signed_in_at = house.cloud.clock.now - timedelta(minutes=30)
    mine = claims(house.firm, calling(route, request), signed_in_at)
    changed(route, house, request, epoch=signed_in_at + timedelta(seconds=1))
    shut_out(house, replace(request, who=mine))
    changed(route, house, request, epoch=signed_in_at)
    assert house.send(replace(request, who=mine)).status == route.status, "a sign-in at the epoch or later passes"


ALL = tuple(each.value for each in Right)
# What is everybody's own asks for no right: the token names whose it is, and nobody else's opens it.
TEAM = tuple(each for each in ROUTES if each.who == "staff" and not each.is_own)


def too_few(route: Route) -> list[tuple[str, ...]]:
    """Every way to have all rights but one that is needed, and to have none; of what is the owner's, all there are."""
    if route.needs is None:
        return [ALL]
    return [tuple(each for each in ALL if each != right) for right in route.needs] + ([()] if route.needs else [])


@pytest.mark.parametrize("route", TEAM, ids=name_of)
def test_employee_passes_where_their_rights_reach_and_nowhere_else(house, route):
    """Whom it is beyond come first, since of those who may the first one's call is the one that is done."""
    request = route.prepare(house)
    for number, rights in enumerate(too_few(route)):
        employee = claims(house.firm, house.colleague(f"Emil{number} Brandt", rights=rights))
        before = house.dump()
        answer = house.send(replace(request, who=employee))
        assert (answer.status, answer.code) in {(403, "NOT_ALLOWED"), (404, "NOT_FOUND")}, rights
        assert house.dump() == before
    if route.needs is not None:
        employee = claims(house.firm, house.colleague("Emma Brandt", rights=route.needs))
        answer = house.send(replace(request, who=employee))
        assert answer.status == route.status, answer.text


def test_clients_token_opens_nothing_of_the_team(house):
    who = claims(house.firm, house.active())
    for route in ROUTES:
        if route.who == "staff" and "{" not in route.path:
            method, _ = declared()[route.operation]
            body = {"name": "Doe", "kind": "person"}
            answer = house.call(method, route.path, who=who, body=body, headers={"if-match": '"1"'})
            assert answer.status in {401, 422}, answer.text
