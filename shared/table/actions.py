"""Actions: what a transaction does to one item, on which condition, and which refusal a failed condition is.

Expressions are DynamoDB's own language; every attribute is written `#name` and every value `:name`, so no reserved word
can bite and the names map is read off the text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from shared.domain.entities import Entity
from shared.domain.errors import ConflictError, NotFoundError, StaleVersionError
from shared.table.keys import Key
from shared.table.schema import RESERVED, EntityType

type Item = dict[str, Any]
type Refusal = type[Exception] | Callable[[Item | None], Exception]

_NAME = re.compile(r"#(\w+)")


@dataclass(frozen=True)
class Action:
    """One action of a transaction. `failed` makes the error out of the item as it stood, None when there was none."""

    verb: Literal["Put", "Update", "Delete", "ConditionCheck"]
    key: Key
    condition: str
    failed: Refusal
    item: Item | None = None
    update: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        return {f"#{name}": name for name in _NAME.findall(f"{self.condition} {self.update or ''}")}

    def refusal(self, standing: Item | None) -> Exception:
        return self.failed() if isinstance(self.failed, type) else self.failed(standing)


def item(key: Key, kind: EntityType, /, **attributes: object) -> Item:
    """Make an item: keys, kind, schema version, and every attribute that is not None."""
    body = {name: value for name, value in attributes.items() if value is not None}
    return {"pk": key.pk, "sk": key.sk, "et": kind.name, "sv": kind.version, **body}


def body(of: Entity) -> Item:
    """Spell an entity as attributes, what newer code wrote of it included; None is no attribute."""
    return of.model_dump(mode="json", exclude_none=True, exclude=set(RESERVED))


def create(new: Item, *, taken: Refusal = ConflictError) -> Action:
    """Put what must not exist yet."""
    return Action("Put", Key(new["pk"], new["sk"]), "attribute_not_exists(#pk)", taken, item=new)


def replace(new: Item, *, seen: int, stale: Refusal = StaleVersionError) -> Action:
    """Put the next version over the one that was seen."""
    return Action("Put", Key(new["pk"], new["sk"]), "#v = :seen", stale, item=new, values={":seen": seen})


def settle(new: Item) -> Action:
    """Put what may stand already: an item that says nothing but what others say, and is spelled alike each time."""
    of_kind = "attribute_not_exists(#pk) OR #et = :et"
    return Action("Put", Key(new["pk"], new["sk"]), of_kind, ConflictError, item=new, values={":et": new["et"]})


def clear(key: Key, kind: EntityType) -> Action:
    """Delete what may be gone already; the counterpart of `settle`."""
    of_kind = "attribute_not_exists(#pk) OR #et = :et"
    return Action("Delete", key, of_kind, ConflictError, values={":et": kind.name})


def update(key: Key, expression: str, *, when: str, values: Mapping[str, object], failed: Refusal) -> Action:
    """Change attributes in place, on a condition that must name why it may fail."""
    return Action("Update", key, when, failed, update=expression, values=values)


def delete(key: Key, *, when: str, values: Mapping[str, object] | None = None, failed: Refusal) -> Action:
    """Take an item away, on a condition that must name why it may fail."""
    return Action("Delete", key, when, failed, values=values or {})


def check(
    key: Key, *, when: str, values: Mapping[str, object] | None = None, failed: Refusal = NotFoundError
) -> Action:
    """Make the transaction depend on an item it does not change."""
    return Action("ConditionCheck", key, when, failed, values=values or {})
