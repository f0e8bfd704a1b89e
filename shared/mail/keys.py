"""Keys of the ledger of mails, and of the marks that stop them."""

from shared.domain.ids import FirmId
from shared.table.keys import Key, within


def mail(firm: FirmId, mail_id: str) -> Key:
    return Key(within(firm, "MAIL", mail_id), "MAIL")


def suppression(firm: FirmId, digest: str) -> Key:
    """The mark on an address, known by the digest its credentials are named by."""
    return Key(within(firm, "E", digest), "SUPPRESSED")
