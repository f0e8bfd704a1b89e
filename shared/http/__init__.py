"""The door: who calls, from where; problems, versions, keys and pages of the HTTP API."""

from shared.http.contracts import Contract, Cursor, Limit, Listing, View, listing
from shared.http.problems import problems
from shared.http.request import access_token, guest, link_offer, once, person, seen_version, staff, token
from shared.http.responses import created, versioned
from shared.http.routes import routes

__all__ = [
    "Contract",
    "Cursor",
    "Limit",
    "Listing",
    "View",
    "access_token",
    "created",
    "guest",
    "link_offer",
    "listing",
    "once",
    "person",
    "problems",
    "routes",
    "seen_version",
    "staff",
    "token",
    "versioned",
]
