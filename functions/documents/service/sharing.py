"""Documents for whoever holds a share link and came through its gates: the list, and the addresses of their bytes.

A use is the handing out of an address. It is counted in the transaction that records it, once the address is signed, so
that nothing is spent where none can be; whoever repeats the call by the same pass within ten minutes gets another
address of the same use, and nothing is written. A file of several is one use, with which each document in it goes on.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.documents.model.entities import Document, Version
from functions.documents.model.sharing import SharedDocument
from functions.documents.service.guessing import guessing
from functions.documents.service.handing import Files, Handed, hand_out, told
from shared.capability.actions import SameUseError
from shared.capability.gate import LinkGate, LinkScene
from shared.capability.model import SAME_USE_FOR, LinkKind, Recipient, StoredUse
from shared.capability.offer import Offer
from shared.capability.refusals import LinkExpiredError
from shared.capability.telling import used
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import DocumentId, digest
from shared.domain.principals import Provenance
from shared.files import NoTimeLeftError
from shared.limits import Limiter
from shared.table.keys import Key

_KINDS = (LinkKind.SHARE,)


@dataclass(frozen=True)
class Shelf:
    """A link's documents, and what the link is called."""

    title: str
    documents: tuple[SharedDocument, ...]


class Sharing(Protocol):
    """Where documents behind links are read, and uses written."""

    def beside(self, recipient: Recipient, *documents: DocumentId) -> Iterable[Key]: ...
    def shared(self, scene: LinkScene) -> tuple[SharedDocument, ...]: ...
    def use_key(self, recipient: Recipient, name: str) -> Key: ...
    def use(self, scene: LinkScene, name: str) -> StoredUse | None: ...
    def hand_out(
        self,
        scene: LinkScene,
        name: str,
        now: datetime,
        until: datetime,
        target: DocumentId,
        announcement: Announcement,
        along: Mapping[str, DocumentId] = ...,
    ) -> None: ...


class SharingService:
    """Shows shared documents and hands them out."""

    def __init__(self, sharing: Sharing, gate: LinkGate, files: Files, limiter: Limiter, clock: Clock) -> None:
        self._sharing = sharing
        self._gate = gate
        self._files = files
        self._limiter = limiter
        self._clock = clock

    def list(self, offer: Offer) -> Shelf:
        """Give the link's documents, each with what keeps it back. Spends nothing."""
        scene = self._gate.look(offer, _KINDS, self._sharing.beside)
        scene.demand_pass(self._clock())
        return Shelf(scene.recipient.title, self._sharing.shared(scene))

    def download(self, offer: Offer, document: DocumentId, provenance: Provenance) -> Handed:
        """Hand out an address of one document, and spend a use unless this goes on with one.

        The refusal of the link's state or of its gates; NotFoundError when the link is not for this document;
        TargetGoneError, or PaymentRequiredError, for it alone.
        """
        name, within = use_of(offer, document), use_within(offer, document)
        scene = self._look(offer, document, (name, within), provenance)
        now = self._clock()
        uses = (self._sharing.use(scene, each) for each in (name, within))
        is_same_use = any(each is not None and now < each.until for each in uses)
        scene.demand_pass(now, is_same_use=is_same_use)
        shared = next(each for each in self._sharing.shared(scene) if each.id == document)
        wanted, served = shared.demand()
        handed = self._signed(scene, wanted, served)
        if not is_same_use:
            announcement = _announced(scene, wanted, served, now, provenance)
            with suppress(SameUseError):  # two at once by one pass are one use
                self._sharing.hand_out(scene, name, now, now + SAME_USE_FOR, document, announcement)
        return handed

    def _look(self, offer: Offer, document: DocumentId, uses: Iterable[str], provenance: Provenance) -> LinkScene:
        def also(recipient: Recipient) -> Iterable[Key]:
            if document not in {each.id for each in recipient.targets}:
                raise NotFoundError
            names = (self._sharing.use_key(recipient, each) for each in uses)
            return (*self._sharing.beside(recipient, document), *names)

        with guessing(self._limiter, offer, provenance):
            return self._gate.look(offer, _KINDS, also)

    def _signed(self, scene: LinkScene, document: Document, served: Document | Version) -> Handed:
        """Sign an address that ends with the link, or after five minutes."""
        try:
            return hand_out(self._files, document, served, scene.until)
        except NoTimeLeftError as over:
            raise LinkExpiredError from over


def use_of(offer: Offer, thing: str) -> str:
    """Name the use of one thing by one pass."""
    return digest("use", offer.pass_proof or "", thing)


def use_within(offer: Offer, document: DocumentId) -> str:
    """Name the use by which one pass was given a document in a file of several."""
    return digest("use within", offer.pass_proof or "", document)


def _announced(
    scene: LinkScene, document: Document, served: Document | Version, now: datetime, provenance: Provenance
) -> Announcement:
    downloaded = told(document, served.version, is_view=False, is_first=False)
    use = used(scene, document.id, served.version)
    return Announcement.of(now, scene.bearer.actor, provenance, use, downloaded)
