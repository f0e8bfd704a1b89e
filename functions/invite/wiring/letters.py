"""What writes letters when something was announced, and calls for the steps of jobs."""

from functools import cache

from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.resets import ResetRepository
from functions.invite.service.letters import InvitationLetters
from functions.invite.service.password_letters import PasswordLetters
from functions.invite.wiring.mailbox import feedback
from shared.env import MailEnv
from shared.jobs.queue import JobQueue
from shared.mail.rendering import Templates
from shared.wiring import ground, jobs
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
def job_queue() -> JobQueue:
    return jobs.job_queue(_consumer_env().jobs_queue_url)
