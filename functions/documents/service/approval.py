"""The firm asks for approval of a document; the account's people approve or disapprove."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from functions.documents.model.access import demand_active, demand_manage
from functions.documents.model.entities import Approval, Document
from functions.documents.service.finding import Finder, Sight
from functions.documents.service.saying import said
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement, Event
from shared.domain.events.documents.documents import DocumentApprovalRequested, DocumentApproved, DocumentDisapproved
from shared.domain.ids import DocumentId
from shared.domain.principals import Caller
from shared.published.documents import FolderRecord, Permission

_TRIES = 3

type Wish = Callable[[Sight], tuple[Document, Event] | None]


class Documents(Protocol):
    """Where what was asked and said is written."""

    def mark_approval(self, before: Document, after: Document, announcement: Announcement) -> None: ...


class ApprovalService:
    """`pending → approved | disapproved`, of one version: what is said of it does not stand for the next.

    All of it may be repeated: what is so stays so. Announces `document.approval_requested`, `.approved` and
    `.disapproved`.
    """

    def __init__(self, finder: Finder, documents: Documents, clock: Clock) -> None:
        self._finder = finder
        self._documents = documents
        self._clock = clock

    def ask(self, caller: Caller, document: DocumentId) -> Sight:
        """Ask the account's people to approve the current version, whatever was said before.

        Asks `manage_documents`; WrongStateError when none of them can see it.
        """

        def wish(sight: Sight) -> tuple[Document, Event] | None:
            member = demand_manage(sight.scene)
            if _is_hidden(sight.demand_kept()):
                raise WrongStateError("The account's people cannot see the document.")
            if sight.document.standing_approval is Approval.PENDING:
                return None
            after = sight.document.asked(member.id)
            return after, said(DocumentApprovalRequested, after, document_version=after.version)

        return self._mark(caller, document, wish)

    def approve(self, caller: Caller, document: DocumentId) -> Sight:
        """Approve it as one of the account's people who can see it; WrongStateError unless that was asked."""
        return self._answer(caller, document, Approval.APPROVED, None)

    def disapprove(self, caller: Caller, document: DocumentId, reason: str) -> Sight:
        """Disapprove it for a reason the firm reads."""
        return self._answer(caller, document, Approval.DISAPPROVED, reason)

    def _answer(self, caller: Caller, document: DocumentId, answer: Approval, reason: str | None) -> Sight:
        def wish(sight: Sight) -> tuple[Document, Event] | None:
            person = sight.scene.person
            demand_active(sight.scene)
            standing = sight.document
            if standing.standing_approval is answer and standing.approval_by == person.id:
                return None
            if standing.standing_approval is not Approval.PENDING:
                raise WrongStateError("Nobody waits for an answer.")
            after = standing.answered(answer, person.id, reason)
            of = {"document_version": after.version, "asked_by": standing.approval_asked_by}
            if reason is None:
                return after, said(DocumentApproved, after, **of)
            return after, said(DocumentDisapproved, after, **of, reason=reason)

        return self._mark(caller, document, wish)

    def _mark(self, caller: Caller, document: DocumentId, wish: Wish) -> Sight:
        for _ in range(_TRIES):
            sight = self._finder.find(caller, document)
            wanted = wish(sight)
            if wanted is None:
                return sight
            after, event = wanted
            announcement = Announcement.of(self._clock(), sight.principal.actor, caller.provenance, event)
            try:
                self._documents.mark_approval(sight.document, after, announcement)
            except StaleVersionError:
                continue
            return replace(sight, document=after)
        raise UnavailableError


def _is_hidden(folder: FolderRecord) -> bool:
    shown = {folder.permission, *folder.overrides.values()}
    return folder.is_private or shown == {Permission.NONE}
