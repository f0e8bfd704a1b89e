"""What becomes of clients: accounts are archived, deleted, restored and erased."""

from typing import TYPE_CHECKING

from tests.contract.chapters.chapter import Chapter

if TYPE_CHECKING:
    from tests.contract.telling import Story


def _closed(story: "Story") -> None:
    """Jane's account is put away and taken out again; then it is deleted, and a month later nothing is left of it."""
    office, account = story.office, story.account.id
    office.closing.archive(story.olivia, account)
    office.closing.restore(story.olivia, account)
    office.wait(days=2)
    office.closing.delete(story.olivia, account)
    story.pause("deleted")
    office.wait(days=30, minutes=1)
    office.erasing.erase()


CHAPTERS = (Chapter("closed", "in", _closed),)
