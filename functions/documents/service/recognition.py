"""What clients upload is named by what it is."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from functions.documents.model.automatic import Filed
from functions.documents.model.entities import Document
from functions.documents.model.recognition.verdict import Recognised
from functions.documents.service.changing import Told
from functions.documents.service.saying import said
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement, Envelope
from shared.domain.events.documents.documents import DocumentRenamed
from shared.domain.events.documents.uploads import DocumentUploaded
from shared.domain.ids import AccountId, DocumentId, FirmId
from shared.domain.principals import SYSTEM, Provenance, Source
from shared.table.actions import Item
from shared.table.keys import Key

_TRIES = 5


class Recogniser(Protocol):
    """Tells what paper a file is. None for what it does not know with certainty, cannot open, or finds too large."""

    def takes(self, media_type: str, size: int) -> bool: ...
    def recognise(self, content: bytes, media_type: str) -> Recognised | None: ...


class Contents(Protocol):
    """Where the bytes of documents lie. NotFoundError for what was taken away."""

    def pieces(self, key: str, version: str | None) -> Iterable[bytes]: ...


class Filing(Protocol):
    """Where what was filed is looked up."""

    def find(self, firm: FirmId, account: AccountId, document: DocumentId) -> Filed | None: ...


class Documents(Protocol):
    """Where documents get their names."""

    def rename(self, before: Document, after: Document, found: Mapping[Key, Item], told: Told) -> Document: ...


class RecognitionService:
    """Reacts to `document.uploaded`, announces `document.renamed`."""

    def __init__(
        self, filing: Filing, documents: Documents, contents: Contents, recogniser: Recogniser, clock: Clock
    ) -> None:
        self._filing = filing
        self._documents = documents
        self._contents = contents
        self._recogniser = recogniser
        self._clock = clock

    def name(self, envelope: Envelope) -> None:
        """Give an uploaded document the name of what it is, once; whoever names it meanwhile keeps the last word."""
        event = envelope.event
        if not isinstance(event, DocumentUploaded) or event.account is None:
            return
        recognised: Recognised | None = None
        for _ in range(_TRIES):
            filed = self._filing.find(event.firm, event.account, event.document)
            if filed is None or not filed.may_be_named(event.document_version, event.origin):
                return
            recognised = recognised or self._look(filed.document)
            if recognised is None:
                return
            try:
                self._rename(filed.document, recognised, envelope)
            except StaleVersionError:
                continue
            return
        raise UnavailableError

    def _look(self, document: Document) -> Recognised | None:
        if not self._recogniser.takes(document.type, document.size):
            return None
        try:
            content = b"".join(self._contents.pieces(document.key, document.object_version))
        except NotFoundError:
            return None
        return self._recogniser.recognise(content, document.type)

    def _rename(self, document: Document, recognised: Recognised, cause: Envelope) -> None:
        now = self._clock()
        name = recognised.title(document.original_name, document.type)
        if name == document.name:
            return
        after = document.renamed(name, now, is_by_hand=False)
        after = after.model_copy(update={"recognised_as": recognised.form.value})
        by_us = Provenance(cause.provenance.correlation_id, source=Source.AUTOMATION)

        def told(written: Document) -> Announcement:
            event = said(DocumentRenamed, written, before=document.name, is_automatic=True)
            return Announcement.of(now, SYSTEM, by_us, event)

        self._documents.rename(document, after, {}, told)
