"""Recipients are numbered within their link."""

import re

from shared.capability.model import MOST_RECIPIENTS
from shared.domain.errors import NotFoundError

_FORM = re.compile(r"[1-9]\d?", re.ASCII)


def number(text: str) -> int:
    """Read a recipient's number that came from outside; NotFoundError for what no recipient can have."""
    if _FORM.fullmatch(text) is None or int(text) > MOST_RECIPIENTS:
        raise NotFoundError
    return int(text)
