"""What is said of a document, out of the document."""

from functions.documents.model.entities import Document
from shared.domain.events import ObjectRef
from shared.domain.events.documents.documents import DocumentEvent


def said[E: DocumentEvent](kind: type[E], document: Document, **more: object) -> E:
    """Say what became of a document; `more` is what this kind of event tells besides."""
    told = {"firm": document.firm, "account": document.account, "folder": document.folder}
    ref = ObjectRef(kind="document", id=document.id)
    return kind.model_validate({**told, "object": ref, "document_name": document.name, **more})
