"""Invite for clients."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.portal import PortalMeView
from functions.invite.contracts.public import SignedInView
from functions.invite.contracts.requests import AskAccess, OwnRequestView
from functions.invite.contracts.security import CHANGING, ENDING, ChangePassword, SessionsEndedView
from functions.invite.service.passwords import PasswordService
from functions.invite.service.portal import PortalService
from functions.invite.service.requests import AccessRequestService
from functions.invite.service.sessions import SessionService
from functions.invite.views import portal as views
from functions.invite.views import requests as request_views
from functions.invite.views.public import signed_in
from functions.invite.wiring.access import access_requests
from functions.invite.wiring.clients import portal
from functions.invite.wiring.doors import passwords, sessions
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
from shared.limits import TooManyRequestsError
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


@router.post(
    "/v1/portal/password",
    operation_id="changePortalPassword",
    tags=["portal"],
    summary="Set a new password",
    description=CHANGING,
    responses=problems(UnauthenticatedError, TooManyRequestsError, KeyReusedError, MalformedError),
)
def change_portal_password(
    body: ChangePassword,
    caller: Annotated[Caller, Depends(person)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[PasswordService, Depends(passwords)],
) -> SignedInView:
    return signed_in(service.change(caller, body.current_password, body.new_password, key))


@router.post(
    "/v1/portal/sessions/end",
    operation_id="endPortalSessions",
    tags=["portal"],
    summary="Sign out everywhere",
    description=ENDING,
    responses=problems(UnauthenticatedError, KeyReusedError),
)
def end_portal_sessions(
    caller: Annotated[Caller, Depends(person)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[SessionService, Depends(sessions)],
) -> SessionsEndedView:
    return SessionsEndedView(ended_at=service.end(caller, key))
