"""What is recorded of an event, and how entries hold on to one another."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Self

from shared.directory import FirmRecord
from shared.domain.clock import stamp
from shared.domain.entities import Entity
from shared.domain.events import Envelope, ObjectRef
from shared.domain.ids import AccountId, FirmId
from shared.domain.principals import ActorKind, Source

_START = "0" * 43


class FoundedFirm(FirmRecord):
    """The tenant; nothing of it happened before it was founded."""

    founded_at: datetime


class OutOfStepError(Exception):
    """Nothing was written: another batch came first, or the `known` events stand already."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__("out of step")
        self.known = known


class Personal(Entity):
    """Names and addresses. The salt goes with them, so that what is left of an erased entry cannot be guessed at."""

    salt: str
    actor_name: str
    address: str | None
    browser: str | None
    details: dict[str, Any]

    @property
    def digest(self) -> str:
        return _sha256(self.model_dump(mode="json"))


class Facts(Entity):
    """What happened, free of personal details; of those only the salted digest, which stays when they are erased."""

    firm: FirmId
    id: str
    at: datetime
    action: str
    version: int = 1
    account: AccountId | None = None
    actor_kind: ActorKind
    actor_id: str
    object: ObjectRef
    source: Source = Source.MANUAL
    correlation_id: str
    client_time: datetime | None = None
    details: dict[str, Any]
    personal_digest: str


class Record(Facts):
    """An event as it is recorded, before it has its place in the chain."""

    personal: Personal | None = None

    @classmethod
    def of(cls, envelope: Envelope, salt: str) -> Self:
        event, provenance = envelope.event, envelope.provenance
        detail = envelope.detail()
        personal = Personal(
            salt=salt,
            actor_name=envelope.actor.name,
            address=provenance.address,
            browser=provenance.browser,
            details=detail["personal"],
        )
        return cls(
            firm=event.firm,
            id=envelope.id,
            at=envelope.occurred_at,
            action=event.name,
            version=event.version,
            account=event.account,
            actor_kind=envelope.actor.kind,
            actor_id=envelope.actor.id,
            object=event.object,
            source=provenance.source,
            correlation_id=provenance.correlation_id,
            client_time=provenance.client_time,
            details=detail["data"],
            personal_digest=personal.digest,
            personal=personal,
        )


class Head(Entity):
    """The last entry of a firm's chain; `seq` is 0 before the first. `due_at` is when it is anchored next."""

    firm: FirmId
    seq: int = 0
    hash: str = _START
    due_at: datetime | None = None


class Entry(Record):
    """A record in its place: the `seq`-th of its firm to arrive, bound to the one before by its hash."""

    seq: int
    prev: str
    hash: str

    @classmethod
    def after(cls, head: Head, record: Record) -> Self:
        bound = {**record.model_dump(), "seq": head.seq + 1, "prev": head.hash}
        return cls.model_validate({**bound, "hash": _hash(record, head.seq + 1, head.hash)})

    @property
    def head(self) -> Head:
        return Head(firm=self.firm, seq=self.seq, hash=self.hash)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing of the entry was changed since it was recorded, erasure of personal details apart."""
        kept = self.personal is None or self.personal.digest == self.personal_digest
        return kept and self.hash == _hash(self, self.seq, self.prev)


def chain(head: Head, records: Iterable[Record]) -> Iterator[Entry]:
    """Bind records to the head, one after the other."""
    for record in records:
        entry = Entry.after(head, record)
        head = entry.head
        yield entry


class Question(Entity):
    """Which entries are asked for; `since` is included, `until` is not.

    `account` wants entries of that account; `beside` leaves out those of any other, and keeps what is of none;
    `is_of_none` keeps only that.
    """

    account: AccountId | None = None
    beside: AccountId | None = None
    is_of_none: bool = False
    object: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def takes(self, entry: Entry) -> bool:
        return all(
            (
                self.account in (None, entry.account),
                self.beside is None or entry.account in (None, self.beside),
                not (self.is_of_none and entry.account),
                self.object in (None, entry.object.id),
                self.actor in (None, entry.actor_id),
                self.action in (None, entry.action),
                self.since is None or self.since <= entry.at,
                self.until is None or entry.at < self.until,
            )
        )


def encoded(of: bytes) -> str:
    """Spell bytes as base64url without padding: a third shorter than hexadecimal, and entries are many."""
    return base64.urlsafe_b64encode(of).decode().rstrip("=")


def _hash(record: Record, seq: int, prev: str) -> str:
    """SHA-256 over the facts and the place; a fact that is None is left out, so later ones leave old hashes alone."""
    facts = record.model_dump(mode="json", include=set(Facts.model_fields))
    facts["at"] = stamp(record.at)
    facts["client_time"] = stamp(record.client_time) if record.client_time else None
    told = {name: value for name, value in facts.items() if value is not None}
    return _sha256({**told, "seq": seq, "prev": prev})


def _sha256(body: Mapping[str, Any]) -> str:
    """Digest the canonical JSON of texts, whole numbers and truths: RFC 8785, whose number rules that leaves out."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return encoded(hashlib.sha256(text.encode()).digest())
