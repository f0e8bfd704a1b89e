"""What came back by mail."""

from functools import cache

from functions.invite.repository.mailboxes import MailboxRepository
from functions.invite.service.feedback import FeedbackService
from shared.wiring import ground


@cache
def feedback() -> FeedbackService:
    return FeedbackService(MailboxRepository(ground.table()), ground.clock())
