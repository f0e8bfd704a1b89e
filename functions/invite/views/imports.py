"""Imports and exports of accounts and contacts."""

from functions.invite.contracts.imports import (
    DownloadView,
    ExportView,
    FindingView,
    ImportCheckView,
    ImportRunView,
    ImportView,
    PreparedImportView,
    UploadView,
)
from functions.invite.contracts.words import NamedView
from functions.invite.model.imports import Import
from functions.invite.service.exporting import has_file
from functions.invite.service.importing import Progress
from shared.files import Upload
from shared.jobs.model import Job


def prepared(of: Import, upload: Upload) -> PreparedImportView:
    return PreparedImportView(id=of.id, upload=UploadView(url=upload.url, fields=upload.fields))


def progress(of: Progress) -> ImportView:
    return ImportView(
        id=of.of.id,
        name=of.of.name,
        size=of.of.size,
        state=of.state.value,
        prepared_by=NamedView(id=of.of.member, name=of.of.member_name),
        created_at=of.of.created_at,
        check=_check(of.check) if of.check else None,
        run=_run(of.run) if of.run else None,
    )


def _check(job: Job) -> ImportCheckView:
    adds, problem = job.details.get("adds", {}), job.details.get("problem")
    return ImportCheckView(
        job_id=job.id,
        rows=job.total,
        good=job.counts.done,
        bad=job.counts.skipped,
        warnings=job.details.get("warnings", 0),
        accounts=adds.get("accounts", 0),
        contacts=adds.get("contacts", 0),
        ties=adds.get("ties", 0),
        logins=adds.get("logins", 0),
        unknown_columns=job.details.get("unknown", []),
        ignored_columns=job.details.get("ignored", []),
        problem=FindingView(
            row=problem["row"], code=problem["code"], column=problem["column"], message=problem["message"]
        )
        if problem
        else None,
    )


def _run(job: Job) -> ImportRunView:
    made = job.details.get("made", {})
    return ImportRunView(
        job_id=job.id,
        rows=job.total,
        done=job.counts.done,
        skipped=job.counts.skipped,
        accounts=made.get("accounts", 0),
        contacts=made.get("contacts", 0),
        invitations=job.details.get("invitations", 0),
    )


def export(of: Job) -> ExportView:
    return ExportView(
        id=of.id,
        kind=of.details["kind"],
        format=of.details["format"],
        state=of.state.value,
        count=of.counts.done,
        created_at=of.created_at,
        downloadable=has_file(of),
    )


def download(url: str) -> DownloadView:
    return DownloadView(url=url)
