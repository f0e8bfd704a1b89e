"""/v1/portal/password, /v1/portal/sessions: what a client does for their own safety."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.public import SignedInView
from functions.invite.contracts.security import CHANGING, ENDING, ChangePassword, SessionsEndedView
from functions.invite.service.passwords import PasswordService
from functions.invite.service.sessions import SessionService
from functions.invite.views.public import signed_in
from functions.invite.wiring.doors import passwords, sessions
from shared.domain.errors import KeyReusedError, MalformedError, UnauthenticatedError
from shared.domain.principals import Caller
from shared.http import once, person, problems, routes
from shared.limits import TooManyRequestsError
from shared.table.idempotency import Once

router = routes()


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
