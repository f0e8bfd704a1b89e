"""Documents are renamed, moved, put into the trash and taken out of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import demand_edit, demand_manage, folder_of
from functions.documents.model.entities import Document, Folder
from functions.documents.model.names import folded, numbered
from functions.documents.model.strays import strays_id
from functions.documents.model.tree import Tree
from functions.documents.service.finding import Finder, Sight
from functions.documents.service.saying import said
from shared.domain.clock import Clock
from shared.domain.errors import NotAllowedError, NotFoundError, StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.events.documents.documents import (
    DocumentMoved,
    DocumentRenamed,
    DocumentRestored,
    DocumentTrashed,
)
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId
from shared.domain.principals import Caller, Person
from shared.table.actions import Item
from shared.table.keys import Key

_TRIES = 3
_MOST_NUMBERS = 100

type Told = Callable[[Document], Announcement]


class Documents(Protocol):
    """Where documents are written, each with what was read of the names along.

    With `is_unopened`, StaleVersionError when the team opened it meanwhile.
    """

    def rename(
        self, before: Document, after: Document, found: Mapping[Key, Item], told: Told, *, is_unopened: bool
    ) -> Document: ...
    def move(self, before: Document, after: Document, found: Mapping[Key, Item], told: Told) -> Document: ...
    def restore(
        self, before: Document, after: Document, found: Mapping[Key, Item], told: Told, into: tuple[Folder, Tree] | None
    ) -> Document: ...
    def trash(
        self,
        before: Document,
        after: Document,
        found: Mapping[Key, Item],
        announcement: Announcement,
        *,
        is_unopened: bool,
    ) -> None: ...


class Folders(Protocol):
    """Where the folders of an account are read."""

    def tree(self, firm: FirmId, account: AccountId) -> Tree: ...


class ChangingService:
    """What becomes of documents, by members who manage them.

    The account's people rename and trash what they put in themselves, where they may put things in, until the team
    opened it; what was named automatically they rename any time.
    Announces `document.renamed`, `.moved`, `.trashed` and `.restored`.
    """

    def __init__(self, finder: Finder, documents: Documents, folders: Folders, clock: Clock) -> None:
        self._finder = finder
        self._documents = documents
        self._folders = folders
        self._clock = clock

    def rename(self, caller: Caller, document: DocumentId, *, seen: int, name: str) -> Sight:
        """Give a document another name, numbered when that is taken; its own changes and logs nothing.

        The call may be repeated when its answer was lost: the very next version that is so is the one it made.
        """
        sight = self._finder.find(caller, document, lambda known: [_name(known, known.folder, name)])
        may_always = sight.is_named_for_its_owner()
        if not may_always:
            _demand_change(sight)
        sight.demand_kept()
        standing = sight.document
        if standing.v == seen + 1 and standing.name == name:
            return sight
        _demand_seen(standing, seen)
        if standing.name == name:
            return sight
        return self._call(caller, sight, name, is_unopened=_is_persons(sight) and not may_always)

    def restore_name(self, caller: Caller, document: DocumentId) -> Sight:
        """Let a person call what they put in as it was called when it came, whatever name it was given since.

        It is never named automatically again. Nothing happens when it has that name by somebody's choice.
        """
        for _ in range(_TRIES):
            sight = self._finder.find(caller, document, lambda known: [_name(known, known.folder, known.original_name)])
            may_always = sight.is_named_for_its_owner()
            if not may_always:
                _demand_change(sight)
            sight.demand_kept()
            standing = sight.document
            if standing.named_by_hand and _is_numbered(standing.name, standing.original_name):
                return sight
            try:
                return self._call(caller, sight, standing.original_name, is_unopened=not may_always)
            except StaleVersionError:
                continue
        raise UnavailableError

    def _call(self, caller: Caller, sight: Sight, name: str, *, is_unopened: bool) -> Sight:
        standing, now = sight.document, self._clock()

        def told(after: Document) -> Announcement:
            event = said(DocumentRenamed, after, before=standing.name, is_automatic=False)
            return Announcement.of(now, sight.principal.actor, caller.provenance, event)

        after = standing.renamed(name, now, is_by_hand=True)
        written = self._documents.rename(standing, after, sight.items, told, is_unopened=is_unopened)
        return replace(sight, document=written)

    def move(self, caller: Caller, document: DocumentId, *, seen: int, folder: FolderId) -> Sight:
        """Put a document into another folder of its account, whose permission it has from then on."""
        firm = caller.identity.firm

        def also(known: Document) -> Iterable[Key]:
            return [keys.folder(firm, known.account, folder), _name(known, folder, known.name)]

        sight = self._finder.find(caller, document, also)
        demand_manage(sight.scene)
        sight.demand_kept()
        standing = sight.document
        if standing.v == seen + 1 and standing.folder == folder:
            return sight
        where = folder_of(_found(sight, folder), firm, standing.account, folder)
        if where is None:
            raise NotFoundError
        _demand_seen(standing, seen)
        if standing.folder == folder:
            return sight
        now = self._clock()

        def told(after: Document) -> Announcement:
            event = said(DocumentMoved, after, before=standing.folder)
            return Announcement.of(now, sight.principal.actor, caller.provenance, event)

        written = self._documents.move(standing, standing.moved(folder, now), sight.items, told)
        return replace(sight, document=written, folder=where)

    def trash(self, caller: Caller, document: DocumentId) -> Sight:
        """Put a document into the trash; it is there until 120 days are over. May be repeated."""
        for _ in range(_TRIES):
            sight = self._finder.find(caller, document, lambda known: [_name(known, known.folder, known.name)])
            if sight.document.trashed_at is not None:
                return sight
            _demand_change(sight)
            now = self._clock()
            after = sight.document.trashed(now)
            event = said(DocumentTrashed, after)
            announcement = Announcement.of(now, sight.principal.actor, caller.provenance, event)
            try:
                self._documents.trash(sight.document, after, sight.items, announcement, is_unopened=_is_persons(sight))
            except StaleVersionError:
                continue
            return replace(sight, document=after)
        raise UnavailableError

    def restore(self, caller: Caller, document: DocumentId) -> Sight:
        """Take a document out of the trash: into its folder, or that of the strays when it is gone. May be repeated.

        Its name is numbered when another has it by now. NotFoundError once its 120 days are over.
        """
        for _ in range(_TRIES):
            sight = self._finder.find(caller, document, _where_restored)
            demand_manage(sight.scene)
            standing = sight.document
            if standing.trashed_at is None:
                return sight
            now = self._clock()
            if standing.is_over(now):
                raise NotFoundError
            into = None if sight.folder else self._strays(sight)
            after = standing.restored(sight.folder.id if sight.folder else _strays_of(standing), now)

            def told(written: Document, now: datetime = now, sight: Sight = sight) -> Announcement:
                event = said(DocumentRestored, written)
                return Announcement.of(now, sight.principal.actor, caller.provenance, event)

            try:
                written = self._documents.restore(standing, after, sight.items, told, into)
            except (StaleVersionError, NotFoundError):
                continue
            return replace(sight, document=written)
        raise UnavailableError

    def _strays(self, sight: Sight) -> tuple[Folder, Tree] | None:
        """Give the folder of the account's strays, and those it comes to stand among; None when it stands there."""
        of = sight.document
        if _found(sight, _strays_of(of)) is not None:
            return None
        tree = self._folders.tree(of.firm, of.account)
        return tree.with_strays(), tree


def _is_numbered(name: str, of: str) -> bool:
    """Tell whether a name is this one, or a number of it."""
    return name in {numbered(of, n) for n in range(1, _MOST_NUMBERS)}


def _demand_change(sight: Sight) -> None:
    """Let change a document who manages documents, and who may still take back what they put in."""
    if not isinstance(sight.principal, Person):
        demand_manage(sight.scene)
        return
    folder = sight.demand_kept()
    demand_edit(folder, sight.principal)
    if not sight.document.is_of(sight.principal):
        raise NotAllowedError
    if not sight.document.is_still_of(sight.principal):
        raise WrongStateError("The team has opened the document.")


def _is_persons(sight: Sight) -> bool:
    return isinstance(sight.principal, Person)


def _where_restored(known: Document) -> Iterable[Key]:
    """Name its name where it lay, and the folder it may lie in instead with its name there."""
    strays = _strays_of(known)
    return [
        _name(known, known.folder, known.name),
        keys.folder(known.firm, known.account, strays),
        _name(known, strays, known.name),
    ]


def _strays_of(document: Document) -> FolderId:
    return strays_id(document.firm, document.account)


def _name(document: Document, folder: FolderId, name: str) -> Key:
    return keys.name(document.firm, folder, folded(name))


def _found(sight: Sight, folder: FolderId) -> Item | None:
    return sight.items.get(keys.folder(sight.document.firm, sight.document.account, folder))


def _demand_seen(document: Document, seen: int) -> None:
    if document.v != seen:
        raise StaleVersionError
