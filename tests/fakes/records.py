"""The portal table in memory, to the gate and to the repositories alike.

The repositories are their own: what they write, and on which condition, is what they write in the cloud. The same tests
hold them to one behaviour over this table and over a real engine (tests/integration/invite/test_repositories.py).
"""

from collections.abc import Iterable

from shared.domain.errors import KeyReusedError
from shared.domain.events import Envelope, registry
from shared.table import marshal, schema
from shared.table.actions import Action, Item
from shared.table.idempotency import ReplayError
from shared.table.keys import Key
from shared.table.outbox import AlreadyCommittedError, details
from shared.table.query import MAX_PAGE, Page, Query, Stretch
from shared.table.table import MAX_ACTIONS, Fitting, Table
from tests.fakes.expressions import changed, holds


class Spoken:
    """What one transaction announced, read back out of its outbox."""

    def __init__(self, record: Item) -> None:
        self._details = details(record)

    def envelopes(self) -> list[Envelope]:
        return [registry.read(each) for each in self._details]


class Records(Table):
    """The table as a dictionary. `writes` counts the transactions that went through."""

    def __init__(self) -> None:
        self.items: dict[Key, Item] = {}
        self.announcements: list[Spoken] = []
        self.writes = 0

    def get(self, key: Key) -> Item | None:
        return self.items.get(key)

    def batch_get(self, keys: Iterable[Key]) -> dict[Key, Item]:
        wanted = set(keys)
        assert len(wanted) <= 100, "BatchGetItem takes 100 keys"
        return {each: self.items[each] for each in wanted if each in self.items}

    def stretch(self, query: Query, limit: int, start: dict[str, str] | None = None) -> Stretch:
        """Ask one page, as the table does; the raw key is the place of the next item."""
        pk, sk = query.names
        found = sorted(
            (each for each in self.items.values() if each.get(pk) == query.pk and _is_between(query, each[sk])),
            key=lambda each: str(each[sk]),
            reverse=not query.forward,
        )
        begin = int((start or {}).get("at", "0"))
        end = begin + limit
        return Stretch(tuple(found[begin:end]), {"at": str(end)} if end < len(found) else None)

    def page(
        self, query: Query, *, limit: int = MAX_PAGE, cursor: str | None = None, fitting: Fitting | None = None
    ) -> Page[Item]:
        """Ask one page; its cursor is the bare place."""
        found = self.stretch(query, min(limit, MAX_PAGE), {"at": cursor} if cursor else None)
        if fitting and (held := fitting(found.items)) < len(found.items):
            return Page(found.items[:held], str(int(cursor or "0") + held))
        return Page(found.items, found.last["at"] if found.last else None)

    def transact(self, *actions: Action) -> None:
        """Do all actions or none, each on its own condition; a call done before is a replay, whatever else refuses."""
        assert len(actions) <= MAX_ACTIONS
        assert len({each.key for each in actions}) == len(actions), "a transaction takes one action an item"
        refused = [
            each.refusal(self.items.get(each.key))
            for each in actions
            if not holds(each.condition, self.items.get(each.key), each.values)
        ]
        if any(isinstance(each, AlreadyCommittedError) for each in refused):
            return
        refused.sort(key=lambda each: not isinstance(each, ReplayError | KeyReusedError))
        if refused:
            raise refused[0]
        for each in actions:
            self._act(each)
        self.writes += 1

    @property
    def lasting(self) -> dict[Key, Item]:
        """Everything that stands but the counts of tries, which every try leaves behind."""
        return {key: each for key, each in self.items.items() if each["et"] != schema.LIMIT_COUNT.name}

    def put(self, new: Item) -> None:
        """Arrange: let an item stand, whatever stood there."""
        self.items[Key(new["pk"], new["sk"])] = new

    def envelopes(self) -> list[Envelope]:
        """Everything that was announced, in order."""
        return [envelope for each in self.announcements for envelope in each.envelopes()]

    def _act(self, action: Action) -> None:
        if action.item is not None:
            written = marshal.read(marshal.write(action.item))
            self.put(written)
            if written["et"] == schema.OUTBOX.name:
                self.announcements.append(Spoken(written))
        elif action.update is not None:
            values = marshal.read(marshal.write(action.values))
            standing = self.items.get(action.key, {"pk": action.key.pk, "sk": action.key.sk})
            self.put(changed(action.update, standing, values))
        elif action.verb == "Delete":
            self.items.pop(action.key, None)


def _is_between(query: Query, place: str) -> bool:
    if query.begins is not None:
        return place.startswith(query.begins)
    return (query.since or "") <= place and (query.until is None or place <= query.until)
