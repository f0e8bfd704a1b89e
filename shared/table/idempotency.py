"""A creating call may be repeated: its key is remembered in its own transaction, for 24 hours.

Draft-ietf-httpapi-idempotency-key-header. The record holds the ids that were made, never an answer: the answer is built
again from the entities, so it can hold no address and no token.
"""

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

    def failed(standing: Item | None) -> Exception:
        if standing is None or standing["body"] != once.body:
            return KeyReusedError()
        return ReplayError(tuple(standing["made"]))

    return Action(
        "Put",
        keys.idempotency(firm, once.key),
        "attribute_not_exists(#pk) OR #ttl < :now",
        failed,
        item=record,
        values={":now": int(now.timestamp())},
    )
