"""The one way to DynamoDB."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import KeyReusedError, UnavailableError
from shared.table import marshal
from shared.table.actions import Action, Item
from shared.table.cursors import Cursors
from shared.table.idempotency import ReplayError
from shared.table.keys import Key
from shared.table.outbox import AlreadyCommittedError
from shared.table.query import MAX_PAGE, Page, Query, Stretch
from shared.table.retries import PASSING, attempts
from shared.table.schema import index_name

MAX_ACTIONS = 100

type Fitting = Callable[[Sequence[Item]], int]


class Client(Protocol):
    """The part of boto3's DynamoDB client that is used here."""

    def get_item(self, **request: Any) -> dict[str, Any]: ...
    def batch_get_item(self, **request: Any) -> dict[str, Any]: ...
    def query(self, **request: Any) -> dict[str, Any]: ...
    def transact_write_items(self, **request: Any) -> dict[str, Any]: ...


class Table:
    """One table. Reads are consistent unless they go to an index, which cannot be.

    Every call raises UnavailableError when DynamoDB throttles, conflicts or cannot be reached to the end of the
    retries; then nothing was changed, or the same call repeated will find what was.
    """

    def __init__(
        self,
        client: Callable[[], Client],
        name: str,
        cursors: Cursors | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._name = name
        self._cursors = cursors
        self._sleep = sleep

    def get(self, key: Key) -> Item | None:
        answer = self._call("get_item", TableName=self._name, Key=marshal.key(key), ConsistentRead=True)
        return marshal.read(answer["Item"]) if "Item" in answer else None

    def batch_get(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """Read up to 100 items in one request, all consistent; what does not exist is left out."""
        found: dict[Key, Item] = {}
        asked = {self._name: {"Keys": [marshal.key(each) for each in dict.fromkeys(keys)], "ConsistentRead": True}}
        for _ in attempts(self._sleep):
            answer = self._call("batch_get_item", RequestItems=asked)
            for raw in answer["Responses"].get(self._name, ()):
                item = marshal.read(raw)
                found[Key(item["pk"], item["sk"])] = item
            asked = answer.get("UnprocessedKeys") or {}
            if not asked:
                break
        return found

    def stretch(self, query: Query, limit: int, start: dict[str, str] | None = None) -> Stretch:
        """Ask one page of a query, from a raw key on: for sweeps and replays, which keep their own place."""
        condition, values = query.condition()
        pk, sk = query.names
        names = {"#pk": pk, "#sk": sk} if "#sk" in condition else {"#pk": pk}
        request: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": marshal.write(values),
            "ScanIndexForward": query.forward,
            "Limit": limit,
        }
        if query.index:
            request["IndexName"] = index_name(query.index)
        else:
            request["ConsistentRead"] = True
        if start:
            request["ExclusiveStartKey"] = marshal.write(start)
        answer = self._call("query", **request)
        last = answer.get("LastEvaluatedKey")
        return Stretch(tuple(map(marshal.read, answer["Items"])), marshal.read(last) if last else None)

    def page(
        self, query: Query, *, limit: int = MAX_PAGE, cursor: str | None = None, fitting: Fitting | None = None
    ) -> Page[Item]:
        """List up to `limit` (at most 100) items and seal the way on; the cursor is refused if not this query's.

        `fitting` tells how many of those found, one at least, the page is to hold; the way on begins after them.
        """
        if self._cursors is None:
            raise TypeError("this table was wired without cursors")
        start = self._cursors.open(query.fingerprint, cursor) if cursor else None
        found = self.stretch(query, min(limit, MAX_PAGE), start)
        items, last = found.items, found.last
        if fitting and (held := fitting(items)) < len(items):
            items = items[:held]
            last = {name: items[-1][name] for name in dict.fromkeys(("pk", "sk", *query.names))}
        return Page(items, self._cursors.seal(query.fingerprint, last) if last else None)

    def transact(self, *actions: Action) -> None:
        """Do all actions or none.

        A failed condition raises the error its action names. When the outbox item of this very transaction is found
        standing, an earlier attempt was committed and its answer lost: that is success. A remembered call raises
        ReplayError, or KeyReusedError, before any other refusal, since its other conditions fail just because it was
        done.
        """
        if len(actions) > MAX_ACTIONS:
            raise ValueError(f"{len(actions)} actions; DynamoDB takes {MAX_ACTIONS} in a transaction")
        request = [marshal.action(self._name, each) for each in actions]
        for _ in attempts(self._sleep):
            try:
                self._client().transact_write_items(TransactItems=request)
            except ClientError as refused:
                if self._is_settled(refused, actions):
                    return
            except BotoCoreError as lost:
                raise UnavailableError from lost
            else:
                return

    def _is_settled(self, refused: ClientError, actions: Sequence[Action]) -> bool:
        """Tell whether the transaction stands (True) or may be tried again (False); raise what it was refused with."""
        if refused.response["Error"]["Code"] in PASSING:
            return False
        reasons = refused.response.get("CancellationReasons", [])
        failed = [
            action.refusal(marshal.read(reason["Item"]) if reason.get("Item") else None)
            for action, reason in zip(actions, reasons, strict=False)
            if reason.get("Code") == "ConditionalCheckFailed"
        ]
        if any(isinstance(each, AlreadyCommittedError) for each in failed):
            return True
        failed.sort(key=lambda each: not isinstance(each, ReplayError | KeyReusedError))
        if failed:
            raise failed[0] from refused
        if any(reason.get("Code") in PASSING for reason in reasons):
            return False
        raise refused

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client(), operation)(**request)
        except ClientError as refused:
            if refused.response["Error"]["Code"] in PASSING:
                raise UnavailableError from refused
            raise
        except BotoCoreError as lost:
            raise UnavailableError from lost
        return answer
