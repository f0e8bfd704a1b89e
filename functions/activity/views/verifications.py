"""Verifications."""

from functions.activity.contracts.verifications import ActivityFindingView, VerificationView
from shared.jobs.model import Job, JobState


def verification(of: Job) -> VerificationView:
    found, is_over = of.details.get("finding"), of.state is JobState.FINISHED
    return VerificationView(
        id=of.id,
        state=of.state.value,
        created_at=of.created_at,
        finished_at=of.finished_at,
        checked=of.counts.done,
        until=of.details.get("goal"),
        anchored_until=of.details.get("anchored"),
        is_whole=found is None if is_over else None,
        finding=ActivityFindingView(
            wrong=found["wrong"], seq=found.get("seq"), since=found.get("since"), entry=found.get("entry")
        )
        if found
        else None,
    )
