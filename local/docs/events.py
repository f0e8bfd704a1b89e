"""docs/events.md: what the house announces, field by field, and who reacts."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from pydantic.alias_generators import to_camel

from infra.subscriptions import reacting
from local.place import PROJECT
from shared.domain.events import Event
from shared.domain.events.registry import ALL

EVENTS = PROJECT / "docs" / "events.md"

_WORDS = {str: "text", int: "whole number", bool: "yes or no", datetime: "instant", NoneType: "null"}

_HEAD = """# Events

Made by `make generate` from the classes in `shared/domain/events` and the table in `infra/subscriptions.py`.

An event's name is a noun and what became of it. It travels over the bus once or more, in any order: `source` is
`portal.<room>`, `detail-type` its name, `detail` the envelope:

| field | what |
|---|---|
| `id` | the same in every delivery of this event; effects are keyed by it |
| `name`, `version` | which event, in which shape |
| `occurredAt` | when it happened, by the server's clock; RFC 3339, UTC |
| `firm`, `account` | whose; the account is null where none is concerned |
| `actor` | who did it: `kind` (member, person, bearer, system), `id`, `name` |
| `object` | what it was done to: `kind`, `id` |
| `source` | by which way: manual, automation, schedule, link |
| `correlationId` | the call it came of |
| `address`, `browser`, `clientTime` | from where, and what the caller's own clock said; null when unknown |
| `data` | what happened, free of personal details |
| `personal` | names, e-mails and words of people: what can be erased from the record later |
"""


def write() -> Mapping[Path, str]:
    """Return the list as it is committed."""
    return {EVENTS: "\n".join([_HEAD, *_overview(), "", *_all_events()])}


def _overview() -> list[str]:
    rows = [
        f"| [`{name}`](#{name.replace('.', '')}) | {event.version} | {event.room} | {', '.join(reacting(name))} |"
        for name, event in sorted(ALL.items())
    ]
    return ["| event | version | announced by | reaches |", "|---|---|---|---|", *rows]


def _all_events() -> list[str]:
    lines: list[str] = []
    for name, event in sorted(ALL.items()):
        lines += [f"## {name}", "", *_said(event), *_fields(event), ""]
    return lines


def _said(event: type[Event]) -> list[str]:
    """What the class says of itself, or the family it belongs to; what a whole room has in common says nothing."""
    family = event.__bases__[0]
    said = event.__doc__ or (family.__doc__ if Event not in (family, *family.__bases__) else None)
    return [" ".join(said.split()), ""] if said else []


def _fields(event: type[Event]) -> list[str]:
    """Tell the event's own fields; one that has none says all by its envelope."""
    rows = [
        f"| `{place}.{to_camel(field)}` | {spelled(event.model_fields[field].annotation)} |"
        for place, fields in event.fields_by_map().items()
        for field in event.model_fields
        if field in fields
    ]
    return ["| field | what |", "|---|---|", *rows] if rows else ["Its envelope says it all."]


def spelled(annotation: Any) -> str:
    """Spell a type for people who don't read Python."""
    arguments = get_args(annotation)
    if get_origin(annotation) is UnionType:
        return " or ".join(map(spelled, arguments))
    if get_origin(annotation) is tuple:
        return f"list of {spelled(arguments[0])}"
    if get_origin(annotation) is dict:
        return f"map of {spelled(arguments[1])}"
    return _WORDS.get(annotation) or f"`{annotation.__name__}`"
