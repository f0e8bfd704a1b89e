"""Filing: an upload becomes a document, or its next version, with all that goes with it, in one transaction."""

from collections.abc import Callable
from dataclasses import replace as change

from functions.documents import keys
from functions.documents.model.access import folder_of
from functions.documents.model.entities import Document, Folder
from functions.documents.model.filing import Filed, Ground, Way
from functions.documents.model.tree import Tree
from functions.documents.model.uploads import Upload
from functions.documents.repository import folders, items, naming, rewriting
from shared.capability import actions as capability
from shared.capability import keys as capability_keys
from shared.capability.model import Link, Recipient
from shared.directory import AccountRecord
from shared.directory import keys as directory_keys
from shared.directory.following import ended_in
from shared.domain.errors import StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import FolderId, bare
from shared.table.actions import Action, create, replace, settle
from shared.table.outbox import outbox
from shared.table.table import Table


class FilingRepository:
    """Writes DOCUMENT, DOCUMENT_VERSION, DOCUMENT_NAME, DOCUMENT_WORD, RECEIVED and the end of an UPLOAD."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ground(self, of: Upload, each: FolderId | None) -> Ground:
        """Read all that filing depends on in one request."""
        account = directory_keys.account(of.firm, of.account)
        folder = keys.folder(of.firm, of.account, of.folder)
        own = keys.folder(of.firm, of.account, each) if each else None
        replaced = keys.document(of.firm, of.replaces) if of.replaces else None
        link = recipient = None
        if of.by_link:
            link = capability_keys.link(of.firm, of.by_link.link)
            recipient = capability_keys.recipient(of.firm, of.by_link.link, of.by_link.n)
        name = naming.Place(of.firm, of.account, each or of.folder, of.name).key
        found = self._table.batch_get(
            each for each in (account, folder, own, replaced, link, recipient, name) if each is not None
        )
        next_of = Document.model_validate(found[replaced]) if replaced in found else None
        way = None
        if link in found and recipient in found:
            way = Way(Link.model_validate(found[link]), Recipient.model_validate(found[recipient]))
        ground = Ground(
            account=AccountRecord.model_validate(found[account]) if account in found else None,
            folder=folder_of(found.get(folder), of.firm, of.account, of.folder),
            each=Folder.model_validate(found[own]) if own in found else None,
            replaced=next_of,
            way=way,
            names=found,
            is_merged="merged_into" in found.get(account, {}),
        )
        if ground.standing is None or ground.standing.folder == of.folder:
            return ground
        lies_in = keys.folder(of.firm, of.account, ground.standing.folder)
        return change(ground, folder=folder_of(self._table.get(lies_in), of.firm, of.account, ground.standing.folder))

    def moved_along(self, of: Upload) -> Upload | None:
        """Give an upload as it goes on in the account its own went into; None when that is erased.

        UnavailableError while the folder it was sent to has not come there: for a moment it is on its way.
        """
        into = ended_in(self._table, of.firm, of.account)
        if into is None:
            return None
        moved = of.moved_along(into)
        if moved.folder == of.folder and self._table.get(keys.folder(of.firm, of.account, of.folder)):
            raise UnavailableError
        return moved

    def tree(self, of: Upload) -> Tree:
        """Read the folders of its account."""
        return folders.FolderRepository(self._table).tree(of.firm, of.account)

    def file(self, new: Filed, ground: Ground, announcement: Callable[[Document], Announcement]) -> Document:
        """Write a new document under the name wanted, or the next free number of it; give it as it was written.

        StaleVersionError when the upload is not as it was seen, NotFoundError when its folder is gone, the refusal of
        its link when that ended or ran out: then nothing of it stands.
        """
        wanted = naming.place_of(new.document)
        written = new.document

        def write(name: str, named: list[Action]) -> None:
            nonlocal written
            written = new.document.model_copy(update={"name": name})
            self._table.transact(
                replace(items.upload(new.upload), seen=new.upload.v - 1),
                create(items.document(written), taken=StaleVersionError),
                create(items.version(new.version), taken=StaleVersionError),
                *folders.lying_in(named, new.each, new.tree),
                *map(create, items.words_of(written)),
                settle(items.received(written)),
                *_used(new),
                outbox(announcement(written)),
            )

        naming.settle(written.id, wanted, write, seen=naming.seen_of(ground.names, wanted))
        return written

    def file_version(self, new: Filed, before: Document, announcement: Announcement) -> None:
        """Write the next version of a document that stands; StaleVersionError when it is not as it was seen."""
        self._table.transact(
            replace(items.upload(new.upload), seen=new.upload.v - 1),
            rewriting.document(before, new.document),
            create(items.version(new.version), taken=StaleVersionError),
            settle(items.received(new.document)),
            outbox(announcement),
        )


def _used(new: Filed) -> list[Action]:
    """Record the use of the link, count it and its bytes at the time they were stored, tick off what they were for.

    That is the recipient's list, or the visit's: nobody learns by it what others sent.
    """
    if new.way is None or new.upload.stored is None or new.upload.by_link is None:
        return []
    link, recipient = new.way.link, new.way.recipient
    stored, visit, wanted = new.upload.stored, new.upload.by_link.visit, new.upload.by_link.wanted
    used = capability.spend(recipient, stored.at, size=stored.size, ticks=wanted)
    at, by = new.document.created_at, new.upload.uploader.name
    record = capability.use(recipient, bare(new.upload.id), at, at, target=new.document.id, by=by)
    return [record, used, capability.standing(link), *capability.visited(recipient, visit, wanted)]
