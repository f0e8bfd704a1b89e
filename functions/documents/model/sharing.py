"""Documents as a link shows them: at the version it serves, with what keeps one back."""

from dataclasses import dataclass

from functions.documents.model.entities import Document, Version
from shared.capability.refusals import TargetGoneError
from shared.domain.errors import PorticoError
from shared.domain.ids import DocumentId
from shared.published.locks import PaymentRequiredError


@dataclass(frozen=True)
class SharedDocument:
    """One of the documents behind a link; `served` is the pinned version, else the document at its latest.

    `served` is None when it is gone, in the trash, or its scan was not clean: links never serve what a member let in by
    hand.
    """

    id: DocumentId
    document: Document | None = None
    served: Document | Version | None = None
    is_locked: bool = False

    def demand(self) -> tuple[Document, Document | Version]:
        """Give the document and what is served of it; what keeps it back, else."""
        if self.document is None or self.served is None:
            raise TargetGoneError
        if self.is_locked:
            raise PaymentRequiredError
        return self.document, self.served

    @property
    def refusal(self) -> type[PorticoError] | None:
        """Tell what keeps it back, for it alone."""
        if self.served is None:
            return TargetGoneError
        return PaymentRequiredError if self.is_locked else None
