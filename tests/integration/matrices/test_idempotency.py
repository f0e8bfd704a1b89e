"""A creating call may be repeated under its key: one effect, one answer; the key is for that call alone."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from shared import wiring
from tests.fakes.http import Answer, claims
from tests.fakes.interleaving import Interleaved
from tests.integration.founding import PASSWORD
from tests.integration.house import House, Request
from tests.integration.routes import KEYED, Route, name_of, taking_a_body


def shared(route: Route, answer: Answer) -> Any:
    """What two answers of one call have in common: a session is a new one each time."""
    return {**answer.json, "session": None} if "session" in answer.json else answer.json


def answered(route: Route, answer: Answer) -> Any:
    assert answer.status == route.status, answer.text
    return shared(route, answer)


@pytest.mark.parametrize("route", KEYED, ids=name_of)
def test_repeated_call_has_one_effect_and_the_same_answer(house, route):
    request = route.prepare(house)
    told = house.ids()
    first = answered(route, house.send(request, idempotency_key="key-1"))
    after = house.dump()
    for _ in range(2):
        house.cloud.restart()
        assert answered(route, house.send(request, idempotency_key="key-1")) == first
    assert house.dump() == after
    assert [each["name"] for each in house.since(told)] == list(route.tells)


def test_every_keyed_call_with_a_body_is_tried_with_another():
    assert [each for each in KEYED if each.instead] == [each for each in taking_a_body() if each.takes_key]


@pytest.mark.parametrize("route", [each for each in KEYED if each.instead], ids=name_of)
def test_another_body_under_the_key_is_refused_and_changes_nothing(house, route):
    request = route.prepare(house)
    answered(route, house.send(request, idempotency_key="key-1"))
    after = house.dump()
    other = replace(request, body=route.otherwise(request.body))
    answer = house.send(other, idempotency_key="key-1")
    assert (answer.status, answer.code) == (422, "IDEMPOTENCY_KEY_REUSED"), answer.text
    assert house.dump() == after


@pytest.mark.parametrize("route", KEYED, ids=name_of)
def test_two_calls_under_one_key_at_once_have_one_effect(house, route, monkeypatch):
    """The second runs from beginning to end just before the first commits.

    Two containers would run them. Here one does, whose resolver forgets the first's route and with it the status 201.
    """
    request = route.prepare(house)
    told = house.ids()
    twin: list[Answer] = []
    racing = Interleaved(
        house.cloud.client("dynamodb"),
        "transact_write_items",
        route.announcing,
        lambda: twin.append(house.send(request, idempotency_key="key-1")),
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    first = house.send(request, idempotency_key="key-1")
    assert racing.has_acted
    assert first.status in {200, 201}, first.text
    assert shared(route, first) == answered(route, twin[0])
    assert [each["name"] for each in house.since(told)] == list(route.tells)


@pytest.mark.parametrize("count", [1, 2])
def test_without_a_key_each_call_is_a_call_of_its_own(house, count):
    made = {house.account() for _ in range(count)}
    assert len(made) == count


def test_key_is_bound_to_its_route(house):
    headers = {"idempotency-key": "same"}
    account = house.call("POST", "/v1/accounts", body={"name": "Doe", "kind": "person"}, headers=headers)
    contact = house.call("POST", "/v1/contacts", body={"name": "Doe", "emails": ["d@doe.example"]}, headers=headers)
    assert (account.status, contact.status) == (201, 201)


def test_key_is_bound_to_who_calls(house):
    employee = claims(house.firm, house.colleague(rights=("manage_accounts",)))
    request = Request("POST", "/v1/accounts", {"name": "Doe", "kind": "person"}, {"idempotency-key": "same"})
    ids = {house.send(replace(request, who=who)).json["id"] for who in (house.owner, employee)}
    assert len(ids) == 2


def test_key_is_forgotten_after_a_day(house):
    body, headers = {"name": "Doe", "kind": "person"}, {"idempotency-key": "same"}
    first = house.call("POST", "/v1/accounts", body=body, headers=headers).json["id"]
    house.wait(hours=23, minutes=59)
    assert house.call("POST", "/v1/accounts", body=body, headers=headers).json["id"] == first
    house.wait(minutes=2)
    assert house.call("POST", "/v1/accounts", body=body, headers=headers).json["id"] != first


def test_what_is_remembered_holds_neither_the_key_nor_the_password_nor_the_token(house):
    """Nor a plain digest of the body, from which a password could be guessed at leisure."""
    person = house.invited()
    token = house.token(person)
    house.accept(person, idempotency_key="a-key-of-mine")
    dump = "\n".join(house.dump())
    body = json.dumps({"password": PASSWORD}).encode()
    for secret in ("a-key-of-mine", PASSWORD, token, hashlib.sha256(body).hexdigest()):
        assert secret not in dump


def prepared(house: House, operation: str) -> Request:
    return next(each for each in KEYED if each.operation == operation).prepare(house)


def test_repeating_a_refused_call_is_judged_anew(house):
    """Only what was done is remembered, never a refusal."""
    request = prepared(house, "resendInvitation")
    house.wait(seconds=-90)
    assert house.send(request, idempotency_key="key-1").code == "RESEND_TOO_SOON"
    house.wait(seconds=90)
    assert house.send(request, idempotency_key="key-1").status == 200
