"""A document is found with all that decides who may do what with it: two reads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import demand_active, demand_visible, folder_of
from functions.documents.model.entities import Document
from shared.directory import Directory, Scene
from shared.domain.errors import NotFoundError, UnavailableError, WrongStateError
from shared.domain.ids import DocumentId, FirmId
from shared.domain.principals import Caller, Member, Person, Right
from shared.published.documents import FolderRecord
from shared.published.locks import PaymentRequiredError
from shared.table.actions import Item
from shared.table.keys import Key

_TRIES = 3


class Documents(Protocol):
    """Where documents are read."""

    def get(self, firm: FirmId, document: DocumentId) -> Document: ...


@dataclass(frozen=True)
class Sight:
    """A document as it stood in one consistent read with its folder, its lock and whoever asks.

    `folder` is None when it was deleted after the document went to the trash.
    """

    scene: Scene
    document: Document
    folder: FolderRecord | None
    is_locked: bool

    @property
    def items(self) -> Mapping[Key, Item]:
        return self.scene.items

    @property
    def principal(self) -> Member | Person:
        return self.scene.principal

    def demand_kept(self) -> FolderRecord:
        """Give its folder; WrongStateError while it is in the trash."""
        if self.document.trashed_at is not None or self.folder is None:
            raise WrongStateError("The document is in the trash.")
        return self.folder

    def is_named_for_its_owner(self) -> bool:
        """Tell whether it was named automatically and is of the person who asks: they may refuse the name any time."""
        if not isinstance(self.principal, Person) or not self.document.is_of(self.principal):
            return False
        demand_active(self.scene)
        return self.document.recognised_as is not None

    def demand_unlocked(self) -> None:
        """Raise PaymentRequiredError while an invoice holds it back. The team opens what it locked."""
        if self.is_locked and isinstance(self.principal, Person):
            raise PaymentRequiredError


class Finder:
    """Finds documents for members and persons."""

    def __init__(self, documents: Documents, directory: Directory) -> None:
        self._documents = documents
        self._directory = directory

    def find(
        self, caller: Caller, document: DocumentId, also: Callable[[Document], Iterable[Key]] = lambda _: ()
    ) -> Sight:
        """Find a document that is there for the caller, and what is asked along.

        NotFoundError when there is none, when it lies where the caller may not look, and when it is in the trash, for
        whoever neither manages documents nor put it there. Who may not enter at all learns nothing of it.
        """
        firm = caller.identity.firm
        for _ in range(_TRIES):
            known = self._known(caller, document)
            place, lock = keys.document(firm, document), keys.lock(firm, document)
            folder = keys.folder(firm, known.account, known.folder)
            wanted = [place, lock, folder, *also(known)]
            scene = self._directory.gate(caller.identity, account=known.account, also=wanted)
            if place not in scene.items:
                raise NotFoundError
            standing = Document.model_validate(scene.items[place])
            if (standing.account, standing.folder) != (known.account, known.folder):
                continue  # it was moved between the reads
            where = folder_of(scene.items.get(folder), firm, standing.account, standing.folder)
            if standing.trashed_at is not None:
                _demand_right(scene, standing)
            else:
                demand_visible(where, scene.principal)
            return Sight(scene, standing, where, lock in scene.items)
        raise UnavailableError

    def _known(self, caller: Caller, document: DocumentId) -> Document:
        try:
            return self._documents.get(caller.identity.firm, document)
        except NotFoundError:
            self._directory.gate(caller.identity)
            raise


def _demand_right(scene: Scene, trashed: Document) -> None:
    by = scene.principal
    if not (trashed.is_still_of(by) if isinstance(by, Person) else by.has(Right.MANAGE_DOCUMENTS)):
        raise NotFoundError
