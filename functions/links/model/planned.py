"""What time does next to links."""

from dataclasses import dataclass
from datetime import datetime

from shared.capability.model import Recipient
from shared.directory import AccountRecord
from shared.domain.ids import AccountId
from shared.table.keys import Key


@dataclass(frozen=True)
class Due:
    """A link's timer as the firm's plan knows it: whose, and of which account."""

    place: Key
    account: AccountId


@dataclass(frozen=True)
class Planned:
    """What comes next to one recipient's link: at `at` its expiry is warned of, or told."""

    at: datetime
    recipient: Recipient
    account: AccountRecord

    @property
    def is_expiry(self) -> bool:
        return self.at == self.recipient.expires_at


@dataclass(frozen=True)
class Waiting:
    """A recipient whose timer is due, with the timer as it was found: whatever is told, is told on its standing."""

    recipient: Recipient
    due_at: str
