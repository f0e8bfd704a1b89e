"""Imports, with the jobs they are worked off by."""

from functions.invite import keys
from functions.invite.model.imports import Import
from functions.invite.repository import items
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, ImportId, JobId
from shared.jobs import keys as job_keys
from shared.jobs.model import Job
from shared.jobs.store import additions
from shared.table.actions import create, replace
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.table import Table


class ImportRepository:
    """Writes IMPORT."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, new: Import, announcement: Announcement, once: Once | None) -> None:
        actions = [create(items.sheet_import(new)), outbox(announcement)]
        if once:
            actions.append(remember(new.firm, once, announcement.at, new.id))
        self._table.transact(*actions)

    def get(self, firm: FirmId, of: ImportId) -> Import:
        standing = self._table.get(keys.sheet_import(firm, of))
        if standing is None:
            raise NotFoundError
        return Import.model_validate(standing)

    def jobs(self, of: Import) -> tuple[Job | None, Job | None]:
        """Give the jobs that check it and take it in, as far as there are any, read together."""
        wanted = [job_keys.job(of.firm, each) for each in (of.check_job, of.run_job) if each is not None]
        found = self._table.batch_get(wanted) if wanted else {}

        def read(job: JobId | None) -> Job | None:
            standing = found.get(job_keys.job(of.firm, job)) if job else None
            return Job.model_validate(standing) if standing else None

        return read(of.check_job), read(of.run_job)

    def begin(self, changed: Import, seen: int, job: Job, announcement: Announcement, once: Once | None) -> None:
        """Start a job on the import that was seen, both or neither; StaleVersionError when another came first."""
        self._table.transact(replace(items.sheet_import(changed), seen=seen), *additions(job, announcement, once))
