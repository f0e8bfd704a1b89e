"""Files on their way in."""

from tests.contract.moments.sent import Sent

STAGES = {
    "announce_upload": Sent("nothing sent", 201),
    "list_uploads": Sent("uploads announced"),
    "read_upload": Sent("uploads announced"),
    "sign_upload": Sent("uploads announced"),
    "sign_upload_parts": Sent("uploads announced"),
    "complete_upload": Sent("uploads announced"),
    "abandon_upload": Sent("uploads announced"),
    "release_upload": Sent("upload held", 202),
    "reject_upload": Sent("upload held"),
    "announce_portal_upload": Sent("nothing sent", 201),
    "list_portal_uploads": Sent("uploads announced"),
    "read_portal_upload": Sent("uploads announced"),
    "sign_portal_upload": Sent("uploads announced"),
    "sign_portal_upload_parts": Sent("uploads announced"),
    "complete_portal_upload": Sent("uploads announced"),
    "abandon_portal_upload": Sent("uploads announced"),
    "signal_portal_done": Sent("uploads announced"),
    "announce_guest_upload": Sent("nothing sent", 201),
    "list_guest_uploads": Sent("uploads announced"),
    "read_guest_upload": Sent("uploads announced"),
    "sign_guest_upload": Sent("uploads announced"),
    "sign_guest_upload_parts": Sent("uploads announced"),
    "complete_guest_upload": Sent("uploads announced"),
    "abandon_guest_upload": Sent("uploads announced"),
    "signal_guest_done": Sent("uploads announced"),
}
