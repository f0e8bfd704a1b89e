"""What reacts to events."""

from functools import cache

from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.emails import EmailRepository
from functions.invite.repository.requests import AccessRequestRepository
from functions.invite.repository.resets import ResetRepository
from functions.invite.service.closures import ClosureService
from functions.invite.service.following import FollowingService
from functions.invite.service.letters import InvitationLetters
from functions.invite.service.logins import LoginService
from functions.invite.service.names import NameService
from functions.invite.service.password_letters import PasswordLetters
from functions.invite.service.unanswered import UnansweredService
from functions.invite.wiring import ground
from functions.invite.wiring.mailbox import feedback
from shared.env import MailEnv
from shared.jobs.queue import JobQueue
from shared.mail.rendering import Templates
from shared.wiring import jobs
from shared.wiring.mail import mailer


class ConsumerEnv(MailEnv):
    """What the consumer reads of the environment."""

    jobs_queue_url: str


@cache
def _consumer_env() -> ConsumerEnv:
    return ConsumerEnv.read()


@cache
def letters() -> InvitationLetters:
    env = _consumer_env()
    return InvitationLetters(
        CredentialRepository(ground.table()),
        ground.tokens(),
        mailer(env),
        Templates("functions.invite.mails"),
        env.portal_origin,
        feedback(),
        ground.clock(),
    )


@cache
def password_letters() -> PasswordLetters:
    env = _consumer_env()
    return PasswordLetters(
        ResetRepository(ground.table()),
        CredentialRepository(ground.table()),
        ground.tokens(),
        mailer(env),
        Templates("functions.invite.mails"),
        env.portal_origin,
        ground.clock(),
    )


@cache
def names() -> NameService:
    table = ground.table()
    accounts, contacts = AccountRepository(table), ContactRepository(table)
    return NameService(accounts, contacts, AccessRepository(table), CredentialRepository(table))


@cache
def closures() -> ClosureService:
    return ClosureService(AccountRepository(ground.table()), AccessRepository(ground.table()))


@cache
def following() -> FollowingService:
    return FollowingService(EmailRepository(ground.table()), ground.clock())


@cache
def unanswered() -> UnansweredService:
    return UnansweredService(AccessRequestRepository(ground.table()), ground.clock())


@cache
def logins() -> LoginService:
    return LoginService(AccessRepository(ground.table()), AccountRepository(ground.table()))


@cache
def job_queue() -> JobQueue:
    return jobs.job_queue(_consumer_env().jobs_queue_url)
