"""/v1/bulk: what is done to many at once. Accepted in one call; a job does it and reports entry by entry."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.bulk import BulkAccess, BulkInvitations
from functions.invite.contracts.jobs import JobView
from functions.invite.model.bulk import InvitationAct, Switch
from functions.invite.service.bulk.starting import BulkService
from functions.invite.views import bulk, jobs
from functions.invite.wiring.desk import bulk as service_of_bulk
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    UnauthenticatedError,
)
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/bulk/invitations",
    operation_id="bulkInvitations",
    tags=["bulk"],
    summary="Invite many, resend to many, cancel many",
    description=(
        "Asks `manage_accounts`. Up to 10,000 persons, or those a filter finds; one mail each, whatever their accounts."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, NotAllowedError, LimitReachedError, KeyReusedError, MalformedError),
)
def bulk_invitations(
    body: BulkInvitations,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[BulkService, Depends(service_of_bulk)],
) -> JobView:
    job = service.invitations(
        caller,
        key,
        persons=bulk.persons(body.persons),
        act=InvitationAct(body.action),
        message=body.message,
        is_dry_run=body.dry_run,
    )
    return jobs.job(job)


@router.post(
    "/v1/bulk/access",
    operation_id="bulkAccess",
    tags=["bulk"],
    summary="Set the access of many",
    description=(
        "Asks `manage_accounts`. Always means all contacts of up to 10,000 accounts, or of those a filter finds; with "
        "`sendInvitations`, one mail a person when all accounts are done."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, NotAllowedError, LimitReachedError, KeyReusedError, MalformedError),
)
def bulk_access(
    body: BulkAccess,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[BulkService, Depends(service_of_bulk)],
) -> JobView:
    job = service.access(
        caller,
        key,
        accounts=bulk.accounts(body.accounts),
        login=Switch(body.login),
        notify=Switch(body.notify),
        email_sync=Switch(body.email_sync),
        invites=body.send_invitations,
        message=body.message,
        is_dry_run=body.dry_run,
    )
    return jobs.job(job)
