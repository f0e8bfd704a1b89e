import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import pytest
from aws_lambda_powertools.event_handler.depends import Depends

from shared.domain.ids import firm_id, member_id, person_id
from shared.domain.principals import ActorKind, Caller, Provenance, Source
from shared.entrypoints.http import HttpApp, http_entrypoint
from shared.http import View, guest, once, person, routes, staff, token
from shared.table.idempotency import Once
from tests.fakes import containers
from tests.fakes.clock import START
from tests.fakes.http import REQUEST_ID, call, claims

FIRM = firm_id("muster")
MEMBER = member_id(FIRM, "ada@example.com")
PERSON = person_id(FIRM, "zoe@example.com")
AS_MEMBER = claims(FIRM, MEMBER)
AS_PERSON = claims(FIRM, PERSON)

router = routes()


class SaidView(View):
    said: dict[str, Any]


@router.get("/v1/who")
def who(caller: Annotated[Caller, Depends(staff)]) -> SaidView:
    return SaidView(said=json.loads(json.dumps(asdict(caller), default=str)))


@router.get("/v1/portal/who")
def who_of_clients(caller: Annotated[Caller, Depends(person)]) -> SaidView:
    return SaidView(said=json.loads(json.dumps(asdict(caller), default=str)))


@router.get("/v1/public/who")
def who_is_there(there: Annotated[Provenance, Depends(guest)], offered: Annotated[str, Depends(token)]) -> SaidView:
    return SaidView(said={"token": offered, **json.loads(json.dumps(asdict(there), default=str))})


@router.post("/v1/once")
def do_once(wish: Annotated[Once | None, Depends(once)]) -> SaidView:
    return SaidView(said=asdict(wish) if wish else {})


HANDLER = http_entrypoint(HttpApp({"/v1": lambda: (router,)}))


@pytest.fixture(autouse=True)
def _cold() -> Iterator[None]:
    containers.forget()
    yield
    containers.forget()


def test_a_member_is_known_by_the_access_token():
    said = call(HANDLER, "GET", "/v1/who", who=AS_MEMBER).json["said"]
    assert said["identity"] == {
        "kind": ActorKind.MEMBER,
        "firm": FIRM,
        "id": MEMBER,
        "signed_in_at": str(START),
    }
    assert said["provenance"] == {
        "correlation_id": REQUEST_ID,
        "source": Source.MANUAL,
        "address": "203.0.113.7",
        "browser": "Test/1.0",
        "client_time": None,
    }


def test_a_client_is_known_by_the_access_token():
    said = call(HANDLER, "GET", "/v1/portal/who", who=AS_PERSON).json["said"]
    assert said["identity"]["kind"] == ActorKind.PERSON
    assert said["identity"]["id"] == PERSON


@pytest.mark.parametrize(
    "who",
    [
        None,
        {},
        {**AS_MEMBER, "token_use": "id"},
        {key: value for key, value in AS_MEMBER.items() if key != "token_use"},
        {key: value for key, value in AS_MEMBER.items() if key != "username"},
        {**AS_MEMBER, "username": "ada@example.com"},
        {**AS_MEMBER, "username": f"{FIRM}:"},
        {**AS_MEMBER, "username": f"{FIRM}:{MEMBER}"},
        {**AS_MEMBER, "username": f"muster:{MEMBER[4:]}"},
        {**AS_MEMBER, "username": f"{FIRM}:{MEMBER[4:]}#"},
    ],
)
@pytest.mark.parametrize("path", ["/v1/who", "/v1/portal/who"])
def test_without_an_access_token_of_ours_nobody_is_known(path: str, who: dict[str, str] | None):
    answer = call(HANDLER, "GET", path, who=who)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")


def test_a_bearer_is_known_by_nothing_but_the_link():
    answer = call(HANDLER, "GET", "/v1/public/who", headers={"Portico-Token": "secret"})
    assert answer.json["said"]["token"] == "secret"
    assert answer.json["said"]["source"] == Source.LINK


@pytest.mark.parametrize("headers", [{}, {"Portico-Token": ""}])
def test_without_a_link_there_is_nothing(headers: dict[str, str]):
    assert call(HANDLER, "GET", "/v1/public/who", headers=headers).code == "NOT_FOUND"


def test_the_clients_own_clock_is_kept_in_utc():
    sent = {"Portico-Client-Time": "2026-11-22T10:00:00.5+01:00"}
    said = call(HANDLER, "GET", "/v1/who", who=AS_MEMBER, headers=sent).json["said"]
    assert datetime.fromisoformat(said["provenance"]["client_time"]) == datetime(2026, 11, 22, 9, 0, 0, 500_000, UTC)


@pytest.mark.parametrize("sent", ["now", "2026-11-22", "2026-11-22T10:00:00", "1795338000", "0000-00-00T00:00:00Z"])
def test_a_clients_clock_that_tells_no_instant_is_not_valid(sent: str):
    answer = call(HANDLER, "GET", "/v1/who", who=AS_MEMBER, headers={"Portico-Client-Time": sent})
    assert (answer.status, answer.faults) == (422, {("Portico-Client-Time", "TIME_INVALID")})


def test_a_clients_clock_at_the_end_of_time_is_not_valid():
    sent = {"Portico-Client-Time": "0001-01-01T00:00:00+14:00"}
    answer = call(HANDLER, "GET", "/v1/who", who=AS_MEMBER, headers=sent)
    assert (answer.status, answer.faults) == (422, {("Portico-Client-Time", "TIME_INVALID")})


def test_a_long_browser_name_is_cut():
    said = call(HANDLER, "GET", "/v1/who", who=AS_MEMBER, headers={"User-Agent": "x" * 5000}).json["said"]
    assert said["provenance"]["browser"] == "x" * 256


def address(headers: dict[str, str]) -> object:
    return call(HANDLER, "GET", "/v1/who", who=AS_MEMBER, headers=headers).json["said"]["provenance"]["address"]


VIEWER = {"CloudFront-Viewer-Address": "198.51.100.9:44321"}


def test_the_edge_is_believed_when_it_proves_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EDGE_KEY", "edge secret")
    assert address({**VIEWER, "X-Portico-Edge": "edge secret"}) == "198.51.100.9"
    six = {"CloudFront-Viewer-Address": "2001:db8::1:44321", "X-Portico-Edge": "edge secret"}
    assert address(six) == "2001:db8::1"


@pytest.mark.parametrize("edge", [{}, {"X-Portico-Edge": ""}, {"X-Portico-Edge": "guess"}, {"X-Portico-Edge": "äöü"}])
def test_a_forged_edge_is_not_believed(monkeypatch: pytest.MonkeyPatch, edge: dict[str, str]):
    monkeypatch.setenv("EDGE_KEY", "edge secret")
    assert address({**VIEWER, **edge, "X-Forwarded-For": "198.51.100.9"}) == "203.0.113.7"


@pytest.mark.parametrize("edge", [{}, {"X-Portico-Edge": ""}, {"X-Portico-Edge": "None"}])
def test_where_there_is_no_edge_no_header_names_an_address(monkeypatch: pytest.MonkeyPatch, edge: dict[str, str]):
    monkeypatch.delenv("EDGE_KEY", raising=False)
    assert address({**VIEWER, **edge}) == "203.0.113.7"
    containers.forget()
    monkeypatch.setenv("EDGE_KEY", "")
    assert address({**VIEWER, **edge}) == "203.0.113.7"


def wish(**how: Any) -> dict[str, str]:
    sent = {"body": {"a": 1}, "who": AS_MEMBER, "headers": {"Idempotency-Key": "k-1"}, **how}
    said: dict[str, str] = call(HANDLER, "POST", "/v1/once", **sent).json["said"]
    return said


def test_the_same_call_with_the_same_key_is_the_same_wish():
    assert wish() == wish()
    assert wish(headers={}) == {}


def test_another_principal_key_or_body_is_another_wish():
    first = wish()
    assert wish(who=AS_PERSON)["key"] != first["key"]
    assert wish(headers={"Idempotency-Key": "k-2"})["key"] != first["key"]
    other = wish(body={"a": 2})
    assert (other["key"], other["body"] != first["body"]) == (first["key"], True)


def test_a_bearers_wish_is_bound_to_the_link():
    one, other = (
        wish(who=None, headers={"Idempotency-Key": "k-1", "Portico-Token": each}) for each in ("link-1", "link-2")
    )
    assert one["key"] != other["key"]
    assert one["body"] != other["body"]


def test_a_wish_keeps_neither_key_nor_body_readable():
    kept = json.dumps(wish(body={"password": "correct horse"}, headers={"Idempotency-Key": "secret-key"}))
    assert "horse" not in kept
    assert "secret-key" not in kept


@pytest.mark.parametrize("key", ["", " ", "a b", "ä", "x" * 201, "a\tb"])
def test_a_key_nobody_could_repeat_is_not_valid(key: str):
    answer = call(HANDLER, "POST", "/v1/once", body={}, who=AS_MEMBER, headers={"Idempotency-Key": key})
    assert (answer.status, answer.faults) == (422, {("Idempotency-Key", "KEY_INVALID")})
