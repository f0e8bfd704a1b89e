"""Held files wait for a member: to be let in with a reason, or turned away."""

from datetime import datetime
from typing import Protocol

from functions.documents.model.access import demand_manage
from functions.documents.model.uploads import Came, Decision, Upload
from functions.documents.service import told
from functions.documents.service.uploading.seeing import Seeing
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import UploadId
from shared.domain.principals import Caller


class Uploads(Protocol):
    """Where uploads stand."""

    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None: ...


class Line(Protocol):
    """The queue of whoever files."""

    def tell(self, key: str, version: str) -> None: ...


class DecidingService:
    """Takes decisions on held files. What was decided may be said again.

    All of them ask `manage_documents`, and an account that is active: until then the file waits.
    """

    def __init__(self, uploads: Uploads, line: Line, seeing: Seeing, clock: Clock) -> None:
        self._uploads = uploads
        self._line = line
        self._seeing = seeing
        self._clock = clock

    def release(self, caller: Caller, upload: UploadId, reason: str) -> Upload:
        """Let a held file in; a moment later it is a document, which no link ever serves."""
        found, decision = self._look(caller, upload, reason, is_release=True)
        if not found.is_released:
            found = found.released(decision)
            self._uploads.save(found, decision.at)
        return self._told(found)

    def reject(self, caller: Caller, upload: UploadId, reason: str) -> Upload:
        """Turn a held file away; its bytes go a moment later."""
        found, decision = self._look(caller, upload, reason, is_release=False)
        if found.decision is None or found.decision.is_release:
            found = found.refused(decision)
            self._uploads.save(found, decision.at, told.rejected(found, decision.at))
        return self._told(found)

    def _look(self, caller: Caller, upload: UploadId, reason: str, *, is_release: bool) -> tuple[Upload, Decision]:
        now = self._clock()
        sight = self._seeing.see(caller, upload, now)
        if sight.scene is None:
            raise NotFoundError
        member = demand_manage(sight.scene)
        came = Came.of(caller.provenance)
        decision = Decision(member=member.id, name=member.name, at=now, reason=reason, is_release=is_release, came=came)
        return sight.upload, decision

    def _told(self, upload: Upload) -> Upload:
        """Have whoever files go on with it; lost, the sweep says it again."""
        if upload.look_at is not None and upload.stored is not None:
            self._line.tell(upload.key, upload.stored.version)
        return upload
