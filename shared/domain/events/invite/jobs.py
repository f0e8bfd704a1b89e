"""Jobs: work of one member that goes on when their call is answered."""

from typing import ClassVar

from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import MemberId


class JobStarted(InviteEvent):
    """The worker is called for the job's first step by whoever consumes this. `total` is None until it is known."""

    name: ClassVar[str] = "job.started"

    kind: str
    total: int | None
    dry_run: bool


class JobCancelled(InviteEvent):
    """Somebody asked the job to stop; it ends before its next step, and `job.finished` tells what was done."""

    name: ClassVar[str] = "job.cancelled"

    kind: str


class JobFinished(InviteEvent):
    """The job ended: finished, failed for the reason `code` names, or cancelled. Its report waits for the starter."""

    name: ClassVar[str] = "job.finished"

    kind: str
    starter: MemberId
    outcome: str
    code: str | None
    total: int | None
    done: int
    skipped: int
    failed: int
    dry_run: bool


EVENTS = (JobStarted, JobCancelled, JobFinished)
