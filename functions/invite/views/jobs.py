"""Jobs and their reports."""

from functions.invite.contracts.jobs import JobView, OutcomeView
from functions.invite.contracts.words import NamedView
from shared.jobs.model import Job, Outcome


def job(of: Job) -> JobView:
    return JobView(
        id=of.id,
        kind=of.kind,
        state=of.state.value,
        cancelling=of.is_cancelling,
        dry_run=of.is_dry_run,
        started_by=NamedView(id=of.starter, name=of.starter_name),
        total=of.total,
        done=of.counts.done,
        skipped=of.counts.skipped,
        failed=of.counts.failed,
        code=of.code,
        created_at=of.created_at,
        started_at=of.started_at,
        finished_at=of.finished_at,
    )


def outcome(of: Outcome) -> OutcomeView:
    return OutcomeView(
        of=of.of, verdict=of.verdict.value, account=of.account, code=of.code, field=of.field, note=of.note
    )
