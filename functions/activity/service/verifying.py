"""Verifying is started and read; the chain is gone through by a job."""

from functions.activity import keys
from functions.activity.model.entries import FoundedFirm
from functions.activity.model.jobs import VERIFICATION
from shared.directory import Directory
from shared.directory import keys as directory
from shared.domain.errors import NotFoundError
from shared.domain.ids import JobId
from shared.domain.principals import Caller
from shared.jobs.desk import Desk, Errand
from shared.jobs.model import Job
from shared.table.idempotency import Once


class VerificationService:
    """For owner and admins, as all that was recorded is."""

    def __init__(self, desk: Desk, directory: Directory) -> None:
        self._desk = desk
        self._directory = directory

    def start(self, caller: Caller, once: Once | None) -> Job:
        """Have the chain gone through from the firm's founding to the last entry that has arrived by then."""
        place = directory.firm(caller.identity.firm)
        scene = self._directory.gate(caller.identity, also=[place])
        scene.demand_admin()
        founded_at = FoundedFirm.model_validate(scene.items[place]).founded_at
        return self._desk.start(scene, caller, once, Errand(VERIFICATION, cursor={"month": keys.month(founded_at)}))

    def get(self, caller: Caller, verification: JobId) -> Job:
        """Give a verification with what it found; NotFoundError for a job of another kind."""
        scene, job = self._desk.enter(caller, verification)
        if job.kind != VERIFICATION:
            raise NotFoundError
        scene.demand_admin()
        return job
