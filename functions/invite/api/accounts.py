"""/v1/accounts."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.invite.contracts.accounts import AccountView, BadgeName, CreateAccount, Sort, Status, UpdateAccount
from functions.invite.model.entities import AccountKind, Badge
from functions.invite.model.listing import LoginFilter, Wanted
from functions.invite.service.account_lists import AccountLists
from functions.invite.service.accounts import AccountService
from functions.invite.views import accounts as views
from functions.invite.wiring.clients import account_lists, accounts
from shared.directory import AccountSort, AccountStatus
from shared.domain.clock import SaidInstant
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
    description=(
        "By name: all of them, or for an employee without `view_all_accounts` those assigned to them. What a filter "
        "leaves out is left out of the page that was read, so a page may be short while `nextCursor` leads on. `q` "
        "finds names in which each of its words begins a word, by the first eight words of a name; case and accents "
        "don't matter. Only owner and admin list what is deleted."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def list_accounts(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[AccountLists, Depends(account_lists)],
    q: Annotated[str | None, Query(min_length=1, max_length=120, description="beginnings of words of the name")] = None,
    status: Annotated[Status, Query(description="what has become of it")] = "active",
    badge: Annotated[BadgeName | None, Query(description="how far its people have come")] = None,
    sort: Annotated[Sort | None, Query(description="what it is for")] = None,
    last_login: Annotated[
        Literal["never", "offline"] | None,
        Query(alias="lastLogin", description="`never`: nobody ever logged in; `offline`: nobody can"),
    ] = None,
    last_login_before: Annotated[
        SaidInstant | None, Query(alias="lastLoginBefore", description="the latest login was before this instant")
    ] = None,
    last_login_after: Annotated[
        SaidInstant | None, Query(alias="lastLoginAfter", description="the latest login was after this instant")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[AccountView]:
    wanted = Wanted(
        status=AccountStatus(status),
        badge=Badge(badge) if badge else None,
        sort=AccountSort(sort) if sort else None,
        last_login=LoginFilter(last_login) if last_login else None,
        last_login_before=last_login_before,
        last_login_after=last_login_after,
    )
    return listing(service.list(caller, wanted, q, limit=limit, cursor=cursor), views.account)


@router.post(
    "/v1/accounts",
    operation_id="createAccount",
    tags=["accounts"],
    summary="Add an account",
    description=(
        "Asks `manage_accounts`, and to assign anybody but oneself `assign_team_members`. Being assigned gives "
        "access and makes a follower."
    ),
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
    account = service.add(
        caller,
        key,
        name=body.name,
        kind=AccountKind(body.kind),
        sort=AccountSort(body.sort),
        assigned=assigned,
    )
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
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        StaleVersionError,
        WrongStateError,
        VersionRequiredError,
        MalformedError,
    ),
)
def update_account(
    account_id: str,
    body: UpdateAccount,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[AccountService, Depends(accounts)],
) -> Response[AccountView]:
    kind = AccountKind(body.kind) if body.kind else None
    account = service.edit(caller, known(AccountId, account_id), seen=seen, name=body.name, kind=kind)
    return versioned(views.account(account), account.v)
