"""Letters that do not arrive, or are not wanted."""

from typing import TYPE_CHECKING

from functions.invite.model.entities import Member
from functions.invite.model.feedback import MailEvent
from shared.domain.ids import member_id
from tests.contract.chapters.chapter import Chapter
from tests.fakes.feedback import COMPLAINT, PERMANENT, of_invitation
from tests.fakes.office import OWNER_EMAIL

if TYPE_CHECKING:
    from tests.contract.telling import Story


def not_arriving(story: "Story") -> None:
    """Jane's invitation bounces and she is given free again; what Emil got he calls spam, the next never arrives."""
    office = story.office
    olivia = member_id(story.firm, OWNER_EMAIL)
    jane, emil = office.person(story.firm), office.standing(story.firm, story.emil)
    _tell(story, of_invitation(PERMANENT, jane, olivia))
    story.pause("marked")
    office.mailboxes.clear_person(story.olivia, jane.id)
    _tell(story, of_invitation(COMPLAINT, emil, olivia))
    office.wait(hours=2)
    emil = office.members.resend(story.olivia, story.emil, None)
    assert isinstance(emil, Member)
    _tell(story, of_invitation(PERMANENT, emil, olivia))
    story.pause("bounced")


def _tell(story: "Story", event: object) -> None:
    story.office.wait(seconds=3)
    feedback = MailEvent.model_validate(event).feedback()
    assert feedback is not None
    story.office.feedback.take(feedback)


CHAPTERS = (Chapter("mailbox", "invited", not_arriving),)
