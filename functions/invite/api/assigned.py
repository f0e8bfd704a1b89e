"""/v1/accounts/{accountId}/assigned: who works for an account."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.accounts import AccountView
from functions.invite.service.assigning import AssignmentService
from functions.invite.views import accounts as views
from functions.invite.wiring.team import assignments
from shared.domain.errors import LimitReachedError, NotAllowedError, UnauthenticatedError, WrongStateError
from shared.domain.ids import AccountId, MemberId, known
from shared.domain.principals import Caller
from shared.http import problems, routes, staff, versioned

router = routes()


@router.put(
    "/v1/accounts/<account_id>/assigned/<member_id>",
    operation_id="assignMember",
    tags=["accounts"],
    summary="Assign a member to an account",
    description=(
        "Asks `assign_team_members` and access to the account. The member has access from then on and follows the "
        "account. Repeating it changes nothing; no version is asked."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, LimitReachedError),
)
def assign_member(
    account_id: str,
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[AssignmentService, Depends(assignments)],
) -> Response[AccountView]:
    account = service.assign(caller, known(AccountId, account_id), known(MemberId, member_id))
    return versioned(views.account(account), account.v)


@router.delete(
    "/v1/accounts/<account_id>/assigned/<member_id>",
    operation_id="unassignMember",
    tags=["accounts"],
    summary="Take an account from a member",
    description=(
        "Asks `assign_team_members` and access to the account. The member follows it no longer, and sees it only with "
        "`view_all_accounts`. Repeating it changes nothing; no version is asked. Refused for the owner and the account "
        "for guests, which follows the owner."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def unassign_member(
    account_id: str,
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[AssignmentService, Depends(assignments)],
) -> Response[AccountView]:
    account = service.unassign(caller, known(AccountId, account_id), known(MemberId, member_id))
    return versioned(views.account(account), account.v)
