"""/v1/folders."""

from collections.abc import Iterable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.documents.contracts.folders import (
    CreateFolder,
    FolderDeletedView,
    FolderOverride,
    FolderView,
    MoveFolder,
    UpdateFolder,
)
from functions.documents.model.refusals import FolderNotEmptyError
from functions.documents.model.tree import Rights
from functions.documents.service.folders import FolderService
from functions.documents.views import folders as views
from functions.documents.wiring.desk import folders
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
from shared.domain.ids import AccountId, ContactId, FolderId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, created, listing, once, problems, routes, seen_version, staff, versioned
from shared.published.documents import Permission
from shared.table.idempotency import Once

_Account = Annotated[str, Query(max_length=64, description="the account whose folder it is")]

router = routes()


@router.get(
    "/v1/folders",
    operation_id="listFolders",
    tags=["documents"],
    summary="List the folders of an account",
    description=(
        "In no order that tells anything; `parentId` says which stands below which, and `main` which is the account's "
        "own. Private ones are there for members who manage documents. A page may be short while `nextCursor` leads on."
    ),
    responses=problems(UnauthenticatedError),
)
def list_folders(
    account: _Account,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[FolderService, Depends(folders)],
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Listing[FolderView]:
    _, page = service.list(caller, known(AccountId, account), limit=limit, cursor=cursor)
    return listing(page, views.folder)


@router.post(
    "/v1/folders",
    operation_id="createFolder",
    tags=["documents"],
    summary="Add a folder",
    description=(
        "Asks `manage_documents`. At the top with a permission of its own, or below another, from which it inherits. "
        "A say of their own is given to contacts tied to the account. A "
        "name that stands there already is numbered. An account has at most 500 folders, 90 below one at the top."
    ),
    status_code=201,
    responses=problems(
        UnauthenticatedError, NotAllowedError, WrongStateError, LimitReachedError, KeyReusedError, MalformedError
    ),
)
def create_folder(
    body: CreateFolder,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[FolderService, Depends(folders)],
) -> Response[FolderView]:
    is_said = {body.permission, body.private} != {None} or body.overrides is not None
    rights = Rights(Permission(body.permission or "edit"), _overrides(body.overrides or ()), body.private or False)
    folder = service.add(
        caller,
        key,
        known(AccountId, body.account_id),
        name=body.name,
        parent=None if body.parent_id is None else known(FolderId, body.parent_id),
        rights=rights if is_said else None,
    )
    return created(views.folder(folder), folder.v)


@router.get(
    "/v1/folders/<folder_id>",
    operation_id="readFolder",
    tags=["documents"],
    summary="Read a folder",
    description="Its name, where it stands and what the account's people may do in it.",
    responses=problems(UnauthenticatedError),
)
def read_folder(
    folder_id: str,
    account: _Account,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[FolderService, Depends(folders)],
) -> Response[FolderView]:
    _, folder = service.get(caller, known(AccountId, account), known(FolderId, folder_id))
    return versioned(views.folder(folder), folder.v)


@router.patch(
    "/v1/folders/<folder_id>",
    operation_id="updateFolder",
    tags=["documents"],
    summary="Change a folder",
    description=(
        "Asks `manage_documents`; `If-Match` names the version that was seen. Permissions are those of a top folder "
        "and reach all below it; the account's own folder stays open to its people."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        StaleVersionError,
        WrongStateError,
        VersionRequiredError,
        LimitReachedError,
        MalformedError,
    ),
)
def update_folder(
    folder_id: str,
    account: _Account,
    body: UpdateFolder,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[FolderService, Depends(folders)],
) -> Response[FolderView]:
    folder = service.edit(
        caller,
        known(AccountId, account),
        known(FolderId, folder_id),
        seen=seen,
        name=body.name,
        permission=None if body.permission is None else Permission(body.permission),
        overrides=None if body.overrides is None else _overrides(body.overrides),
        is_private=body.private,
    )
    return versioned(views.folder(folder), folder.v)


@router.post(
    "/v1/folders/<folder_id>/move",
    operation_id="moveFolder",
    tags=["documents"],
    summary="Move a folder",
    description=(
        "Asks `manage_documents`; `If-Match` names the version that was seen. With all that is in it, below another "
        "folder of the account, whose permission it has from then on, or to the top, where it keeps the one it had."
    ),
    responses=problems(
        UnauthenticatedError,
        NotAllowedError,
        StaleVersionError,
        WrongStateError,
        VersionRequiredError,
        LimitReachedError,
        MalformedError,
    ),
)
def move_folder(
    folder_id: str,
    account: _Account,
    body: MoveFolder,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[FolderService, Depends(folders)],
) -> Response[FolderView]:
    parent = None if body.parent_id is None else known(FolderId, body.parent_id)
    folder = service.move(caller, known(AccountId, account), known(FolderId, folder_id), seen=seen, parent=parent)
    return versioned(views.folder(folder), folder.v)


@router.post(
    "/v1/folders/<folder_id>/delete",
    operation_id="deleteFolder",
    tags=["documents"],
    summary="Delete an empty folder",
    description=(
        "Asks `manage_documents`. What lies in the trash is no hindrance: restored, it goes into the account's own "
        "folder, which is never deleted."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, FolderNotEmptyError, KeyReusedError),
)
def delete_folder(
    folder_id: str,
    account: _Account,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[FolderService, Depends(folders)],
) -> FolderDeletedView:
    return FolderDeletedView(id=service.delete(caller, known(AccountId, account), key, known(FolderId, folder_id)))


def _overrides(given: Iterable[FolderOverride]) -> dict[ContactId, Permission]:
    return {known(ContactId, each.contact_id): Permission(each.permission) for each in given}
