"""/v1/accounts/{accountId}/ties: the people of an account."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.access import ChangeTie, CreateTie, GrantAccess, TieRemovedView, TieView
from functions.invite.model.refusals import ResendLimitError, ResendTooSoonError, TieExistsError
from functions.invite.service.granting import GrantingService
from functions.invite.service.ties import TieService
from functions.invite.views import access as views
from functions.invite.wiring.access import granting, ties
from shared.domain.clock import Clock
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import AccountId, ContactId, TieId, known
from shared.domain.principals import Caller
from shared.http import (
    Cursor,
    Limit,
    Listing,
    created,
    listing,
    once,
    problems,
    routes,
    seen_version,
    staff,
    versioned,
)
from shared.table.idempotency import Once
from shared.wiring.ground import clock

router = routes()


@router.get(
    "/v1/accounts/<account_id>/ties",
    operation_id="listTies",
    tags=["access"],
    summary="List the people of an account",
    description="Each with what the tie allows and how far they have come.",
    responses=problems(UnauthenticatedError),
)
def list_ties(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[TieService, Depends(ties)],
    now: Annotated[Clock, Depends(clock)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[TieView]:
    page = service.list(caller, known(AccountId, account_id), limit=limit, cursor=cursor)
    return listing(page, lambda each: views.tie(*each, now()))


@router.post(
    "/v1/accounts/<account_id>/ties",
    operation_id="createTie",
    tags=["access"],
    summary="Tie a contact to an account",
    description="Asks `manage_accounts`. Through one e-mail of the contact; login stays off until it is granted.",
    status_code=201,
    responses=problems(
        UnauthenticatedError, NotAllowedError, TieExistsError, WrongStateError, KeyReusedError, MalformedError
    ),
)
def create_tie(
    account_id: str,
    body: CreateTie,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[TieService, Depends(ties)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[TieView]:
    tie = service.add(
        caller,
        known(AccountId, account_id),
        key,
        contact=known(ContactId, body.contact_id),
        email=body.email,
        notify=body.notify,
        email_sync=body.email_sync,
        signatory=body.signatory,
    )
    return created(views.tie(tie, None, now()), tie.v)


@router.get(
    "/v1/accounts/<account_id>/ties/<tie_id>",
    operation_id="readTie",
    tags=["access"],
    summary="Read one of the people of an account",
    description="What the tie allows and tells, and how far they have come.",
    responses=problems(UnauthenticatedError),
)
def read_tie(
    account_id: str,
    tie_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[TieService, Depends(ties)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[TieView]:
    tie, person = service.get(caller, known(AccountId, account_id), known(TieId, tie_id))
    return versioned(views.tie(tie, person, now()), tie.v)


@router.patch(
    "/v1/accounts/<account_id>/ties/<tie_id>",
    operation_id="updateTie",
    tags=["access"],
    summary="Change what a tie allows and tells",
    description=(
        "Asks `manage_accounts`; `If-Match` names the version that was seen. Each key that gets another value is "
        "logged by itself; a value that stands already changes and logs nothing. Login is granted and revoked by acts "
        "of their own."
    ),
    responses=problems(
        UnauthenticatedError, NotAllowedError, StaleVersionError, VersionRequiredError, WrongStateError, MalformedError
    ),
)
def update_tie(
    account_id: str,
    tie_id: str,
    body: ChangeTie,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[TieService, Depends(ties)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[TieView]:
    wanted = views.settings(body)
    tie, person = service.change(caller, known(AccountId, account_id), known(TieId, tie_id), seen=seen, wanted=wanted)
    return versioned(views.tie(tie, person, now()), tie.v)


@router.post(
    "/v1/accounts/<account_id>/ties/<tie_id>/remove",
    operation_id="removeTie",
    tags=["access"],
    summary="Untie a contact from an account",
    description="Asks `manage_accounts`. Refused while login is on, which is to be revoked first.",
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError, KeyReusedError),
)
def remove_tie(
    account_id: str,
    tie_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[TieService, Depends(ties)],
) -> TieRemovedView:
    return TieRemovedView(id=service.remove(caller, known(AccountId, account_id), known(TieId, tie_id), key))


@router.post(
    "/v1/accounts/<account_id>/ties/<tie_id>/access",
    operation_id="grantAccess",
    tags=["access"],
    summary="Grant access",
    description=(
        "Asks `manage_accounts`. Ticks login for the tie; with `invite` the invitation goes out in the same stroke. "
        "Who is active in the firm is in at once. Granting what is granted changes nothing."
    ),
    status_code=201,
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
def grant_access(
    account_id: str,
    tie_id: str,
    body: GrantAccess,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[GrantingService, Depends(granting)],
    now: Annotated[Clock, Depends(clock)],
) -> TieView:
    granted = service.grant(
        caller, known(AccountId, account_id), known(TieId, tie_id), key, invite=body.invite, message=body.message
    )
    return views.tie(*granted, now())


@router.post(
    "/v1/accounts/<account_id>/ties/<tie_id>/access/revoke",
    operation_id="revokeAccess",
    tags=["access"],
    summary="Revoke access",
    description=(
        "Asks `manage_accounts`. Ticks login off: the person is refused at their next request for this account, other "
        "accounts go on. An invitation that covers no account any more is cancelled. Revoking what is not granted "
        "changes nothing."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, StaleVersionError, KeyReusedError),
)
def revoke_access(
    account_id: str,
    tie_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[GrantingService, Depends(granting)],
    now: Annotated[Clock, Depends(clock)],
) -> TieView:
    revoked = service.revoke(caller, known(AccountId, account_id), known(TieId, tie_id), key)
    return views.tie(*revoked, now())
