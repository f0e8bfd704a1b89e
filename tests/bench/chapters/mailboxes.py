"""Letters come back, and addresses are given free again."""

from typing import Any

from shared.domain.ids import member_id, person_id
from tests.bench.story import BEA, FIRM, JANE, Story
from tests.fakes.cloud import queue_event
from tests.fakes.feedback import COMPLAINT, PERMANENT, news
from tests.fakes.http import request

_NEW_BEA = f"new.{BEA}"
_NORA = "nora@harbor-tax.example"


def mailboxes(story: Story) -> None:
    sent_at = story.cloud.clock()
    bounce, complaint = news(PERMANENT, FIRM, JANE, sent_at), news(COMPLAINT, FIRM, _NORA, sent_at)
    story.run("invite-mailbox", "Email Bounced", queue_event(bounce))
    story.run("invite-mailbox", "Email Bounced", queue_event(bounce), "delivered twice")
    story.run("invite-mailbox", "Email Complaint Received", queue_event(complaint))
    story.run("invite-mailbox", "Email Bounced", queue_event(_of_an_invitation(story)), "the letter of an invitation")
    story.run("notifications-consumer", "invitation.bounced", story.queued("invitation.bounced"))
    jane, nora = person_id(FIRM, JANE), member_id(FIRM, _NORA)
    story.post("/v1/persons/{person_id}/mail/clear", None, story.owner, status=200, person_id=jane)
    story.post("/v1/members/{member_id}/mail/clear", None, story.owner, status=200, member_id=nora)


def _of_an_invitation(story: Story) -> dict[str, Any]:
    """Invite Bea again, at an address that takes nothing: the news brings back the tags the letter was sent with."""
    path = f"/v1/persons/{person_id(FIRM, _NEW_BEA)}/invitation/resend"
    story.wait(minutes=2)
    story.quietly("invite-http", request("POST", path, who=story.owner))
    story.quietly("invite-consumer", story.queued("invitation.sent"))
    letter = story.cloud.mailbox[-1]
    return news(PERMANENT, FIRM, _NEW_BEA, story.cloud.clock(), letter.tags)
