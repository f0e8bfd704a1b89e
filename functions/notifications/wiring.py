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
from shared.env import MailEnv
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates
from shared.wiring import ground
from shared.wiring.mail import mailer


@cache
def inbox() -> InboxService:
    return InboxService(InboxRepository(ground.table()), ground.directory(), ground.clock())


@cache
def notices() -> NoticeService:
    table = ground.table()
    return NoticeService(AudienceRepository(table), InboxRepository(table), *_post())


@cache
def ownership_notices() -> OwnershipNotices:
    table = ground.table()
    return OwnershipNotices(AudienceRepository(table), InboxRepository(table), *_post())


@cache
def letters() -> LetterService:
    table = ground.table()
    return LetterService(PileRepository(table), ReaderRepository(table), *_post(), ground.clock())


@cache
def document_news() -> DocumentNews:
    table = ground.table()
    return DocumentNews(AudienceRepository(table), ClientsRepository(table), _piling())


@cache
def link_news() -> LinkNews:
    return LinkNews(AudienceRepository(ground.table()), _piling())


def _post() -> tuple[Mailer, Templates, str]:
    """What letters are sent and written with, and the origin of what they lead to."""
    env = MailEnv.read()
    return mailer(env), Templates("functions.notifications.mails"), env.portal_origin


def _piling() -> Piling:
    return Piling(PileRepository(ground.table()), ground.clock())
