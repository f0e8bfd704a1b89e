"""/v1/password, /v1/sessions, /v1/totp: what a member does for their own safety."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.public import SignedInView
from functions.invite.contracts.security import (
    CHANGING,
    ENDING,
    ChangePassword,
    ConfirmTotp,
    RemoveTotp,
    SessionsEndedView,
    TotpStateView,
    TotpView,
)
from functions.invite.model.refusals import SessionOverError, TotpEnabledError, TotpNotEnabledError
from functions.invite.service.passwords import PasswordService
from functions.invite.service.second_factor import SecondFactorService
from functions.invite.service.sessions import SessionService
from functions.invite.views.public import signed_in
from functions.invite.wiring.doors import passwords, second_factor, sessions
from shared.domain.errors import KeyReusedError, MalformedError, UnauthenticatedError
from shared.domain.principals import Caller
from shared.http import access_token, once, problems, routes, staff
from shared.limits import TooManyRequestsError
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/password",
    operation_id="changePassword",
    tags=["security"],
    summary="Set a new password",
    description=CHANGING,
    responses=problems(UnauthenticatedError, TooManyRequestsError, KeyReusedError, MalformedError),
)
def change_password(
    body: ChangePassword,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[PasswordService, Depends(passwords)],
) -> SignedInView:
    return signed_in(service.change(caller, body.current_password, body.new_password, key))


@router.post(
    "/v1/sessions/end",
    operation_id="endSessions",
    tags=["security"],
    summary="Sign out everywhere",
    description=ENDING,
    responses=problems(UnauthenticatedError, KeyReusedError),
)
def end_sessions(
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[SessionService, Depends(sessions)],
) -> SessionsEndedView:
    return SessionsEndedView(ended_at=service.end(caller, key))


@router.post(
    "/v1/totp",
    operation_id="beginTotp",
    tags=["security"],
    summary="Begin to set up a second factor",
    description="A secret for an authenticator app. Nothing changes until a code of it is confirmed.",
    status_code=201,
    responses=problems(UnauthenticatedError, SessionOverError, TotpEnabledError),
)
def begin_totp(
    caller: Annotated[Caller, Depends(staff)],
    bearer: Annotated[str, Depends(access_token)],
    service: Annotated[SecondFactorService, Depends(second_factor)],
) -> TotpView:
    secret = service.begin(caller, bearer)
    return TotpView(secret=secret.secret, uri=secret.uri)


@router.post(
    "/v1/totp/confirm",
    operation_id="confirmTotp",
    tags=["security"],
    summary="Set up a second factor",
    description="Shows that the app makes the right codes; from now on one is asked for at sign-in.",
    responses=problems(
        UnauthenticatedError, SessionOverError, TotpEnabledError, TooManyRequestsError, KeyReusedError, MalformedError
    ),
)
def confirm_totp(
    body: ConfirmTotp,
    caller: Annotated[Caller, Depends(staff)],
    bearer: Annotated[str, Depends(access_token)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[SecondFactorService, Depends(second_factor)],
) -> TotpStateView:
    return TotpStateView(totp=service.confirm(caller, bearer, body.code, key).totp)


@router.post(
    "/v1/totp/remove",
    operation_id="removeTotp",
    tags=["security"],
    summary="Take one's second factor off",
    description="Password and code are asked for. Where one is demanded, the next sign-in sets up another.",
    responses=problems(UnauthenticatedError, TotpNotEnabledError, TooManyRequestsError, KeyReusedError, MalformedError),
)
def remove_totp(
    body: RemoveTotp,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[SecondFactorService, Depends(second_factor)],
) -> TotpStateView:
    return TotpStateView(totp=service.remove(caller, body.current_password, body.code, key).totp)
