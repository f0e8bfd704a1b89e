"""What was sent to a contact, and what became of them."""

from functions.links.repository.revocations import RevocationRepository
from shared.capability import changes
from shared.capability.model import Recipient
from shared.domain.ids import ContactId, FirmId
from shared.published import keys as published
from shared.published.people import ContactRecord

_MAX_HOPS = 20


class ContactRepository(RevocationRepository):
    """Finds what went to a contact, and hands it on or ends it as its parent does."""

    def ended_in(self, firm: FirmId, contact: ContactId) -> ContactRecord | None:
        """Read the contact somebody goes by in the end; None when that is deleted."""
        for _ in range(_MAX_HOPS):
            standing = self._table.get(published.contact(firm, contact))
            if standing is None:
                return None
            record = ContactRecord.model_validate(standing)
            if record.merged_into is None:
                return record
            contact = record.merged_into
        return None

    def hand_on(self, recipient: Recipient, contact: ContactId) -> None:
        """Let it be another contact's; StaleVersionError when it is no more whose it was read to be."""
        self._table.transact(changes.of_contact(recipient, contact))
