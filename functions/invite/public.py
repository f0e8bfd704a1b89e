"""Invite for whoever has not signed in: an invitation's holder, and the sign-in itself."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.public import AcceptInvitation, ActivationView, InvitationView, SignedInView, SignIn
from functions.invite.model.refusals import (
    ActivationInProgressError,
    InvitationAcceptedError,
    InvitationBouncedError,
    InvitationCancelledError,
    InvitationExpiredError,
    InvitationSupersededError,
    OtpRequiredError,
    SignInFailedError,
)
from functions.invite.pools import Audience
from functions.invite.service.activation import ActivationService
from functions.invite.service.sessions import SessionService
from functions.invite.views import public as views
from functions.invite.wiring import activation, sessions
from shared.domain.errors import KeyReusedError, MalformedError
from shared.domain.principals import Provenance
from shared.http import guest, once, problems, routes, token
from shared.table.idempotency import Once

router = routes()

_DEAD = (
    InvitationExpiredError,
    InvitationSupersededError,
    InvitationCancelledError,
    InvitationBouncedError,
    InvitationAcceptedError,
)


@router.get(
    "/v1/public/invitation",
    operation_id="readInvitation",
    tags=["public"],
    summary="Open an invitation",
    description="Takes the token of the link in the header `Portico-Token`. Reading changes nothing, however often.",
    responses=problems(*_DEAD),
)
def read_invitation(
    link: Annotated[str, Depends(token)], service: Annotated[ActivationService, Depends(activation)]
) -> InvitationView:
    return views.invitation(service.open(link))


@router.post(
    "/v1/public/invitation/accept",
    operation_id="acceptInvitation",
    tags=["public"],
    summary="Accept an invitation",
    description=(
        "Sets the password and lets the invited in, once. Send an `Idempotency-Key`: repeated under it after a lost "
        "answer, the call gives a session again and changes nothing."
    ),
    status_code=201,
    responses=problems(*_DEAD, ActivationInProgressError, OtpRequiredError, KeyReusedError, MalformedError),
)
def accept_invitation(
    body: AcceptInvitation,
    link: Annotated[str, Depends(token)],
    provenance: Annotated[Provenance, Depends(guest)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ActivationService, Depends(activation)],
) -> ActivationView:
    return views.activation(service.accept(link, body.password, provenance, key))


@router.post(
    "/v1/public/sessions",
    operation_id="signIn",
    tags=["public"],
    summary="Sign in",
    description="One answer, whether firm, e-mail or password is wrong.",
    status_code=201,
    responses=problems(SignInFailedError, OtpRequiredError, MalformedError),
)
def sign_in(
    body: SignIn,
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SessionService, Depends(sessions)],
) -> SignedInView:
    session = service.sign_in(Audience(body.audience), body.firm, body.email, body.password, provenance)
    return SignedInView(session=views.session(session))
