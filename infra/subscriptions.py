"""The table of reactions: which events reach which function. The rules on the bus and docs/events.md are made of it.

A room's consumer stands under the room's name, a function of its own for one heavy reaction under that function's.

An event name nobody announces is refused here, before anything is synthesized.
"""

from collections.abc import Mapping, Sequence

from shared.domain.events.registry import ALL

type Pattern = dict[str, Sequence[object] | Mapping[str, object]]

# Whatever any room announces, what newer code will announce included.
EVERYTHING = "portal."

SUBSCRIPTIONS: Mapping[str, str | tuple[str, ...]] = {
    "activity": EVERYTHING,
    "activity-erasure": ("account.erased",),
    "documents": ("account.erased", "account.merged", "contact.merged", "link.created"),
    "documents-recognition": ("document.uploaded",),
    "documents-zips": ("zip.requested",),
    "invite": (
        "account.archived",
        "account.deleted",
        "account.merged",
        "account.restored",
        "account.updated",
        "client.logged_in",
        "contact.deleted",
        "contact.email_changed",
        "contact.email_removed",
        "contact.merged",
        "contact.updated",
        "invitation.resent",
        "invitation.sent",
        "job.started",
        "member.invitation_resent",
        "member.invited",
        "password.changed",
        "password.reset",
        "password.reset_requested",
    ),
    "links": (
        "account.erased",
        "account.member_assigned",
        "account.member_unassigned",
        "account.merged",
        "contact.deleted",
        "contact.email_changed",
        "contact.email_removed",
        "contact.merged",
        "job.started",
        "link.code_requested",
        "link.sent",
        "member.deactivated",
        "member.restored",
        "member.rights_changed",
        "member.role_changed",
    ),
    "notifications": (
        "client.signed_up",
        "document.approval_requested",
        "document.approved",
        "document.disapproved",
        "document.moved",
        "document.threat_found",
        "document.uploaded",
        "firm.ownership_accepted",
        "firm.ownership_declined",
        "firm.ownership_offered",
        "firm.ownership_withdrawn",
        "invitation.bounced",
        "job.finished",
        "link.expired",
        "link.opened",
        "link.refused",
        "link.renewal_requested",
        "link.suspended",
        "link.taken_over",
        "link.used",
        "member.invitation_bounced",
        "portal_access.requested",
        "upload.done_signalled",
        "upload.held",
        "upload.rejected",
    ),
}


def pattern(reaction: str) -> Pattern:
    """Spell the rule of a reaction; ValueError when it waits for what nobody announces."""
    wanted = SUBSCRIPTIONS[reaction]
    if isinstance(wanted, str):
        return {"source": [{"prefix": wanted}]}
    unknown = sorted(set(wanted) - set(ALL))
    if unknown:
        raise ValueError(f"nobody announces {', '.join(unknown)}")
    return {"source": sorted({f"portal.{ALL[name].room}" for name in wanted}), "detail-type": list(wanted)}


def reacting(name: str) -> list[str]:
    """Name the rooms an event reaches."""
    return sorted({reaction.partition("-")[0] for reaction in reactions(name)})


def reactions(name: str) -> list[str]:
    """Name the reactions an event sets off."""
    return sorted(each for each, wanted in SUBSCRIPTIONS.items() if isinstance(wanted, str) or name in wanted)
