"""/v1/exports: accounts and contacts into a file."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.imports import DownloadView, ExportView, StartExport
from functions.invite.service.exporting import ExportService
from functions.invite.views import imports as views
from functions.invite.wiring.desk import exports
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import JobId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/exports",
    operation_id="startExport",
    tags=["imports"],
    summary="Export clients",
    description=(
        "Asks `manage_accounts` and `view_all_accounts`, and `manage_contacts` for what names contacts. A job writes "
        "the file in the layout an import takes; docs/import.md tells the columns."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, NotAllowedError, LimitReachedError, KeyReusedError, MalformedError),
)
def start_export(
    body: StartExport,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ExportService, Depends(exports)],
) -> ExportView:
    return views.export(service.start(caller, key, kind=body.kind, form=body.format))


@router.get(
    "/v1/exports/<export_id>",
    operation_id="readExport",
    tags=["imports"],
    summary="Read an export",
    description=(
        "How far it has come, and whether its file can be fetched. For whoever started it, the owner and admins, while "
        "they have the rights it was started with."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def read_export(
    export_id: str, caller: Annotated[Caller, Depends(staff)], service: Annotated[ExportService, Depends(exports)]
) -> ExportView:
    return views.export(service.get(caller, known(JobId, export_id)))


@router.post(
    "/v1/exports/<export_id>/download",
    operation_id="downloadExport",
    tags=["imports"],
    summary="Fetch an export",
    description=(
        "The answer is an address that fetches the file as an attachment, for five minutes. Who took it, of which "
        "export and with how many rows, stands in the log. For whoever may read the export, once it is finished."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, KeyReusedError),
)
def download_export(
    export_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ExportService, Depends(exports)],
) -> DownloadView:
    return views.download(service.download(caller, known(JobId, export_id), key))
