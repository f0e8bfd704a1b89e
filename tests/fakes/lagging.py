"""A client whose index lags: what is asked of it is answered as if nothing had come to it yet."""

from typing import Any


class Lagging:
    """Answers queries of one index with nothing, and passes everything else on."""

    def __init__(self, wrapped: Any, index: str) -> None:
        self._wrapped = wrapped
        self._index = index
        self.has_lagged = False

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._wrapped, operation)

    def query(self, **request: Any) -> Any:
        if request.get("IndexName") != self._index:
            return self._wrapped.query(**request)
        self.has_lagged = True
        return {"Items": []}
