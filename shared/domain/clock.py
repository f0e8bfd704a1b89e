"""Time: services are told it, they never ask the system. Instants are aware and UTC."""

from collections.abc import Callable
from datetime import UTC, datetime

type Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Spell an instant so that text sorts as time: RFC 3339, UTC, always six digits of the second's fraction."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
