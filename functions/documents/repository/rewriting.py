"""Changing an item where it stands, attribute by attribute: what somebody else marks meanwhile stays."""

from collections.abc import Mapping

from functions.documents import keys
from functions.documents.model.entities import Document
from functions.documents.repository import items
from shared.domain.errors import StaleVersionError
from shared.table import schema
from shared.table.actions import Action, Item, body, check, clear, settle, update
from shared.table.keys import Key


def changed(before: Item, after: Item, *, when: str, values: Mapping[str, object]) -> Action:
    """Write what differs between two spellings of an item; StaleVersionError when the condition fails."""
    kept = [each for each in after if before.get(each) != after[each]]
    lost = [each for each in before if each not in after]
    parts = [f"SET {', '.join(f'#{each} = :{each}' for each in kept)}"] if kept else []
    if lost:
        parts.append(f"REMOVE {', '.join(f'#{each}' for each in lost)}")
    return update(
        Key(before["pk"], before["sk"]),
        " ".join(parts),
        when=when,
        values={**{f":{each}": after[each] for each in kept}, **values},
        failed=StaleVersionError,
    )


def document(before: Document, after: Document, *, is_unopened: bool = False) -> Action:
    """Write a document over the version that was seen: listed, trashed and timed as it now is.

    With `is_unopened` nobody of the team may have opened it: that is no version.
    """
    seen = {":seen_v": before.v}
    when = "#v = :seen_v AND attribute_not_exists(#viewed_at)" if is_unopened else "#v = :seen_v"
    return changed(items.document(before), items.document(after), when=when, values=seen)


def marked(before: Document, after: Document, *marks: str, also: tuple[str, ...] = ()) -> Action:
    """Write marks over those that were seen, of what lies where it was seen; `also` names what must be as it was."""
    was, now = body(before), body(after)
    kept = [each for each in marks if each in now and now[each] != was.get(each)]
    lost = [each for each in marks if each in was and each not in now]
    seen = {each: was[each] for each in ("folder", *also, *marks) if each in was}
    unset = ("trashed_at", *(each for each in marks if each not in was))
    when = " AND ".join(
        [*(f"#{each} = :seen_{each}" for each in seen), *map("attribute_not_exists(#{})".format, unset)]
    )
    values = {f":seen_{each}": value for each, value in seen.items()}
    key = keys.document(before.firm, before.id)
    if not kept and not lost:
        return check(key, when=when, values=values, failed=StaleVersionError)
    parts = [f"SET {', '.join(f'#{each} = :{each}' for each in kept)}"] if kept else []
    if lost:
        parts.append(f"REMOVE {', '.join(f'#{each}' for each in lost)}")
    values |= {f":{each}": now[each] for each in kept}
    return update(key, " ".join(parts), when=when, values=values, failed=StaleVersionError)


def respelled(before: Document | None, after: Document | None) -> list[Action]:
    """Let a document be found by the words of its name of now, where it lies now, and by no others."""
    old = {_key(each): each for each in items.words_of(before)} if before else {}
    new = {_key(each): each for each in items.words_of(after)} if after else {}
    return [
        *(settle(each) for key, each in new.items() if key not in old),
        *(
            changed(old[key], each, when="#document = :seen", values={":seen": each["document"]})
            for key, each in new.items()
            if key in old and old[key] != each
        ),
        *(clear(key, schema.DOCUMENT_WORD) for key in old if key not in new),
    ]


def _key(of: Item) -> Key:
    return Key(of["pk"], of["sk"])
