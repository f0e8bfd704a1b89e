"""/v1/guest/zips: the documents of a share link in one file."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.documents.contracts.zips import AskGuestZip, ZipDownloadView, ZipView
from functions.documents.model.zips import ZipFailedError, ZipNotReadyError, ZipOutdatedError, ZipTooLargeError
from functions.documents.service.shared_zips import SharedZipService
from functions.documents.views import zips as views
from functions.documents.wiring.zips import shared_zips
from shared.capability.offer import Offer
from shared.capability.refusals import (
    LinkCompletedError,
    LinkExhaustedError,
    LinkExpiredError,
    LinkRevokedError,
    LinkSupersededError,
    LinkSuspendedError,
    LoginRequiredError,
    OtpRequiredError,
    PassRequiredError,
    TargetGoneError,
)
from shared.domain.errors import KeyReusedError, MalformedError
from shared.domain.ids import DocumentId, ZipId, known
from shared.domain.principals import Provenance
from shared.http import guest, link_offer, once, problems, routes
from shared.limits import TooManyRequestsError
from shared.published.locks import PaymentRequiredError
from shared.table.idempotency import Once

router = routes()

_OVER = (
    LinkExpiredError,
    LinkExhaustedError,
    LinkRevokedError,
    LinkCompletedError,
    LinkSuspendedError,
    LinkSupersededError,
)
_GATES = (PassRequiredError, LoginRequiredError, OtpRequiredError)
_KEPT_BACK = (TargetGoneError, PaymentRequiredError)


@router.post(
    "/v1/guest/zips",
    operation_id="askGuestZip",
    tags=["guest"],
    summary="Ask for documents of a link in one file",
    description=(
        "It is made in the background and is there for a day, for this visit alone; the same asked for again is the "
        "one that is being made or there. What is gone or waits for its invoice is left out, and the answer says so. "
        "Spends nothing."
    ),
    status_code=202,
    responses=problems(
        *_OVER, *_GATES, *_KEPT_BACK, ZipTooLargeError, KeyReusedError, MalformedError, TooManyRequestsError
    ),
)
def ask_guest_zip(
    body: AskGuestZip,
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[SharedZipService, Depends(shared_zips)],
) -> ZipView:
    documents = [known(DocumentId, each) for each in body.document_ids]
    return views.shown(service.ask(offer, documents, provenance, key))


@router.get(
    "/v1/guest/zips/<zip_id>",
    operation_id="readGuestZip",
    tags=["guest"],
    summary="Read how far a file of documents of a link is",
    description="One of this visit. Spends nothing.",
    responses=problems(*_OVER, *_GATES),
)
def read_guest_zip(
    zip_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[SharedZipService, Depends(shared_zips)],
) -> ZipView:
    return views.shown(service.read(offer, known(ZipId, zip_id)))


@router.post(
    "/v1/guest/zips/<zip_id>/download",
    operation_id="downloadGuestZip",
    tags=["guest"],
    summary="Download a file of documents of a link",
    description=(
        "Gives an address for five minutes at most and never longer than the link lives, as long as each document in "
        "it would be given by itself. That is one use of the link, however many documents are in it and whichever were "
        "given before; asked again by the same pass within ten minutes, for the file or any document in it, it is the "
        "same use."
    ),
    responses=problems(
        *_OVER, *_GATES, *_KEPT_BACK, ZipNotReadyError, ZipFailedError, ZipOutdatedError, TooManyRequestsError
    ),
)
def download_guest_zip(
    zip_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SharedZipService, Depends(shared_zips)],
) -> ZipDownloadView:
    return views.handed_out(service.hand_out(offer, known(ZipId, zip_id), provenance))
