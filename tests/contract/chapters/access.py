"""What becomes of access that was given: it is changed, cancelled, revoked, removed."""

from typing import TYPE_CHECKING

from functions.invite.model.topics import TieSettings
from tests.contract.chapters.chapter import Chapter

if TYPE_CHECKING:
    from tests.contract.telling import Story


def _taken_back(story: "Story") -> None:
    """Jane hears no more of the account and may not enter it, and John's invitation is thought better of."""
    office, account, tie = story.office, story.account.id, story.tie.id
    office.ties.change(story.olivia, account, tie, seen=2, wanted=TieSettings(notify=False))
    office.granting.revoke(story.olivia, account, tie, None)
    office.ties.remove(story.olivia, account, tie, None)
    office.invitations.cancel(story.olivia, story.john, None)


CHAPTERS = (Chapter("taken back", "in", _taken_back),)
