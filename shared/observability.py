"""Logs and metrics. Neither ever carries a token, a password, a name or an address of a person: ids only."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

type Payload = dict[str, Any]
type Handler = Callable[[Payload, LambdaContext], Payload]


@cache
def logger() -> Logger:
    """The function's logger; service name and level come from the POWERTOOLS_ variables."""
    return Logger(utc=True)


@cache
def metrics() -> Metrics:
    return Metrics()


def observed(handler: Handler) -> Handler:
    """Make a Lambda entry: each line of the log names its invocation, and what was counted is written at the end.

    Metrics are flushed here and not by the library's decorator, which warns of every invocation that counted nothing.
    """
    logged: Handler = logger().inject_lambda_context(handler)

    @wraps(handler)
    def entry(event: Payload, context: LambdaContext) -> Payload:
        try:
            return logged(event, context)
        finally:
            if metrics().metric_set:
                metrics().flush_metrics()

    return entry
