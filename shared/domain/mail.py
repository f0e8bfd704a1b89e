"""What is known of an address that mail was sent to."""

from datetime import datetime
from enum import StrEnum

from shared.domain.entities import Rewritten


class MailTrouble(StrEnum):
    """Why no more mail goes to an address: it came back for good, or its reader called it spam."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"


class MailState(Rewritten):
    """The mark on an address; `reason` is the mail system's own word for it."""

    state: MailTrouble
    reason: str
    at: datetime
