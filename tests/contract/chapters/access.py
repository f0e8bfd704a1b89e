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


def _addresses(story: "Story") -> None:
    """John gives another address before he comes in, and one more, which he does without after all."""
    emails, contact = story.office.emails, story.office.person(story.firm, "john@roe.example").contact
    emails.change(story.olivia, contact, None, old="john@roe.example", new="john.roe@shipping.example")
    emails.add(story.olivia, contact, None, email="jr@roe.example")
    emails.remove(story.olivia, contact, None, email="jr@roe.example")


CHAPTERS = (
    Chapter("taken back", "in", _taken_back),
    Chapter("addresses", "in", _addresses),
)
