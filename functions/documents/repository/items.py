"""How each entity is stored."""

from functions.documents import keys
from functions.documents.model.entities import TRASH_KEPT, Document, Folder, Version
from functions.documents.model.leaving import Leaving
from functions.documents.model.names import folded, words
from functions.documents.model.uploads import Upload
from shared import timers
from shared.domain.clock import stamp
from shared.domain.ids import DocumentId, FirmId, PersonId, bare
from shared.domain.principals import ActorKind
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import Key, by_time

PURGE_TIMER = "purge"
UPLOAD_TIMER = "upload"
LEAVING_TIMER = "leaving"


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


def leaving(of: Leaving) -> Item:
    """Store what is left to do; it is due until it is done."""
    return item(
        keys.leaving(of.firm, of.account),
        schema.DOCUMENTS_LEAVING,
        **timers.timer(of.firm, LEAVING_TIMER, of.since, of.account),
        **body(of),
    )


def version(of: Version) -> Item:
    return item(keys.version(of.firm, of.document, of.version), schema.DOCUMENT_VERSION, **body(of))


def received(of: Document) -> Item:
    """Store that an account holds these bytes, and where the document lay when they came."""
    place = keys.received(of.firm, of.account, of.sha256, of.id)
    return item(place, schema.RECEIVED, document=of.id, folder=of.folder)


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


def upload(of: Upload) -> Item:
    """Store an upload: listed by time in its account and for whoever sent it, timed while it is to be looked after."""
    sort = by_time(stamp(of.created_at), bare(of.id))
    sent_by = senders(of)
    return item(
        keys.upload(of.firm, of.id),
        schema.UPLOAD,
        g1pk=keys.uploads_of(of.firm, of.account),
        g1sk=sort,
        g2pk=sent_by,
        g2sk=sort if sent_by else None,
        **timers.timer(of.firm, UPLOAD_TIMER, of.look_at, of.id),
        **body(of),
    )


def senders(of: Upload) -> str | None:
    """Name the list whoever sent it reads; the team reads its account's."""
    if of.by_link is not None:
        return keys.uploads_in_visit(of.firm, of.by_link.link, of.by_link.visit)
    if of.uploader.kind is ActorKind.PERSON:
        return keys.uploads_by(of.firm, of.account, PersonId(of.uploader.id))
    return None
