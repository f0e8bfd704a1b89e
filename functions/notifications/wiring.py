"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.notifications.repository import AudienceRepository, InboxRepository
from functions.notifications.service.inbox import InboxService
from functions.notifications.service.notices import NoticeService
from functions.notifications.service.ownership import OwnershipNotices
from shared import wiring
from shared.env import MailEnv, TableEnv
from shared.mail.rendering import Templates
from shared.wiring.mail import mailer


class HttpEnv(TableEnv):
    """What the routes read of the environment."""


class ConsumerEnv(MailEnv):
    """What the consumer reads of the environment."""


@cache
def inbox() -> InboxService:
    env = HttpEnv.read()
    return InboxService(
        InboxRepository(wiring.table(env.portal_table, env.token_key_id)),
        wiring.directory(env),
        wiring.clock(env.clock_offset_parameter),
    )


@cache
def notices() -> NoticeService:
    env = ConsumerEnv.read()
    table = wiring.table(env.portal_table, env.token_key_id)
    return NoticeService(
        AudienceRepository(table),
        InboxRepository(table),
        mailer(env),
        Templates("functions.notifications.mails"),
        env.portal_origin,
    )


@cache
def ownership_notices() -> OwnershipNotices:
    env = ConsumerEnv.read()
    table = wiring.table(env.portal_table, env.token_key_id)
    return OwnershipNotices(
        AudienceRepository(table),
        InboxRepository(table),
        mailer(env),
        Templates("functions.notifications.mails"),
        env.portal_origin,
    )
