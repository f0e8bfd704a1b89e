"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.notifications.repository.audience import AudienceRepository, ClientsRepository, ReaderRepository
from functions.notifications.repository.inboxes import InboxRepository
from functions.notifications.repository.piles import PileRepository
from functions.notifications.service.documents import DocumentNews
from functions.notifications.service.inbox import InboxService
from functions.notifications.service.letters import LetterService
from functions.notifications.service.links import LinkNews
from functions.notifications.service.notices import NoticeService
from functions.notifications.service.ownership import OwnershipNotices
from functions.notifications.service.piling import Piling
from shared import wiring
from shared.env import MailEnv, TableEnv
from shared.mail.rendering import Templates
from shared.table.table import Table
from shared.wiring.mail import mailer


class HttpEnv(TableEnv):
    """What the routes read of the environment."""


class ConsumerEnv(MailEnv):
    """What the consumer reads of the environment."""


class ScheduleEnv(MailEnv):
    """What the schedule reads of the environment."""


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


@cache
def letters() -> LetterService:
    env = ScheduleEnv.read()
    table = wiring.table(env.portal_table, env.token_key_id)
    return LetterService(
        PileRepository(table),
        ReaderRepository(table),
        mailer(env),
        Templates("functions.notifications.mails"),
        env.portal_origin,
        wiring.clock(env.clock_offset_parameter),
    )


@cache
def document_news() -> DocumentNews:
    table = _consumer_table()
    return DocumentNews(AudienceRepository(table), ClientsRepository(table), _piling())


@cache
def link_news() -> LinkNews:
    return LinkNews(AudienceRepository(_consumer_table()), _piling())


def _consumer_table() -> Table:
    env = ConsumerEnv.read()
    return wiring.table(env.portal_table, env.token_key_id)


def _piling() -> Piling:
    return Piling(PileRepository(_consumer_table()), wiring.clock(ConsumerEnv.read().clock_offset_parameter))
