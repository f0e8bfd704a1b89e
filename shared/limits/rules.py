"""What a limit is, and whom it counts."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import ClassVar

from shared.domain.errors import PorticoError
from shared.domain.ids import FirmId

# What one line of the internet is given: whoever has one IPv6 address of it has them all (RFC 6177 §2).
_LINE_BITS = 64


class TooManyRequestsError(PorticoError):
    """RFC 6585 §4. Who is told so is not told whether what they tried would have gone well."""

    status: ClassVar[int] = 429
    code: ClassVar[str] = "TOO_MANY_REQUESTS"
    title: ClassVar[str] = "Too many tries; wait a while."


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in each window of `window`; windows begin at whole multiples of their length."""

    most: int
    window: timedelta

    def starts_at(self, now: datetime) -> datetime:
        seconds = int(self.window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)

    def ends_at(self, now: datetime) -> datetime:
        return self.starts_at(now) + self.window


@dataclass(frozen=True)
class Tally:
    """One count: under which name, of whom, how far."""

    name: str
    subject: str
    limit: Limit

    def digest(self, firm: FirmId) -> str:
        """Name it in the table: neither an e-mail nor an address stands there."""
        return hashlib.sha256("\0".join((firm, self.name, self.subject)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Rule:
    """How often one thing may be tried: at one subject from one address, at one subject, from one address.

    What is refused by one of them counts for none. So whoever floods a subject from one address is stopped by the
    first, far below the second, and the subject itself still gets through from anywhere else.
    """

    name: str
    each: Limit
    subject: Limit | None = None
    address: Limit | None = None

    def tallies(self, subject: str, address: str | None) -> Iterable[Tally]:
        return tuple(self._tallies(subject, line_of(address)))

    def _tallies(self, subject: str, line: str) -> Iterator[Tally]:
        yield Tally(f"{self.name}.each", f"{subject}\0{line}", self.each)
        if self.subject:
            yield Tally(f"{self.name}.subject", subject, self.subject)
        if self.address:
            yield Tally(f"{self.name}.address", line, self.address)


def line_of(address: str | None) -> str:
    """Name the line an address belongs to: itself, or its first 64 bits; what is no address counts as one line."""
    try:
        at = ip_address(address or "")
    except ValueError:
        return "unknown"
    if not isinstance(at, IPv6Address):
        return str(at)
    if at.ipv4_mapped is not None:
        return str(at.ipv4_mapped)
    return str(IPv6Address(int(at) >> _LINE_BITS << _LINE_BITS))
