"""/v1/portal/me and /v1/portal/accounts: who a client is, and whom they ask the firm to let in."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.portal import PortalMeView
from functions.invite.contracts.requests import AskAccess, OwnRequestView
from functions.invite.service.portal import PortalService
from functions.invite.service.requests import AccessRequestService
from functions.invite.views import portal as views
from functions.invite.views import requests as request_views
from functions.invite.wiring.access import access_requests
from functions.invite.wiring.clients import portal
from shared.directory import AccountArchivedError
from shared.domain.errors import (
    FeatureDisabledError,
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    StaleVersionError,
    UnauthenticatedError,
)
from shared.domain.ids import AccountId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, once, person, problems, routes
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/portal/me",
    operation_id="readPortalMe",
    tags=["portal"],
    summary="Who am I",
    description="The calling client, their firm, and the accounts they may enter.",
    responses=problems(UnauthenticatedError),
)
def read_portal_me(
    caller: Annotated[Caller, Depends(person)], service: Annotated[PortalService, Depends(portal)]
) -> PortalMeView:
    return views.portal_me(*service.me(caller))


@router.post(
    "/v1/portal/accounts/<account_id>/access-requests",
    operation_id="askAccess",
    tags=["portal"],
    summary="Ask to invite a colleague",
    description=(
        "If the firm allows asking. The firm decides; what is asked already stays as it is asked. The answer is the "
        "same whether the firm knows the e-mail or not."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError,
        AccountArchivedError,
        FeatureDisabledError,
        LimitReachedError,
        StaleVersionError,
        KeyReusedError,
        MalformedError,
    ),
)
def ask_access(
    account_id: str,
    body: AskAccess,
    caller: Annotated[Caller, Depends(person)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AccessRequestService, Depends(access_requests)],
) -> OwnRequestView:
    asked = service.ask(caller, known(AccountId, account_id), key, name=body.name, email=body.email, locale=body.locale)
    return request_views.own(asked)


@router.get(
    "/v1/portal/accounts/<account_id>/access-requests",
    operation_id="listOwnAccessRequests",
    tags=["portal"],
    summary="List what I asked for",
    description="The calling client's own requests for an account, newest first, decided or not.",
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def list_own_requests(
    account_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[AccessRequestService, Depends(access_requests)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[OwnRequestView]:
    page = service.own(caller, known(AccountId, account_id), limit=limit, cursor=cursor)
    return listing(page, request_views.own)
