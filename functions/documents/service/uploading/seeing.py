"""Who may see an upload, and who may go on with it: whoever sent it; the team sees what comes into its accounts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import folder_of, is_hidden
from functions.documents.model.uploads import Upload
from shared.capability.gate import LinkGate
from shared.capability.model import LinkKind
from shared.capability.offer import Offer
from shared.directory import Directory, Scene
from shared.domain.errors import NotAllowedError, NotFoundError
from shared.domain.ids import FirmId, UploadId
from shared.domain.principals import Caller, Member

# Whoever asks: somebody who logged in, or who brings a link.
type Asker = Caller | Offer


class Uploads(Protocol):
    """Where uploads stand."""

    def find(self, firm: FirmId, upload: UploadId) -> Upload | None: ...


@dataclass(frozen=True)
class Sight:
    """An upload as somebody may see it; what they are given is good until then. `scene` is None for a bearer."""

    upload: Upload
    is_mine: bool
    scene: Scene | None = None
    until: datetime | None = None

    def demand_mine(self) -> Upload:
        """Give the upload to whoever sent it; NotAllowedError for those who only see it."""
        if not self.is_mine:
            raise NotAllowedError
        return self.upload


class Seeing:
    """Finds uploads for whoever asks; what they may not see is not there (NotFoundError)."""

    def __init__(self, uploads: Uploads, directory: Directory, gate: LinkGate) -> None:
        self._uploads = uploads
        self._directory = directory
        self._gate = gate

    def see(self, who: Asker, upload: UploadId, now: datetime, *, is_over: bool = False) -> Sight:
        """Find an upload in two reads. Of a link that is used up, what was sent by it is still seen (`is_over`)."""
        if isinstance(who, Offer):
            return self._by_link(who, upload, now, is_over=is_over)
        found = self._uploads.find(who.identity.firm, upload)
        if found is None:
            self._directory.gate(who.identity)
            raise NotFoundError
        place = keys.folder(found.firm, found.account, found.folder)
        scene = self._directory.gate(who.identity, account=found.account, also=[place])
        principal = scene.principal
        is_mine = found.uploader.id == principal.id
        if isinstance(principal, Member):
            if is_hidden(folder_of(scene.items.get(place), found.firm, found.account, found.folder), principal):
                raise NotFoundError
        elif not is_mine:
            raise NotFoundError
        return Sight(found, is_mine, scene)

    def _by_link(self, offer: Offer, upload: UploadId, now: datetime, *, is_over: bool) -> Sight:
        scene = self._gate.look(offer, {LinkKind.UPLOAD}, also=lambda to: [keys.upload(to.firm, upload)])
        held = scene.demand_pass(now, is_same_use=is_over)
        standing = scene.items.get(keys.upload(scene.recipient.firm, upload))
        found = Upload.model_validate(standing) if standing else None
        way = found.by_link if found else None
        if found is None or way is None or (way.link, way.visit) != (scene.link.id, held.visit):
            raise NotFoundError
        return Sight(found, is_mine=True, until=scene.until)
