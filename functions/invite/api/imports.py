"""/v1/imports: accounts and contacts out of a sheet."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.imports import ImportView, PreparedImportView, PrepareImport, RunImport
from functions.invite.contracts.jobs import JobView
from functions.invite.model.refusals import ImportNotCheckedError, ImportRefusedError
from functions.invite.service.importing import ImportService
from functions.invite.views import imports as views
from functions.invite.views import jobs as job_views
from functions.invite.wiring.desk import imports
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import ImportId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/imports",
    operation_id="prepareImport",
    tags=["imports"],
    summary="Announce a sheet of clients",
    description=(
        "Asks `manage_accounts`, `manage_contacts` and `view_all_accounts`. The answer says where to post the CSV "
        "file, of exactly this size and of at most 50 MB, within five minutes; docs/import.md says what may be in it."
    ),
    status_code=201,
    responses=problems(UnauthenticatedError, NotAllowedError, KeyReusedError, MalformedError),
)
def prepare_import(
    body: PrepareImport,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ImportService, Depends(imports)],
) -> PreparedImportView:
    return views.prepared(*service.prepare(caller, key, name=body.name, size=body.size, sha256=body.sha256))


@router.get(
    "/v1/imports/<import_id>",
    operation_id="readImport",
    tags=["imports"],
    summary="Read an import",
    description="How far it has come: what its check found, and what taking it in added. Kept for 90 days.",
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def read_import(
    import_id: str, caller: Annotated[Caller, Depends(staff)], service: Annotated[ImportService, Depends(imports)]
) -> ImportView:
    return views.progress(service.get(caller, known(ImportId, import_id)))


@router.post(
    "/v1/imports/<import_id>/check",
    operation_id="checkImport",
    tags=["imports"],
    summary="Check an uploaded sheet",
    description="A job checks everything before anything is written; its report tells row by row what was found.",
    status_code=202,
    responses=problems(
        UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError, LimitReachedError, KeyReusedError
    ),
)
def check_import(
    import_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ImportService, Depends(imports)],
) -> JobView:
    return job_views.job(service.check(caller, known(ImportId, import_id), key))


@router.post(
    "/v1/imports/<import_id>/run",
    operation_id="runImport",
    tags=["imports"],
    summary="Take a checked sheet in",
    description=(
        "A job adds what is missing and changes nothing that stands. Rows with errors stop it, unless `skipBad` leaves "
        "them out. With `sendInvitations` everybody whose login it ticks, and who was never invited, gets one mail."
    ),
    status_code=202,
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        WrongStateError,
        ImportNotCheckedError,
        ImportRefusedError,
        StaleVersionError,
        LimitReachedError,
        KeyReusedError,
        MalformedError,
    ),
)
def run_import(
    import_id: str,
    body: RunImport,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ImportService, Depends(imports)],
) -> JobView:
    job = service.run(
        caller,
        known(ImportId, import_id),
        key,
        skip_bad=body.skip_bad,
        invite=body.send_invitations,
        message=body.message,
    )
    return job_views.job(job)
