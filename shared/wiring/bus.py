"""What stands behind the bus."""

from functools import cache

from shared import wiring
from shared.bus import Bus


@cache
def bus(name: str) -> Bus:
    return Bus(lambda: wiring.client("events"), name)
