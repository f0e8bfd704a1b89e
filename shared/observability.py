"""Logs and metrics. Neither ever carries a token, a password, a name or an address of a person: ids only."""

from functools import cache

from aws_lambda_powertools import Logger, Metrics


@cache
def logger() -> Logger:
    """The function's logger; service name and level come from the POWERTOOLS_ variables."""
    return Logger(utc=True)


@cache
def metrics() -> Metrics:
    return Metrics()
