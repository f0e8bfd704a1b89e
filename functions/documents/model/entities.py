"""Folders, documents and their versions."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from shared.domain.entities import Entity
from shared.domain.ids import ContactId, FolderId, LinkId, MemberId
from shared.domain.principals import ActorKind, Person
from shared.published.documents import DocumentRecord, FolderRecord, VersionRecord

TRASH_KEPT = timedelta(days=120)


class Origin(StrEnum):
    """By which way a document came."""

    TEAM = "team"
    PORTAL = "portal"
    CHAT = "chat"
    REQUEST = "request"
    ORGANIZER = "organizer"
    UPLOAD_LINK = "upload_link"


class Uploader(Entity):
    """Who put it in. A bearer's name is what somebody called themselves."""

    kind: ActorKind
    id: str
    name: str
    contact: ContactId | None = None
    link: LinkId | None = None


class Approval(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    DISAPPROVED = "disapproved"


class Folder(FolderRecord):
    """A folder as the room writes it; `documents` counts those that lie in it, while it is not the account's own.

    `shape` stands in the account's own folder: it counts the changes to any folder of the account, so that what was
    read of them all is known to be what stands.
    """

    documents: int = 0
    shape: int = 0


class Document(DocumentRecord):
    """A document as the room writes it. `original_name` never changes; the states hold together.

    `viewed_at` is when the team first opened it: until then whoever put it in may rename and trash it. `named_by_hand`
    tells that somebody chose its name, which no automatic renaming overrules; `recognised_as` what it was taken for.
    """

    original_name: str
    origin: Origin
    uploader: Uploader
    created_at: datetime
    changed_at: datetime
    viewed_at: datetime | None = None
    viewed_by_client_at: datetime | None = None
    named_by_hand: bool = False
    renamed_automatically: bool = False
    recognised_as: str | None = None
    approval: Approval | None = None
    approval_version: int | None = None
    approval_reason: str | None = None
    approval_by: str | None = None
    approval_asked_by: MemberId | None = None
    sealed_at: datetime | None = None

    @property
    def standing_approval(self) -> Approval | None:
        """Tell what was asked or said of the current version; what was said of an earlier one does not stand."""
        return self.approval if self.approval_version == self.version else None

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time in the trash is over: then it is gone, though its purge may come later."""
        return self.trashed_at is not None and now >= self.trashed_at + TRASH_KEPT

    def is_of(self, person: Person) -> bool:
        """Tell whether this person put it in by themselves."""
        return self.uploader.kind is ActorKind.PERSON and self.uploader.id == person.id

    def is_still_of(self, person: Person) -> bool:
        """Tell whether this person may still take it back: they put it in, and nobody of the team opened it."""
        return self.is_of(person) and self.viewed_at is None

    def opened_by_team(self, now: datetime) -> Self:
        return self if self.viewed_at else self.model_copy(update={"viewed_at": now})

    def opened_by_client(self, now: datetime) -> Self:
        return self if self.viewed_by_client_at else self.model_copy(update={"viewed_by_client_at": now})

    def renamed(self, name: str, now: datetime, *, is_by_hand: bool) -> Self:
        """Give it another name; what somebody chose by hand stays chosen."""
        changes = {"name": name, "named_by_hand": is_by_hand or self.named_by_hand}
        return self._changed(now, **changes, renamed_automatically=not is_by_hand)

    def moved(self, folder: FolderId, now: datetime) -> Self:
        return self._changed(now, folder=folder)

    def trashed(self, now: datetime) -> Self:
        return self._changed(now, trashed_at=now)

    def withdrawn(self, version: int, now: datetime) -> Self:
        """Take it out of reach for a threat in this version of it, if that is the current one."""
        if version != self.version:
            return self
        return self._changed(now, is_infected=True, trashed_at=self.trashed_at or now)

    def restored(self, folder: FolderId, now: datetime) -> Self:
        return self._changed(now, trashed_at=None, folder=folder)

    def asked(self, by: MemberId) -> Self:
        """Ask for an approval of the current version; what was said before is over."""
        return self._marked(Approval.PENDING, None, None).model_copy(update={"approval_asked_by": by})

    def answered(self, answer: Approval, by: str, reason: str | None) -> Self:
        return self._marked(answer, by, reason)

    def _marked(self, approval: Approval, by: str | None, reason: str | None) -> Self:
        marks = {"approval": approval, "approval_by": by, "approval_reason": reason}
        return self.model_copy(update={**marks, "approval_version": self.version})

    def _changed(self, now: datetime, **changes: object) -> Self:
        return self.model_copy(update={**changes, "changed_at": now, "v": self.v + 1})


class Version(VersionRecord):
    """A version as the room writes it."""

    uploader: Uploader
    created_at: datetime
