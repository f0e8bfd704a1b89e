"""/v1/uploads: what the team puts in, and what comes into its accounts."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.documents.contracts.uploads import (
    AddressView,
    AnnouncedView,
    AnnounceUpload,
    AskParts,
    FileUploadView,
    PartsView,
    RejectUpload,
    ReleaseUpload,
    UploadProgressView,
)
from functions.documents.model.refusals import FileTooLargeError, FileTypeRefusedError, NotHeldError, PartsMissingError
from functions.documents.service.uploading.announcing import AnnouncedFile, AnnouncingService
from functions.documents.service.uploading.deciding import DecidingService
from functions.documents.service.uploading.listing import UploadListService
from functions.documents.service.uploading.sending import SendingService
from functions.documents.views import uploads as views
from functions.documents.wiring.uploading import announcing, deciding, lists, sending
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import AccountId, DocumentId, FolderId, UploadId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()

type Account = Annotated[str, Query(max_length=64, description="the account whose uploads they are")]


@router.post(
    "/v1/uploads",
    operation_id="announceUpload",
    tags=["uploads"],
    summary="Announce a file",
    description=(
        "Asks `manage_documents`. Into the account's own folder unless another is named, or as the next version "
        "of a document. Up to 100 MB the file is posted to `address`; above, it is sent in parts of `partSize` "
        "bytes, whose addresses are asked for by number. Either is good for five minutes and may be signed anew. "
        "`alreadyReceived` names the document that holds the very same bytes."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        FileTooLargeError,
        FileTypeRefusedError,
        WrongStateError,
        KeyReusedError,
        MalformedError,
    ),
)
def announce_upload(
    body: AnnounceUpload,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AnnouncingService, Depends(announcing)],
) -> AnnouncedView:
    file = AnnouncedFile(body.name, body.size, body.type, body.sha256)
    announced = service.by_member(
        caller,
        key,
        known(AccountId, body.account_id),
        file,
        folder=known(FolderId, body.folder_id) if body.folder_id else None,
        document=known(DocumentId, body.document_id) if body.document_id else None,
    )
    return views.announced(announced)


@router.get(
    "/v1/uploads",
    operation_id="listUploads",
    tags=["uploads"],
    summary="List the uploads of an account",
    description=(
        "What came into an account or is on its way there, the latest first. Of private folders, to those who "
        "manage documents. `state` and `reason` tell what is held and why."
    ),
    responses=problems(UnauthenticatedError),
)
def list_uploads(
    account: Account,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[UploadListService, Depends(lists)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[FileUploadView]:
    page = service.of_account(caller, known(AccountId, account), limit=limit, cursor=cursor)
    return listing(page, views.upload)


@router.get(
    "/v1/uploads/<upload_id>",
    operation_id="readUpload",
    tags=["uploads"],
    summary="Read an upload",
    description=(
        "What became of it. While a file is awaited in parts, `parts.stored` names those that are there: a page "
        "that was loaded anew goes on with the others."
    ),
    responses=problems(UnauthenticatedError),
)
def read_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SendingService, Depends(sending)],
) -> UploadProgressView:
    return views.progress(service.read(caller, known(UploadId, upload_id)))


@router.post(
    "/v1/uploads/<upload_id>/address",
    operation_id="signUpload",
    tags=["uploads"],
    summary="Sign the address of an upload anew",
    description="For whoever announced it, while its bytes are awaited. An address is good for five minutes.",
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def sign_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SendingService, Depends(sending)],
) -> AddressView:
    return views.address(service.address(caller, known(UploadId, upload_id)))


@router.post(
    "/v1/uploads/<upload_id>/parts",
    operation_id="signUploadParts",
    tags=["uploads"],
    summary="Sign the addresses of parts",
    description=(
        "For whoever announced the file. Each part is put (`PUT`) to its address within five minutes, with "
        "exactly its number of bytes; one that is put again takes the place of the one before."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, MalformedError),
)
def sign_upload_parts(
    upload_id: str,
    body: AskParts,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SendingService, Depends(sending)],
) -> PartsView:
    return views.parts(service.parts(caller, known(UploadId, upload_id), body.numbers))


@router.post(
    "/v1/uploads/<upload_id>/complete",
    operation_id="completeUpload",
    tags=["uploads"],
    summary="Put the parts together",
    description=(
        "Once all parts are there, each of its size; what is missing is named. A file that is complete stays it."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, PartsMissingError, WrongStateError),
)
def complete_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SendingService, Depends(sending)],
) -> FileUploadView:
    return views.upload(service.complete(caller, known(UploadId, upload_id)))


@router.delete(
    "/v1/uploads/<upload_id>",
    operation_id="abandonUpload",
    tags=["uploads"],
    summary="Give an upload up",
    description="For whoever announced it, before its bytes are there.",
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError),
)
def abandon_upload(
    upload_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[SendingService, Depends(sending)],
) -> FileUploadView:
    return views.upload(service.abandon(caller, known(UploadId, upload_id)))


@router.post(
    "/v1/uploads/<upload_id>/release",
    operation_id="releaseUpload",
    tags=["uploads"],
    summary="Let a held file in",
    description=(
        "Asks `manage_documents` and a reason, which stands in the record. A moment later the file is a document;"
        " links never serve it."
    ),
    status_code=202,
    responses=problems(
        UnauthenticatedError, NotAllowedError, NotHeldError, WrongStateError, StaleVersionError, MalformedError
    ),
)
def release_upload(
    upload_id: str,
    body: ReleaseUpload,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[DecidingService, Depends(deciding)],
) -> FileUploadView:
    return views.upload(service.release(caller, known(UploadId, upload_id), body.reason))


@router.post(
    "/v1/uploads/<upload_id>/reject",
    operation_id="rejectUpload",
    tags=["uploads"],
    summary="Turn a held file away",
    description="Asks `manage_documents` and a reason. Its bytes are gone a moment later.",
    responses=problems(
        UnauthenticatedError, NotAllowedError, NotHeldError, WrongStateError, StaleVersionError, MalformedError
    ),
)
def reject_upload(
    upload_id: str,
    body: RejectUpload,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[DecidingService, Depends(deciding)],
) -> FileUploadView:
    return views.upload(service.reject(caller, known(UploadId, upload_id), body.reason))
