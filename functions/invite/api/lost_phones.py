"""/v1/members/{id}/totp: what is done for a colleague whose phone is lost."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.security import TotpStateView
from functions.invite.model.refusals import TotpNotEnabledError
from functions.invite.service.lost_phones import LostPhoneService
from functions.invite.wiring.team import lost_phones
from shared.domain.errors import KeyReusedError, NotAllowedError, UnauthenticatedError
from shared.domain.ids import MemberId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/members/<member_id>/totp/remove",
    operation_id="removeMemberTotp",
    tags=["security"],
    summary="Take a colleague's second factor off",
    description="For owner and admin, when a phone is lost; an admin's is for the owner alone.",
    responses=problems(UnauthenticatedError, NotAllowedError, TotpNotEnabledError, KeyReusedError),
)
def remove_member_totp(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[LostPhoneService, Depends(lost_phones)],
) -> TotpStateView:
    return TotpStateView(totp=service.remove(caller, known(MemberId, member_id), key).totp)
