"""Items as the repositories spell them, kept aside to be put into a table or weighed."""

from collections.abc import Iterable, Iterator
from itertools import batched

from shared.table import marshal
from shared.table.actions import Action, Item
from shared.table.schema import EntityType
from shared.table.table import Table
from tests.fakes.cloud import Cloud


class Shelf(Table):
    """Takes every item that is put, and asks nothing."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def transact(self, *actions: Action) -> None:
        self.items += [each.item for each in actions if each.item is not None]

    def take(self, kind: EntityType) -> Iterator[Item]:
        """Yield what came of one kind; the shelf is empty then."""
        taken, self.items = self.items, []
        return (each for each in taken if each["et"] == kind.name)


def put(cloud: Cloud, table: str, items: Iterable[Item]) -> None:
    """Let items stand, whatever stood there; nobody is billed."""
    for some in batched(items, 25, strict=False):
        puts = [{"PutRequest": {"Item": marshal.write(each)}} for each in some]
        cloud.dynamodb.batch_write_item(RequestItems={table: puts})
