"""What is announced of a job."""

from shared.domain.events import ObjectRef
from shared.domain.events.invite.jobs import JobCancelled, JobFinished, JobStarted
from shared.jobs.model import Job


def started(job: Job) -> JobStarted:
    return JobStarted(
        firm=job.firm,
        object=_ref(job),
        kind=job.kind,
        total=job.total,
        dry_run=job.is_dry_run,
    )


def cancelled(job: Job) -> JobCancelled:
    return JobCancelled(firm=job.firm, object=_ref(job), kind=job.kind)


def finished(job: Job) -> JobFinished:
    """Tell how a job ended, whichever way."""
    return JobFinished(
        firm=job.firm,
        object=_ref(job),
        kind=job.kind,
        starter=job.starter,
        outcome=job.state.value,
        code=job.code,
        total=job.total,
        done=job.counts.done,
        skipped=job.counts.skipped,
        failed=job.counts.failed,
        dry_run=job.is_dry_run,
    )


def _ref(job: Job) -> ObjectRef:
    return ObjectRef(kind="job", id=job.id)
