"""/v1/portal/documents: what lies in a client's accounts."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.documents.contracts.documents import (
    DisapproveDocument,
    DocumentDownloadView,
    DocumentVersionView,
    DownloadDocument,
    PortalDocumentView,
    RenameDocument,
)
from functions.documents.service.approval import ApprovalService
from functions.documents.service.changing import ChangingService
from functions.documents.service.downloads import DownloadService
from functions.documents.service.finding import Sight
from functions.documents.service.listing import DocumentLists, Wanted
from functions.documents.views import documents as views
from functions.documents.wiring.desk import approval, changing, document_lists, downloads
from shared.directory import AccountArchivedError
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
from shared.http import Cursor, Limit, Listing, listing, once, person, problems, routes, seen_version, versioned
from shared.published.locks import PaymentRequiredError
from shared.table.idempotency import Once

router = routes()


@router.get(
    "/v1/portal/documents",
    operation_id="listPortalDocuments",
    tags=["portal"],
    summary="List my documents",
    description=(
        "Of one of the client's accounts, by name: those in a `folder` they may look into, the account's own unless "
        "one is named, or those a `search` finds, in whose names each of its words begins a word. A page may be short "
        "while `nextCursor` leads on."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def list_portal_documents(
    account: Annotated[str, Query(max_length=64, description="one of the client's accounts")],
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[DocumentLists, Depends(document_lists)],
    folder: Annotated[str | None, Query(max_length=64, description="the folder they lie in")] = None,
    search: Annotated[
        str | None, Query(min_length=1, max_length=120, description="beginnings of words of the name")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[PortalDocumentView]:
    within = None if folder is None else known(FolderId, folder)
    wanted = Wanted(folder=within, search=search)
    found = service.list(caller, known(AccountId, account), wanted, limit=limit, cursor=cursor)
    to = found.scene.person
    return listing(found.page, lambda each: views.portal_document(each, to, found.folders.get(each.folder)))


@router.get(
    "/v1/portal/documents/<document_id>",
    operation_id="readPortalDocument",
    tags=["portal"],
    summary="Read a document of mine",
    description="What it is called, where it lies, and whether the client may still change it.",
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def read_portal_document(
    document_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[DocumentLists, Depends(document_lists)],
) -> Response[PortalDocumentView]:
    return _shown(service.get(caller, known(DocumentId, document_id)))


@router.get(
    "/v1/portal/documents/<document_id>/versions",
    operation_id="listPortalDocumentVersions",
    tags=["portal"],
    summary="List the versions of a document of mine",
    description="The latest first. Each can be fetched by a download that names it.",
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def list_portal_versions(
    document_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[DocumentLists, Depends(document_lists)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[DocumentVersionView]:
    page = service.versions(caller, known(DocumentId, document_id), limit=limit, cursor=cursor)
    return listing(page, views.version)


@router.patch(
    "/v1/portal/documents/<document_id>",
    operation_id="renamePortalDocument",
    tags=["portal"],
    summary="Rename a document of mine",
    description=(
        "What the client put in themselves, where they may put things in, until the firm first opened it; what was "
        "named automatically, any time. `If-Match` names the version that was seen; a name that is taken is numbered."
    ),
    responses=problems(
        UnauthenticatedError,
        AccountArchivedError,
        NotAllowedError,
        StaleVersionError,
        WrongStateError,
        VersionRequiredError,
        MalformedError,
    ),
)
def rename_portal_document(
    document_id: str,
    body: RenameDocument,
    caller: Annotated[Caller, Depends(person)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[PortalDocumentView]:
    return _shown(service.rename(caller, known(DocumentId, document_id), seen=seen, name=body.name))


@router.post(
    "/v1/portal/documents/<document_id>/name/restore",
    operation_id="restoreDocumentName",
    tags=["portal"],
    summary="Give a document of mine its original name back",
    description=(
        "What the client put in themselves, until the firm first opened it; what was named automatically, any time. It "
        "is never named automatically again."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError, NotAllowedError, WrongStateError),
)
def restore_document_name(
    document_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[PortalDocumentView]:
    return _shown(service.restore_name(caller, known(DocumentId, document_id)))


@router.post(
    "/v1/portal/documents/<document_id>/trash",
    operation_id="trashPortalDocument",
    tags=["portal"],
    summary="Take back a document of mine",
    description="What the client put in themselves, where they may put things in, until the firm first opened it.",
    responses=problems(UnauthenticatedError, AccountArchivedError, NotAllowedError, WrongStateError),
)
def trash_portal_document(
    document_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[ChangingService, Depends(changing)],
) -> Response[PortalDocumentView]:
    return _shown(service.trash(caller, known(DocumentId, document_id)))


@router.post(
    "/v1/portal/documents/<document_id>/download",
    operation_id="downloadPortalDocument",
    tags=["portal"],
    summary="Fetch a document of mine",
    description=(
        "The answer is an address that fetches one version as an attachment, for five minutes. What is locked to an "
        "invoice opens when that is paid."
    ),
    responses=problems(
        UnauthenticatedError,
        AccountArchivedError,
        PaymentRequiredError,
        WrongStateError,
        KeyReusedError,
        MalformedError,
    ),
)
def download_portal_document(
    document_id: str,
    body: DownloadDocument,
    caller: Annotated[Caller, Depends(person)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[DownloadService, Depends(downloads)],
) -> DocumentDownloadView:
    is_view = body.purpose == "view"
    return views.download(
        service.hand_out(caller, known(DocumentId, document_id), key, version=body.version, is_view=is_view)
    )


@router.post(
    "/v1/portal/documents/<document_id>/approve",
    operation_id="approveDocument",
    tags=["portal"],
    summary="Approve a document",
    description="When the firm asked for it: of the version that is current.",
    responses=problems(UnauthenticatedError, AccountArchivedError, WrongStateError),
)
def approve_document(
    document_id: str,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[ApprovalService, Depends(approval)],
) -> Response[PortalDocumentView]:
    return _shown(service.approve(caller, known(DocumentId, document_id)))


@router.post(
    "/v1/portal/documents/<document_id>/disapprove",
    operation_id="disapproveDocument",
    tags=["portal"],
    summary="DisapproveDocument a document",
    description="When the firm asked for approval: of the version that is current, for a reason the firm reads.",
    responses=problems(UnauthenticatedError, AccountArchivedError, WrongStateError, MalformedError),
)
def disapprove_document(
    document_id: str,
    body: DisapproveDocument,
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[ApprovalService, Depends(approval)],
) -> Response[PortalDocumentView]:
    return _shown(service.disapprove(caller, known(DocumentId, document_id), body.reason))


def _shown(sight: Sight) -> Response[PortalDocumentView]:
    view = views.portal_document(sight.document, sight.scene.person, sight.folder)
    return versioned(view, sight.document.v)
