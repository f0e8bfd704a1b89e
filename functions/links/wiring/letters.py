"""What writes letters when something was announced."""

from functools import cache

from functions.links.repository.addressees import AddresseeRepository
from functions.links.service.code_letters import CodeLetters
from functions.links.wiring import ground
from shared.capability.codes import Codes
from shared.env import MailEnv
from shared.mail.rendering import Templates
from shared.wiring.mail import mailer


class ConsumerEnv(MailEnv):
    """What the consumer reads of the environment."""


@cache
def _consumer_env() -> ConsumerEnv:
    return ConsumerEnv.read()


@cache
def code_letters() -> CodeLetters:
    return CodeLetters(
        AddresseeRepository(ground.table()),
        Codes(ground.token_key()),
        mailer(_consumer_env()),
        Templates("functions.links.mails"),
        ground.clock(),
    )
