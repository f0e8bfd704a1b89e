"""Folders on the wire."""

from typing import Annotated, Literal

from pydantic import Field

from functions.documents.contracts.words import FileName, Identifier, PermissionName
from functions.documents.model.tree import MOST_OVERRIDES
from shared.http import Contract, View


class FolderOverride(Contract):
    """What one of the account's people may do, whatever the others may."""

    contact_id: Identifier
    permission: PermissionName


type Overrides = Annotated[list[FolderOverride], Field(max_length=MOST_OVERRIDES)]


class CreateFolder(Contract):
    """A folder of an account, at the top or below a parent.

    What may be done in it is said of a top folder alone, `edit` unless said; those below inherit it. `private` keeps it
    to members who manage documents.
    """

    account_id: Identifier
    name: FileName
    parent_id: Identifier | None = None
    permission: PermissionName | None = None
    overrides: Overrides | None = None
    private: bool | None = None


class UpdateFolder(Contract):
    """What to change; a field left out stays. `overrides` are given whole."""

    name: FileName | None = None
    permission: PermissionName | None = None
    overrides: Overrides | None = None
    private: bool | None = None


class MoveFolder(Contract):
    """Below which folder to put it; null is the top."""

    parent_id: Identifier | None


class FolderOverrideView(View):
    """What one of the account's people may do, whatever the others may."""

    contact_id: str
    permission: PermissionName


class FolderView(View):
    """A folder as the team sees it. `main` is the one every account has; `topId` names whose permission it has."""

    id: str
    account_id: str
    name: str
    parent_id: str | None
    top_id: str
    permission: PermissionName
    overrides: list[FolderOverrideView]
    private: bool
    main: bool


class FolderDeletedView(View):
    """Which folder is gone."""

    id: str


class PortalFolderView(View):
    """A folder as one of the account's people sees it, with what they may do in it."""

    id: str
    account_id: str
    name: str
    parent_id: str | None
    permission: Literal["view", "edit"]
    main: bool
