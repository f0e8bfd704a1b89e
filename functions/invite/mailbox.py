"""The room's second queue: what SES tells of letters that did not arrive, or were not wanted."""

from functions.invite.model.feedback import MailEvent
from functions.invite.wiring.mailbox import feedback
from shared.entrypoints.work import messages_entrypoint


def take(message: str) -> None:
    """Take one event of SES, any number of times and in any order; ValidationError for what is none."""
    news = MailEvent.model_validate_json(message).feedback()
    if news is not None:
        feedback().take(news)


handler = messages_entrypoint(take)
