"""The routes of all rooms, each with a way to make it succeed. What a test demands of every route it demands of these.

Each room has them in `tests/integration/<room>/routes`, a module a noun, under the name `ROUTES`: whatever stands there
is found here.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from infra.routes import ROOMS
from local.docs import openapi
from shared.http import seen_version
from tests.integration.route import FILLED, Route, name_of, prepared

__all__ = ["FILLED", "KEYED", "READS", "ROUTES", "WRITES", "Route", "declared", "found_in", "name_of", "prepared"]


def found_in(room: str) -> Iterator[Route]:
    package = import_module(f"tests.integration.{room}.routes")
    for module in sorted(each.name for each in iter_modules(package.__path__)):
        yield from import_module(f"{package.__name__}.{module}").ROUTES


ROUTES: tuple[Route, ...] = tuple(route for room in ROOMS for route in found_in(room))
READS = tuple(each for each in ROUTES if not each.writes and not each.leaves_nothing)
WRITES = tuple(each for each in ROUTES if each.writes)
KEYED = tuple(each for each in ROUTES if each.takes_key)


@cache
def described() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """What the applications themselves say they serve: method, path and description by operation."""
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for app in (app for room in ROOMS for app in openapi.applications(room)):
        schema = app.get_openapi_schema(title="portico", version="1").model_dump(by_alias=True, exclude_none=True)
        for path, methods in schema.get("paths", {}).items():
            found |= {each["operationId"]: (method.upper(), path, each) for method, each in methods.items()}
    return found


def declared() -> dict[str, tuple[str, str]]:
    """Method and path of each operation."""
    return {operation: (method, path) for operation, (method, path, _) in described().items()}


def taking_a_body() -> tuple[Route, ...]:
    """The routes whose applications say that they take a body."""
    return tuple(each for each in ROUTES if "requestBody" in described()[each.operation][2])


def paged() -> tuple[Route, ...]:
    """The routes whose applications say that they are read page by page."""
    return tuple(each for each in ROUTES if "cursor" in _asked(each))


def naming_a_version() -> set[str]:
    """The operations whose applications ask for the version the caller saw."""
    found = (route for room in ROOMS for app in openapi.applications(room) for route in openapi.routes(app))
    return {each.operation_id for each in found if seen_version in openapi.dependencies(each.func)}


def is_sized(route: Route) -> bool:
    """Whether the caller says how long a page may be."""
    return "limit" in _asked(route)


def asks_more(route: Route) -> bool:
    """Whether a call says in its query what it is about, and is none without."""
    parameters = described()[route.operation][2].get("parameters", ())
    return any(each["in"].value == "query" and each.get("required") for each in parameters)


def _asked(route: Route) -> set[str]:
    return {each["name"] for each in described()[route.operation][2].get("parameters", ())}
