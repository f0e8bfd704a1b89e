"""Where anything is kept, for whoever looks for what must not be there."""

import json
from io import StringIO

from functions.activity import consumer as activity
from functions.invite import consumer
from tests.fakes.cloud import ACTIVITY_TABLE, queue_event
from tests.fakes.http import context
from tests.integration.house import House

NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}


def kept(house: House, logged: StringIO) -> str:
    """Everything that is kept anywhere but in KMS, in the user pools, and in the mailboxes of those it is for."""
    return "\n".join(
        (
            repr(house.cloud.items()),
            repr(house.cloud.items(ACTIVITY_TABLE)),
            *(house.cloud.fetch(each).decode(errors="replace") for each in house.cloud.stored),
            *house.cloud.take(house.cloud.jobs_queue),
            json.dumps(house.cloud.announced()),
            logged.getvalue(),
        )
    )


def tell(house: House) -> None:
    """Let everybody hear what was announced: letters are written, and all of it is recorded."""
    assert house.cloud.activity_table
    batch = queue_event(*({"detail": each} for each in house.cloud.announced()))
    assert activity.handler(batch, context()) == NOTHING
    consumer.handler(batch, context())
