"""What becomes of clients: accounts are archived, deleted, restored and erased."""

from typing import TYPE_CHECKING

from shared.domain.texts import Locale
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


def _renamed(story: "Story") -> None:
    """Jane marries; John is taken for somebody else and goes."""
    office = story.office
    office.contacts.edit(story.olivia, story.contact.id, seen=1, name="Jane Doe-Miller", locale=Locale.EN)
    stranger = office.contact(story.olivia, "Rob Roe", ("rob@roe.example",))
    office.contacts.delete(story.olivia, stranger.id, None)


def _doubled(story: "Story") -> None:
    """Jane was entered twice, and so was her family; one of each is enough."""
    office = story.office
    family = office.account(story.olivia, "The Does")
    twin = office.contact(story.olivia, "J. Doe", ("j.doe@home.example",))
    office.tie(story.olivia, family, twin)
    story.pause("doubled")
    office.contact_merger.merge(story.olivia, story.contact.id, twin.id, seen=1, is_dry=False)
    office.account_merger.merge(story.olivia, story.account.id, family.id, seen=1, is_dry=False)


CHAPTERS = (Chapter("closed", "in", _closed), Chapter("renamed", "in", _renamed), Chapter("doubled", "in", _doubled))
