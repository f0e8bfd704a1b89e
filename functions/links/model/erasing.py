"""What is left to do of all that was let out of an account that is erased; pure."""

from datetime import datetime

from shared.domain.entities import Versioned
from shared.domain.ids import AccountId, FirmId


class Erasing(Versioned):
    """All links of an account go for good; it stands until none is left."""

    firm: FirmId
    account: AccountId
    since: datetime
