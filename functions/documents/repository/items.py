"""How each entity is stored."""

from functions.documents import keys
from functions.documents.model.entities import TRASH_KEPT, Document, Folder, Version
from functions.documents.model.names import folded, words
from shared import timers
from shared.domain.clock import stamp
from shared.domain.ids import DocumentId, FirmId, bare
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import Key, by_time

PURGE_TIMER = "purge"


def folder(of: Folder) -> Item:
    return item(keys.folder(of.firm, of.account, of.id), schema.FOLDER, **body(of))


def document(of: Document) -> Item:
    """Store a document: listed by name in its folder, or by time in the trash, and then timed until it is purged."""
    is_kept = of.trashed_at is None
    trash = None if of.trashed_at is None else by_time(stamp(of.trashed_at), bare(of.id))
    purge_at = None if of.trashed_at is None else of.trashed_at + TRASH_KEPT
    return item(
        keys.document(of.firm, of.id),
        schema.DOCUMENT,
        g1pk=keys.in_folder(of.firm, of.folder) if is_kept else None,
        g1sk=keys.by_name(folded(of.name), of.id) if is_kept else None,
        g2pk=keys.trash(of.firm, of.account) if trash else None,
        g2sk=trash,
        **timers.timer(of.firm, PURGE_TIMER, purge_at, of.id),
        **body(of),
    )


def version(of: Version) -> Item:
    return item(keys.version(of.firm, of.document, of.version), schema.DOCUMENT_VERSION, **body(of))


def received(of: Document) -> Item:
    return item(keys.received(of.firm, of.account, of.sha256), schema.RECEIVED, document=of.id, name=of.name)


def words_of(of: Document) -> list[Item]:
    """Store the words by which a document is found, each in a place of its own."""
    return [
        item(
            keys.word(of.firm, of.account, each, of.id),
            schema.DOCUMENT_WORD,
            word=each,
            document=of.id,
            folder=of.folder,
        )
        for each in words(of.name)
    ]


def name(firm: FirmId, key: Key, document: DocumentId, times: int = 1) -> Item:
    """Store a name that is taken; `times` is how often it was wanted."""
    return item(key, schema.DOCUMENT_NAME, firm=firm, document=document, times=times)
