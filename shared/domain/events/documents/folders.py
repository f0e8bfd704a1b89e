"""Folders."""

from typing import Annotated, ClassVar

from shared.domain.events.documents.event import DocumentsEvent
from shared.domain.events.event import Personal
from shared.domain.ids import FolderId


class FolderEvent(DocumentsEvent):
    """What became of a folder."""

    folder_name: Annotated[str, Personal]


class FolderCreated(FolderEvent):
    name: ClassVar[str] = "folder.created"

    parent: FolderId | None
    permission: str
    is_private: bool


class FolderChanged(FolderEvent):
    """A folder's name, or what may be done in it, was changed: before and after of each key that changed."""

    name: ClassVar[str] = "folder.changed"

    before: Annotated[dict[str, str], Personal]
    after: Annotated[dict[str, str], Personal]


class FolderMoved(FolderEvent):
    """It stands below another folder, with all that is in it, and has that one's permission; None is the top."""

    name: ClassVar[str] = "folder.moved"

    before: FolderId | None
    after: FolderId | None


class FolderDeleted(FolderEvent):
    """It was empty."""

    name: ClassVar[str] = "folder.deleted"


EVENTS = (FolderCreated, FolderChanged, FolderMoved, FolderDeleted)
