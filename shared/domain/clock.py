"""Time: services are told it, they never ask the system. Instants are aware and UTC."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

type Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def in_utc(at: datetime) -> datetime:
    """Give an instant as UTC has it; ValueError for one without offset, or that no year of UTC has (RFC 3339 §5.6)."""
    if at.tzinfo is None:
        raise ValueError("use an RFC 3339 instant with its offset")
    try:
        return at.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError("use an instant that lies between the years 1 and 9999 in UTC") from beyond


# An instant as somebody says it, which is one of ours from there on.
SaidInstant = Annotated[AwareDatetime, AfterValidator(in_utc)]


def stamp(at: datetime) -> str:
    """Spell an instant so that text sorts as time: RFC 3339, UTC, always six digits of the second's fraction."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
