"""/v1/zips: several documents in one file."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.documents.contracts.zips import AskZip, ZipDownloadView, ZipView
from functions.documents.model.zips import ZipFailedError, ZipNotReadyError, ZipOutdatedError, ZipTooLargeError
from functions.documents.service.zips import ZipService
from functions.documents.views import zips as views
from functions.documents.wiring.zips import zips
from shared.domain.errors import KeyReusedError, MalformedError, UnauthenticatedError, WrongStateError
from shared.domain.ids import AccountId, DocumentId, ZipId, known
from shared.domain.principals import Caller
from shared.http import once, problems, routes, staff
from shared.table.idempotency import Once

router = routes()


@router.post(
    "/v1/zips",
    operation_id="askZip",
    tags=["documents"],
    summary="Ask for documents in one file",
    description=(
        "Of one account, 30 at most and 1 GB together. It is made in the background and is there for a day; the same "
        "asked for again is the one that is being made or there. What is in the trash is left out, and the answer says "
        "so."
    ),
    status_code=202,
    responses=problems(UnauthenticatedError, WrongStateError, ZipTooLargeError, KeyReusedError, MalformedError),
)
def ask_zip(
    body: AskZip,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ZipService, Depends(zips)],
) -> ZipView:
    documents = [known(DocumentId, each) for each in body.document_ids]
    return views.shown(service.ask(caller, known(AccountId, body.account_id), documents, key))


@router.get(
    "/v1/zips/<zip_id>",
    operation_id="readZip",
    tags=["documents"],
    summary="Read how far a file of documents is",
    description="One of one's own. It is `ready`, or `failed` and says why.",
    responses=problems(UnauthenticatedError),
)
def read_zip(
    zip_id: str, caller: Annotated[Caller, Depends(staff)], service: Annotated[ZipService, Depends(zips)]
) -> ZipView:
    return views.shown(service.read(caller, known(ZipId, zip_id)))


@router.post(
    "/v1/zips/<zip_id>/download",
    operation_id="downloadZip",
    tags=["documents"],
    summary="Download a file of documents",
    description=(
        "Gives an address for five minutes, as long as each document in it would be given by itself: one that went "
        "elsewhere or into the trash since takes the whole file along. It opens them all: whoever uploaded one may no "
        "longer rename or trash it."
    ),
    responses=problems(
        UnauthenticatedError, WrongStateError, ZipNotReadyError, ZipFailedError, ZipOutdatedError, KeyReusedError
    ),
)
def download_zip(
    zip_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ZipService, Depends(zips)],
) -> ZipDownloadView:
    return views.handed_out(service.hand_out(caller, known(ZipId, zip_id), key))
