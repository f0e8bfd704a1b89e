"""/v1/portal/links: a link that asks for a login, opened by whom it was sent to."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.links.contracts.guests import OpenedLinkView, OpenOwnLink
from functions.links.service.opening import OpeningService
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
from shared.domain.errors import MalformedError, UnauthenticatedError
from shared.domain.principals import Caller
from shared.http import link_offer, person, problems, routes
from shared.limits import TooManyRequestsError

router = routes()


@router.post(
    "/v1/portal/links/open",
    operation_id="openOwnLink",
    tags=["portal"],
    summary="Open a link as yourself",
    description=(
        "For a link that asks for a login: the e-mail you sign in with must be the one it was sent to; if "
        "it was sent to you as a contact of the account, you must enter that. Who is let in by their login no more, is "
        "let in by the pass no more. Takes the "
        "link's token in `Portico-Token` and gives a pass for the other calls, as opening without a login does."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError,
        LinkExpiredError,
        LinkExhaustedError,
        LinkRevokedError,
        LinkCompletedError,
        LinkSuspendedError,
        LinkSupersededError,
        LoginRequiredError,
        OtpRequiredError,
        OtpWrongError,
        OtpExpiredError,
        LinkShutError,
        TooManyRequestsError,
        MalformedError,
    ),
)
def open_own_link(
    body: OpenOwnLink,
    caller: Annotated[Caller, Depends(person)],
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[OpeningService, Depends(opening)],
) -> OpenedLinkView:
    return views.opened(service.open_as(caller, offer, body.code))
