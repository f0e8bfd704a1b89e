"""What filing stands on, and what it makes of an upload."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from functions.documents.model.entities import Document, Folder, Version
from functions.documents.model.names import cleaned
from functions.documents.model.tree import Tree
from functions.documents.model.uploads import Upload
from shared.capability.model import Link, LinkState, Recipient
from shared.directory import AccountRecord, AccountStatus
from shared.domain.errors import LimitReachedError
from shared.domain.ids import FolderId, digest
from shared.domain.principals import ActorKind
from shared.table.actions import Item
from shared.table.keys import Key


@dataclass(frozen=True)
class Way:
    """By which link an upload came, as link and recipient stand."""

    link: Link
    recipient: Recipient

    def is_open_to(self, upload: Upload, account: AccountRecord) -> bool:
        """Tell whether the link was open when the bytes were stored; one that was withdrawn since never was."""
        at = upload.stored.at if upload.stored else upload.created_at
        is_suspended = account.status is not AccountStatus.ACTIVE
        is_revoked = self.link.revoked_at is not None
        return self.recipient.state(at, is_revoked=is_revoked, is_suspended=is_suspended) is LinkState.ACTIVE


@dataclass(frozen=True)
class Ground:
    """What filing stands on, read at once.

    `folder` is where it goes, or where that lies whose next version it is; None when it was deleted. `each` is the one
    it lies in instead, where it stands already: of whoever sent it, when they have one of their own, or the strays'.
    `is_merged`: the account went into another, and what is sent to it goes on there.
    """

    account: AccountRecord | None
    folder: Folder | None
    each: Folder | None = None
    replaced: Document | None = None
    way: Way | None = None
    names: Mapping[Key, Item] = field(default_factory=dict)
    is_merged: bool = False

    @property
    def standing(self) -> Document | None:
        """Give the document it is the next version of, while that can have one."""
        replaced = self.replaced
        if replaced is None or replaced.trashed_at is not None or replaced.sealed_at is not None:
            return None
        return replaced


@dataclass(frozen=True)
class Filed:
    """What is written: the upload at its end, the document and its version.

    `each` is the folder it lies in when that is new, `tree` those it comes to stand among.
    """

    upload: Upload
    document: Document
    version: Version
    way: Way | None = None
    each: Folder | None = None
    tree: Tree | None = None


@dataclass(frozen=True)
class Bytes:
    """Where the copy lies that no address for writing was ever made for."""

    key: str
    version: str


def own_folder(of: Upload) -> FolderId | None:
    """Name the folder of whoever sent it by a link that has one for each."""
    way = of.by_link
    if way is None or way.has_folder_of is None:
        return None
    return FolderId(f"fld_{digest('uploader', of.firm, of.folder, way.link, way.has_folder_of)}")


def folder_for(of: Upload, own: FolderId, above: Folder, tree: Tree) -> Folder | None:
    """Make the folder of whoever sent it, below the one the link is for; None when there is no room for another."""
    name = cleaned(of.uploader.name)
    new = Folder(firm=of.firm, id=own, account=of.account, name=name, parent=above.id, top=above.top)
    try:
        return tree.with_new(new, None)
    except LimitReachedError:
        return None


def document_of(of: Upload, folder: FolderId, bytes_: Bytes, now: datetime) -> Document:
    """Make the document an upload becomes. What the team put in itself, the team has seen."""
    return Document(
        firm=of.firm,
        id=of.own_document,
        account=of.account,
        folder=folder,
        name=of.name,
        type=of.type,
        size=of.size,
        sha256=of.sha256,
        key=bytes_.key,
        object_version=bytes_.version,
        is_released=of.is_released,
        original_name=of.name,
        origin=of.origin,
        uploader=of.uploader,
        created_at=now,
        changed_at=now,
        viewed_at=now if of.uploader.kind is ActorKind.MEMBER else None,
    )


def next_of(before: Document, of: Upload, bytes_: Bytes, now: datetime) -> Document:
    """Give a document as its next version leaves it: the team put it in, and its people are to open it anew."""
    return before.model_copy(
        update={
            "v": before.v + 1,
            "version": before.version + 1,
            "type": of.type,
            "size": of.size,
            "sha256": of.sha256,
            "key": bytes_.key,
            "object_version": bytes_.version,
            "is_released": of.is_released,
            "is_infected": False,
            "changed_at": now,
            "viewed_at": before.viewed_at or now,
            "viewed_by_client_at": None,
        }
    )


def version_of(document: Document, of: Upload, now: datetime) -> Version:
    return Version(
        firm=document.firm,
        document=document.id,
        version=document.version,
        type=document.type,
        size=document.size,
        sha256=document.sha256,
        key=document.key,
        object_version=document.object_version,
        is_released=document.is_released,
        uploader=of.uploader,
        created_at=now,
    )
