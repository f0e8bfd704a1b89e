"""Jobs: what one call starts and a worker does step by step, with progress and a report to read.

A job's list is fixed when it starts; each step is one message, ends in one conditional write of what came of it and
then calls for the next. So it may die between any two calls, be delivered twice or overlap itself, and every entry is
done once (docs/adr/0017). A kind of job says how one step is done; the rooms register their kinds in their wiring.
"""

from shared.jobs.desk import Desk, Errand
from shared.jobs.model import (
    EVERYTHING_DONE,
    NOTHING,
    PACE,
    Counts,
    Job,
    JobState,
    Outcome,
    Step,
    Verdict,
    counted,
)
from shared.jobs.objects import Objects
from shared.jobs.queue import JobQueue, Nudge
from shared.jobs.revival import Revival
from shared.jobs.store import JobStore
from shared.jobs.turns import one_by_one
from shared.jobs.worker import Kind, Worker

__all__ = [
    "EVERYTHING_DONE",
    "NOTHING",
    "PACE",
    "Counts",
    "Desk",
    "Errand",
    "Job",
    "JobQueue",
    "JobState",
    "JobStore",
    "Kind",
    "Nudge",
    "Objects",
    "Outcome",
    "Revival",
    "Step",
    "Verdict",
    "Worker",
    "counted",
    "one_by_one",
]
