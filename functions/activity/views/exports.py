"""Exports of the record."""

from functions.activity.contracts.exports import ActivityDownloadView, ActivityExportView
from shared.jobs.model import Job, JobState


def export(of: Job) -> ActivityExportView:
    return ActivityExportView(
        id=of.id,
        format=of.details["format"],
        state=of.state.value,
        count=of.counts.done,
        created_at=of.created_at,
        downloadable=of.state is JobState.FINISHED and of.report is not None,
    )


def download(url: str) -> ActivityDownloadView:
    return ActivityDownloadView(url=url)
