"""Documents to whoever holds a share link."""

from datetime import datetime

from shared.http import View


class HeldBackView(View):
    """What keeps a document back, as a call for it would say it."""

    code: str
    title: str


class GuestDocumentView(View):
    """A shared document, at the version that is served. What is gone has neither name nor type nor size."""

    id: str
    name: str | None
    type: str | None
    size: int | None
    version: int | None
    refusal: HeldBackView | None


class GuestShelfView(View):
    """All that a link is for, 30 documents at most."""

    title: str
    documents: list[GuestDocumentView]


class GuestDownloadView(View):
    """An address for a document's bytes, good until `expires_at`; it names one version of one object."""

    id: str
    name: str
    type: str
    size: int
    version: int
    sha256: str
    url: str
    expires_at: datetime
