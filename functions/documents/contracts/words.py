"""Words that several of the room's contracts are made of."""

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from functions.documents.model.names import cleaned

type Identifier = Annotated[str, StringConstraints(max_length=64)]
# Given as any text, kept as a name any file system takes.
type FileName = Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(cleaned)]
type PermissionName = Literal["none", "view", "edit"]
type OriginName = Literal["team", "portal", "chat", "request", "organizer", "upload_link"]
type ApprovalName = Literal["pending", "approved", "disapproved"]
