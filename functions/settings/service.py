"""What may be done with the firm's settings."""

from collections.abc import Mapping
from typing import Protocol

from pydantic.alias_generators import to_camel

from functions.settings import model
from functions.settings.model import Change, PolicyVersion, Value
from shared.directory import Directory, Policy
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.settings import SettingsChanged
from shared.domain.ids import FirmId
from shared.domain.principals import Caller
from shared.table.actions import Item
from shared.table.keys import Key
from shared.table.query import Page


class Policies(Protocol):
    """The policy as it is kept."""

    def latest(self, firm: FirmId, seen: Mapping[Key, Item]) -> PolicyVersion | None: ...
    def save(self, policy: Policy, version: PolicyVersion, announcement: Announcement) -> None: ...
    def list_versions(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[PolicyVersion]: ...


class SettingsService:
    """Reads for every member, changes for owner and admin."""

    def __init__(self, policies: Policies, directory: Directory, clock: Clock) -> None:
        self._policies = policies
        self._directory = directory
        self._clock = clock

    def read(self, caller: Caller) -> Policy:
        return self._directory.gate(caller.identity).policy

    def change(self, caller: Caller, seen: int, wanted: Mapping[str, Value]) -> Policy:
        """Set the keys given and no other; StaleVersionError when the policy is no longer the one that was seen.

        The call may be repeated when its answer was lost: the version it made is recognised and given again.
        """
        scene = self._directory.gate(caller.identity)
        member = scene.demand_admin()
        standing = scene.policy
        if standing.v != seen:
            latest = self._policies.latest(scene.firm, scene.items)
            if latest is None or not latest.made(member.id, seen, wanted, standing):
                raise StaleVersionError
            return standing
        changes = model.changes(standing, wanted)
        if not changes:
            return standing
        now = self._clock()
        policy = model.changed(standing, changes)
        version = PolicyVersion(
            firm=scene.firm,
            v=policy.v,
            changed_at=now,
            changed_by=member.id,
            changed_by_name=member.name,
            changes=changes,
        )
        told = (_told(scene.firm, policy.v, each) for each in changes)
        self._policies.save(policy, version, Announcement.of(now, member.actor, caller.provenance, *told))
        return policy

    def list_versions(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[PolicyVersion]:
        """List how the policy came to be, newest first; for owner and admin."""
        scene = self._directory.gate(caller.identity)
        scene.demand_admin()
        return self._policies.list_versions(scene.firm, limit=limit, cursor=cursor)


def _told(firm: FirmId, version: int, change: Change) -> SettingsChanged:
    """Announce one key, spelled as the API spells it."""
    key = to_camel(change.key)
    return SettingsChanged(
        firm=firm,
        object=ObjectRef(kind="setting", id=key),
        key=key,
        before=change.before,
        after=change.after,
        policy_version=version,
    )
