"""/v1/portal/uploads: what a client puts in."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.documents.contracts.uploads import (
    AddressView,
    AnnouncedView,
    AnnouncePortalUpload,
    AskParts,
    DoneView,
    FileUploadView,
    PartsView,
    SignalDone,
    UploadProgressView,
)
from functions.documents.model.done import Surface
from functions.documents.model.refusals import FileTooLargeError, FileTypeRefusedError, PartsMissingError
from functions.documents.service.uploading.announcing import AnnouncedFile, AnnouncingService
from functions.documents.service.uploading.done import DoneService
from functions.documents.service.uploading.listing import UploadListService
from functions.documents.service.uploading.sending import SendingService
from functions.documents.views import uploads as views
from functions.documents.wiring.uploading import announcing, done, lists, sending
from shared.directory import AccountArchivedError
from shared.domain.errors import (
    FeatureDisabledError,
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import AccountId, FolderId, UploadId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, once, person, problems, routes
from shared.table.idempotency import Once

router = routes()

type Account = Annotated[str, Query(max_length=64, description="the account whose uploads they are")]


@router.post(
    "/v1/portal/uploads",
    operation_id="announcePortalUpload",
    tags=["portal"],
    summary="Announce a file of mine",
    description=(
        "Into a folder the client may put files in, the account's own unless another is named. Up to 100 MB the "
        "file is posted to `address`; above, it is sent in parts of `partSize` bytes, whose addresses are asked "
        "for by number. Either is good for five minutes and may be signed anew. `alreadyReceived` names the "
        "document that holds the very same bytes."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError,
        AccountArchivedError,
        NotAllowedError,
        FileTooLargeError,
        FileTypeRefusedError,
        KeyReusedError,
        MalformedError,
    ),
)
def announce_portal_upload(
    body: AnnouncePortalUpload,
    caller: Annotated[Caller, Depends(person)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AnnouncingService, Depends(announcing)],
) -> AnnouncedView:
    file = AnnouncedFile(body.name, body.size, body.type, body.sha256)
    folder = known(FolderId, body.folder_id) if body.folder_id else None
    return views.announced(service.by_client(caller, key, known(AccountId, body.account_id), file, folder=folder))


@router.get(
    "/v1/portal/uploads",
    operation_id="listPortalUploads",
    tags=["portal"],
    summary="List what I sent",
    description="What the calling client sent to an account, the latest first, and what became of it.",
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def list_portal_uploads(
    account: Account,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[UploadListService, Depends(lists)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[FileUploadView]:
    page = service.of_client(caller, known(AccountId, account), limit=limit, cursor=cursor)
    return listing(page, views.own)


@router.get(
    "/v1/portal/uploads/<upload_id>",
    operation_id="readPortalUpload",
    tags=["portal"],
    summary="Read an upload",
    description=(
        "What became of it. While a file is awaited in parts, `parts.stored` names those that are there: a page "
        "that was loaded anew goes on with the others."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def read_portal_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[SendingService, Depends(sending)],
) -> UploadProgressView:
    return views.own_progress(service.read(caller, known(UploadId, upload_id)))


@router.post(
    "/v1/portal/uploads/<upload_id>/address",
    operation_id="signPortalUpload",
    tags=["portal"],
    summary="Sign the address of an upload anew",
    description="For whoever announced it, while its bytes are awaited. An address is good for five minutes.",
    responses=problems(UnauthenticatedError, AccountArchivedError, NotAllowedError, WrongStateError),
)
def sign_portal_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[SendingService, Depends(sending)],
) -> AddressView:
    return views.address(service.address(caller, known(UploadId, upload_id)))


@router.post(
    "/v1/portal/uploads/<upload_id>/parts",
    operation_id="signPortalUploadParts",
    tags=["portal"],
    summary="Sign the addresses of parts",
    description=(
        "For whoever announced the file. Each part is put (`PUT`) to its address within five minutes, with "
        "exactly its number of bytes; one that is put again takes the place of the one before."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError, NotAllowedError, WrongStateError, MalformedError),
)
def sign_portal_upload_parts(
    upload_id: str,
    body: AskParts,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[SendingService, Depends(sending)],
) -> PartsView:
    return views.parts(service.parts(caller, known(UploadId, upload_id), body.numbers))


@router.post(
    "/v1/portal/uploads/<upload_id>/complete",
    operation_id="completePortalUpload",
    tags=["portal"],
    summary="Put the parts together",
    description=(
        "Once all parts are there, each of its size; what is missing is named. A file that is complete stays it."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError, NotAllowedError, PartsMissingError, WrongStateError),
)
def complete_portal_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[SendingService, Depends(sending)],
) -> FileUploadView:
    return views.own(service.complete(caller, known(UploadId, upload_id)))


@router.delete(
    "/v1/portal/uploads/<upload_id>",
    operation_id="abandonPortalUpload",
    tags=["portal"],
    summary="Give an upload up",
    description="For whoever announced it, before its bytes are there.",
    responses=problems(UnauthenticatedError, AccountArchivedError, NotAllowedError, WrongStateError, StaleVersionError),
)
def abandon_portal_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[SendingService, Depends(sending)],
) -> FileUploadView:
    return views.own(service.abandon(caller, known(UploadId, upload_id)))


@router.post(
    "/v1/portal/uploads/done",
    operation_id="signalPortalDone",
    tags=["portal"],
    summary="Say that all is sent",
    description=(
        "If the firm switched on the way it is said by (`surface`). The team is told once, and again only after "
        "new files."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError, FeatureDisabledError, MalformedError),
)
def signal_portal_done(
    body: SignalDone,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[DoneService, Depends(done)],
) -> DoneView:
    return DoneView(told=service.by_client(caller, known(AccountId, body.account_id), Surface(body.surface)))
