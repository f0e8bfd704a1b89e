"""DynamoDB clients for tests that decide themselves what it answers."""

from collections.abc import Iterable, Sequence
from typing import Any

from shared.table import marshal
from shared.table.actions import Item


class ScriptedDynamo:
    """Gives the answers it was told, one after the other, and the last one for ever; errors are raised."""

    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        self._answers: Sequence[dict[str, Any] | Exception] = answers or ({},)
        self.requests: list[tuple[str, dict[str, Any]]] = []

    def get_item(self, **request: Any) -> dict[str, Any]:
        return self._answer("get_item", request)

    def batch_get_item(self, **request: Any) -> dict[str, Any]:
        return self._answer("batch_get_item", request)

    def query(self, **request: Any) -> dict[str, Any]:
        return self._answer("query", request)

    def transact_write_items(self, **request: Any) -> dict[str, Any]:
        return self._answer("transact_write_items", request)

    def _answer(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        self.requests.append((operation, request))
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


class StoredItems(ScriptedDynamo):
    """A table of which only whole items are read; every request is kept."""

    def __init__(self, items: Iterable[Item]) -> None:
        super().__init__()
        self._items = {(each["pk"], each["sk"]): marshal.write(each) for each in items}

    def _answer(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        self.requests.append((operation, request))
        if operation == "get_item":
            found = self._items.get(_key(request["Key"]))
            return {"Item": found} if found else {}
        assert operation == "batch_get_item", operation
        ((table, wanted),) = request["RequestItems"].items()
        assert wanted["ConsistentRead"]
        keys = [_key(each) for each in wanted["Keys"]]
        assert len(set(keys)) == len(keys), "DynamoDB refuses a key asked twice"
        return {"Responses": {table: [self._items[each] for each in keys if each in self._items]}}


def _key(raw: dict[str, Any]) -> tuple[str, str]:
    return raw["pk"]["S"], raw["sk"]["S"]
