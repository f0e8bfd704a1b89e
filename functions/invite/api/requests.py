"""/v1/access-requests: what clients ask the firm for."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.requests import AccessRequestView, ApproveRequest, DeclineRequest
from functions.invite.model.refusals import ResendLimitError, ResendTooSoonError
from functions.invite.service.requests import AccessRequestService
from functions.invite.views import requests as views
from functions.invite.wiring.access import access_requests
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import RequestId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/access-requests",
    operation_id="listAccessRequests",
    tags=["access"],
    summary="List what clients ask for",
    description="The open requests of accounts the caller sees, oldest first; a page may be short.",
    responses=problems(UnauthenticatedError),
)
def list_requests(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[AccessRequestService, Depends(access_requests)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[AccessRequestView]:
    return listing(service.list(caller, limit=limit, cursor=cursor), views.request)


@router.post(
    "/v1/access-requests/<request_id>/approve",
    operation_id="approveAccessRequest",
    tags=["access"],
    summary="Approve a request",
    description=(
        "Asks `manage_accounts` and access to the account. Adds the contact if the e-mail is new, ties it and grants "
        "access; with `invite` the invitation goes out in the same stroke. Approved already, nothing changes."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        WrongStateError,
        StaleVersionError,
        LimitReachedError,
        ResendTooSoonError,
        ResendLimitError,
        KeyReusedError,
        MalformedError,
    ),
)
def approve_request(
    request_id: str,
    body: ApproveRequest,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AccessRequestService, Depends(access_requests)],
) -> AccessRequestView:
    return views.request(service.approve(caller, known(RequestId, request_id), key, invite=body.invite))


@router.post(
    "/v1/access-requests/<request_id>/decline",
    operation_id="declineAccessRequest",
    tags=["access"],
    summary="Decline a request",
    description="Asks `manage_accounts` and access to the account. The client may read the reason.",
    responses=problems(
        UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError, KeyReusedError, MalformedError
    ),
)
def decline_request(
    request_id: str,
    body: DeclineRequest,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AccessRequestService, Depends(access_requests)],
) -> AccessRequestView:
    return views.request(service.decline(caller, known(RequestId, request_id), key, reason=body.reason))
