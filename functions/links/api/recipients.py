"""/v1/links/…/recipients: what becomes of one recipient's link."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.links.contracts.making import ExtendLink, RaiseUses, ResendLink
from functions.links.contracts.showing import LinkAddressView, LinkRecipientView
from functions.links.model.numbers import number
from functions.links.service.acts import ActService
from functions.links.service.qr import drawn
from functions.links.views import links as views
from functions.links.wiring.links import acts
from shared.capability.changes import LinkSentTooSoonError
from shared.domain.clock import Clock
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import LinkId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, seen_version, staff, versioned
from shared.table.idempotency import Once
from shared.wiring.ground import clock

router = routes()

_EDITS = problems(
    UnauthenticatedError,
    NotAllowedError,
    WrongStateError,
    StaleVersionError,
    VersionRequiredError,
    MalformedError,
)
_SENDINGS = problems(
    UnauthenticatedError,
    NotAllowedError,
    WrongStateError,
    StaleVersionError,
    LinkSentTooSoonError,
    KeyReusedError,
    MalformedError,
)


@router.post(
    "/v1/links/<link_id>/recipients/<n>/extend",
    operation_id="extendLinkOfRecipient",
    tags=["links"],
    summary="Extend one recipient's link",
    description=(
        "Another expiry, sooner or later, or none; the address they have goes on. `If-Match` names the version of the "
        "link that was seen."
    ),
    responses=_EDITS,
)
def extend_link_of_recipient(
    link_id: str,
    n: str,
    body: ExtendLink,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[LinkRecipientView]:
    link = service.extend(caller, known(LinkId, link_id), number(n), seen=seen, until=body.expires_at)
    return versioned(views.one(link, now()), link.link.v)


@router.post(
    "/v1/links/<link_id>/recipients/<n>/uses",
    operation_id="raiseUsesOfRecipient",
    tags=["links"],
    summary="Say how often a link may be used",
    description=(
        "In all, what was used by now included; refused when it was as often already. How many bytes an upload link "
        "takes is said the same way. A link that is used up lives again. `If-Match` names the version of the link that "
        "was seen."
    ),
    responses=_EDITS,
)
def raise_uses_of_recipient(
    link_id: str,
    n: str,
    body: RaiseUses,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[LinkRecipientView]:
    link = service.raise_uses(caller, known(LinkId, link_id), number(n), seen=seen, most=views.most(body))
    return versioned(views.one(link, now()), link.link.v)


@router.post(
    "/v1/links/<link_id>/recipients/<n>/resend",
    operation_id="resendLink",
    tags=["links"],
    summary="Resend a link",
    description=(
        "A new address goes to the recipient and the old one is dead. What was used counts on. At most once in 60 "
        "seconds. Unless said otherwise it is good for the firm's lifetime from now, or as long as the old one was."
    ),
    responses=_SENDINGS,
)
def resend_link(
    link_id: str,
    n: str,
    body: ResendLink,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> LinkRecipientView:
    until = views.until(body)
    return views.one(service.resend(caller, known(LinkId, link_id), number(n), key, until=until), now())


@router.post(
    "/v1/links/<link_id>/recipients/<n>/address",
    operation_id="readLinkAddress",
    tags=["links"],
    summary="Read the address of a link",
    description="To pass it on by text message or any other way, as words and as a QR code. Each reading is recorded.",
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError),
)
def read_link_address(
    link_id: str,
    n: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActService, Depends(acts)],
) -> LinkAddressView:
    address = service.address(caller, known(LinkId, link_id), number(n))
    return LinkAddressView(link_address=address, qr=drawn(address))


@router.post(
    "/v1/links/<link_id>/recipients/<n>/revoke",
    operation_id="revokeLinkOfRecipient",
    tags=["links"],
    summary="Revoke one recipient's link",
    description="Ends it for good; the others' go on. Done again, it changes nothing.",
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def revoke_link_of_recipient(
    link_id: str,
    n: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> LinkRecipientView:
    return views.one(service.revoke(caller, known(LinkId, link_id), number(n)), now())


@router.post(
    "/v1/links/<link_id>/recipients/<n>/renewal/grant",
    operation_id="grantRenewal",
    tags=["links"],
    summary="Grant more time",
    description="To who asked for it on an expired page: a new address goes to the original e-mail, and nowhere else.",
    responses=_SENDINGS,
)
def grant_renewal(
    link_id: str,
    n: str,
    body: ResendLink,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> LinkRecipientView:
    until = views.until(body)
    return views.one(service.grant_renewal(caller, known(LinkId, link_id), number(n), key, until=until), now())


@router.post(
    "/v1/links/<link_id>/recipients/<n>/renewal/decline",
    operation_id="declineRenewal",
    tags=["links"],
    summary="Decline more time",
    description="The wish is answered; the same recipient may not ask again before another expiry.",
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError),
)
def decline_renewal(
    link_id: str,
    n: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActService, Depends(acts)],
    now: Annotated[Clock, Depends(clock)],
) -> LinkRecipientView:
    return views.one(service.decline_renewal(caller, known(LinkId, link_id), number(n)), now())
