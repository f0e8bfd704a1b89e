"""What was filed, and turned out not to be what anybody should open."""

from dataclasses import dataclass

from functions.documents.model.entities import Document, Version


@dataclass(frozen=True)
class Kept:
    """A version with the document it is of, and whether that lies where only those who manage documents see it."""

    document: Document
    version: Version
    is_private: bool
