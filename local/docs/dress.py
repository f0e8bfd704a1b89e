"""What the description of the API says beyond what the resolver knows: doors, headers, the shape of a refusal."""

from collections.abc import Callable
from typing import Any

from shared.domain.errors import PorticoError
from shared.http import Listing, access_token, guest, link_offer, once, person, seen_version, staff, token
from shared.http.problems import CONTENT_TYPE

type Dependency = Callable[..., Any]

INFO = {
    "title": "Portico",
    "version": "1",
    "summary": "The client portal of an accounting, tax or professional-service firm",
    "description": (
        "JSON, camelCase. Three trees: `/v1/…` for the firm's team, `/v1/portal/…` for its clients, `/v1/public/…` for "
        "whoever has not signed in.\n\n"
        "A refusal is a problem (RFC 9457); its `code` is for programs to branch on. What is unknown, malformed or "
        "another firm's is one answer, 404. Unknown fields are refused.\n\n"
        "A call that creates takes `Idempotency-Key`: repeated under its key within 24 hours it has one effect and one "
        "answer. An edit names the version it saw in `If-Match`, which is the `ETag` it was given. A list gives "
        "`nextCursor` until null ends it; a page may be short or empty before that."
    ),
    "license": {"name": "MIT", "identifier": "MIT"},
}

LIST = " ".join((Listing.__doc__ or "").split())

TAGS = {
    "access": "The people of an account, what they may do, and their invitations",
    "accounts": "The firm's clients",
    "activity": "What happened",
    "bulk": "What is asked for many at once",
    "contacts": "The human beings behind the accounts",
    "documents": "What is kept: folders, documents, their versions",
    "firm": "The firm itself, and handing it over",
    "guest": "What is open to whoever holds a link",
    "imports": "Clients out of a sheet, and into one",
    "inbox": "What a member was told",
    "jobs": "Work that goes on when its call is answered",
    "links": "What others may open without entering",
    "members": "Who works at the firm",
    "portal": "The portal, as a client sees it",
    "public": "The doors: an invitation, signing in, the way back in",
    "security": "What guards a door of one's own: passwords, sessions, second factors",
    "settings": "How the portal behaves",
    "uploads": "Files on their way in",
}


def _bearer(whose: str) -> dict[str, str]:
    return {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": (
            f"An access token of the {whose} pool, as signing in gives it; ID tokens are refused. Signature, issuer, "
            "audience, time and scope are checked before the call, and what is wrong there is told without a problem: "
            "401, or 403 for the scope."
        ),
    }


SECURITY_SCHEMES = {
    "staff": _bearer("team's"),
    "client": _bearer("clients'"),
    "link": {
        "type": "apiKey",
        "in": "header",
        "name": "Portico-Token",
        "description": "The token of a mailed link. It stands in the address's fragment, which browsers send nowhere.",
    },
}

# Which dependency of a route is which door; a route with none of them is open.
DOORS: tuple[tuple[Dependency, str], ...] = (
    (staff, "staff"),
    (access_token, "staff"),
    (person, "client"),
    (token, "link"),
    (link_offer, "link"),
)


def _header(name: str, description: str, *, required: bool = False, **schema: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string", **schema},
    }


# Which headers a route takes when it depends on one of these.
PARAMETERS: tuple[tuple[frozenset[Dependency], dict[str, Any]], ...] = (
    (
        frozenset({token, link_offer}),
        _header("Portico-Token", "the token of the link", required=True),
    ),
    (
        frozenset({link_offer}),
        _header("Portico-Pass", "the pass that opening the link gave"),
    ),
    (
        frozenset({once}),
        _header(
            "Idempotency-Key",
            "makes the call have one effect, however often it is sent in 24 hours; with another body it is refused",
            pattern=r"^[\x21-\x7e]{1,200}$",
        ),
    ),
    (
        frozenset({seen_version}),
        _header(
            "If-Match",
            "the ETag of the version that was seen",
            required=True,
            pattern=r'^(?:W/)?"\d{1,9}"$',
        ),
    ),
    (
        frozenset({staff, person, guest}),
        _header("Portico-Client-Time", "the caller's own clock, for the record", format="date-time"),
    ),
)

ETAG = {"description": "the version that was read, for If-Match", "schema": {"type": "string"}}
RETRY_AFTER = {"description": "seconds to wait, where waiting helps", "schema": {"type": "integer", "minimum": 1}}
# Statuses under which a refusal may say when to come again.
WAITING = frozenset({"409", "503"})

INTERNAL = {
    "description": f"Internal Server Error: {PorticoError.code}",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}

SCHEMAS: dict[str, Any] = {
    "Problem": {
        "type": "object",
        "description": "A refusal, as in RFC 9457.",
        "required": ["type", "title", "status", "code", "correlationId"],
        "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "names the kind of problem; nothing is there"},
            "title": {"type": "string", "description": "what was refused, in one sentence, the same for each code"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "code": {"type": "string", "pattern": "^[A-Z][A-Z_]+$", "description": "what to branch on"},
            "detail": {"type": "string", "description": "what is special about this one"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldFault"}},
            "correlationId": {"type": "string", "description": "what to ask us by"},
        },
    },
    "FieldFault": {
        "type": "object",
        "description": "What is wrong with one field of the request.",
        "required": ["field", "code", "message"],
        "additionalProperties": False,
        "properties": {
            "field": {"type": "string", "description": "the field or header, as the caller spelled it"},
            "code": {"type": "string", "pattern": "^[A-Z][A-Z_]+$"},
            "message": {"type": "string"},
        },
    },
}
