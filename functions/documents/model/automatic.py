"""When a document is named by what it is."""

from dataclasses import dataclass

from functions.documents.model.entities import Document, Origin
from shared.directory import AccountRecord, AccountSort, AccountStatus, Policy

# By these ways clients put in what they have; what the firm puts in keeps its name.
_OF_CLIENTS = frozenset({Origin.PORTAL, Origin.CHAT, Origin.REQUEST, Origin.ORGANIZER, Origin.UPLOAD_LINK})


@dataclass(frozen=True)
class Filed:
    """A document with what decides whether it may be named, from one consistent read."""

    document: Document
    account: AccountRecord
    policy: Policy

    def may_be_named(self, version: int, origin: str) -> bool:
        """Tell whether it may get its name by what this version of it is: once, and never over a name somebody chose.

        The version must be the current one still, and have come by one of the clients' ways, whoever put in the first:
        the firm's own names nothing. What a member let in by hand after a bad scan is opened by nobody but people.
        """
        document = self.document
        return (
            self.policy.automatic_renaming
            and self.account.sort is AccountSort.NORMAL
            and self.account.status is AccountStatus.ACTIVE
            and document.account == self.account.id
            and origin in _OF_CLIENTS
            and document.version == version
            and document.trashed_at is None
            and document.sealed_at is None
            and not (document.named_by_hand or document.recognised_as or not document.is_clean)
        )
