"""Until when a link is good, as whoever sends it says so."""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.errors import FieldFault, ValidationFailedError


class Expiry(Enum):
    """What is said by saying nothing: the firm's own lifetime for links of the kind."""

    BY_POLICY = "by_policy"


# An instant, a day, never (None), or what the firm's policy says.
type Until = datetime | date | Literal[Expiry.BY_POLICY] | None


def deadline(until: Until, *, lifetime: timedelta | None, zone: str, now: datetime, field: str) -> datetime | None:
    """Give the instant it ends; None for never.

    A day is good to its end in the firm's time zone. ValidationFailedError, naming the field, for what is over by now.
    """
    if until is None:
        return None
    if until is Expiry.BY_POLICY:
        return None if lifetime is None else now + lifetime
    at = until if isinstance(until, datetime) else _end(until, ZoneInfo(zone))
    if at <= now:
        raise ValidationFailedError(faults=[FieldFault(field, "OVER", "This moment is over.")])
    return at


def _end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
