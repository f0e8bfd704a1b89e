"""/v1/persons: credentials and their invitations."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.access import PendingOrder, PendingView, PersonView, SendInvitation
from functions.invite.model.refusals import (
    AlreadyActiveError,
    AlreadyInvitedError,
    ResendLimitError,
    ResendTooSoonError,
)
from functions.invite.service.invitations import InvitationService
from functions.invite.service.pending import PendingService
from functions.invite.views import access as views
from functions.invite.wiring.access import invitations, pending
from shared.domain.clock import Clock
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import PersonId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, once, problems, routes, staff
from shared.table.idempotency import Once
from shared.wiring.ground import clock

router = routes()


@router.get(
    "/v1/persons/pending",
    operation_id="listPending",
    tags=["access"],
    summary="List who has not come in yet",
    description=(
        "Login is ticked somewhere, and nothing was sent, or it was and they have not signed up. Each with those of "
        "their accounts that the caller sees; who has none of these is left out, so a page may be short."
    ),
    responses=problems(UnauthenticatedError),
)
def list_pending(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[PendingService, Depends(pending)],
    now: Annotated[Clock, Depends(clock)],
    order: PendingOrder = "-sent",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[PendingView]:
    page = service.list(caller, newest=order == "-sent", limit=limit, cursor=cursor)
    at = now()
    return listing(page, lambda each: views.pending(each, at))


@router.get(
    "/v1/persons/<person_id>",
    operation_id="readPerson",
    tags=["access"],
    summary="Read a person",
    description="Their state, those of their accounts that the caller sees, and what became of their invitation.",
    responses=problems(UnauthenticatedError),
)
def read_person(
    person_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[InvitationService, Depends(invitations)],
    now: Annotated[Clock, Depends(clock)],
) -> PersonView:
    return views.person(service.person(caller, known(PersonId, person_id)), now())


@router.post(
    "/v1/persons/<person_id>/invitation",
    operation_id="sendInvitation",
    tags=["access"],
    summary="Invite a person",
    description=(
        "Asks `manage_accounts`. Sends the one invitation, which covers every account whose login is ticked. Refused "
        "while none of these is active."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        AlreadyActiveError,
        AlreadyInvitedError,
        ResendTooSoonError,
        ResendLimitError,
        WrongStateError,
        StaleVersionError,
        KeyReusedError,
        MalformedError,
    ),
)
def send_invitation(
    person_id: str,
    body: SendInvitation,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[InvitationService, Depends(invitations)],
    now: Annotated[Clock, Depends(clock)],
) -> PersonView:
    person = service.invite(caller, known(PersonId, person_id), key, message=body.message)
    return views.person(person, now())


@router.post(
    "/v1/persons/<person_id>/invitation/resend",
    operation_id="resendInvitation",
    tags=["access"],
    summary="Resend an invitation",
    description=(
        "A new link with a new date; the old one is dead. At most once in 60 seconds. Refused while none of the "
        "accounts is active."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        AlreadyActiveError,
        ResendTooSoonError,
        ResendLimitError,
        WrongStateError,
        StaleVersionError,
        KeyReusedError,
    ),
)
def resend_invitation(
    person_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[InvitationService, Depends(invitations)],
    now: Annotated[Clock, Depends(clock)],
) -> PersonView:
    return views.person(service.resend(caller, known(PersonId, person_id), key), now())


@router.post(
    "/v1/persons/<person_id>/invitation/cancel",
    operation_id="cancelInvitation",
    tags=["access"],
    summary="Cancel an invitation",
    description=(
        "Asks `manage_accounts`. Kills the link that is out, expired and bounced ones too, and leaves what is granted; "
        "inviting again gives a new link. Where nothing is out, nothing changes."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, AlreadyActiveError, StaleVersionError, KeyReusedError),
)
def cancel_invitation(
    person_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[InvitationService, Depends(invitations)],
    now: Annotated[Clock, Depends(clock)],
) -> PersonView:
    return views.person(service.cancel(caller, known(PersonId, person_id), key), now())
