"""What writes letters when something was announced."""

from functools import cache

from functions.links.repository.addressees import AddresseeRepository
from functions.links.service.code_letters import CodeLetters
from functions.links.service.letters import LinkLetters
from shared.capability.codes import Codes
from shared.env import MailEnv
from shared.mail.rendering import Templates
from shared.wiring import ground
from shared.wiring.mail import mailer


class ConsumerEnv(MailEnv):
    """What the consumer reads of the environment."""

    jobs_queue_url: str


@cache
def consumer_env() -> ConsumerEnv:
    return ConsumerEnv.read()


@cache
def code_letters() -> CodeLetters:
    return CodeLetters(
        AddresseeRepository(ground.table()),
        Codes(ground.token_key()),
        mailer(consumer_env()),
        Templates("functions.links.mails"),
        ground.clock(),
    )


@cache
def link_letters() -> LinkLetters:
    return LinkLetters(
        AddresseeRepository(ground.table()),
        ground.tokens(),
        mailer(consumer_env()),
        Templates("functions.links.mails"),
        consumer_env().portal_origin,
        ground.clock(),
    )
