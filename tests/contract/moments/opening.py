"""Who holds a link."""

from tests.contract.moments.sent import Sent

STAGES = {
    "read_guest_link": Sent("shared"),
    "open_guest_link": Sent("shared", 201),
    "list_guest_documents": Sent("through the gates"),
    "download_guest_document": Sent("through the gates"),
    "ask_link_code": Sent("guarded", 202),
    "open_own_link": Sent("for Jane alone", 201),
    "ask_link_renewal": Sent("run out", 202),
}
