"""Whoever came through the gates of a share link has its documents in one file."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from functions.documents import keys
from functions.documents.model.limits import ZIPPING
from functions.documents.model.zips import Zip, ZipOutdatedError, ZipStandsError
from functions.documents.service.guessing import guessing
from functions.documents.service.handing import Files, told
from functions.documents.service.sharing import Sharing, use_of, use_within
from functions.documents.service.zips import HandedZip, Head, Zips, put_together, requested
from shared.capability.actions import SameUseError
from shared.capability.gate import LinkGate, LinkScene
from shared.capability.model import SAME_USE_FOR, LinkKind, Recipient
from shared.capability.offer import Offer
from shared.capability.refusals import LinkExpiredError
from shared.capability.telling import used
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import DocumentId, ZipId
from shared.domain.principals import Provenance
from shared.files import NoTimeLeftError
from shared.limits import Limiter
from shared.table.idempotency import Once, ReplayError
from shared.table.keys import Key

_KINDS = (LinkKind.SHARE,)


class SharedZipService:
    """Announces `zip.requested` and, when one is handed out, `link.used` with `document.downloaded` for each in it."""

    def __init__(
        self, zips: Zips, sharing: Sharing, gate: LinkGate, files: Files, limiter: Limiter, clock: Clock
    ) -> None:
        self._zips = zips
        self._sharing = sharing
        self._gate = gate
        self._files = files
        self._limiter = limiter
        self._clock = clock

    def ask(self, offer: Offer, documents: Sequence[DocumentId], provenance: Provenance, once: Once | None) -> Zip:
        """Ask for documents of the link; those that are gone or locked are left out, and it is said so.

        The same asked for again by one visit is the one that is being made or there; another counts. NotFoundError when
        the link is not for one of them. Spends nothing: that is for handing it out.
        """
        with guessing(self._limiter, offer, provenance):
            scene = self._gate.look(offer, _KINDS, lambda to: self._beside(to, documents))
        now = self._clock()
        owner = _owner(scene, scene.demand_pass(now).visit)
        behind = {each.id: each for each in self._sharing.shared(scene)}
        wanted = [behind[each] for each in dict.fromkeys(documents)]
        head = Head(scene.recipient.firm, scene.recipient.account, owner)
        left_out = {each.id: refusal for each in wanted if (refusal := each.refusal)}
        asked = put_together(head, [each.demand() for each in wanted if not each.refusal], left_out, now)
        announcement = Announcement.of(now, scene.bearer.actor, provenance, requested(asked, scene.recipient.link))
        counts = self._limiter.counting(head.firm, ZIPPING.tallies(scene.recipient.id, provenance.address))
        try:
            self._zips.add(asked, announcement, once, counts)
        except ReplayError as replay:
            standing = self._zips.find(head.firm, ZipId(replay.made[0]))
            if standing is None:
                raise NotFoundError from replay
            return standing
        except ZipStandsError as same:
            return same.standing
        return asked

    def read(self, offer: Offer, zip_: ZipId) -> Zip:
        """Tell how far one's own is. Spends nothing."""
        scene = self._look(offer, zip_, None)
        return self._own(scene, zip_, scene.demand_pass(self._clock()).visit)

    def hand_out(self, offer: Offer, zip_: ZipId, provenance: Provenance) -> HandedZip:
        """Give an address for it and spend a use unless this goes on with one; nothing where no address can be signed.

        It is one use, however many documents are in it and whichever were handed out before; each of them by itself
        goes on with it.

        The refusal of the link's state or of its gates; what keeps back a document in it.
        """
        name = use_of(offer, zip_)
        with guessing(self._limiter, offer, provenance):
            scene = self._look(offer, zip_, name)
            now = self._clock()
            use = self._sharing.use(scene, name)
            is_same_use = use is not None and now < use.until
            standing = self._own(scene, zip_, scene.demand_pass(now, is_same_use=is_same_use).visit)
        standing.demand_ready()
        behind = {each.id: each for each in self._sharing.shared(scene)}
        served = [behind[each.document].demand() for each in standing.entries]
        if [of.version for _, of in served] != [each.version for each in standing.entries]:
            raise ZipOutdatedError
        handed = self._signed(scene, standing)
        if not is_same_use:
            first = standing.entries[0]
            events = [told(document, of.version, is_view=False, is_first=False) for document, of in served]
            announcement = Announcement.of(
                now, scene.bearer.actor, provenance, used(scene, first.document, first.version), *events
            )
            along = {use_within(offer, each.document): each.document for each in standing.entries}
            with suppress(SameUseError):  # two at once by one pass are one use
                self._sharing.hand_out(scene, name, now, now + SAME_USE_FOR, first.document, announcement, along)
        return handed

    def _beside(self, recipient: Recipient, documents: Sequence[DocumentId]) -> Iterable[Key]:
        if not set(documents) <= {each.id for each in recipient.targets}:
            raise NotFoundError
        return self._sharing.beside(recipient)

    def _look(self, offer: Offer, zip_: ZipId, use: str | None) -> LinkScene:
        def also(recipient: Recipient) -> Iterable[Key]:
            uses = [self._sharing.use_key(recipient, use)] if use else []
            return (*self._sharing.beside(recipient), keys.zip_file(recipient.firm, zip_), *uses)

        return self._gate.look(offer, _KINDS, also)

    def _own(self, scene: LinkScene, zip_: ZipId, visit: str) -> Zip:
        item = scene.items.get(keys.zip_file(scene.recipient.firm, zip_))
        standing = Zip.model_validate(item) if item else None
        if standing is None or standing.owner != _owner(scene, visit) or standing.is_over(self._clock()):
            raise NotFoundError
        return standing

    def _signed(self, scene: LinkScene, of: Zip) -> HandedZip:
        try:
            address = self._files.download(of.key, of.object_version, of.name, scene.until)
        except NoTimeLeftError as over:
            raise LinkExpiredError from over
        return HandedZip(address.url, address.expires_at, of)


def _owner(scene: LinkScene, visit: str) -> str:
    """Name a visit: those who hold one link for anyone are kept apart."""
    return f"{scene.bearer.actor.id}_{visit}"
