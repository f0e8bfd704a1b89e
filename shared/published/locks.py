"""Locks: what holds a document back until it is paid for. The room billing writes them, under the document's own key.

Whoever hands a document out reads its lock in the same request as the document, so a lock is never late.
"""

from shared.domain.entities import Rewritten
from shared.domain.errors import PorticoError
from shared.domain.ids import DocumentId, FirmId


class PaymentRequiredError(PorticoError):
    """RFC 9110 §15.5.3 keeps 402 for this; the document is there, and opens when its invoice is paid in full."""

    status = 402
    code = "PAYMENT_REQUIRED"
    title = "This opens when the invoice it belongs to is paid."


class LockRecord(Rewritten):
    """A document locked to an invoice."""

    firm: FirmId
    document: DocumentId
    invoice: str
