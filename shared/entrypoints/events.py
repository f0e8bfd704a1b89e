"""Entries of consumers of what the house announced."""

import json
from collections.abc import Callable, Iterable

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.domain.events import Envelope, registry
from shared.observability import Handler, Payload, logger, observed


def events_entrypoint(react: Callable[[Envelope], None]) -> Handler:
    """Make the entry of a consumer that takes events one by one; a failed one is returned, the others stand."""

    def each(messages: Iterable[tuple[str, Envelope]]) -> set[str]:
        failed = set()
        for message, envelope in messages:
            try:
                react(envelope)
            except Exception:
                logger().exception("not consumed", event_id=envelope.id, event_name=envelope.event.name)
                failed.add(message)
        return failed

    return batches_entrypoint(each)


def batches_entrypoint(react: Callable[[list[tuple[str, Envelope]]], set[str]]) -> Handler:
    """Make the entry of a consumer of whole batches: `react` gets (message id, envelope) and names the failed.

    A message that is no event of ours is failed alone, so that it reaches the dead-letter queue and nothing else does.
    """

    def handler(event: Payload, _: LambdaContext) -> Payload:
        failed: set[str] = set()
        readable: list[tuple[str, Envelope]] = []
        for record in event["Records"]:
            try:
                readable.append((record["messageId"], registry.read(json.loads(record["body"])["detail"])))
            except Exception:
                logger().exception("not an event", message_id=record["messageId"])
                failed.add(record["messageId"])
        if readable:
            failed |= react(readable)
        return {"batchItemFailures": [{"itemIdentifier": each} for each in sorted(failed)]}

    return observed(handler)
