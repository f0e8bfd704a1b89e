"""/v1/guest/uploads: what somebody puts in who came by a link."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.documents.contracts.uploads import (
    AddressView,
    AnnouncedByGuestView,
    AnnounceGuestUpload,
    AskParts,
    DoneView,
    GuestUploadProgressView,
    GuestUploadView,
    PartsView,
    SignalGuestDone,
)
from functions.documents.model.done import Surface
from functions.documents.model.refusals import FileTooLargeError, FileTypeRefusedError, PartsMissingError
from functions.documents.service.uploading.announcing import AnnouncedFile, AnnouncingService
from functions.documents.service.uploading.done import DoneService
from functions.documents.service.uploading.listing import UploadListService
from functions.documents.service.uploading.sending import SendingService
from functions.documents.views import uploads as views
from functions.documents.wiring.uploading import announcing, done, lists, sending
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
)
from shared.domain.errors import (
    FeatureDisabledError,
    KeyReusedError,
    MalformedError,
    StaleVersionError,
    WrongStateError,
)
from shared.domain.ids import UploadId, known
from shared.domain.principals import Provenance
from shared.http import Cursor, Limit, Listing, guest, link_offer, listing, once, problems, routes
from shared.limits import TooManyRequestsError
from shared.table.idempotency import Once

router = routes()

LINK = (
    LinkExpiredError,
    LinkRevokedError,
    LinkSupersededError,
    LinkExhaustedError,
    LinkCompletedError,
    LinkSuspendedError,
    PassRequiredError,
    LoginRequiredError,
    OtpRequiredError,
)


@router.post(
    "/v1/guest/uploads",
    operation_id="announceGuestUpload",
    tags=["guest"],
    summary="Announce a file by a link",
    description=(
        "By an upload link, opened before (`Portico-Token`, `Portico-Pass`); the file goes where the link says. "
        "Up to 100 MB the file is posted to `address`; above, it is sent in parts of `partSize` bytes, whose "
        "addresses are asked for by number. Either is good for five minutes and may be signed anew."
    ),
    status_code=201,
    responses=problems(
        *LINK, FileTooLargeError, FileTypeRefusedError, KeyReusedError, MalformedError, TooManyRequestsError
    ),
)
def announce_guest_upload(
    body: AnnounceGuestUpload,
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[AnnouncingService, Depends(announcing)],
) -> AnnouncedByGuestView:
    file = AnnouncedFile(body.name, body.size, body.type, body.sha256)
    return views.announced_by_guest(service.by_bearer(offer, provenance, key, file, wanted=body.wanted))


@router.get(
    "/v1/guest/uploads",
    operation_id="listGuestUploads",
    tags=["guest"],
    summary="List what I sent by a link",
    description=(
        "What was sent in this visit, the latest first, and what became of it; also once the link is used up."
    ),
    responses=problems(*LINK),
)
def list_guest_uploads(
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[UploadListService, Depends(lists)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[GuestUploadView]:
    return listing(service.of_visit(offer, limit=limit, cursor=cursor), views.guests)


@router.get(
    "/v1/guest/uploads/<upload_id>",
    operation_id="readGuestUpload",
    tags=["guest"],
    summary="Read an upload",
    description=(
        "What became of it. While a file is awaited in parts, `parts.stored` names those that are there: a page "
        "that was loaded anew goes on with the others."
    ),
    responses=problems(*LINK),
)
def read_guest_upload(
    upload_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[SendingService, Depends(sending)],
) -> GuestUploadProgressView:
    return views.guests_progress(service.read(offer, known(UploadId, upload_id)))


@router.post(
    "/v1/guest/uploads/<upload_id>/address",
    operation_id="signGuestUpload",
    tags=["guest"],
    summary="Sign the address of an upload anew",
    description="For whoever announced it, while its bytes are awaited. An address is good for five minutes.",
    responses=problems(*LINK, WrongStateError),
)
def sign_guest_upload(
    upload_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[SendingService, Depends(sending)],
) -> AddressView:
    return views.address(service.address(offer, known(UploadId, upload_id)))


@router.post(
    "/v1/guest/uploads/<upload_id>/parts",
    operation_id="signGuestUploadParts",
    tags=["guest"],
    summary="Sign the addresses of parts",
    description=(
        "For whoever announced the file. Each part is put (`PUT`) to its address within five minutes, with "
        "exactly its number of bytes; one that is put again takes the place of the one before."
    ),
    responses=problems(*LINK, WrongStateError, MalformedError),
)
def sign_guest_upload_parts(
    upload_id: str,
    body: AskParts,
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[SendingService, Depends(sending)],
) -> PartsView:
    return views.parts(service.parts(offer, known(UploadId, upload_id), body.numbers))


@router.post(
    "/v1/guest/uploads/<upload_id>/complete",
    operation_id="completeGuestUpload",
    tags=["guest"],
    summary="Put the parts together",
    description=(
        "Once all parts are there, each of its size; what is missing is named. A file that is complete stays it."
    ),
    responses=problems(*LINK, PartsMissingError, WrongStateError),
)
def complete_guest_upload(
    upload_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[SendingService, Depends(sending)],
) -> GuestUploadView:
    return views.guests(service.complete(offer, known(UploadId, upload_id)))


@router.delete(
    "/v1/guest/uploads/<upload_id>",
    operation_id="abandonGuestUpload",
    tags=["guest"],
    summary="Give an upload up",
    description="For whoever announced it, before its bytes are there.",
    responses=problems(*LINK, WrongStateError, StaleVersionError),
)
def abandon_guest_upload(
    upload_id: str,
    offer: Annotated[Offer, Depends(link_offer)],
    service: Annotated[SendingService, Depends(sending)],
) -> GuestUploadView:
    return views.guests(service.abandon(offer, known(UploadId, upload_id)))


@router.post(
    "/v1/guest/uploads/done",
    operation_id="signalGuestDone",
    tags=["guest"],
    summary="Say that all is sent",
    description=(
        "If the firm switched on the way it is said by (`surface`). The team is told once, and again only after "
        "new files of the same visit."
    ),
    responses=problems(*LINK, FeatureDisabledError, MalformedError, TooManyRequestsError),
)
def signal_guest_done(
    body: SignalGuestDone,
    offer: Annotated[Offer, Depends(link_offer)],
    provenance: Annotated[Provenance, Depends(guest)],
    service: Annotated[DoneService, Depends(done)],
) -> DoneView:
    return DoneView(told=service.by_bearer(offer, provenance, Surface(body.surface)))
