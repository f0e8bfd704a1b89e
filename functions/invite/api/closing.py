"""What becomes of an account: /v1/accounts/{accountId}/archive, /delete, /restore."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.accounts import AccountView
from functions.invite.service.closing import ClosingService
from functions.invite.views import accounts as views
from functions.invite.wiring.clients import closing
from shared.domain.errors import NotAllowedError, UnauthenticatedError, WrongStateError
from shared.domain.ids import AccountId, known
from shared.domain.principals import Caller
from shared.http import problems, routes, staff, versioned

router = routes()


@router.post(
    "/v1/accounts/<account_id>/archive",
    operation_id="archiveAccount",
    tags=["accounts"],
    summary="Archive an account",
    description=(
        "Its people are kept out and told so (`ACCOUNT_ARCHIVED`), nothing is written to them, the team reads on. "
        "Restoring undoes it. Asks `manage_accounts`; archiving what is archived changes nothing."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def archive_account(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ClosingService, Depends(closing)],
) -> Response[AccountView]:
    account = service.archive(caller, known(AccountId, account_id))
    return versioned(views.account(account), account.v)


@router.post(
    "/v1/accounts/<account_id>/delete",
    operation_id="deleteAccount",
    tags=["accounts"],
    summary="Delete an account",
    description=(
        "It is gone for everybody. Owner and admin list what is deleted and may restore it for 30 days; then it is "
        "erased. Asks `manage_accounts`; an active account is archived on the way."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def delete_account(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ClosingService, Depends(closing)],
) -> Response[AccountView]:
    account = service.delete(caller, known(AccountId, account_id))
    return versioned(views.account(account), account.v)


@router.post(
    "/v1/accounts/<account_id>/restore",
    operation_id="restoreAccount",
    tags=["accounts"],
    summary="Restore an account",
    description=(
        "Undoes archiving, and for owner and admin a deletion within 30 days. Asks `manage_accounts`. What went into "
        "another account by merging is never restored."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def restore_account(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ClosingService, Depends(closing)],
) -> Response[AccountView]:
    account = service.restore(caller, known(AccountId, account_id))
    return versioned(views.account(account), account.v)
