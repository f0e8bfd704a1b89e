"""The recogniser of the house: PDFs with a text layer, and nothing leaves for anywhere."""

from collections.abc import Callable

from functions.documents.model.recognition.sheets import Sheet
from functions.documents.model.recognition.verdict import Recognised, verdict
from functions.documents.paper.reading import Text, UnreadableError
from shared.published.recognition import RECOGNITION, Recogniser

# A form has some hundred kilobytes; a scan that was read by a machine has a few megabytes more.
MOST_BYTES = 25 * 1024 * 1024


class BuiltInRecogniser:
    """Tells papers by the words printed on them."""

    def __init__(self, read: Callable[[bytes], Text]) -> None:
        self._read = read

    def takes(self, media_type: str, size: int) -> bool:
        return media_type in RECOGNITION[Recogniser.BUILT_IN].types and size <= MOST_BYTES

    def recognise(self, content: bytes, media_type: str) -> Recognised | None:  # noqa: ARG002  # it takes but one
        try:
            text = self._read(content)
        except UnreadableError:
            return None
        return verdict([Sheet.read(page) for page in text.pages], whole=text.is_whole)
