"""What lost its folder: it lies in one that only those who manage documents see, until they put it where it belongs."""

from functions.documents.model.entities import Folder
from shared.domain.ids import AccountId, FirmId, FolderId, digest
from shared.published.documents import FolderRecord, Permission

# The name of the folder an account gets with its first stray, until somebody names it otherwise.
STRAYS = "From deleted folders"


def strays_id(firm: FirmId, account: AccountId) -> FolderId:
    """Name the folder of an account's strays: the same each time it is made."""
    return FolderId(f"fld_{digest('strays', firm, account)}")


def is_strays(folder: FolderRecord) -> bool:
    """Tell whether this is the folder of its account's strays: whoever could see them where they lay is not known."""
    return folder.id == strays_id(folder.firm, folder.account)


def strays(firm: FirmId, account: AccountId) -> Folder:
    """Give the folder of an account's strays as it is made."""
    own = strays_id(firm, account)
    return Folder(firm=firm, id=own, account=account, name=STRAYS, top=own, permission=Permission.NONE, is_private=True)
