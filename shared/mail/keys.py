"""Keys of the ledger of mails."""

from shared.domain.ids import FirmId
from shared.table.keys import Key, within


def mail(firm: FirmId, mail_id: str) -> Key:
    return Key(within(firm, "MAIL", mail_id), "MAIL")
