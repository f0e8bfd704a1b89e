"""What happens beside the main thread of the story of the events: each chapter goes on from a stage of it."""

from tests.contract.chapters import access, clients, imports, jobs, mailboxes, security, team
from tests.contract.chapters.chapter import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    *access.CHAPTERS,
    *clients.CHAPTERS,
    *jobs.CHAPTERS,
    *imports.CHAPTERS,
    *mailboxes.CHAPTERS,
    *team.CHAPTERS,
    # Last: what is asked of the user pools in it goes on after the telling.
    *security.CHAPTERS,
)

__all__ = ["CHAPTERS", "Chapter"]
