"""The description of the API: valid, whole, and true to what the routes take and refuse."""

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic.alias_generators import to_camel

from infra.routes import ANSWERING, ROUTES, Tree, leading
from local.docs import dress, openapi
from local.failure import StageError
from shared import http
from shared.domain.errors import FieldFault, PorticoError, ValidationFailedError
from shared.http import link_offer, once, person, seen_version, staff, token
from shared.http.problems import CONTENT_TYPE, problem
from tests.architecture.sources import ROOMS, written_routes
from tests.contract.refusals import tree
from tests.integration.routes import ROUTES as OFFERED

_DOORS: dict[Tree, list[dict[str, list[str]]]] = {Tree.TEAM: [{"staff": []}], Tree.CLIENT: [{"client": []}]}
# Repeated, what leaves nothing or happens anew gives another session, a secret nobody confirmed yet, or a letter whose
# link takes the place of the one before; how often is limited. What sets a state finds it set.
_KEYLESS = {each.operation for each in OFFERED if each.leaves_nothing or not each.is_repeatable or each.sets_state}
# What reaches no caller of the API: an operator's command, a letter nobody waits for, the root of the conflicts.
_TOLD_TO_NOBODY = {"SLUG_TAKEN", "MAIL_REFUSED", "CONFLICT"}


@pytest.fixture(scope="module")
def document():
    """As the code makes it now; that it is committed so is for test_documents to say."""
    return openapi.document()


@pytest.fixture(scope="module")
def operations(document):
    return dict(openapi.operations(document))


@pytest.fixture(scope="module")
def routes():
    """Every route the applications know, by its operation id."""
    return {
        route.operation_id: route
        for room in openapi.rooms()
        for app in openapi.applications(room)
        for route in openapi.routes(app)
    }


def _codes(operation: openapi.Json, status: str | None = None) -> set[str]:
    answers = operation["responses"]
    told = [answers[status]] if status else answers.values()
    return {code for answer in told for code in re.findall(r"\b[A-Z]{2}[A-Z_]+\b", answer["description"])}


def test_document_is_valid(document):
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_document_describes_every_route_that_is_written_and_no_other(operations):
    """Read off the source, so that a router nobody composed is missed here as well."""
    camel = {path: re.sub(r"<(\w+)>", lambda each: f"{{{to_camel(each[1])}}}", path) for _, path, _ in written_routes()}
    written = {f"{method} {camel[path]}" for method, path, _ in written_routes()}
    assert written == set(operations)


def test_every_room_is_described():
    assert openapi.rooms() == list(ROOMS)


def test_every_operation_has_a_name_and_words(operations):
    named = [each["operationId"] for each in operations.values()]
    assert len(set(named)) == len(named)
    for name, operation in operations.items():
        assert re.fullmatch(r"[a-z]+[A-Za-z]*", operation["operationId"])
        assert operation["summary"]
        assert operation["description"].endswith("."), name
        assert len(operation["tags"]) == 1


def test_every_operation_says_how_it_succeeds(operations):
    for name, operation in operations.items():
        (success,) = [status for status in operation["responses"] if status < "300"]
        assert operation["responses"][success]["content"]["application/json"]["schema"]["$ref"], name


def test_every_refusal_is_a_problem(operations):
    for name, operation in operations.items():
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert set(answer["content"]) == {CONTENT_TYPE}, name
                assert answer["content"][CONTENT_TYPE]["schema"] == {"$ref": "#/components/schemas/Problem"}


@pytest.mark.parametrize(
    "error",
    [
        PorticoError(),
        ValidationFailedError(faults=[FieldFault("name", "TOO_LONG", "Too long.")]),
        PorticoError("something special", retry_after=3),
    ],
)
def test_problem_that_is_told_is_the_problem_that_is_described(error, document):
    body = json.loads(str(problem(error, "req-1").body))
    schema = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    assert list(OAS31Validator(schema).iter_errors(body)) == []


def test_operation_has_the_door_of_its_tree(document):
    for path, item in document["paths"].items():
        route = leading(path)
        for operation in item.values():
            if route.tree is Tree.PUBLIC:
                assert operation["security"] in ([], [{"link": []}])
            else:
                (needed,) = operation["security"]
                assert [{door: [] for door in needed if door != "link"}] == _DOORS[route.tree]


def test_every_dependency_on_the_request_is_described():
    """A dependency added to the kernel's door must say what it asks of the caller."""
    door = importlib.import_module("shared.http.request")
    offered = {getattr(http, name) for name in http.__all__}
    asking = {each for each in offered if getattr(each, "__module__", "") == door.__name__}
    described = {of for of, _ in dress.DOORS} | {each for of, _ in dress.PARAMETERS for each in of}
    assert asking == described


def _headers(operation: openapi.Json) -> dict[str, bool]:
    return {each["name"]: each["required"] for each in operation.get("parameters", ()) if each["in"] == "header"}


def test_headers_are_those_the_route_reads(operations, routes):
    for operation in operations.values():
        asked = set(openapi.dependencies(routes[operation["operationId"]].func))
        headers = _headers(operation)
        assert ("Idempotency-Key" in headers) is (once in asked)
        assert headers.get("If-Match", False) is (seen_version in asked)
        assert headers.get("Portico-Token", False) is bool({token, link_offer} & asked)
        assert ("Portico-Pass" in headers) is (link_offer in asked)


def test_every_call_that_creates_takes_an_idempotency_key(operations):
    for name, operation in operations.items():
        if name.startswith("POST ") and operation["operationId"] not in _KEYLESS:
            assert "Idempotency-Key" in _headers(operation), name


def test_every_edit_names_the_version_it_saw_and_is_told_the_next(operations):
    for name, operation in operations.items():
        if name.startswith("PATCH "):
            assert _headers(operation)["If-Match"], name
            assert "ETag" in operation["responses"]["200"]["headers"], name


def test_what_is_edited_is_read_with_its_version(document):
    for item in document["paths"].values():
        if "patch" in item:
            assert "ETag" in item["get"]["responses"]["200"]["headers"]


def test_refusals_of_the_door_are_told(operations, routes):
    """What a route asks of its request it may refuse, and says so."""
    for name, operation in operations.items():
        asked = set(openapi.dependencies(routes[operation["operationId"]].func))
        told = _codes(operation)
        assert {"NOT_FOUND", "VALIDATION_FAILED", "UNAVAILABLE", "INTERNAL"} <= told, name
        if asked & {staff, person}:
            assert "UNAUTHENTICATED" in told, name
        if once in asked:
            assert "IDEMPOTENCY_KEY_REUSED" in told, name
        if seen_version in asked:
            assert {"VERSION_REQUIRED", "VERSION_STALE"} <= told, name
        if "requestBody" in operation:
            assert "MALFORMED" in told, name


def test_every_code_of_the_error_tree_is_told_under_its_status(operations):
    told = {
        (code, int(status))
        for operation in operations.values()
        for status in operation["responses"]
        for code in _codes(operation, status)
        if status >= "400"
    }
    assert told == {(each.code, each.status) for each in tree() if each.code not in _TOLD_TO_NOBODY}


def _names(schema: Any) -> Iterator[str]:
    """Every property name of a schema, at any depth."""
    if isinstance(schema, list):
        for each in schema:
            yield from _names(each)
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for key, each in schema.items():
            if key != "examples":
                yield from _names(each)


def test_names_outside_are_camel_case(document):
    names = set(_names(document["components"]["schemas"]))
    assert len(names) > 40
    names |= {each[1:-1] for path in document["paths"] for each in re.findall(r"{\w+}", path)}
    names |= {
        each["name"]
        for _, operation in openapi.operations(document)
        for each in operation.get("parameters", ())
        if each["in"] != "header"
    }
    assert {each for each in names if not re.fullmatch(r"[a-z][a-zA-Z0-9]*", each)} == set()


def test_everything_described_is_used(document):
    text = json.dumps(document)
    assert [each for each in document["components"]["schemas"] if f'schemas/{each}"' not in text] == []


def test_two_rooms_cannot_give_one_name_to_two_things():
    part = {"AccountView": {"type": "object"}}
    assert openapi.merged("schema", [part, dict(part)]) == part
    with pytest.raises(StageError, match="AccountView"):
        openapi.merged("schema", [part, {"AccountView": {"type": "string"}}])


@pytest.mark.parametrize("served_by", ANSWERING)
def test_a_function_makes_applications_for_the_nouns_that_lead_to_it(served_by):
    room, _, function = served_by.partition("-")
    app = importlib.import_module(f"functions.{room}.{function}").app

    assert set(app.nouns) == {route.path for route in ROUTES if route.served_by == served_by}


@pytest.mark.parametrize("served_by", ANSWERING)
def test_every_route_is_answered_by_the_application_of_its_noun(served_by):
    room, _, function = served_by.partition("-")
    app = importlib.import_module(f"functions.{room}.{function}").app

    for each in openapi.routes(app.whole):
        path = re.sub(r"<\w+>", "x", each.path)
        assert each.operation_id in {one.operation_id for one in openapi.routes(app.serving(path))}
