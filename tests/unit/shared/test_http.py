from collections.abc import Iterator
from io import StringIO
from typing import Annotated, Any, Literal, cast

import pytest
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from pydantic import Field

from shared.domain.errors import ConflictError, NotFoundError, PorticoError, UnavailableError
from shared.domain.ids import firm_id, member_id
from shared.domain.principals import Caller
from shared.domain.texts import Email, Name
from shared.entrypoints.http import HttpApp, http_entrypoint
from shared.http import (
    Contract,
    Cursor,
    Limit,
    Listing,
    View,
    created,
    listing,
    problems,
    routes,
    seen_version,
    staff,
    versioned,
)
from shared.table.query import Page
from tests.fakes.http import REQUEST_ID, Answer, call, claims

FIRM = firm_id("muster")
AS_MEMBER = claims(FIRM, member_id(FIRM, "ada@example.com"))

router = routes()


class Inner(Contract):
    email: Email


class Thing(Contract):
    display_name: Name
    kind: Literal["one", "two"] = "one"
    count: Annotated[int, Field(ge=0, le=9)] = 0
    others: Annotated[tuple[Inner, ...], Field(max_length=2)] = ()


class ThingView(View):
    display_name: str
    count: int


class TakenError(ConflictError):
    code = "TAKEN"
    title = "Taken."


@router.post("/v1/things", responses=problems(TakenError))
def create_thing(body: Thing, _: Annotated[Caller, Depends(staff)]) -> Response[ThingView]:
    if body.display_name == "taken":
        raise TakenError("By somebody else.", retry_after=7)
    return created(ThingView(display_name=body.display_name, count=body.count), 1)


@router.get("/v1/things")
def list_things(limit: Limit = 50, cursor: Cursor = None) -> Listing[ThingView]:
    return listing(Page((cursor or "none",), "next"), lambda name: ThingView(display_name=name, count=limit))


@router.patch("/v1/things/<thing_id>")
def edit_thing(thing_id: str, seen: Annotated[int, Depends(seen_version)]) -> Response[ThingView]:
    return versioned(ThingView(display_name=thing_id, count=seen), seen + 1)


@router.get("/v1/fails/<how>")
def fail(how: str) -> ThingView:
    match how:
        case "unforeseen":
            raise LookupError("nobody knew")
        case "unavailable":
            raise UnavailableError
        case "gone":
            raise NotFoundError
        case _:
            misspelt: Any = {"displayName": "Ada Lovelace", "count": "many"}
            return cast("ThingView", misspelt)


HANDLER = http_entrypoint(HttpApp({"/v1": lambda: (router,)}))


def create(**how: Any) -> Answer:
    return call(HANDLER, "POST", "/v1/things", **{"who": AS_MEMBER, **how})


def test_a_created_thing_is_answered_whole_with_its_version_and_never_kept():
    answer = create(body={"displayName": "Ada", "count": 3})
    assert (answer.status, answer.json) == (201, {"displayName": "Ada", "count": 3})
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"


BAD_BODIES: list[tuple[object, str, str]] = [
    ({}, "displayName", "REQUIRED"),
    ({"displayName": "Ada", "firmId": "x"}, "firmId", "UNKNOWN_FIELD"),
    ({"displayName": "Ada", "role": "owner"}, "role", "UNKNOWN_FIELD"),
    ({"display_name": "Ada", "displayName": "Ada"}, "display_name", "UNKNOWN_FIELD"),
    ({"displayName": 3}, "displayName", "WRONG_TYPE"),
    ({"displayName": None}, "displayName", "WRONG_TYPE"),
    ({"displayName": "x" * 121}, "displayName", "TOO_LONG"),
    ({"displayName": "  "}, "displayName", "INVALID"),
    ({"displayName": "a\u202eb"}, "displayName", "INVALID"),
    ({"displayName": "Ada", "kind": "three"}, "kind", "NOT_ONE_OF"),
    ({"displayName": "Ada", "count": "many"}, "count", "WRONG_TYPE"),
    ({"displayName": "Ada", "count": 1.5}, "count", "WRONG_TYPE"),
    ({"displayName": "Ada", "count": -1}, "count", "OUT_OF_RANGE"),
    ({"displayName": "Ada", "count": 10}, "count", "OUT_OF_RANGE"),
    ({"displayName": "Ada", "others": {}}, "others", "WRONG_TYPE"),
    ({"displayName": "Ada", "others": [{"email": "a@b.co"}] * 3}, "others", "TOO_LONG"),
    ({"displayName": "Ada", "others": [{"email": "a@b.co"}, {"email": "nowhere"}]}, "others.1.email", "INVALID"),
    ({"displayName": "Ada", "others": [{"email": "a@b.co", "id": 1}]}, "others.0.id", "UNKNOWN_FIELD"),
]


@pytest.mark.parametrize(("body", "field", "code"), BAD_BODIES)
def test_a_body_that_is_not_valid_names_the_field_as_it_was_spelled(body: object, field: str, code: str):
    answer = create(body=body)
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")
    assert answer.faults == {(field, code)}
    assert answer.json["type"] == "urn:portico:problem:validation-failed"
    assert answer.json["correlationId"] == REQUEST_ID
    assert answer.json["status"] == 422


@pytest.mark.parametrize("body", [[], "text", 3, [1, 2]])
def test_a_body_that_is_no_object_is_not_valid(body: object):
    answer = create(body=body)
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")


@pytest.mark.parametrize("raw", ["{", "{'a': 1}", '{"a": 1}}', "\x00", '{"displayName": "Ada"'])
def test_a_body_that_is_no_json_is_malformed(raw: str):
    answer = create(raw=raw)
    assert (answer.status, answer.code) == (400, "MALFORMED")


def test_a_body_of_another_type_is_malformed():
    answer = create(raw="displayName=Ada", headers={"content-type": "text/csv"})
    assert (answer.status, answer.code) == (400, "MALFORMED")


def test_a_missing_body_is_a_problem():
    answer = call(HANDLER, "POST", "/v1/things", who=AS_MEMBER)
    assert answer.status in {400, 422}
    assert answer.code in {"MALFORMED", "VALIDATION_FAILED"}


def test_all_faults_of_a_body_are_told_at_once():
    assert create(body={"count": "many", "extra": 1}).faults == {
        ("displayName", "REQUIRED"),
        ("count", "WRONG_TYPE"),
        ("extra", "UNKNOWN_FIELD"),
    }


def test_a_refusal_keeps_its_code_detail_and_when_to_come_again():
    answer = create(body={"displayName": "taken"})
    assert (answer.status, answer.code) == (409, "TAKEN")
    assert answer.json["detail"] == "By somebody else."
    assert answer.headers["retry-after"] == "7"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/v1/nothing"), ("DELETE", "/v1/things"), ("GET", "/v1/things/x/y"), ("GET", "/V1/THINGS")],
)
def test_an_unknown_route_is_not_found(method: str, path: str):
    answer = call(HANDLER, method, path, who=AS_MEMBER)
    assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"limit": 0}, ("limit", "OUT_OF_RANGE")),
        ({"limit": 101}, ("limit", "OUT_OF_RANGE")),
        ({"limit": "all"}, ("limit", "WRONG_TYPE")),
        ({"cursor": "x" * 1025}, ("cursor", "TOO_LONG")),
    ],
)
def test_a_page_asked_for_wrongly_names_the_parameter(query: dict[str, object], fault: tuple[str, str]):
    answer = call(HANDLER, "GET", "/v1/things", query=query)
    assert (answer.status, answer.faults) == (422, {fault})


def test_a_page_leads_on():
    answer = call(HANDLER, "GET", "/v1/things", query={"limit": 7, "cursor": "c"})
    assert answer.json == {"items": [{"displayName": "c", "count": 7}], "nextCursor": "next"}


def test_an_edit_names_the_version_it_saw():
    for sent in ('"4"', 'W/"4"'):
        answer = call(HANDLER, "PATCH", "/v1/things/x", headers={"If-Match": sent})
        assert (answer.status, answer.json["count"]) == (200, 4)
        assert answer.headers["etag"] == '"5"'


def test_an_edit_without_a_version_is_told_to_name_one():
    answer = call(HANDLER, "PATCH", "/v1/things/x")
    assert (answer.status, answer.code) == (428, "VERSION_REQUIRED")


@pytest.mark.parametrize("sent", ["4", '"x"', "*", '"4", "5"', '"-1"', '"1e3"', '"9999999999"', '"' + "9" * 5000 + '"'])
def test_an_edit_that_names_no_version_of_ours_is_not_valid(sent: str):
    answer = call(HANDLER, "PATCH", "/v1/things/x", headers={"If-Match": sent})
    assert (answer.status, answer.faults) == (422, {("If-Match", "VERSION_INVALID")})


def test_what_nobody_foresaw_is_told_plainly_and_logged_whole(logged: StringIO):
    answer = call(HANDLER, "GET", "/v1/fails/unforeseen")
    assert (answer.status, answer.code) == (500, "INTERNAL")
    assert "nobody knew" not in answer.text
    assert "nobody knew" in logged.getvalue()


def test_an_answer_that_is_not_valid_is_our_fault_and_not_shown(logged: StringIO):
    answer = call(HANDLER, "GET", "/v1/fails/misspelt")
    assert (answer.status, answer.code) == (500, "INTERNAL")
    assert "Lovelace" not in answer.text + logged.getvalue()
    assert "answer not valid" in logged.getvalue()


def test_what_is_unavailable_says_when_to_come_again():
    answer = call(HANDLER, "GET", "/v1/fails/unavailable")
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "UNAVAILABLE", "1")


def test_a_request_that_is_not_valid_is_not_logged(logged: StringIO):
    create(body={"displayName": "Ada Lovelace", "surprise": "secret"})
    assert "Lovelace" not in logged.getvalue()
    assert "secret" not in logged.getvalue()


def test_the_described_problems_are_those_of_the_error_tree():
    described = problems(TakenError)
    assert set(described) == {404, 409, 422, 503}
    assert "TAKEN" in described[409]["description"]


def test_every_refusal_has_a_code_and_a_title():
    def tree(kind: type[PorticoError]) -> Iterator[type[PorticoError]]:
        yield kind
        for each in kind.__subclasses__():
            yield from tree(each)

    for kind in tree(PorticoError):
        assert kind.code.isupper(), kind
        assert kind.title.endswith("."), kind
        assert 400 <= kind.status <= 599, kind
