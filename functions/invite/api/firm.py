"""/v1/firm: its details, and handing it over."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.firm import OfferOwnership, OwnFirmView, UpdateFirm
from functions.invite.model.refusals import OwnershipOfferedError
from functions.invite.service.firm import FirmService
from functions.invite.service.ownership import OwnershipService
from functions.invite.views.members import firm_of
from functions.invite.wiring.team import firm, ownership
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import MemberId, known
from shared.domain.principals import Caller
from shared.http import created, once, problems, routes, seen_version, staff, versioned
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/firm",
    operation_id="readFirm",
    tags=["firm"],
    summary="Read the firm",
    description="Who owns it; whether it is offered, the owner and the one it is offered to see.",
    responses=problems(UnauthenticatedError),
)
def read_firm(
    caller: Annotated[Caller, Depends(staff)], service: Annotated[FirmService, Depends(firm)]
) -> Response[OwnFirmView]:
    standing = service.get(caller)
    return versioned(firm_of(standing, caller.identity.id), standing.v)


@router.patch(
    "/v1/firm",
    operation_id="updateFirm",
    tags=["firm"],
    summary="Change the firm's details",
    description="For owner and admin; `If-Match` names the version that was seen.",
    responses=problems(UnauthenticatedError, NotAllowedError, StaleVersionError, VersionRequiredError, MalformedError),
)
def update_firm(
    body: UpdateFirm,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[FirmService, Depends(firm)],
) -> Response[OwnFirmView]:
    changed = service.edit(caller, seen=seen, name=body.name, time_zone=body.time_zone, locale=body.locale)
    return versioned(firm_of(changed, caller.identity.id), changed.v)


@router.post(
    "/v1/firm/ownership-offer",
    operation_id="offerOwnership",
    tags=["firm"],
    summary="Offer the firm to another member",
    description=(
        "For the owner, to an active member; nothing changes hands before it is accepted. The offer ends when it is "
        "accepted, declined or withdrawn, or when the member is deactivated."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        NotFoundError,
        WrongStateError,
        OwnershipOfferedError,
        KeyReusedError,
        MalformedError,
    ),
)
def offer_ownership(
    body: OfferOwnership,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[OwnershipService, Depends(ownership)],
) -> Response[OwnFirmView]:
    offered = service.offer(caller, known(MemberId, body.member_id), key)
    return created(firm_of(offered, caller.identity.id), offered.v)


@router.delete(
    "/v1/firm/ownership-offer",
    operation_id="withdrawOwnershipOffer",
    tags=["firm"],
    summary="Withdraw the offer of the firm",
    description="For the owner. Repeating it changes nothing.",
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def withdraw_ownership_offer(
    caller: Annotated[Caller, Depends(staff)], service: Annotated[OwnershipService, Depends(ownership)]
) -> Response[OwnFirmView]:
    kept = service.withdraw(caller)
    return versioned(firm_of(kept, caller.identity.id), kept.v)


@router.post(
    "/v1/firm/ownership-offer/accept",
    operation_id="acceptOwnership",
    tags=["firm"],
    summary="Accept the firm",
    description="For the member it is offered to, who owns it from then on; who owned it becomes an admin.",
    responses=problems(UnauthenticatedError, NotFoundError, KeyReusedError),
)
def accept_ownership(
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[OwnershipService, Depends(ownership)],
) -> Response[OwnFirmView]:
    taken = service.accept(caller, key)
    return versioned(firm_of(taken, caller.identity.id), taken.v)


@router.post(
    "/v1/firm/ownership-offer/decline",
    operation_id="declineOwnership",
    tags=["firm"],
    summary="Decline the firm",
    description="For the member it is offered to.",
    responses=problems(UnauthenticatedError, NotFoundError, KeyReusedError),
)
def decline_ownership(
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[OwnershipService, Depends(ownership)],
) -> Response[OwnFirmView]:
    kept = service.decline(caller, key)
    return versioned(firm_of(kept, caller.identity.id), kept.v)
