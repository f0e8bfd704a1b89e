"""/v1/portal/folders."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.documents.contracts.folders import PortalFolderView
from functions.documents.service.folders import FolderService
from functions.documents.views import folders as views
from functions.documents.wiring.desk import folders
from shared.directory import AccountArchivedError
from shared.domain.errors import UnauthenticatedError
from shared.domain.ids import AccountId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, person, problems, routes

router = routes()


@router.get(
    "/v1/portal/folders",
    operation_id="listPortalFolders",
    tags=["portal"],
    summary="List my folders",
    description=(
        "Of one of the client's accounts: those they may look into, each with what they may do there. A page "
        "may be short while `nextCursor` leads on."
    ),
    responses=problems(UnauthenticatedError, AccountArchivedError),
)
def list_portal_folders(
    account: Annotated[str, Query(max_length=64, description="one of the client's accounts")],
    caller: Annotated[Caller, Depends(person)],
    service: Annotated[FolderService, Depends(folders)],
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Listing[PortalFolderView]:
    scene, page = service.list(caller, known(AccountId, account), limit=limit, cursor=cursor)
    return listing(page, lambda each: views.portal_folder(each, scene.person.contact))
