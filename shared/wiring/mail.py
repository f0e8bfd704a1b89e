"""What stands behind mail."""

from email.utils import parseaddr
from functools import cache

from shared import wiring
from shared.env import MailEnv
from shared.mail.mailer import Mailer


@cache
def mailer(env: MailEnv) -> Mailer:
    return Mailer(
        table=wiring.table(env.portal_table, env.token_key_id),
        ses=lambda: wiring.client("sesv2"),
        clock=wiring.clock(env.clock_offset_parameter),
        sender=parseaddr(env.mail_from)[1],  # the name beside it, if any, gives way to the firm's
        configuration_set=env.mail_configuration_set,
    )
