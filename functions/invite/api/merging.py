"""Two of a kind become one: /v1/accounts/{accountId}/merge, /v1/contacts/{contactId}/merge."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.merging import AccountMergeView, ContactMergeView, Merge
from functions.invite.service.merging_accounts import AccountMerger
from functions.invite.service.merging_contacts import ContactMerger
from functions.invite.views import accounts, contacts
from functions.invite.wiring.merging import account_merger, contact_merger
from shared.domain.errors import (
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import AccountId, ContactId, known
from shared.domain.principals import Caller
from shared.http import problems, routes, seen_version, staff, versioned

router = routes()


@router.post(
    "/v1/accounts/<account_id>/merge",
    operation_id="mergeAccount",
    tags=["accounts"],
    summary="Let another account go into this one",
    description=(
        "Its people, those assigned to it, its counters and its latest login. Where both have a tie of one e-mail, one "
        "stays, with login if either had it. The other account ends as deleted and is never restored. Asks "
        "`manage_accounts` and access to both, and `assign_team_members` where anybody else gains access by it; "
        "`If-Match` names the version of this one that was seen. With `dryRun` nothing changes."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        WrongStateError,
        LimitReachedError,
        StaleVersionError,
        VersionRequiredError,
        MalformedError,
    ),
)
def merge_account(
    account_id: str,
    body: Merge,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[AccountMerger, Depends(account_merger)],
) -> Response[AccountMergeView]:
    into, source = known(AccountId, account_id), known(AccountId, body.from_id)
    account, moved = service.merge(caller, into, source, seen=seen, is_dry=body.dry_run)
    told = {"account": accounts.account(account), "dry_run": body.dry_run, **moved, "more": bool(moved["more"])}
    return versioned(AccountMergeView.model_validate(told), account.v)


@router.post(
    "/v1/contacts/<contact_id>/merge",
    operation_id="mergeContact",
    tags=["contacts"],
    summary="Let another contact go into this one",
    description=(
        "Their e-mails, at most five together, and their ties. Credentials are of e-mails and stay as they are. Asks "
        "`manage_contacts`, and access to each account of the one that goes: refused with `NOT_ALLOWED`, which names "
        "none, where there is another; so is the dry run. `If-Match` names the version of this one that was seen. With "
        "`dryRun` nothing changes."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        WrongStateError,
        LimitReachedError,
        StaleVersionError,
        VersionRequiredError,
        MalformedError,
    ),
)
def merge_contact(
    contact_id: str,
    body: Merge,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ContactMerger, Depends(contact_merger)],
) -> Response[ContactMergeView]:
    into, source = known(ContactId, contact_id), known(ContactId, body.from_id)
    contact, moved = service.merge(caller, into, source, seen=seen, is_dry=body.dry_run)
    told = {"contact": contacts.contact(contact), "dry_run": body.dry_run, **moved, "more": bool(moved["more"])}
    return versioned(ContactMergeView.model_validate(told), contact.v)
