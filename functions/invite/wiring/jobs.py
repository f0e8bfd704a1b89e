"""The worker of jobs."""

from functools import cache

from functions.invite.model.bulk import ACCESS, INVITATIONS
from functions.invite.model.imports import CHECK, RUN
from functions.invite.model.kinds import EXPORT
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.bulk import BulkRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.departures import DepartureRepository
from functions.invite.repository.intake import IntakeRepository
from functions.invite.service.bulk.access import BulkAccess
from functions.invite.service.bulk.invitations import BulkInvitations
from functions.invite.service.export_run import ExportRun
from functions.invite.service.import_check import ImportCheck
from functions.invite.service.import_run import ImportRun
from functions.invite.service.intake import Intake
from functions.invite.wiring.access import granting, ties
from shared.env import TableEnv
from shared.jobs.store import JobStore
from shared.jobs.worker import Kind, Worker
from shared.wiring import ground, unmoved_clock
from shared.wiring import jobs as wiring


class WorkerEnv(TableEnv):
    """What the worker of jobs reads of the environment."""

    jobs_queue_url: str
    files_bucket: str


@cache
def _worker_env() -> WorkerEnv:
    return WorkerEnv.read()


@cache
def worker() -> Worker:
    queue = wiring.job_queue(_worker_env().jobs_queue_url)
    return Worker(JobStore(ground.table()), queue, _kinds(), ground.directory(), ground.clock())


def _kinds() -> dict[str, Kind]:
    """Every kind of job this room does."""
    table, objects = ground.table(), wiring.objects(_worker_env().files_bucket)
    directory, tokens = ground.directory(), ground.tokens()
    clocks = ground.clock(), unmoved_clock()
    people, selections, clients = AccessRepository(table), BulkRepository(table), AccountRepository(table)
    invitees = CredentialRepository(table)
    inviting = BulkInvitations(people, selections, clients, invitees, objects, tokens, ground.clock())
    entering = BulkAccess(clients, selections, people, granting(), ties(), JobStore(table), objects, inviting)
    intake = Intake(IntakeRepository(table))
    return {
        ACCESS: entering,
        INVITATIONS: inviting,
        CHECK: ImportCheck(objects, intake, directory, *clocks),
        RUN: ImportRun(objects, intake, people, clients, invitees, tokens, directory, *clocks),
        EXPORT: ExportRun(DepartureRepository(table), objects),
    }
