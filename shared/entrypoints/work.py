"""Entries of workers, schedules and commands."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.observability import Handler, Payload, logger, observed


def messages_entrypoint(react: Callable[[str], None], put_off: Callable[[str, int], None] | None = None) -> Handler:
    """Make the entry of a worker that takes messages one by one; a failed one is returned, the others stand.

    What failed comes back when the queue's time is over, which is meant for calls that died; `put_off` gets its receipt
    and how often it was tried, to say when it comes instead.
    """

    def handler(event: Payload, _: LambdaContext) -> Payload:
        failed = []
        for record in event["Records"]:
            try:
                react(record["body"])
            except Exception:
                logger().exception("not worked off", message_id=record["messageId"])
                failed.append({"itemIdentifier": record["messageId"]})
                if put_off:
                    put_off(record["receiptHandle"], int(record["attributes"]["ApproximateReceiveCount"]))
        return {"batchItemFailures": failed}

    return observed(handler)


def sweep_entrypoint(parts: Callable[[], Mapping[str, Callable[[], int]]]) -> Handler:
    """Make the entry of a schedule: the answer counts what each part did; what one fails at keeps no other from it."""

    def handler(_: Payload, __: LambdaContext) -> Payload:
        counts: dict[str, int] = {}
        failures: list[Exception] = []
        for name, do in parts().items():
            try:
                counts[name] = do()
            except Exception as failure:  # told once all is done
                failures.append(failure)
        if failures:
            raise failures[0] if len(failures) == 1 else ExceptionGroup("not all that is due was done", failures)
        return counts

    return observed(handler)


def task_entrypoint(run: Callable[[Payload], Mapping[str, Any]]) -> Handler:
    """Make the entry of an operator's command: the answer says what was done."""

    def handler(event: Payload, _: LambdaContext) -> Payload:
        return dict(run(event))

    return observed(handler)
