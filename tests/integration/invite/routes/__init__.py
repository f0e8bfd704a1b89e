"""The room's routes, each with a way to make it succeed. What a test demands of every route it demands of these."""

from collections.abc import Iterator
from typing import Any

from functions.invite import doors, http
from tests.integration.invite.routes import (
    access,
    accounts,
    assigned,
    contacts,
    emails,
    firm,
    imports,
    jobs,
    mailboxes,
    members,
    portal,
    public,
    requests,
    security,
)
from tests.integration.invite.routes.route import Route, name_of

__all__ = ["KEYED", "READS", "ROUTES", "WRITES", "Route", "declared", "name_of", "paged", "taking_a_body"]

ROUTES: tuple[Route, ...] = (
    *members.ROUTES,
    *firm.ROUTES,
    *accounts.ROUTES,
    *assigned.ROUTES,
    *contacts.ROUTES,
    *emails.ROUTES,
    *access.ROUTES,
    *jobs.ROUTES,
    *mailboxes.ROUTES,
    *imports.ROUTES,
    *requests.ROUTES,
    *portal.ROUTES,
    *public.ROUTES,
    *security.ROUTES,
)
READS = tuple(each for each in ROUTES if not each.writes and not each.leaves_nothing)
WRITES = tuple(each for each in ROUTES if each.writes)
KEYED = tuple(each for each in ROUTES if each.takes_key)


def taking_a_body() -> set[str]:
    """Which operations the applications themselves say take a body."""
    return {operation["operationId"] for _, _, operation in _operations() if "requestBody" in operation}


def paged() -> set[str]:
    """Which operations the applications themselves say are read page by page."""
    asked = {operation["operationId"]: operation.get("parameters", ()) for _, _, operation in _operations()}
    return {each for each, parameters in asked.items() if "cursor" in {one["name"] for one in parameters}}


def declared() -> dict[str, tuple[str, str]]:
    """What the applications themselves say they serve: method and path by operation."""
    return {operation["operationId"]: (method, path) for method, path, operation in _operations()}


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for app in (http.app.whole, doors.app.whole):
        described = app.get_openapi_schema(title="invite", version="1").model_dump(by_alias=True, exclude_none=True)
        for path, methods in described["paths"].items():
            yield from ((method.upper(), path, operation) for method, operation in methods.items())
