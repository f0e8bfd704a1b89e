"""Links in the hands of those they were sent to."""

from typing import TYPE_CHECKING

from shared.capability.model import LinkKind

if TYPE_CHECKING:
    from tests.bench.firm import Firm

_VISITS = 60

BOUNDED = {
    "/v1/guest/documents": "a link is for 30 documents at most",
}


def live(firm: "Firm") -> None:
    """Let those who got a paper open the link and fetch it."""
    outside = firm.house.outside
    for (_, account), document in zip(firm.clients[:_VISITS], firm.others["documents"], strict=False):
        headers = firm.opened(outside.sent(LinkKind.SHARE, account, document).headers)
        firm.call("POST", f"/v1/guest/documents/{document}/download", headers=headers)
