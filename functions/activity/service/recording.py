"""What happened is recorded: each event once, bound to the one before."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from functions.activity.model import entries as model
from functions.activity.model.entries import Entry, Head, OutOfStepError, Record
from shared.domain.events import Envelope
from shared.domain.ids import FirmId
from shared.table.retries import attempts

# A transaction takes 100 actions, one of them the head's, and 4 MB (DynamoDB API reference).
MAX_ENTRIES = 99
MAX_BYTES = 2 * 1024 * 1024


class Chain(Protocol):
    """Where entries are added."""

    def head(self, firm: FirmId) -> Head: ...
    def append(self, seen: Head, entries: Sequence[Entry]) -> None: ...


def draw_salt() -> str:
    return model.encoded(secrets.token_bytes(16))


class Recorder:
    """Records what happened, each event once, however often it is delivered."""

    def __init__(
        self, chain: Chain, salt: Callable[[], str] = draw_salt, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._chain = chain
        self._salt = salt
        self._sleep = sleep

    def record(self, firm: FirmId, envelopes: Sequence[Envelope]) -> None:
        """Bind events of one firm to its chain, in order of arrival.

        UnavailableError when others keep coming first: then some of them may stand, and the rest may be sent again.
        """
        for batch in _batches([Record.of(each, self._salt()) for each in envelopes]):
            self._append(firm, {each.id: each for each in batch})

    def _append(self, firm: FirmId, new: dict[str, Record]) -> None:
        for _ in attempts(self._sleep):
            head = self._chain.head(firm)
            try:
                return self._chain.append(head, tuple(model.chain(head, new.values())))
            except OutOfStepError as refused:
                new = {event: each for event, each in new.items() if event not in refused.known}
            if not new:
                return None
        return None


def _batches(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Cut into what one transaction takes."""
    batch: list[Record] = []
    size = 0
    for record in records:
        weight = len(record.model_dump_json())
        if batch and (len(batch) == MAX_ENTRIES or size + weight > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += weight
    if batch:
        yield batch
