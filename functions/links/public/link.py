"""/v1/guest/link: what a link says to whoever holds it, opening it, a code, more time."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.links.contracts.guests import CodeSentView, GuestLinkView, OpenedLinkView, OpenLink, RenewalAskedView
from functions.links.service.opening import OpeningService, Visitor
from functions.links.views import guests as views
from functions.links.wiring.opening import opening
from shared.capability.offer import Offer
from shared.capability.refusals import (
    LinkCompletedError,
    LinkExhaustedError,
    LinkExpiredError,
    LinkRevokedError,
    LinkShutError,
    LinkSupersededError,
    LinkSuspendedError,
    LoginRequiredError,
    OtpExpiredError,
    OtpRequiredError,
    OtpWrongError,
)
from shared.domain.errors import KeyReusedError, MalformedError, NotAllowedError, WrongStateError
from shared.domain.principals import Provenance
from shared.http import guest, link_offer, once, problems, routes
from shared.limits import TooManyRequestsError
from shared.table.idempotency import Once

router = routes()

OVER = (
    LinkExpiredError,
    LinkExhaustedError,
    LinkRevokedError,
    LinkCompletedError,
    LinkSuspendedError,
    LinkSupersededError,
)
GATES = (LoginRequiredError, OtpRequiredError, OtpWrongError, OtpExpiredError, LinkShutError)


@router.get(
    "/v1/guest/link",
    operation_id="readGuestLink",
    tags=["guest"],
    summary="Look at a link",
    description=(
        "Takes the token of the link in the header `Portico-Token`. Tells whose link it is, what it asks and, when it "
        "does not open, why; nothing of what it is for. To whoever brings a pass as well (`Portico-Pass`), an upload "
        "link tells what it takes, and what of its list they sent. Reading changes nothing, however often."
    ),
    responses=problems(LinkSupersededError),
)
def read_guest_link(
    offer: Annotated[Offer, Depends(link_offer)], service: Annotated[OpeningService, Depends(opening)]
) -> GuestLinkView:
    return views.link(service.look(offer))


@router.post(
    "/v1/guest/link/open",
    operation_id="openGuestLink",
    tags=["guest"],
    summary="Open a link",
    description=(
        "Passes the gates and gives a pass of half an hour, told once. Five wrong codes shut the link for a quarter of "
        "an hour. With an earlier pass of the same link in `Portico-Pass`, the visit goes on where it was. Each call "
        "gives a pass of its own."
    ),
    status_code=201,
    responses=problems(*OVER, *GATES, TooManyRequestsError, MalformedError),
)
def open_guest_link(
    body: OpenLink,
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[OpeningService, Depends(opening)],
) -> OpenedLinkView:
    return views.opened(service.open(offer, Visitor(body.name, body.email), body.code, provenance))


@router.post(
    "/v1/guest/link/code",
    operation_id="askLinkCode",
    tags=["guest"],
    summary="Ask for a code",
    description=(
        "A code of six digits goes to the address the link was sent to, and to no other. Good once and for ten "
        "minutes; another may be asked for after one, which ends the one before. Send an `Idempotency-Key`: repeated "
        "under it after a lost answer, the call sends no other."
    ),
    status_code=202,
    responses=problems(*OVER, LinkShutError, WrongStateError, TooManyRequestsError, KeyReusedError),
)
def ask_link_code(
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[OpeningService, Depends(opening)],
) -> CodeSentView:
    return views.code_sent(service.ask_code(offer, provenance, key))


@router.post(
    "/v1/guest/link/renewal",
    operation_id="askLinkRenewal",
    tags=["guest"],
    summary="Ask for more time",
    description=(
        "Of a link that has expired, once for each expiry; asked again, it is answered alike. If the firm agrees, a "
        "new link goes to the address the old one was sent to."
    ),
    status_code=202,
    responses=problems(
        LinkRevokedError,
        LinkCompletedError,
        LinkExhaustedError,
        LinkSuspendedError,
        LinkSupersededError,
        WrongStateError,
        NotAllowedError,
        TooManyRequestsError,
    ),
)
def ask_link_renewal(
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[OpeningService, Depends(opening)],
) -> RenewalAskedView:
    return views.renewal_asked(service.ask_renewal(offer, provenance))
