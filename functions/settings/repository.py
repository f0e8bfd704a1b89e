"""Between the policy and its items."""

from collections.abc import Mapping

from functions.settings import keys
from functions.settings.model import PolicyVersion
from shared.directory import Policy
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Item, body, create, item, replace
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class PolicyRepository:
    """Writes POLICY and POLICY_VERSION."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def latest(self, firm: FirmId, seen: Mapping[Key, Item]) -> PolicyVersion | None:
        """Read, out of what the gate saw, how the standing policy came about; None while nothing was ever set."""
        standing = seen.get(keys.policy(firm))
        return PolicyVersion.model_validate(standing) if standing else None

    def save(self, policy: Policy, version: PolicyVersion, announcement: Announcement) -> None:
        """Write a version over the one before it, and its copy for the history; StaleVersionError when it is not next.

        Only keys that were ever set are stored, so that the others follow their defaults.
        """
        attributes = {
            **{name: value for name, value in body(policy).items() if name in policy.model_fields_set},
            **version.model_dump(mode="json"),
        }
        standing = item(keys.policy(version.firm), schema.POLICY, **attributes)
        self._table.transact(
            replace(standing, seen=version.v - 1) if version.v > 1 else create(standing, taken=StaleVersionError),
            create(
                item(keys.version(version.firm, version.v), schema.POLICY_VERSION, **attributes),
                taken=StaleVersionError,
            ),
            outbox(announcement),
        )

    def list_versions(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[PolicyVersion]:
        """List versions, newest first."""
        query = Query(keys.versions(firm), begins=keys.VERSIONS, forward=False)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(PolicyVersion.model_validate, page.items)), page.next)
