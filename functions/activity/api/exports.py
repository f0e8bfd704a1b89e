"""/v1/activity/exports: the record into a file."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.activity.contracts.exports import ActivityDownloadView, ActivityExportView, StartActivityExport
from functions.activity.model.entries import Question
from functions.activity.service.exporting import ExportService
from functions.activity.views import exports as views
from functions.activity.wiring.desk import exports
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import AccountId, JobId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/activity/exports",
    operation_id="startActivityExport",
    tags=["activity"],
    summary="Export the record",
    description=(
        "For owner and admin. A job writes what the feed would list for the same question, newest first, as CSV or "
        "JSON; that it did, and with how many entries, stands in the record as well."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, NotAllowedError, LimitReachedError, KeyReusedError, MalformedError),
)
def start_activity_export(
    body: StartActivityExport,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ExportService, Depends(exports)],
) -> ActivityExportView:
    question = Question(
        account=known(AccountId, body.account) if body.account is not None else None,
        object=body.object,
        actor=body.actor,
        action=body.action,
        since=body.from_,
        until=body.to,
    )
    return views.export(service.start(caller, key, question, form=body.format))


@router.get(
    "/v1/activity/exports/<export_id>",
    operation_id="readActivityExport",
    tags=["activity"],
    summary="Read an export of the record",
    description="How far it has come, and whether its file can be fetched. For owner and admin.",
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def read_activity_export(
    export_id: str, caller: Annotated[Caller, Depends(staff)], service: Annotated[ExportService, Depends(exports)]
) -> ActivityExportView:
    return views.export(service.get(caller, known(JobId, export_id)))


@router.post(
    "/v1/activity/exports/<export_id>/download",
    operation_id="downloadActivityExport",
    tags=["activity"],
    summary="Fetch an export of the record",
    description=(
        "The answer is an address that fetches the file as an attachment, for five minutes. Who took it, and with how "
        "many entries, stands in the record. For owner and admin, once it is finished."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, KeyReusedError),
)
def download_activity_export(
    export_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ExportService, Depends(exports)],
) -> ActivityDownloadView:
    return views.download(service.download(caller, known(JobId, export_id), key))
