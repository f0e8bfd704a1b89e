"""The record as a file: a row an entry, as CSV for people and as JSON for programs, with nothing that computes."""

import json
from collections.abc import Iterable
from typing import Any

from functions.activity.model.entries import Entry
from shared.domain.cells import spelled
from shared.domain.clock import stamp

# So that spreadsheets take the file for UTF-8.
_MARK = b"\xef\xbb\xbf"
COLUMNS = (
    "Id",
    "Time",
    "Action",
    "Account",
    "Actor kind",
    "Actor",
    "Actor name",
    "Object kind",
    "Object",
    "Details",
    "Source",
    "Address",
    "Browser",
    "Client time",
    "Correlation",
    "Erased",
    "Place in the order of arrival",
    "Hash",
)


def head(form: str) -> bytes:
    """Begin a file."""
    return b"[" if form == "json" else _MARK + b"".join(spelled([COLUMNS]))


def body(form: str, entries: Iterable[Entry], *, is_first: bool) -> bytes:
    """Spell some entries of a file, to follow those before; b"" for none."""
    if form == "csv":
        return b"".join(spelled(map(_cells, entries)))
    lines = [_compact(_told(each)).encode() for each in entries]
    joint = b"\n" if is_first else b",\n"
    return joint + b",\n".join(lines) if lines else b""


def foot(form: str) -> bytes:
    """End a file."""
    return b"\n]\n" if form == "json" else b""


def _told(of: Entry) -> dict[str, Any]:
    """Spell an entry as the feed does, with its place in the chain besides."""
    personal = of.personal
    return {
        "id": of.id,
        "at": stamp(of.at),
        "action": of.action,
        "account": of.account,
        "actor": {"kind": of.actor_kind, "id": of.actor_id, "name": personal.actor_name if personal else None},
        "object": {"kind": of.object.kind, "id": of.object.id},
        "details": {**of.details, **(personal.details if personal else {})},
        "source": of.source,
        "address": personal.address if personal else None,
        "browser": personal.browser if personal else None,
        "clientTime": stamp(of.client_time) if of.client_time else None,
        "correlationId": of.correlation_id,
        "isErased": personal is None,
        "seq": of.seq,
        "hash": of.hash,
    }


def _cells(of: Entry) -> tuple[str, ...]:
    told = _told(of)
    actor, thing = told["actor"], told["object"]
    cells = (
        *(told["id"], told["at"], told["action"], told["account"]),
        *(actor["kind"], actor["id"], actor["name"], thing["kind"], thing["id"]),
        *(_compact(told["details"]), told["source"], told["address"], told["browser"], told["clientTime"]),
        *(told["correlationId"], "yes" if told["isErased"] else "no", told["seq"], told["hash"]),
    )
    return tuple("" if each is None else str(each) for each in cells)


def _compact(of: object) -> str:
    return json.dumps(of, ensure_ascii=False, separators=(",", ":"))
