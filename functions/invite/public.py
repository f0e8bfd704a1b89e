"""Invite for whoever has not signed in: an invitation's holder, sign-in, and the way back in."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.public import (
    AcceptInvitation,
    ActivationView,
    AnswerChallenge,
    AskPasswordReset,
    ConfirmPasswordReset,
    InvitationView,
    PasswordResetView,
    PasswordWasResetView,
    RenewedView,
    RenewSession,
    ResetAskedView,
    RevokedView,
    SignedInView,
    SignIn,
)
from functions.invite.model.refusals import (
    ActivationInProgressError,
    ChallengeOverError,
    InvitationAcceptedError,
    InvitationBouncedError,
    InvitationCancelledError,
    InvitationExpiredError,
    InvitationSupersededError,
    PasswordResetExpiredError,
    PasswordResetInProgressError,
    PasswordResetSupersededError,
    PasswordResetUsedError,
    SessionOverError,
    SignInFailedError,
)
from functions.invite.pools import Audience
from functions.invite.service.activation import ActivationService
from functions.invite.service.resets import ResetService
from functions.invite.service.sessions import SessionService
from functions.invite.views import public as views
from functions.invite.wiring.doors import activation, resets, sessions
from shared.directory import AccountArchivedError
from shared.domain.errors import KeyReusedError, MalformedError
from shared.domain.principals import Provenance
from shared.http import guest, once, problems, routes, token
from shared.limits import TooManyRequestsError
from shared.table.idempotency import Once

router = routes()

_DEAD = (
    InvitationExpiredError,
    InvitationSupersededError,
    InvitationCancelledError,
    InvitationBouncedError,
    InvitationAcceptedError,
)
_DEAD_RESET = (PasswordResetExpiredError, PasswordResetSupersededError, PasswordResetUsedError)


@router.get(
    "/v1/public/invitation",
    operation_id="readInvitation",
    tags=["public"],
    summary="Open an invitation",
    description=(
        "Takes the token of the link in the header `Portico-Token`. Reading changes nothing, however often. Refused "
        "while all it would open is archived (`ACCOUNT_ARCHIVED`)."
    ),
    responses=problems(*_DEAD, AccountArchivedError),
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
        "answer, the call gives a session again and changes nothing. Refused while all it would open is archived "
        "(`ACCOUNT_ARCHIVED`)."
    ),
    status_code=201,
    responses=problems(
        *_DEAD,
        AccountArchivedError,
        ActivationInProgressError,
        TooManyRequestsError,
        KeyReusedError,
        MalformedError,
    ),
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
    description=(
        "One answer, whether firm, e-mail or password is wrong. Whoever has a second factor, or must set one up, gets "
        "a challenge in place of the session."
    ),
    status_code=201,
    responses=problems(SignInFailedError, TooManyRequestsError, MalformedError),
)
def sign_in(
    body: SignIn,
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SessionService, Depends(sessions)],
) -> SignedInView:
    return views.signed_in(service.sign_in(Audience(body.audience), body.firm, body.email, body.password, provenance))


@router.post(
    "/v1/public/sessions/totp",
    operation_id="answerChallenge",
    tags=["public"],
    summary="Answer the challenge of a sign-in",
    description="A wrong code may be followed by another, for three minutes and a few tries.",
    status_code=201,
    responses=problems(ChallengeOverError, TooManyRequestsError, MalformedError),
)
def answer_challenge(
    body: AnswerChallenge,
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SessionService, Depends(sessions)],
) -> RenewedView:
    return RenewedView(session=views.session(service.answer(body.challenge, body.code, provenance)))


@router.post(
    "/v1/public/sessions/refresh",
    operation_id="refreshSession",
    tags=["public"],
    summary="Go on with a session",
    description="A new access token for one sign-in; it keeps the hour of it, so what ended sessions ended this one.",
    status_code=201,
    responses=problems(SessionOverError, TooManyRequestsError, MalformedError),
)
def refresh_session(
    body: RenewSession,
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SessionService, Depends(sessions)],
) -> RenewedView:
    session = service.renew(Audience(body.audience), body.firm, body.refresh_token, provenance)
    return RenewedView(session=views.session(session))


@router.post(
    "/v1/public/sessions/revoke",
    operation_id="revokeSession",
    tags=["public"],
    summary="Sign out here",
    description="The session cannot be renewed any more; its access token runs out by itself within a quarter hour.",
    responses=problems(TooManyRequestsError, MalformedError),
)
def revoke_session(
    body: RenewSession,
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SessionService, Depends(sessions)],
) -> RevokedView:
    service.revoke(Audience(body.audience), body.firm, body.refresh_token, provenance)
    return RevokedView(audience=body.audience)


@router.post(
    "/v1/public/password-resets",
    operation_id="askPasswordReset",
    tags=["public"],
    summary="Ask for a new password",
    description="One answer whoever exists. Who is active gets a letter with a link, good for 20 minutes and once.",
    status_code=202,
    responses=problems(TooManyRequestsError, MalformedError),
)
def ask_password_reset(
    body: AskPasswordReset,
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[ResetService, Depends(resets)],
) -> ResetAskedView:
    good_for = service.ask(Audience(body.audience), body.firm, body.email, provenance)
    return ResetAskedView(expires_in=int(good_for.total_seconds()))


@router.get(
    "/v1/public/password-reset",
    operation_id="readPasswordReset",
    tags=["public"],
    summary="Open a link for a new password",
    description="Takes the token of the link in the header `Portico-Token`. Reading changes nothing, however often.",
    responses=problems(*_DEAD_RESET),
)
def read_password_reset(
    link: Annotated[str, Depends(token)], service: Annotated[ResetService, Depends(resets)]
) -> PasswordResetView:
    return views.password_reset(service.open(link))


@router.post(
    "/v1/public/password-reset/confirm",
    operation_id="confirmPasswordReset",
    tags=["public"],
    summary="Set a new password by a link",
    description=(
        "Once. All sessions end; a letter tells of it. Send an `Idempotency-Key`: repeated under it after a lost "
        "answer, the call changes nothing."
    ),
    responses=problems(
        *_DEAD_RESET, PasswordResetInProgressError, TooManyRequestsError, KeyReusedError, MalformedError
    ),
)
def confirm_password_reset(
    body: ConfirmPasswordReset,
    link: Annotated[str, Depends(token)],
    provenance: Annotated[Provenance, Depends(guest)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ResetService, Depends(resets)],
) -> PasswordWasResetView:
    return views.password_was_reset(service.confirm(link, body.password, provenance, key))
