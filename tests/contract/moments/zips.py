"""Documents in one file, and a name nobody wanted."""

from tests.contract.moments.sent import Sent

_ASKED, _MADE = "papers in hand", "papers in one file"

STAGES = {
    "restore_document_name": Sent(_ASKED),
    "ask_zip": Sent(_ASKED, 202),
    "read_zip": Sent(_MADE),
    "download_zip": Sent(_MADE),
    "ask_portal_zip": Sent(_ASKED, 202),
    "read_portal_zip": Sent(_MADE),
    "download_portal_zip": Sent(_MADE),
    "ask_guest_zip": Sent(_ASKED, 202),
    "read_guest_zip": Sent(_MADE),
    "download_guest_zip": Sent(_MADE),
}
