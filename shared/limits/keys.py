"""Where counts stand."""

from shared.domain.ids import FirmId
from shared.table.keys import Key, within


def count(of: FirmId, digest: str, window: str) -> Key:
    return Key(within(of, "LIMIT", digest), window)
