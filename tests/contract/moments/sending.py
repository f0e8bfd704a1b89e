"""The team and its links."""

from tests.contract.moments.sent import Sent

STAGES = {
    "create_share_link": Sent("papers filed", 201),
    "create_upload_link": Sent("papers filed", 201),
    "list_links": Sent("links made"),
    "list_expiring_links": Sent("links made"),
    "list_proposed_recipients": Sent("papers filed"),
    "read_link": Sent("links made"),
    "extend_link": Sent("links made"),
    "revoke_link": Sent("links made"),
    "take_over_link": Sent("left behind"),
    "extend_link_of_recipient": Sent("links made"),
    "raise_uses_of_recipient": Sent("links made"),
    "resend_link": Sent("links made"),
    "read_link_address": Sent("links made"),
    "revoke_link_of_recipient": Sent("links made"),
    "grant_renewal": Sent("more time asked"),
    "decline_renewal": Sent("more time asked"),
    "revoke_links": Sent("links made", 202),
}
