"""How an entry is stored, and read."""

from functions.activity import keys
from functions.activity.model.entries import Entry
from shared.domain.clock import stamp
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Item, item


def entry(of: Entry) -> Item:
    """Spell an entry without what its place and the defaults tell: most entries stay within one write unit, 1 KB."""
    body = of.model_dump(mode="json", exclude={"firm", "id"}, exclude_defaults=True)
    return item(
        keys.entry(of.firm, keys.month(of.at), of.id),
        schema.ENTRY,
        **body | {"at": stamp(of.at)},
        g1pk=keys.entries_of_account(of.firm, of.account) if of.account else None,
        g1sk=of.id if of.account else None,
        g2pk=keys.entries_of_object(of.firm, of.object.id),
        g2sk=of.id,
    )


def read(firm: FirmId, standing: Item) -> Entry:
    return Entry.model_validate({**standing, "firm": firm, "id": standing["sk"]})
