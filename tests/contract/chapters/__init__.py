"""What happens beside the main thread of the story of the events: each chapter goes on from a stage of it."""

from tests.contract.chapters import access, clients, imports, jobs, mailboxes, team
from tests.contract.chapters.chapter import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    *access.CHAPTERS,
    *clients.CHAPTERS,
    *jobs.CHAPTERS,
    *imports.CHAPTERS,
    *mailboxes.CHAPTERS,
    *team.CHAPTERS,
)

__all__ = ["CHAPTERS", "Chapter"]
