"""Who fetched which export; the exports themselves are jobs."""

from shared.domain.events import Announcement
from shared.domain.ids import FirmId, JobId
from shared.table.actions import Action
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.table import Table


class ExportRepository:
    """Writes what is announced, and nothing else."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def tell(self, firm: FirmId, export: JobId, announcement: Announcement, once: Once | None) -> None:
        actions: list[Action] = [outbox(announcement)]
        if once:
            actions.append(remember(firm, once, announcement.at, export))
        self._table.transact(*actions)
