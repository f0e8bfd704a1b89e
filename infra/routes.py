"""The route table: which path leads to which room, and who is asked for what at the door.

A greedy route brings everything below its path as well. docs/openapi.json is compared with this, both ways.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tree(StrEnum):
    """The three route trees: who may call, proved by whose pool."""

    TEAM = "team"
    CLIENT = "client"
    PUBLIC = "public"


@dataclass(frozen=True)
class Route:
    """One noun of the API. Methods are the room's affair; the door looks at the path."""

    path: str
    room: str
    tree: Tree = Tree.TEAM
    greedy: bool = True
    function: str = "http"

    @property
    def served_by(self) -> str:
        """The function behind it, by the name it has among those of the stage."""
        return f"{self.room}-{self.function}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths as API Gateway spells them."""
        return (self.path, f"{self.path}/{{proxy+}}") if self.greedy else (self.path,)


ROUTES = (
    Route("/v1/me", "invite", greedy=False),
    Route("/v1/members", "invite"),
    Route("/v1/firm", "invite"),
    Route("/v1/accounts", "invite"),
    Route("/v1/contacts", "invite"),
    Route("/v1/persons", "invite"),
    Route("/v1/access-requests", "invite"),
    Route("/v1/bulk", "invite"),
    Route("/v1/jobs", "invite"),
    Route("/v1/imports", "invite"),
    Route("/v1/exports", "invite"),
    Route("/v1/password", "invite", greedy=False, function="doors"),
    Route("/v1/sessions", "invite", function="doors"),
    Route("/v1/totp", "invite", function="doors"),
    Route("/v1/folders", "documents"),
    Route("/v1/documents", "documents"),
    Route("/v1/uploads", "documents"),
    Route("/v1/zips", "documents"),
    Route("/v1/links", "links"),
    Route("/v1/settings", "settings"),
    Route("/v1/activity/exports", "activity"),
    Route("/v1/activity/verifications", "activity"),
    Route("/v1/activity", "activity"),
    Route("/v1/inbox", "notifications"),
    Route("/v1/portal/me", "invite", Tree.CLIENT, greedy=False),
    Route("/v1/portal/accounts", "invite", Tree.CLIENT),
    Route("/v1/portal/password", "invite", Tree.CLIENT, greedy=False, function="doors"),
    Route("/v1/portal/sessions", "invite", Tree.CLIENT, function="doors"),
    Route("/v1/portal/folders", "documents", Tree.CLIENT),
    Route("/v1/portal/documents", "documents", Tree.CLIENT),
    Route("/v1/portal/uploads", "documents", Tree.CLIENT),
    Route("/v1/portal/zips", "documents", Tree.CLIENT),
    Route("/v1/portal/links", "links", Tree.CLIENT),
    Route("/v1/guest/documents", "documents", Tree.PUBLIC),
    Route("/v1/guest/uploads", "documents", Tree.PUBLIC),
    Route("/v1/guest/zips", "documents", Tree.PUBLIC),
    Route("/v1/guest/link", "links", Tree.PUBLIC),
    Route("/v1/public/invitation", "invite", Tree.PUBLIC, function="doors"),
    Route("/v1/public/password-resets", "invite", Tree.PUBLIC, greedy=False, function="doors"),
    Route("/v1/public/password-reset", "invite", Tree.PUBLIC, function="doors"),
    Route("/v1/public/sessions", "invite", Tree.PUBLIC, function="doors"),
)


def leading(path: str) -> Route:
    """Find the route a call of this path takes; LookupError when there is none."""
    for route in ROUTES:
        if path == route.path or (route.greedy and path.startswith(f"{route.path}/")):
            return route
    raise LookupError(path)


ROOMS = tuple(dict.fromkeys(route.room for route in ROUTES))
# Whoever waits for an answer waits for one of these.
ANSWERING = tuple(dict.fromkeys(route.served_by for route in ROUTES))
