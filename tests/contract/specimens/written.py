"""What the repositories of a noun would write."""

from typing import Any

from shared.table.actions import Action
from shared.table.table import Table

type Item = dict[str, Any]


class Written(Table):
    """Keeps what a transaction would write; an item that comes to be by an update shows its keys and kind."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def transact(self, *actions: Action) -> None:
        for each in actions:
            if each.item is not None:
                self.items.append(each.item)
            elif each.verb == "Update" and ":kind" in each.values:
                version = each.values[":version"]
                self.items.append({"pk": each.key.pk, "sk": each.key.sk, "et": each.values[":kind"], "sv": version})
