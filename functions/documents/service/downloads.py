"""Documents are handed out to members and persons, and each handing out is announced."""

from contextlib import suppress
from typing import Protocol

from functions.documents.model.entities import Document
from functions.documents.service.finding import Finder
from functions.documents.service.handing import Files, Handed, hand_out, key_of, opened, told, version_of
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import DocumentId
from shared.domain.principals import Caller
from shared.table.idempotency import Once, ReplayError

_TRIES = 3


class Documents(Protocol):
    """Where it is noted who opened what."""

    def open(self, before: Document, after: Document, announcement: Announcement, once: Once | None) -> None: ...


class DownloadService:
    """Announces `document.viewed` and `document.downloaded`."""

    def __init__(self, finder: Finder, documents: Documents, files: Files, clock: Clock) -> None:
        self._finder = finder
        self._documents = documents
        self._files = files
        self._clock = clock

    def hand_out(
        self, caller: Caller, document: DocumentId, once: Once | None, *, version: int | None, is_view: bool
    ) -> Handed:
        """Give an address for a version, the current one unless another is named.

        The first of the team to open it ends what its uploader may take back. PaymentRequiredError for the account's
        people while it is locked; WrongStateError while it is in the trash.
        """
        for _ in range(_TRIES):
            sight = self._finder.find(caller, document, lambda known: key_of(known, version))
            sight.demand_kept()
            sight.demand_unlocked()
            standing = sight.document
            of = version_of(standing, version, sight.items)
            now = self._clock()
            after = opened(standing, sight.principal, now)
            event = told(standing, of.version, is_view=is_view, is_first=after != standing)
            announcement = Announcement.of(now, sight.principal.actor, caller.provenance, event)
            handed = hand_out(self._files, standing, of)
            try:
                with suppress(ReplayError):
                    self._documents.open(standing, after, announcement, once)
            except StaleVersionError:
                continue
            return handed
        raise UnavailableError
