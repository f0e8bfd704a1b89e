"""The room's routes, each with a way to make it succeed. What a test demands of every route it demands of these."""

from functions.invite.http import app
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

__all__ = ["KEYED", "READS", "ROUTES", "WRITES", "Route", "declared", "name_of", "taking_a_body"]

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
    """Which operations the application itself says take a body."""
    paths = app.get_openapi_schema(title="invite", version="1").model_dump(by_alias=True, exclude_none=True)["paths"]
    return {each["operationId"] for methods in paths.values() for each in methods.values() if "requestBody" in each}


def declared() -> dict[str, tuple[str, str]]:
    """What the application itself says it serves: method and path by operation."""
    paths = app.get_openapi_schema(title="invite", version="1").model_dump(by_alias=True, exclude_none=True)["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
    }
