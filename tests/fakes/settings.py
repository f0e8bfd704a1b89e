"""The storage of the room settings in memory. The same tests hold it and the real one to one behaviour."""

from collections.abc import Mapping

from functions.settings import keys
from functions.settings.model import PolicyVersion
from shared.directory import Policy
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId
from shared.table.actions import Item
from shared.table.keys import Key
from shared.table.query import Page
from tests.fakes.tenancy import MemoryTable


class FakePolicies:
    """Keeps the policy where the gate of the same test finds it."""

    def __init__(self, table: MemoryTable) -> None:
        self.table = table
        self.announcements: list[Announcement] = []
        self._versions: list[PolicyVersion] = []

    def latest(self, firm: FirmId, seen: Mapping[Key, Item]) -> PolicyVersion | None:
        standing = seen.get(keys.policy(firm))
        return PolicyVersion.model_validate(standing) if standing else None

    def save(self, policy: Policy, version: PolicyVersion, announcement: Announcement) -> None:
        standing = self.table.items.get(keys.policy(version.firm), {"v": 0})
        if standing["v"] != version.v - 1:
            raise StaleVersionError
        stored = policy.model_dump(include=policy.model_fields_set)
        self.table.items[keys.policy(version.firm)] = {**stored, **version.model_dump(mode="json")}
        self.announcements.append(announcement)
        self._versions.append(version)

    def list_versions(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[PolicyVersion]:
        """List all at once: whoever wants pages wants the real one."""
        assert cursor is None
        mine = [each for each in self._versions if each.firm == firm]
        return Page(tuple(reversed(mine))[:limit])
