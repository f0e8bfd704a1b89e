"""The envelope: who did it, when, from where, around what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from shared.domain.clock import stamp
from shared.domain.events.event import Event, ObjectRef
from shared.domain.ids import AccountId, FirmId, ulid
from shared.domain.principals import Actor, Provenance, Source

# The most one use case announces: a person of 50 accounts signs up for each, and some. The outbox bounds the bytes.
EVENTS_PER_ANNOUNCEMENT = 60


class UnknownEventError(ValueError):
    """A name or version this code does not know: written by a newer one, or by nobody of ours."""


class _Detail(BaseModel):
    """The detail on the wire, camelCase; what is not here is refused, so that the samples stay true."""

    model_config = ConfigDict(
        extra="forbid", alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True
    )

    id: str
    name: str
    version: int
    occurred_at: datetime
    firm: FirmId
    account: AccountId | None
    actor: Actor
    object: ObjectRef
    source: Source
    correlation_id: str
    address: str | None
    browser: str | None
    client_time: datetime | None
    data: dict[str, Any]
    personal: dict[str, Any]


@dataclass(frozen=True)
class Envelope:
    """One event as it travels. `id` is unique for ever and the same in every delivery of this event."""

    id: str
    occurred_at: datetime
    actor: Actor
    provenance: Provenance
    event: Event

    def detail(self) -> dict[str, Any]:
        """Spell the envelope for the bus, camelCase, instants as RFC 3339 in UTC."""
        event, provenance = self.event, self.provenance
        body = event.model_dump(mode="json")
        maps = {
            of: {to_camel(name): body[name] for name in sorted(names)} for of, names in event.fields_by_map().items()
        }
        return {
            "id": self.id,
            "name": event.name,
            "version": event.version,
            "occurredAt": stamp(self.occurred_at),
            "firm": event.firm,
            "account": event.account,
            "actor": {"kind": self.actor.kind.value, "id": self.actor.id, "name": self.actor.name},
            "object": {"kind": event.object.kind, "id": event.object.id},
            "source": provenance.source.value,
            "correlationId": provenance.correlation_id,
            "address": provenance.address,
            "browser": provenance.browser,
            "clientTime": stamp(provenance.client_time) if provenance.client_time else None,
            **maps,
        }

    @classmethod
    def read(cls, detail: Mapping[str, object], known: Mapping[str, type[Event]]) -> "Envelope":
        """Open a detail; UnknownEventError when it is none of the known, ValueError when it is broken."""
        wire = _Detail.model_validate(detail)
        kind = known.get(wire.name)
        if kind is None or kind.version != wire.version:
            raise UnknownEventError(f"{wire.name} v{wire.version}")
        aliases = {to_camel(name): name for name in kind.model_fields}
        own = {aliases.get(key, key): value for key, value in {**wire.data, **wire.personal}.items()}
        event = kind.model_validate({"firm": wire.firm, "account": wire.account, "object": wire.object, **own})
        provenance = Provenance(
            correlation_id=wire.correlation_id,
            source=wire.source,
            address=wire.address,
            browser=wire.browser,
            client_time=wire.client_time,
        )
        return cls(wire.id, wire.occurred_at, wire.actor, provenance, event)


@dataclass(frozen=True)
class Announcement:
    """What one use case announces: an ordered list of events that exists if and only if its change does."""

    id: str
    at: datetime
    actor: Actor
    provenance: Provenance
    events: tuple[Event, ...]

    @classmethod
    def of(cls, now: datetime, actor: Actor, provenance: Provenance, *events: Event) -> "Announcement":
        """Gather 1 to 60 events of one firm; more is a job done in chunks."""
        if not 1 <= len(events) <= EVENTS_PER_ANNOUNCEMENT or len({event.firm for event in events}) != 1:
            raise ValueError("an announcement holds 1 to 60 events of one firm")
        return cls(ulid(now), now, actor, provenance, events)

    @property
    def firm(self) -> FirmId:
        return self.events[0].firm

    def envelopes(self) -> list[Envelope]:
        """Give each event its id: the announcement's and its place in it."""
        return [
            Envelope(f"{self.id}-{place:02}", self.at, self.actor, self.provenance, event)
            for place, event in enumerate(self.events)
        ]
