"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.invite.model.bulk import ACCESS, INVITATIONS
from functions.invite.model.imports import CHECK, RUN
from functions.invite.pools import Audience, Pool, Pools
from functions.invite.repository import (
    AccessRepository,
    AccessRequestRepository,
    AccountRepository,
    AssignmentRepository,
    ContactRepository,
    CredentialRepository,
    EmailRepository,
    ErasureRepository,
    FirmRepository,
    ImportRepository,
    MailboxRepository,
    MemberRepository,
    MergingRepository,
)
from functions.invite.service.account_lists import AccountLists
from functions.invite.service.accounts import AccountService
from functions.invite.service.assigning import AssignmentService
from functions.invite.service.bulk.starting import BulkService
from functions.invite.service.closing import ClosingService
from functions.invite.service.contacts import ContactService
from functions.invite.service.emails import EmailService
from functions.invite.service.erasing import ErasingService
from functions.invite.service.expiry import ExpiryService
from functions.invite.service.exporting import ExportService
from functions.invite.service.feedback import FeedbackService
from functions.invite.service.firm import FirmService
from functions.invite.service.following import FollowingService
from functions.invite.service.granting import GrantingService
from functions.invite.service.importing import ImportService
from functions.invite.service.invitations import InvitationService
from functions.invite.service.letters import InvitationLetters
from functions.invite.service.logins import LoginService
from functions.invite.service.mailboxes import MailboxService
from functions.invite.service.members import MemberService
from functions.invite.service.membership import MembershipService
from functions.invite.service.merging_accounts import AccountMerger
from functions.invite.service.merging_contacts import ContactMerger
from functions.invite.service.names import NameService
from functions.invite.service.ownership import OwnershipService
from functions.invite.service.pending import PendingService
from functions.invite.service.portal import PortalService
from functions.invite.service.requests import AccessRequestService
from functions.invite.service.ties import TieService
from shared import wiring
from shared.capability import Tokens
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.env import MailEnv, TableEnv
from shared.jobs import Desk, JobQueue, JobStore, Kind, Revival, Worker
from shared.mail import Templates
from shared.table.table import Table


class HttpEnv(TableEnv):
    """What the routes read of the environment."""

    staff_pool_id: str
    staff_client_id: str
    client_pool_id: str
    client_client_id: str
    files_bucket: str


class ConsumerEnv(MailEnv):
    """What the consumer reads of the environment."""

    jobs_queue_url: str


class TaskEnv(TableEnv):
    """What the mailbox and the operator's commands read of the environment."""


class ScheduleEnv(TableEnv):
    """What the schedule reads of the environment."""

    jobs_queue_url: str


class WorkerEnv(ScheduleEnv):
    """What the worker of jobs reads of the environment."""

    files_bucket: str


@cache
def _http_env() -> HttpEnv:
    return HttpEnv.read()


@cache
def _consumer_env() -> ConsumerEnv:
    return ConsumerEnv.read()


@cache
def _table_env() -> TaskEnv:
    return TaskEnv.read()


@cache
def _schedule_env() -> ScheduleEnv:
    return ScheduleEnv.read()


@cache
def _worker_env() -> WorkerEnv:
    return WorkerEnv.read()


def _table() -> Table:
    env = _table_env()
    return wiring.table(env.portal_table, env.token_key_id)


def _directory() -> Directory:
    return wiring.directory(_table_env())


def clock() -> Clock:
    return wiring.clock(_table_env().clock_offset_parameter)


@cache
def members() -> MemberService:
    table, tokens = _table(), wiring.tokens(_table_env().token_key_id)
    return MemberService(MemberRepository(table), CredentialRepository(table), _directory(), tokens, clock())


@cache
def membership() -> MembershipService:
    return MembershipService(MemberRepository(_table()), _directory(), pools(), clock(), wiring.unmoved_clock())


@cache
def firm() -> FirmService:
    return FirmService(FirmRepository(_table()), _directory(), clock())


@cache
def ownership() -> OwnershipService:
    return OwnershipService(FirmRepository(_table()), AccountRepository(_table()), _directory(), clock())


@cache
def assignments() -> AssignmentService:
    return AssignmentService(AssignmentRepository(_table()), _directory(), clock())


@cache
def accounts() -> AccountService:
    return AccountService(AccountRepository(_table()), _directory(), clock())


@cache
def account_lists() -> AccountLists:
    return AccountLists(AccountRepository(_table()), _directory())


@cache
def closing() -> ClosingService:
    return ClosingService(AccountRepository(_table()), _directory(), clock())


@cache
def account_merger() -> AccountMerger:
    return AccountMerger(MergingRepository(_table()), _directory(), clock())


@cache
def contact_merger() -> ContactMerger:
    table = _table()
    return ContactMerger(
        MergingRepository(table),
        ContactRepository(table),
        AccessRepository(table),
        CredentialRepository(table),
        _directory(),
        clock(),
    )


@cache
def erasing() -> ErasingService:
    return ErasingService(ErasureRepository(_table()), clock())


@cache
def contacts() -> ContactService:
    return ContactService(ContactRepository(_table()), _directory(), clock())


@cache
def ties() -> TieService:
    return TieService(AccessRepository(_table()), _directory(), clock())


def _entrance() -> tuple[AccountRepository, ContactRepository, Directory, Tokens, Clock, Clock]:
    """What every service needs that lets people into accounts."""
    env, table = _table_env(), _table()
    tokens = wiring.tokens(env.token_key_id)
    accounts, contacts = AccountRepository(table), ContactRepository(table)
    return accounts, contacts, wiring.directory(env), tokens, clock(), wiring.unmoved_clock()


@cache
def granting() -> GrantingService:
    return GrantingService(AccessRepository(_table()), *_entrance())


@cache
def emails() -> EmailService:
    return EmailService(EmailRepository(_table()), *_entrance())


@cache
def following() -> FollowingService:
    return FollowingService(EmailRepository(_table()), clock())


@cache
def invitations() -> InvitationService:
    env, table = _table_env(), _table()
    return InvitationService(
        AccessRepository(table),
        CredentialRepository(table),
        AccountRepository(table),
        wiring.directory(env),
        wiring.tokens(env.token_key_id),
        clock(),
    )


@cache
def pending() -> PendingService:
    return PendingService(AccessRepository(_table()), _directory())


@cache
def access_requests() -> AccessRequestService:
    table = _table()
    return AccessRequestService(AccessRequestRepository(table), AccessRepository(table), *_entrance())


@cache
def pools() -> Pools:
    env = _http_env()
    pools = {
        Audience.TEAM: Pool(env.staff_pool_id, env.staff_client_id),
        Audience.CLIENT: Pool(env.client_pool_id, env.client_client_id),
    }
    return Pools(lambda: wiring.client("cognito-idp"), pools)


@cache
def expiry() -> ExpiryService:
    return ExpiryService(CredentialRepository(_table()), clock())


@cache
def letters() -> InvitationLetters:
    env = _consumer_env()
    return InvitationLetters(
        CredentialRepository(_table()),
        wiring.tokens(env.token_key_id),
        wiring.mailer(env),
        Templates("functions.invite.mails"),
        env.portal_origin,
        feedback(),
    )


@cache
def feedback() -> FeedbackService:
    return FeedbackService(MailboxRepository(_table()), clock())


@cache
def mailboxes() -> MailboxService:
    table = _table()
    return MailboxService(MailboxRepository(table), AccountRepository(table), _directory(), clock())


@cache
def names() -> NameService:
    table = _table()
    accounts, contacts = AccountRepository(table), ContactRepository(table)
    return NameService(accounts, contacts, AccessRepository(table), CredentialRepository(table))


@cache
def portal() -> PortalService:
    return PortalService(AccountRepository(_table()), _directory())


@cache
def logins() -> LoginService:
    return LoginService(AccessRepository(_table()), AccountRepository(_table()))


@cache
def desk() -> Desk:
    objects = wiring.objects(_http_env().files_bucket)
    return Desk(JobStore(_table()), objects, _directory(), clock())


@cache
def job_queue() -> JobQueue:
    return wiring.job_queue(_consumer_env().jobs_queue_url)


@cache
def revival() -> Revival:
    return Revival(JobStore(_table()), wiring.job_queue(_schedule_env().jobs_queue_url), clock())


@cache
def worker() -> Worker:
    queue = wiring.job_queue(_worker_env().jobs_queue_url)
    return Worker(JobStore(_table()), queue, _kinds(), _directory(), clock())


@cache
def bulk() -> BulkService:
    return BulkService(desk(), _directory())


def _kinds() -> dict[str, Kind]:
    """Every kind of job this room does. They are imported here: no other function than the worker needs them."""
    from functions.invite.repository.bulk import BulkRepository
    from functions.invite.repository.departures import DepartureRepository
    from functions.invite.repository.intake import IntakeRepository
    from functions.invite.service.bulk.access import BulkAccess
    from functions.invite.service.bulk.invitations import BulkInvitations
    from functions.invite.service.export_run import ExportRun
    from functions.invite.service.exporting import KIND as EXPORT
    from functions.invite.service.import_check import ImportCheck
    from functions.invite.service.import_run import ImportRun
    from functions.invite.service.intake import Intake

    table, objects = _table(), wiring.objects(_worker_env().files_bucket)
    directory, tokens = _directory(), wiring.tokens(_worker_env().token_key_id)
    people, selections, clients = AccessRepository(table), BulkRepository(table), AccountRepository(table)
    invitees = CredentialRepository(table)
    inviting = BulkInvitations(people, selections, clients, invitees, objects, tokens, clock())
    entering = BulkAccess(clients, selections, people, granting(), ties(), JobStore(table), objects, inviting)
    intake = Intake(IntakeRepository(table))
    return {
        ACCESS: entering,
        INVITATIONS: inviting,
        CHECK: ImportCheck(objects, intake, directory, clock()),
        RUN: ImportRun(objects, intake, people, clients, invitees, tokens, directory, clock()),
        EXPORT: ExportRun(DepartureRepository(table), objects),
    }


@cache
def imports() -> ImportService:
    files = wiring.files(_http_env().files_bucket)
    return ImportService(ImportRepository(_table()), files, _directory(), clock())


@cache
def exports() -> ExportService:
    return ExportService(desk(), wiring.files(_http_env().files_bucket), _directory())
