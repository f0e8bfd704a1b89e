"""Invite for clients."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.portal import PortalMeView
from functions.invite.service.portal import PortalService
from functions.invite.views import portal as views
from functions.invite.wiring import portal
from shared.domain.errors import UnauthenticatedError
from shared.domain.principals import Caller
from shared.http import person, problems, routes

router = routes()


@router.get(
    "/v1/portal/me",
    operation_id="readPortalMe",
    tags=["portal"],
    summary="Who am I",
    description="The calling client, their firm, and the accounts they may enter.",
    responses=problems(UnauthenticatedError),
)
def read_portal_me(
    caller: Annotated[Caller, Depends(person)], service: Annotated[PortalService, Depends(portal)]
) -> PortalMeView:
    return views.portal_me(*service.me(caller))
