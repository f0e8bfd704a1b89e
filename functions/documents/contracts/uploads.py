"""Uploads on the wire: what is announced, where its bytes go, what became of it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.documents.contracts.words import FileName, Identifier
from functions.documents.model.kinds import LARGEST
from functions.documents.model.parts import MOST_PARTS_AT_ONCE
from shared.domain.texts import Message
from shared.http import Contract, View

type Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

type MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.+-]{1,63}/[a-z0-9.+-]{1,127}$")]
type PartNumber = Annotated[int, Field(ge=1, le=10_000)]
type DoneSurface = Literal["button", "checkbox"]
type UploadStateName = Literal["issued", "checking", "filed", "rejected", "held", "abandoned"]


class AnnouncedFile(Contract):
    """A file to be uploaded: its name, its size in bytes, its media type, its SHA-256 in hexadecimal."""

    name: FileName
    size: Annotated[int, Field(ge=1, le=LARGEST)]
    type: MediaType
    sha256: Digest


class AnnounceUpload(AnnouncedFile):
    """A file for an account: into its own folder unless another is named, or as the next version of a document."""

    account_id: Identifier
    folder_id: Identifier | None = None
    document_id: Identifier | None = None


class AnnouncePortalUpload(AnnouncedFile):
    """A file of a client's, into their account's own folder unless another is named."""

    account_id: Identifier
    folder_id: Identifier | None = None


class AnnounceGuestUpload(AnnouncedFile):
    """A file for whoever made the link; `wanted` is the entry of their list it is for."""

    wanted: Identifier | None = None


class AskParts(Contract):
    """The parts to be sent next, by their numbers, which begin with 1."""

    numbers: Annotated[list[PartNumber], Field(min_length=1, max_length=MOST_PARTS_AT_ONCE)]


class ReleaseUpload(Contract):
    """Why a file is let in that no scanner found clean; it stands in the record."""

    reason: Annotated[Message, Field(min_length=1)]


class RejectUpload(Contract):
    """Why a held file is not let in."""

    reason: Annotated[Message, Field(min_length=1)]


class SignalDone(Contract):
    """That a client is done uploading to an account, and by which of the two ways they said so."""

    account_id: Identifier
    surface: DoneSurface


class SignalGuestDone(Contract):
    """That whoever came by the link is done uploading, and by which of the two ways they said so."""

    surface: DoneSurface


class AddressView(View):
    """Where to post the whole file (multipart/form-data) within five minutes: these fields first, then `file`."""

    url: str
    fields: dict[str, str]


class PartView(View):
    """Where to put one part within five minutes, of exactly this size."""

    number: int
    size: int
    url: str


class PartsView(View):
    """The addresses that were asked for."""

    items: list[PartView]


class InPartsView(View):
    """A file sent in parts: each has `partSize` bytes, the last what is left."""

    part_size: int
    parts: int


class StoredPartsView(InPartsView):
    """A file sent in parts, and the numbers of those that are there already."""

    stored: list[int]


class UploaderView(View):
    """Who sent a file. The name of somebody who came by a link is what they called themselves."""

    kind: Literal["member", "person", "bearer"]
    id: str
    name: str


class GuestUploadView(View):
    """A file on its way, as whoever sent it by a link sees it. `reason` says why one was rejected or is held."""

    id: str
    name: str
    size: int
    type: str
    state: UploadStateName
    reason: str | None
    wanted: str | None
    created_at: datetime


class FileUploadView(GuestUploadView):
    """A file on its way, and the document that came of it."""

    account_id: str
    folder_id: str
    document_id: str | None
    uploader: UploaderView
    detail: str | None


class AlreadyReceivedView(View):
    """The very same bytes are in the account already, as this document."""

    document_id: str
    name: str


class AnnouncedView(View):
    """Where the bytes go: to one `address` up to 100 MB, in `parts` above; either stays valid for five minutes."""

    upload: FileUploadView
    address: AddressView | None
    parts: InPartsView | None
    already_received: AlreadyReceivedView | None


class AnnouncedByGuestView(View):
    """Where the bytes go: to one `address` up to 100 MB, in `parts` above; either stays valid for five minutes."""

    upload: GuestUploadView
    address: AddressView | None
    parts: InPartsView | None


class UploadProgressView(View):
    """A file on its way; while it is awaited in parts, those that are there already."""

    upload: FileUploadView
    parts: StoredPartsView | None


class GuestUploadProgressView(View):
    """A file on its way; while it is awaited in parts, those that are there already."""

    upload: GuestUploadView
    parts: StoredPartsView | None


class DoneView(View):
    """Whether the team was told now; it is told once, and again only after new files."""

    told: bool
