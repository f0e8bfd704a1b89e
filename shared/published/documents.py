"""Documents and folders as other rooms may see them; the room documents writes them."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.domain.entities import Rewritten, Versioned
from shared.domain.ids import AccountId, ContactId, DocumentId, FirmId, FolderId, digest

# The name of the folder every account has from its first day, until somebody names it otherwise.
MAIN_FOLDER = "Documents"


class Permission(StrEnum):
    """What the account's people may do in a folder: nothing; list and download; also put files in."""

    NONE = "none"
    VIEW = "view"
    EDIT = "edit"


class FolderRecord(Versioned, Rewritten):
    """A folder of an account. `v` is 0 while the account's own folder was never changed, and so never written.

    `permission` and `overrides` are those of its top folder, written with each folder below it, so that one read
    decides. A `is_private` folder is the team's own: of its members those who manage documents.
    """

    firm: FirmId
    id: FolderId
    account: AccountId
    name: str
    parent: FolderId | None = None
    top: FolderId
    permission: Permission = Permission.EDIT
    overrides: dict[ContactId, Permission] = Field(default_factory=dict)
    is_private: bool = False

    @property
    def is_main(self) -> bool:
        return self.id == main_folder_id(self.firm, self.account)

    def permission_of(self, contact: ContactId) -> Permission:
        """Tell what one of the account's people may do here."""
        return Permission.NONE if self.is_private else self.overrides.get(contact, self.permission)


class DocumentRecord(Versioned, Rewritten):
    """A filed document, at its current `version`; the bytes lie under `key`, as the object version named.

    `is_released` marks one whose scan was not clean and which a member let in by hand: no link ever serves it.
    `is_infected` marks one in which a threat was found after all: nobody is handed it.
    """

    firm: FirmId
    id: DocumentId
    account: AccountId
    folder: FolderId
    name: str
    type: str
    size: int
    sha256: str
    version: int = 1
    key: str
    object_version: str | None = None
    is_released: bool = False
    is_infected: bool = False
    trashed_at: datetime | None = None

    @property
    def is_servable_by_link(self) -> bool:
        return self.trashed_at is None and self.is_clean

    @property
    def is_clean(self) -> bool:
        return not (self.is_released or self.is_infected)


class VersionRecord(Rewritten):
    """One version of a document, which never changes but for what is found in it."""

    firm: FirmId
    document: DocumentId
    version: int
    type: str
    size: int
    sha256: str
    key: str
    object_version: str | None = None
    is_released: bool = False
    is_infected: bool = False

    @property
    def is_clean(self) -> bool:
        return not (self.is_released or self.is_infected)


def main_folder_id(firm: FirmId, account: AccountId) -> FolderId:
    """Name the folder every account has: it needs no look-up, and stands before it was ever written."""
    return FolderId(f"fld_{digest('folder', firm, account)}")


def main_folder(firm: FirmId, account: AccountId) -> FolderRecord:
    """Give the account's own folder as it is until somebody changes it."""
    own = main_folder_id(firm, account)
    return FolderRecord(v=0, firm=firm, id=own, account=account, name=MAIN_FOLDER, top=own)
