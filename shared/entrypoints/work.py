"""Entries of workers, schedules and commands."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.observability import Handler, Payload, logger, observed


def messages_entrypoint(react: Callable[[str], None]) -> Handler:
    """Make the entry of a worker whose queue the house itself fills; a failed message is returned, the others stand."""

    def handler(event: Payload, _: LambdaContext) -> Payload:
        failed = []
        for record in event["Records"]:
            try:
                react(record["body"])
            except Exception:
                logger().exception("not worked off", message_id=record["messageId"])
                failed.append({"itemIdentifier": record["messageId"]})
        return {"batchItemFailures": failed}

    return observed(handler)


def task_entrypoint(run: Callable[[Payload], Mapping[str, Any]]) -> Handler:
    """Make the entry of a schedule or an operator's command: the answer says what was done."""

    def handler(event: Payload, _: LambdaContext) -> Payload:
        return dict(run(event))

    return observed(handler)
