"""One-time codes: derived like tokens, so that no table, event or log ever holds one."""

from shared.capability.model import Recipient
from shared.capability.tokens import TokenKey
from shared.domain.ids import bare

DIGITS = 6


class Codes:
    """Tells the code of the moment of a link's recipient. Each telling is a call to KMS."""

    def __init__(self, key: TokenKey) -> None:
        self._key = key

    def of(self, recipient: Recipient) -> str:
        """Give the latest code asked for: six digits out of link, recipient, generation and the number of the code."""
        parts = (recipient.firm, bare(recipient.link), recipient.n, recipient.generation, recipient.code)
        drawn = int.from_bytes(self._key.derived(f"code/{'/'.join(map(str, parts))}")[:8])
        return f"{drawn % 10**DIGITS:0{DIGITS}}"
