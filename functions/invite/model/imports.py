"""An import: a sheet to be uploaded, checked whole, and only then taken in."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from functions.invite.model.refusals import ImportNotCheckedError, ImportRefusedError
from shared.domain.entities import Rewritten, Versioned
from shared.domain.errors import WrongStateError
from shared.domain.ids import FirmId, ImportId, JobId, MemberId
from shared.jobs.model import Job, JobState

MAX_BYTES = 50 * 1024 * 1024
CONTENT_TYPE = "text/csv"

# The kinds of jobs an import is worked off by.
CHECK, RUN = "import_check", "import_run"


class ImportState(StrEnum):
    """How far an import has come, as told by its jobs."""

    AWAITING_FILE = "awaiting_file"
    CHECKING = "checking"
    UNREADABLE = "unreadable"
    CHECKED = "checked"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Import(Versioned, Rewritten):
    """What was announced to be uploaded, by whom, and the jobs that check it and take it in.

    `sha256` is what the file must hash to: whatever else is put in its place is not what was announced.
    """

    firm: FirmId
    id: ImportId
    name: str
    size: int
    sha256: str
    member: MemberId
    member_name: str
    created_at: datetime
    check_job: JobId | None = None
    run_job: JobId | None = None

    def checking(self, job: Job, check: Job | None, run: Job | None) -> Self:
        """Have it checked, or checked again; WrongStateError while it is worked on and once it was taken in."""
        if self.state(check, run) in {ImportState.CHECKING, ImportState.RUNNING, ImportState.DONE}:
            raise WrongStateError("This import is being worked on, or done.")
        return self.model_copy(update={"v": self.v + 1, "check_job": job.id, "run_job": None})

    def running(self, job: Job, check: Job | None, run: Job | None, *, skip_bad: bool) -> Self:
        """Have it taken in; ImportNotCheckedError before its check ended, ImportRefusedError when that found errors.

        With `skip_bad` the rows with errors are left out. An import that was stopped goes on from its beginning, which
        adds nothing twice.
        """
        state = self.state(check, run)
        if state in {ImportState.RUNNING, ImportState.DONE}:
            raise WrongStateError("This import is being worked on, or done.")
        if check is None or state not in {ImportState.CHECKED, ImportState.STOPPED}:
            raise ImportNotCheckedError
        if check.counts.skipped and not skip_bad:
            raise ImportRefusedError(f"{check.counts.skipped} rows have errors. Mend them, or leave them out.")
        return self.model_copy(update={"v": self.v + 1, "run_job": job.id})

    def state(self, check: Job | None, run: Job | None) -> ImportState:
        """Tell how far it has come, from its jobs as they stand."""
        if run is not None:
            return _STATE_OF_RUN.get(run.state, ImportState.STOPPED)
        if check is None or check.state in {JobState.FAILED, JobState.CANCELLED}:
            return ImportState.AWAITING_FILE
        if check.is_open:
            return ImportState.CHECKING
        return ImportState.UNREADABLE if "problem" in check.details else ImportState.CHECKED


_STATE_OF_RUN = {
    JobState.QUEUED: ImportState.RUNNING,
    JobState.RUNNING: ImportState.RUNNING,
    JobState.FINISHED: ImportState.DONE,
}
