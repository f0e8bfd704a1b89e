"""Entries on the wire."""

from datetime import datetime
from typing import Any

from pydantic import Field

from shared.http import View


class ActorView(View):
    """Who did it; the name is null once it was erased."""

    kind: str
    id: str
    name: str | None


class ObjectView(View):
    """What it was done to."""

    kind: str
    id: str


class EntryView(View):
    """One thing that happened."""

    id: str
    at: datetime
    action: str = Field(description="the event's name, as in `invitation.sent`")
    account: str | None
    actor: ActorView
    object: ObjectView
    details: dict[str, Any] = Field(description="what the event says: before and after, names, dates; as in its schema")
    source: str = Field(description="manual, automation, schedule or link")
    address: str | None = Field(description="the address it came from; null when unknown or erased")
    browser: str | None
    client_time: datetime | None = Field(description="what the caller's own clock said, if it was told")
    correlation_id: str
    is_erased: bool = Field(description="personal details were erased on request; the entry stands")
