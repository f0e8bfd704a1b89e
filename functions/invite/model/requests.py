"""A client asks the firm to let a colleague into their account; the firm approves or declines."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from functions.invite.model.entities import Person
from shared.domain.entities import Rewritten, Versioned
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, RequestId, TieId, digest, email_digest
from shared.domain.texts import Locale

MAX_OPEN = 20
# A client sees for a year what became of what they asked; the firm's record of it is kept with all that happened.
KEPT_FOR = timedelta(days=365)


class RequestState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"


class AccessRequest(Versioned, Rewritten):
    """One client's wish for one e-mail in one account; asked again after it was decided, it is open anew.

    `contact` is who asked: the credential they asked with may be another's by now.
    """

    firm: FirmId
    id: RequestId
    account: AccountId
    account_name: str
    person: PersonId
    contact: ContactId
    person_name: str
    name: str
    email: str
    locale: Locale
    state: RequestState = RequestState.OPEN
    asked_at: datetime
    decided_at: datetime | None = None
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN

    @property
    def tie(self) -> TieId:
        """Where the e-mail stands, or would stand, in the account."""
        return TieId(f"tie_{email_digest(self.firm, self.email)}")

    @property
    def forgotten_at(self) -> datetime | None:
        """Until when a decided one is kept; what waits is kept for as long as its account."""
        return self.decided_at + KEPT_FOR if self.decided_at else None

    def decided(self, state: RequestState, now: datetime, reason: str | None = None) -> Self:
        return self.model_copy(update={"state": state, "decided_at": now, "reason": reason, "v": self.v + 1})


def request_id(firm: FirmId, account: AccountId, person: PersonId, email: str) -> RequestId:
    """Name the wish of a client for an e-mail: the same one asked twice is one."""
    return RequestId(f"arq_{digest('request', firm, account, person, email)}")


def asked_for(person: Person, by: AccessRequest) -> Person:
    """Remember who asked for somebody who has not come in yet."""
    return person.model_copy(update={"asked_by": by.person_name, "asked_in": by.account})
