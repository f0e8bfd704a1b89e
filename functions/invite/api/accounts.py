"""/v1/accounts."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.accounts import AccountView, CreateAccount, UpdateAccount
from functions.invite.model.entities import AccountKind
from functions.invite.service.accounts import AccountService
from functions.invite.views import accounts as views
from functions.invite.wiring import accounts
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
from shared.domain.ids import AccountId, MemberId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, created, listing, once, problems, routes, seen_version, staff, versioned
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/accounts",
    operation_id="listAccounts",
    tags=["accounts"],
    summary="List the accounts",
    description="By name: all of them, or for an employee without `view_all_accounts` those assigned to them.",
    responses=problems(UnauthenticatedError),
)
def list_accounts(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[AccountService, Depends(accounts)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[AccountView]:
    return listing(service.list(caller, limit=limit, cursor=cursor), views.account)


@router.post(
    "/v1/accounts",
    operation_id="createAccount",
    tags=["accounts"],
    summary="Add an account",
    description="Asks `manage_accounts`. Being assigned gives access and makes a follower.",
    status_code=201,
    responses=problems(
        UnauthenticatedError, NotAllowedError, WrongStateError, LimitReachedError, KeyReusedError, MalformedError
    ),
)
def create_account(
    body: CreateAccount,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AccountService, Depends(accounts)],
) -> Response[AccountView]:
    assigned = None if body.assigned is None else frozenset(known(MemberId, each) for each in body.assigned)
    account = service.add(caller, key, name=body.name, kind=AccountKind(body.kind), assigned=assigned)
    return created(views.account(account), account.v)


@router.get(
    "/v1/accounts/<account_id>",
    operation_id="readAccount",
    tags=["accounts"],
    summary="Read an account",
    description="The badge tells how far its people have come.",
    responses=problems(UnauthenticatedError),
)
def read_account(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[AccountService, Depends(accounts)],
) -> Response[AccountView]:
    account = service.get(caller, known(AccountId, account_id))
    return versioned(views.account(account), account.v)


@router.patch(
    "/v1/accounts/<account_id>",
    operation_id="updateAccount",
    tags=["accounts"],
    summary="Change an account",
    description="Asks `manage_accounts`; `If-Match` names the version that was seen.",
    responses=problems(UnauthenticatedError, NotAllowedError, StaleVersionError, VersionRequiredError, MalformedError),
)
def update_account(
    account_id: str,
    body: UpdateAccount,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[AccountService, Depends(accounts)],
) -> Response[AccountView]:
    account = service.rename(caller, known(AccountId, account_id), seen=seen, name=body.name)
    return versioned(views.account(account), account.v)
