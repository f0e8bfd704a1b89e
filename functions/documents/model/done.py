"""Who said that all is sent."""

from datetime import datetime
from enum import StrEnum

from shared.domain.entities import Rewritten, Versioned
from shared.domain.ids import FirmId


class Surface(StrEnum):
    """By which of the two ways it was said; the firm switches each."""

    BUTTON = "button"
    CHECKBOX = "checkbox"


class Done(Versioned, Rewritten):
    """When somebody said so last. `files` is how many their visit by a link had brought."""

    firm: FirmId
    at: datetime
    by: str
    files: int = 0
