"""Contacts and their ties as other rooms may see them; the room invite writes them."""

from enum import StrEnum

from shared.domain.entities import Entity, Rewritten, Versioned
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, bare
from shared.domain.texts import Locale


class Topic(StrEnum):
    """What a person may be told about an account."""

    DOCUMENTS = "documents"
    SIGNATURES = "signatures"
    APPROVALS = "approvals"
    CHATS_AND_TASKS = "chats_and_tasks"
    ORGANIZERS = "organizers"
    INVOICES_AND_PAYMENTS = "invoices_and_payments"
    REQUESTS = "requests"


class ContactRecord(Entity):
    """A human being the firm knows; one that went into another has no e-mail any more."""

    firm: FirmId
    id: ContactId
    name: str
    locale: Locale = Locale.EN
    emails: tuple[str, ...] = ()
    merged_into: ContactId | None = None


class TieRecord(Versioned, Rewritten):
    """One e-mail of a contact tied to an account. Its id is the e-mail's digest, so it stands once an account.

    All topics are on but those `muted`.
    """

    firm: FirmId
    id: TieId
    account: AccountId
    contact: ContactId
    contact_name: str
    email: str
    login: bool = False
    notify: bool = True
    muted: frozenset[Topic] = frozenset()

    @property
    def person(self) -> PersonId:
        """The credential this tie would open for."""
        return PersonId(f"per_{bare(self.id)}")

    def hears_of(self, topic: Topic) -> bool:
        """Tell whether whoever may enter by this tie wants to be told; without a login nobody is."""
        return self.login and self.notify and topic not in self.muted
