"""Who may see and change what is kept; pure."""

from functions.documents.model.entities import Folder
from shared.directory import AccountStatus, Scene
from shared.domain.errors import NotAllowedError, NotFoundError, WrongStateError
from shared.domain.ids import AccountId, FirmId, FolderId
from shared.domain.principals import Member, Person, Right
from shared.published.documents import FolderRecord, Permission, main_folder, main_folder_id
from shared.table.actions import Item


def folder_of(item: Item | None, firm: FirmId, account: AccountId, folder: FolderId) -> Folder | None:
    """Read a folder out of what was found; the account's own is there before it was ever written."""
    if item is not None:
        return Folder.model_validate(item)
    if folder == main_folder_id(firm, account):
        return Folder.model_validate(main_folder(firm, account).model_dump())
    return None


def is_visible(folder: FolderRecord, to: Member | Person) -> bool:
    """Tell whether what lies in a folder is there for somebody who has access to its account."""
    if isinstance(to, Person):
        return folder.permission_of(to.contact) is not Permission.NONE
    return not folder.is_private or to.has(Right.MANAGE_DOCUMENTS)


def is_hidden(folder: FolderRecord | None, to: Member) -> bool:
    """Tell whether what is on its way into a folder is none of a member's affair.

    Who could see a folder that is gone is not known any more, so that is for those who manage documents.
    """
    return not to.has(Right.MANAGE_DOCUMENTS) and (folder is None or folder.is_private)


def demand_visible(folder: FolderRecord | None, to: Member | Person) -> FolderRecord:
    """Give the folder back; NotFoundError when it is not there for them."""
    if folder is None or not is_visible(folder, to):
        raise NotFoundError
    return folder


def demand_manage(scene: Scene) -> Member:
    """Give the member back who may change what is kept; WrongStateError while the account is closed.

    NotAllowedError without `manage_documents`.
    """
    member = scene.demand(Right.MANAGE_DOCUMENTS)
    demand_active(scene)
    return member


def demand_active(scene: Scene) -> None:
    """Refuse changes in an account that is not active: the team reads on, and nothing else."""
    if scene.account is None or scene.account.status is not AccountStatus.ACTIVE:
        raise WrongStateError("The account is not active.")


def demand_edit(folder: FolderRecord, person: Person) -> None:
    """Refuse a person who may only look into this folder."""
    if folder.permission_of(person.contact) is not Permission.EDIT:
        raise NotAllowedError
