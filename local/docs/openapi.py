"""docs/openapi.json: what every room says of its routes, merged into one document.

The resolver describes what it validates. What routes take from headers stands in their dependencies (`shared.http`), so
it is read off those; what the library adds for errors it would answer itself is replaced by the house's own problem.
"""

import importlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.depends import build_dependency_tree
from pydantic.alias_generators import to_camel

from infra.routes import ROUTES
from local.docs import dress
from local.failure import StageError
from local.place import PROJECT

OPENAPI = PROJECT / "docs" / "openapi.json"
SAMPLES = PROJECT / "events" / "http"

type Json = dict[str, Any]

# What the library would answer by itself, and never does: `shared.http.problems` turns all of it into problems.
_LIBRARY_SCHEMAS = frozenset({"HTTPValidationError", "ResponseValidationError", "ValidationError"})
_LIST = re.compile(r"^Listing_(\w+?)(?:View)?_$")
_METHODS = ("get", "post", "put", "patch", "delete")


class ConflictingDescriptionError(StageError):
    """Two rooms give one name to different things."""


def write() -> Mapping[Path, str]:
    """Return the document as it is committed: sorted, so that a change shows as what it is."""
    return {OPENAPI: json.dumps(document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"}


def rooms() -> list[str]:
    """Name the rooms that have routes."""
    return sorted(each.parent.name for each in (PROJECT / "functions").glob("*/http.py"))


def applications(room: str) -> list[APIGatewayHttpResolver]:
    """List a room's applications: one for each of its functions that answer."""
    functions = dict.fromkeys(route.function for route in ROUTES if route.room == room)
    return [importlib.import_module(f"functions.{room}.{function}").app.whole for function in functions]


def routes(app: APIGatewayHttpResolver) -> list[Route]:
    """List an application's routes."""
    return [*app._static_routes, *app._dynamic_routes]  # noqa: SLF001  # the resolver tells them nowhere else


def dependencies(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Yield everything a route depends on, what its dependencies depend on included."""
    waiting = [build_dependency_tree(function)]
    while waiting:
        for node in waiting.pop().dependencies:
            yield node.depends.dependency
            waiting.append(node.dependant)


def document() -> Json:
    """Describe the whole API.

    Raises:
        ConflictingDescriptionError: Two rooms use one name for different schemas, or one operation id or path twice.
    """
    described = [_room(each) for each in rooms()]
    paths = merged("path", (each["paths"] for each in described))
    schemas = merged("schema", (each["components"]["schemas"] for each in described))
    merged("operation", ({each["operationId"]: path} for path, each in operations({"paths": paths})))
    tags = sorted({tag for _, each in operations({"paths": paths}) for tag in each["tags"]})
    return {
        "openapi": "3.1.0",
        "info": dress.INFO,
        "servers": [{"url": "/", "description": "The portal's own origin, which serves its pages as well"}],
        "tags": [{"name": each, "description": dress.TAGS[each]} for each in tags],
        "paths": paths,
        "components": {"schemas": {**schemas, **dress.SCHEMAS}, "securitySchemes": dress.SECURITY_SCHEMES},
    }


def operations(described: Json) -> Iterator[tuple[str, Json]]:
    """Yield every operation of a document as ("GET /v1/…", itself)."""
    for path, item in described["paths"].items():
        for method in _METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def merged(kind: str, parts: Iterable[Mapping[str, Any]]) -> Json:
    """Put parts together; the same thing may be said twice, two things may not have one name.

    Raises:
        ConflictingDescriptionError: They have.
    """
    whole: Json = {}
    for part in parts:
        for name, value in part.items():
            if name in whole and whole[name] != value:
                raise ConflictingDescriptionError(f"Two different things are the {kind} {name}")
            whole[name] = value
    return whole


def _room(room: str) -> Json:
    """Describe a room's applications as one."""
    parts = [_application(each, room) for each in applications(room)]
    described = {
        "paths": merged("path", (each["paths"] for each in parts)),
        "components": {"schemas": merged("schema", (each["components"]["schemas"] for each in parts))},
    }
    _add_examples(described, room)
    return _spelled(described)


def _application(app: APIGatewayHttpResolver, room: str) -> Json:
    for route in routes(app):
        _describe_success(route)
    described: Json = json.loads(app.get_openapi_json_schema(title=room, version="1"))
    schemas = described["components"]["schemas"]
    described["components"]["schemas"] = {
        name: schema for name, schema in schemas.items() if name not in _LIBRARY_SCHEMAS
    }
    for route in routes(app):
        _dress(described["paths"][route.openapi_path][route.method.lower()], route)
    return described


def _describe_success(route: Route) -> None:
    """Say that a route succeeds as well: once refusals are declared, the library describes only those."""
    success = {route.status_code: {"description": HTTPStatus(route.status_code).phrase}}
    route.responses = {**success, **(route.responses or {})}  # type: ignore[dict-item]  # TypedDicts of a union


def _dress(operation: Json, route: Route) -> None:
    """Add what the resolver doesn't see: headers, doors, and the refusals every route shares."""
    asked = set(dependencies(route.func))
    named = [parameter for of, parameter in dress.PARAMETERS if asked & of]
    if named:
        operation["parameters"] = [*operation.get("parameters", ()), *named]
    # All of one entry is needed: whoever logs in for a link shows both.
    doors: Json = {door: [] for of, door in dress.DOORS if of in asked}
    operation["security"] = [doors] if doors else []
    answers = operation["responses"]
    answers["500"] = dress.INTERNAL
    if get_origin(get_type_hints(route.func)["return"]) is Response:
        answers[str(route.status_code)]["headers"] = {"ETag": dress.ETAG}
    for status in sorted(set(answers) & dress.WAITING):
        answers[status]["headers"] = {"Retry-After": dress.RETRY_AFTER}


def _add_examples(described: Json, room: str) -> None:
    """Show the bodies of the room's sample requests.

    Raises:
        StageError: A sample calls no route of its room.
    """
    for path in sorted((SAMPLES / room).glob("*.json")):
        event = json.loads(path.read_text())
        method, called = event["requestContext"]["http"]["method"].lower(), event["rawPath"]
        paths = described["paths"]
        patterns = {each: re.sub(r"{\w+}", "[^/]+", each) for each in ([called] if called in paths else paths)}
        found = [
            paths[each][method]
            for each, pattern in patterns.items()
            if method in paths[each] and re.fullmatch(pattern, called)
        ]
        if len(found) != 1:
            raise StageError(f"{path.relative_to(PROJECT)} calls no route of {room}, or more than one")
        if event.get("body"):
            content = found[0]["requestBody"]["content"]["application/json"]
            content.setdefault("examples", {})[path.stem] = {"value": json.loads(event["body"])}


def _spelled(described: Json) -> Json:
    """Spell names as callers see them: camelCase in paths, lists by what they list, no titles made from names."""
    names = {name: _LIST.sub(r"\1Listing", name) for name in described["components"]["schemas"]}
    text = json.dumps(described)
    for old, new in names.items():
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    spelled: Json = json.loads(text)
    schemas = spelled["components"]["schemas"]
    spelled["components"]["schemas"] = {
        names[name]: ({"description": dress.LIST} if names[name] != name else {}) | _plain(schema)
        for name, schema in schemas.items()
    }
    spelled["paths"] = {
        re.sub(r"{(\w+)}", lambda each: f"{{{to_camel(each[1])}}}", path): _plain(item)
        for path, item in spelled["paths"].items()
    }
    for _, operation in operations(spelled):
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path":
                parameter["name"] = to_camel(parameter["name"])
    return spelled


def _plain(node: Any) -> Any:
    """Drop titles made from names and write whole numbers as such; examples and what is called title stay."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if isinstance(node, float):
        return int(node) if node.is_integer() else node
    if not isinstance(node, dict):
        return node
    plain = {}
    for key, value in node.items():
        if key == "examples":
            plain[key] = value
        elif key == "properties":
            plain[key] = {name: _plain(each) for name, each in value.items()}
        elif key != "title" or not isinstance(value, str):
            plain[key] = _plain(value)
    return plain
