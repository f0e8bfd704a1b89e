"""/v1/documents: what lies in an account, and what becomes of it."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.documents.contracts.documents import (
    DocumentDownloadView,
    DocumentVersionView,
    DocumentView,
    DownloadDocument,
    MoveDocument,
    RenameDocument,
)
from functions.documents.service.approval import ApprovalService
from functions.documents.service.changing import ChangingService
from functions.documents.service.downloads import DownloadService
from functions.documents.service.listing import DocumentLists, Wanted
from functions.documents.views import documents as views
from functions.documents.wiring.desk import approval, changing, document_lists, downloads
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import AccountId, DocumentId, FolderId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, once, problems, routes, seen_version, staff, versioned
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/documents",
    operation_id="listDocuments",
    tags=["documents"],
    summary="List documents",
    description=(
        "Of an account, by name: those in a `folder`, its own unless one is named; those a `search` finds, in whose "
        "names each of its words begins a word, whatever the case and the accents; with `trashed` those in the trash, "
        "the latest first, which asks `manage_documents`. A search leaves out of its page what may not be seen, so one "
        "may be short while `nextCursor` leads on."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def list_documents(
    account: Annotated[str, Query(max_length=64, description="the account whose documents they are")],
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[DocumentLists, Depends(document_lists)],
    folder: Annotated[str | None, Query(max_length=64, description="the folder they lie in")] = None,
    search: Annotated[
        str | None, Query(min_length=1, max_length=120, description="beginnings of words of the name")
    ] = None,
    trashed: Annotated[Literal["true"] | None, Query(description="those in the trash")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[DocumentView]:
    within = None if folder is None else known(FolderId, folder)
    wanted = Wanted(folder=within, search=search, is_trashed=trashed is not None)
    found = service.list(caller, known(AccountId, account), wanted, limit=limit, cursor=cursor)
    return listing(found.page, views.document)


@router.get(
    "/v1/documents/<document_id>",
    operation_id="readDocument",
    tags=["documents"],
    summary="Read a document",
    description="What it is called, where it lies and what is known of it; the bytes are fetched by a download.",
    responses=problems(UnauthenticatedError),
)
def read_document(
    document_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[DocumentLists, Depends(document_lists)],
) -> Response[DocumentView]:
    document = service.get(caller, known(DocumentId, document_id)).document
    return versioned(views.document(document), document.v)


@router.get(
    "/v1/documents/<document_id>/versions",
    operation_id="listDocumentVersions",
    tags=["documents"],
    summary="List the versions of a document",
    description="The latest first. Each can be fetched by a download that names it.",
    responses=problems(UnauthenticatedError),
)
def list_versions(
    document_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[DocumentLists, Depends(document_lists)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[DocumentVersionView]:
    page = service.versions(caller, known(DocumentId, document_id), limit=limit, cursor=cursor)
    return listing(page, views.version)


@router.patch(
    "/v1/documents/<document_id>",
    operation_id="renameDocument",
    tags=["documents"],
    summary="Rename a document",
    description=(
        "Asks `manage_documents`; `If-Match` names the version that was seen. A name that is taken in its folder is "
        "numbered; what somebody named by hand is never renamed automatically."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        StaleVersionError,
        WrongStateError,
        VersionRequiredError,
        MalformedError,
    ),
)
def rename_document(
    document_id: str,
    body: RenameDocument,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[DocumentView]:
    document = service.rename(caller, known(DocumentId, document_id), seen=seen, name=body.name).document
    return versioned(views.document(document), document.v)


@router.post(
    "/v1/documents/<document_id>/move",
    operation_id="moveDocument",
    tags=["documents"],
    summary="Move a document",
    description=(
        "Asks `manage_documents`; `If-Match` names the version that was seen. Into another folder of its account, "
        "whose permission it has from then on; its name is numbered when it is taken there."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        StaleVersionError,
        WrongStateError,
        VersionRequiredError,
        MalformedError,
    ),
)
def move_document(
    document_id: str,
    body: MoveDocument,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[DocumentView]:
    folder = known(FolderId, body.folder_id)
    document = service.move(caller, known(DocumentId, document_id), seen=seen, folder=folder).document
    return versioned(views.document(document), document.v)


@router.post(
    "/v1/documents/<document_id>/trash",
    operation_id="trashDocument",
    tags=["documents"],
    summary="Put a document into the trash",
    description=(
        "Asks `manage_documents`. It is gone for the account's people and behind every link; for 120 days it can be "
        "restored, then it is purged with all its versions."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def trash_document(
    document_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[DocumentView]:
    document = service.trash(caller, known(DocumentId, document_id)).document
    return versioned(views.document(document), document.v)


@router.post(
    "/v1/documents/<document_id>/restore",
    operation_id="restoreDocument",
    tags=["documents"],
    summary="Take a document out of the trash",
    description=(
        "Asks `manage_documents`. Into its folder; when that was deleted, into one that only those who manage "
        "documents see. Its name is numbered when another has it by now."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def restore_document(
    document_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[DocumentView]:
    document = service.restore(caller, known(DocumentId, document_id)).document
    return versioned(views.document(document), document.v)


@router.post(
    "/v1/documents/<document_id>/download",
    operation_id="downloadDocument",
    tags=["documents"],
    summary="Fetch a document",
    description=(
        "The answer is an address that fetches one version as an attachment, for five minutes. Who took it stands in "
        "the record. From the first time on a member takes it, whoever uploaded it may no longer rename or trash it."
    ),
    responses=problems(UnauthenticatedError, WrongStateError, KeyReusedError, MalformedError),
)
def download_document(
    document_id: str,
    body: DownloadDocument,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[DownloadService, Depends(downloads)],
) -> DocumentDownloadView:
    is_view = body.purpose == "view"
    return views.download(
        service.hand_out(caller, known(DocumentId, document_id), key, version=body.version, is_view=is_view)
    )


@router.post(
    "/v1/documents/<document_id>/approval",
    operation_id="askApproval",
    tags=["documents"],
    summary="Ask for approval of a document",
    description=(
        "Asks `manage_documents`. The account's people who can see it may approve or disapprove the current version; "
        "what was said of it before is over, and what they say does not stand for the next version."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError),
)
def ask_approval(
    document_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ApprovalService, Depends(approval)],
) -> Response[DocumentView]:
    document = service.ask(caller, known(DocumentId, document_id)).document
    return versioned(views.document(document), document.v)
