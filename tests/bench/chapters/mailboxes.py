"""Letters come back, and addresses are given free again."""

from shared.domain.ids import member_id, person_id
from tests.bench.story import FIRM, JANE, Story
from tests.fakes.cloud import queue_event
from tests.fakes.feedback import COMPLAINT, PERMANENT, news

_NORA = "nora@harbor-tax.example"


def mailboxes(story: Story) -> None:
    sent_at = story.cloud.clock()
    bounce, complaint = news(PERMANENT, FIRM, JANE, sent_at), news(COMPLAINT, FIRM, _NORA, sent_at)
    story.run("invite-mailbox", "Email Bounced", queue_event(bounce))
    story.run("invite-mailbox", "Email Bounced", queue_event(bounce), "delivered twice")
    story.run("invite-mailbox", "Email Complaint Received", queue_event(complaint))
    jane, nora = person_id(FIRM, JANE), member_id(FIRM, _NORA)
    story.post("/v1/persons/{person_id}/mail/clear", None, story.owner, status=200, person_id=jane)
    story.post("/v1/members/{member_id}/mail/clear", None, story.owner, status=200, member_id=nora)
