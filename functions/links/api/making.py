"""/v1/links: what is shared and what is opened for files, and for whom."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.links.contracts.making import CreateShareLink, CreateUploadLink
from functions.links.contracts.showing import LinkView, ProposedRecipientView
from functions.links.service.making import MakingService
from functions.links.service.reading import ReadingService
from functions.links.views import links as views
from functions.links.wiring.links import making, reading
from shared.capability.model import Target
from shared.domain.clock import Clock
from shared.domain.errors import (
    FeatureDisabledError,
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import AccountId, DocumentId, FolderId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, created, listing, once, problems, routes, staff
from shared.table.idempotency import Once
from shared.wiring.ground import clock

router = routes()

_REFUSALS = problems(
    UnauthenticatedError, NotAllowedError, FeatureDisabledError, WrongStateError, KeyReusedError, MalformedError
)


@router.post(
    "/v1/links/share",
    operation_id="createShareLink",
    tags=["links"],
    summary="Share documents",
    description=(
        "Asks `manage_documents` and access to the account. Each recipient gets a letter with an address of their own; "
        "for `anyone` there is no letter, and the address is read by a call of its own. Where the firm lets nobody in "
        "without login, all recipients must need it."
    ),
    status_code=201,
    responses=_REFUSALS,
)
def create_share_link(
    body: CreateShareLink,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[MakingService, Depends(making)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[LinkView]:
    made = service.share(
        caller,
        key,
        account=known(AccountId, body.account_id),
        documents=[Target(id=known(DocumentId, each.document_id), version=each.version) for each in body.documents],
        to=views.recipients(body),
        message=body.message,
        tells_use=body.tells_use,
    )
    return created(views.link(made, now()), made.link.v)


@router.post(
    "/v1/links/upload",
    operation_id="createUploadLink",
    tags=["links"],
    summary="Open a folder for files",
    description=(
        "Asks `manage_documents` and access to the account. Whoever comes by the link drops files into the folder and "
        "sees nothing but what they sent themselves. `singleUse` takes one file."
    ),
    status_code=201,
    responses=_REFUSALS,
)
def create_upload_link(
    body: CreateUploadLink,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[MakingService, Depends(making)],
    now: Annotated[Clock, Depends(clock)],
) -> Response[LinkView]:
    made = service.upload(
        caller,
        key,
        account=known(AccountId, body.account_id),
        folder=known(FolderId, body.folder_id) if body.folder_id is not None else None,
        to=views.recipients(body),
        message=body.message,
        tells_use=body.tells_use,
        terms=views.terms(body.terms),
    )
    return created(views.link(made, now()), made.link.v)


@router.get(
    "/v1/links/accounts/<account_id>/recipients",
    operation_id="listProposedRecipients",
    tags=["links"],
    summary="List whom to send a link to",
    description="The contacts of an account who want to be told, by each of their e-mails there. A page may be short.",
    responses=problems(UnauthenticatedError),
)
def list_proposed_recipients(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ReadingService, Depends(reading)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[ProposedRecipientView]:
    return listing(service.proposed(caller, known(AccountId, account_id), limit=limit, cursor=cursor), views.proposed)
