"""/v1/guest/documents: what a share link is for."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.documents.contracts.guests import GuestDownloadView, GuestShelfView
from functions.documents.service.sharing import SharingService
from functions.documents.views import guests as views
from functions.documents.wiring.sharing import sharing
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
from shared.domain.ids import DocumentId, known
from shared.domain.principals import Provenance
from shared.http import guest, link_offer, problems, routes
from shared.limits import TooManyRequestsError
from shared.published.locks import PaymentRequiredError

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


@router.get(
    "/v1/guest/documents",
    operation_id="listGuestDocuments",
    tags=["guest"],
    summary="List the documents of a link",
    description=(
        "Takes the token of the link in `Portico-Token` and a pass of it in `Portico-Pass`. One that waits for its "
        "invoice, or is gone, says so for itself. Spends nothing."
    ),
    responses=problems(*_OVER, *_GATES),
)
def list_guest_documents(
    offer: Annotated[Offer, Depends(link_offer)], service: Annotated[SharingService, Depends(sharing)]
) -> GuestShelfView:
    return views.shelf(service.list(offer))


@router.post(
    "/v1/guest/documents/<document_id>/download",
    operation_id="downloadGuestDocument",
    tags=["guest"],
    summary="Download a document of a link",
    description=(
        "Gives an address for its bytes: for five minutes at most and never longer than the link lives. That is a use "
        "of the link; asked again by the same pass within ten minutes, or after it was given a file with it, it is the "
        "same use."
    ),
    responses=problems(*_OVER, *_GATES, TargetGoneError, PaymentRequiredError, TooManyRequestsError),
)
def download_guest_document(
    document_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[SharingService, Depends(sharing)],
) -> GuestDownloadView:
    return views.handed_out(service.download(offer, known(DocumentId, document_id), provenance))
