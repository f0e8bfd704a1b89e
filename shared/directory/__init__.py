"""The directory: who belongs to the firm and may touch which account. Every room asks it first.

The items are written by the room invite (settings writes the policy); here stands the small part of them that all rooms
read, and the gate that reads it in one request.
"""

from shared.directory.gate import AccountArchivedError, Directory, Scene
from shared.directory.records import (
    AccountRecord,
    AccountSort,
    AccountStatus,
    FirmRecord,
    MemberRecord,
    MemberState,
    PersonRecord,
    PersonState,
    Policy,
)

__all__ = [
    "AccountArchivedError",
    "AccountRecord",
    "AccountSort",
    "AccountStatus",
    "Directory",
    "FirmRecord",
    "MemberRecord",
    "MemberState",
    "PersonRecord",
    "PersonState",
    "Policy",
    "Scene",
]
