"""A creating call may be repeated: its key is remembered in its own transaction, for 24 hours.

Draft-ietf-httpapi-idempotency-key-header. The record holds the ids that were made, never an answer: the answer is built
again from the entities, so it can hold no address and no token.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.errors import KeyReusedError
from shared.domain.ids import FirmId
from shared.table import keys
from shared.table.actions import Action, Item, item
from shared.table.schema import IDEMPOTENCY

REMEMBERED_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Once:
    """The wish that a call has one effect: digest of principal, route and key; digest of the body."""

    key: str
    body: str


class ReplayError(Exception):
    """The call was done before, with these ids made. Not a refusal: the caller gets the first answer again."""

    def __init__(self, made: tuple[str, ...]) -> None:
        super().__init__("done before")
        self.made = made


def remember(firm: FirmId, once: Once, now: datetime, *made: str) -> Action:
    """Record that the call made these ids; fails with ReplayError, or KeyReusedError when the body differs."""
    ttl = int((now + REMEMBERED_FOR).timestamp())
    record = item(keys.idempotency(firm, once.key), IDEMPOTENCY, body=once.body, made=list(made), ttl=ttl)
    return Action(
        "Put",
        keys.idempotency(firm, once.key),
        "attribute_not_exists(#pk) OR #ttl < :now",
        lambda standing: _done(standing, once),
        item=record,
        values={":now": int(now.timestamp())},
    )


def recall(found: Mapping[keys.Key, Item], firm: FirmId, once: Once | None, now: datetime) -> None:
    """Raise ReplayError, or KeyReusedError, when the record is among the items read.

    For a use case whose own rules would refuse the repetition before its transaction could: it reads the record along.
    """
    standing = found.get(keys.idempotency(firm, once.key)) if once else None
    if once and standing is not None and standing["ttl"] >= int(now.timestamp()):
        raise _done(standing, once)


def _done(standing: Item | None, once: Once) -> Exception:
    if standing is None or standing["body"] != once.body:
        return KeyReusedError()
    return ReplayError(tuple(standing["made"]))
