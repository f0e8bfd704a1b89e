"""Uploads, as whoever may see them does."""

from typing import Literal

from functions.documents.contracts.uploads import (
    AddressView,
    AlreadyReceivedView,
    AnnouncedByGuestView,
    AnnouncedView,
    FileUploadView,
    GuestUploadProgressView,
    GuestUploadView,
    InPartsView,
    PartsView,
    PartView,
    StoredPartsView,
    UploaderView,
    UploadProgressView,
)
from functions.documents.model.parts import PART_SIZE, parts_of
from functions.documents.model.uploads import Upload
from functions.documents.service.uploading.announcing import Announced
from functions.documents.service.uploading.sending import PartAddress, Progress
from shared.domain.principals import ActorKind
from shared.files import Upload as Address

_KINDS: dict[ActorKind, Literal["member", "person", "bearer"]] = {
    ActorKind.MEMBER: "member",
    ActorKind.PERSON: "person",
    ActorKind.BEARER: "bearer",
}


def upload(of: Upload) -> FileUploadView:
    return FileUploadView(
        id=of.id,
        account_id=of.account,
        folder_id=of.folder,
        name=of.name,
        size=of.size,
        type=of.type,
        state=of.state.value,
        reason=of.reason,
        detail=of.decision.reason if of.decision else None,
        wanted=of.by_link.wanted if of.by_link else None,
        document_id=of.document,
        uploader=UploaderView(kind=_KINDS[of.uploader.kind], id=of.uploader.id, name=of.uploader.name),
        created_at=of.created_at,
    )


def own(of: Upload) -> FileUploadView:
    """Show a client's own: what a member wrote about it is the team's."""
    return upload(of).model_copy(update={"detail": None})


def guests(of: Upload) -> GuestUploadView:
    return GuestUploadView(
        id=of.id,
        name=of.name,
        size=of.size,
        type=of.type,
        state=of.state.value,
        reason=of.reason,
        wanted=of.by_link.wanted if of.by_link else None,
        created_at=of.created_at,
    )


def announced(of: Announced) -> AnnouncedView:
    received = of.received
    return AnnouncedView(
        upload=own(of.upload),
        address=address(of.address) if of.address else None,
        parts=_in_parts(of.upload),
        already_received=AlreadyReceivedView(document_id=received.document, name=received.name) if received else None,
    )


def announced_by_guest(of: Announced) -> AnnouncedByGuestView:
    return AnnouncedByGuestView(
        upload=guests(of.upload),
        address=address(of.address) if of.address else None,
        parts=_in_parts(of.upload),
    )


def address(of: Address) -> AddressView:
    return AddressView(url=of.url, fields=of.fields)


def parts(of: list[PartAddress]) -> PartsView:
    return PartsView(items=[PartView(number=each.number, size=each.size, url=each.url) for each in of])


def progress(of: Progress) -> UploadProgressView:
    return UploadProgressView(upload=upload(of.upload), parts=_stored(of))


def own_progress(of: Progress) -> UploadProgressView:
    return UploadProgressView(upload=own(of.upload), parts=_stored(of))


def guests_progress(of: Progress) -> GuestUploadProgressView:
    return GuestUploadProgressView(upload=guests(of.upload), parts=_stored(of))


def _in_parts(of: Upload) -> InPartsView | None:
    return InPartsView(part_size=PART_SIZE, parts=parts_of(of.size)) if of.multipart else None


def _stored(of: Progress) -> StoredPartsView | None:
    if of.stored is None:
        return None
    return StoredPartsView(part_size=PART_SIZE, parts=parts_of(of.upload.size), stored=list(of.stored))
