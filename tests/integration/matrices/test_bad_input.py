"""Whatever is wrong with a request, the answer is a problem with a code and the field, and nothing is changed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.fakes.http import call, handler_of
from tests.integration.house import Request
from tests.integration.matrices.expecting import refused
from tests.integration.routes import ROUTES, Route, name_of, taking_a_body

WITH_BODY = taking_a_body()
WITH_ID = tuple(each for each in ROUTES if each.has_id)
MALFORMED_IDS = (
    "x",
    "acc_",
    "acc_01ARZ3NDEKTSV4RRFFQ69G5FAVX",
    "ACC_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "a" * 300,
    "%F0%9F%98%80",
)


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_fields_nobody_asked_for_are_refused_by_name(house, route):
    """Mass assignment: what is not in the contract never reaches an entity."""
    request = route.prepare(house)
    extra: dict[str, Any] = {
        "firmId": "frm_X",
        "firm_id": "frm_X",
        "status": "deleted",
        "v": 7,
        "state": "active",
        "nCanLogin": 1,
        "owner": True,
        "internal": True,
        "amountCents": 1,
        "createdAt": "2026-01-01T00:00:00Z",
        "role": "owner",
        "email": "mallory@doe.example",
    }
    faults = refused(house, replace(request, body={**extra, **request.body}), 422, "VALIDATION_FAILED")
    assert faults == {(name, "UNKNOWN_FIELD") for name in extra if name not in request.body}


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_a_body_that_is_no_json_object_is_refused(house, route):
    request = route.prepare(house)
    before = house.dump()
    for raw in ("{", "name=Doe", '{"name": nothing}', "[]", '"text"', "7", "true", "[{}]"):
        how: dict[str, Any] = {"headers": request.headers, "query": request.query, "who": request.who}
        answer = call(handler_of(request.path), request.method, request.path, raw=raw, **how)
        assert (answer.status, answer.code) in {(400, "MALFORMED"), (422, "VALIDATION_FAILED")}, raw
    assert house.dump() == before


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_a_list_of_one_body_is_not_that_body(house, route):
    request = route.prepare(house)
    assert refused(house, replace(request, body=[request.body]), 422, "VALIDATION_FAILED") == {("body", "WRONG_TYPE")}


def spelled(route: Route, request: Request, place: int, identifier: str) -> Request:
    """The call with another id at one place of its path."""
    parts, template = request.path.split("/"), route.path.split("/")
    places = [number for number, part in enumerate(template) if part.startswith("{")]
    parts[places[place]] = identifier
    return replace(request, path="/".join(parts))


@pytest.mark.parametrize("route", WITH_ID, ids=name_of)
def test_malformed_unknown_and_misfit_ids_in_a_path_are_one_answer(house, route):
    request = route.prepare(house)
    before, answers = house.dump(), set()
    unknown = [f"{prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV" for prefix in ("acc", "con", "tie", "per", "mem", "frm")]
    for place in range(route.path.count("{")):
        for identifier in (*MALFORMED_IDS, *unknown, house.firm):
            answer = house.send(spelled(route, request, place, identifier))
            answers.add((answer.status, answer.code, answer.text))
    assert len(answers) == 1
    assert answers.pop()[:2] == (404, "NOT_FOUND")
    assert house.dump() == before
    assert house.send(request).status == route.status, "the same call with its own ids goes through"
