"""Where this room's items stand. The policy itself is spelled in shared.directory.keys, since every room reads it."""

from shared.directory.keys import policy
from shared.domain.ids import FirmId
from shared.table.keys import Key, within

__all__ = ["policy"]

VERSIONS = "POLICY#"


def version(of: FirmId, version: int) -> Key:
    return Key(versions(of), f"{VERSIONS}{version:06}")


def versions(of: FirmId) -> str:
    return within(of)
