"""What becomes of all an account kept when the account itself is no more; pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from functions.documents.model.entities import Document
from shared.domain.entities import Versioned
from shared.domain.ids import AccountId, FirmId, FolderId


class Leaving(Versioned):
    """All an account kept goes into another, or for good; `folder` and `after` tell how far that has come."""

    firm: FirmId
    account: AccountId
    into: AccountId | None = None
    since: datetime
    folder: FolderId | None = None
    after: str | None = None


@dataclass(frozen=True)
class Lying:
    """Some of the documents that lie in a folder, and behind which of its names the others are; None at the end."""

    documents: tuple[Document, ...]
    after: str | None

    def of(self, account: AccountId) -> Self:
        """Leave out what has come to another account already."""
        return replace(self, documents=tuple(each for each in self.documents if each.account == account))
