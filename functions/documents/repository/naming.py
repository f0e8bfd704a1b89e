"""Names in a folder: whoever lies there holds one, no two hold the same, and a namesake is numbered.

Holding a name is lying in the folder: the folder counts those that do in the same transaction, so that only an empty
one can be deleted. A name's item counts how often it was wanted, so the next number needs no search.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from functions.documents import keys
from functions.documents.model.entities import Document
from functions.documents.model.names import folded, numbered
from functions.documents.repository import items
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId
from shared.published.documents import main_folder_id
from shared.table.actions import Action, Item, create, delete, update
from shared.table.keys import Key

_TRIES = 12

type Seen = Mapping[Key, Item | None]


class NameTakenError(Exception):
    """The name does not stand as it was believed to; whoever gets this tries again with what stands."""

    def __init__(self, key: Key, standing: Item | None) -> None:
        super().__init__(key)
        self.key = key
        self.standing = standing


@dataclass(frozen=True)
class Place:
    """A name in a folder of an account."""

    firm: FirmId
    account: AccountId
    folder: FolderId
    name: str

    @property
    def key(self) -> Key:
        return keys.name(self.firm, self.folder, folded(self.name))

    def numbered(self, n: int) -> "Place":
        return Place(self.firm, self.account, self.folder, numbered(self.name, n))


def place_of(of: Document) -> Place:
    return Place(of.firm, of.account, of.folder, of.name)


def seen_of(found: Mapping[Key, Item], *places: Place) -> Seen:
    """Tell what was read of these names, those read and not found included."""
    return {each.key: found.get(each.key) for each in places}


def settle(
    document: DocumentId,
    wanted: Place,
    write: Callable[[str, list[Action]], None],
    *,
    leaving: Place | None = None,
    seen: Seen | None = None,
) -> str:
    """Let `write` put a document under the wanted name, or the next free number of it, and give the name it got.

    `write` gets the name and the actions to put into its one transaction (up to five, no item of which it may touch
    itself), and is called again when a name was taken meanwhile. With `leaving` the name held so far is given up.
    What was read of the names spares a refused attempt. NotFoundError when the folder is gone; StaleVersionError
    when what was to be left is no longer held.
    """
    known = dict(seen or {})
    for _ in range(_TRIES):
        name, actions = _claim(document, wanted, leaving, known)
        try:
            write(name, actions)
        except NameTakenError as taken:
            known[taken.key] = taken.standing
        else:
            return name
    raise UnavailableError


def leave(
    document: DocumentId, held: Place, write: Callable[[list[Action]], None], *, seen: Seen | None = None
) -> None:
    """Let `write` take a document out of its folder: to the trash, or for good."""
    known = dict(seen or {})
    for _ in range(_TRIES):
        try:
            write([*_freed(document, held, known), *_counted(held, -1)])
        except NameTakenError as taken:
            known[taken.key] = taken.standing
        else:
            return
    raise UnavailableError


def _claim(document: DocumentId, wanted: Place, leaving: Place | None, known: Seen) -> tuple[str, list[Action]]:
    if leaving is not None and leaving.key == wanted.key:
        return wanted.name, []
    actions = [*_freed(document, leaving, known)] if leaving else []
    if leaving is None or leaving.folder != wanted.folder:
        actions += [*_counted(wanted, 1), *(_counted(leaving, -1) if leaving else [])]
    standing = known.get(wanted.key)
    if standing is None or "document" not in standing:
        return wanted.name, [*actions, _held(document, wanted, standing)]
    n = standing["times"] + 1
    while _is_held(wanted.numbered(n), known, leaving):
        n += 1
    next_one = wanted.numbered(n)
    wanted_again = update(
        wanted.key,
        "SET #times = :n",
        when="#times = :times",
        values={":n": n, ":times": standing["times"]},
        failed=partial(NameTakenError, wanted.key),
    )
    return next_one.name, [*actions, wanted_again, _held(document, next_one, known.get(next_one.key))]


def _is_held(place: Place, known: Seen, leaving: Place | None) -> bool:
    return "document" in (known.get(place.key) or {}) or (leaving is not None and leaving.key == place.key)


def _held(document: DocumentId, place: Place, standing: Item | None) -> Action:
    failed = partial(NameTakenError, place.key)
    if standing is None:
        return create(items.name(place.firm, place.key, document), taken=failed)
    return update(
        place.key,
        "SET #document = :document",
        when="attribute_exists(#pk) AND attribute_not_exists(#document)",
        values={":document": document},
        failed=failed,
    )


def _freed(document: DocumentId, held: Place, known: Seen) -> list[Action]:
    """Give a name up. One that was wanted once leaves nothing behind; the others go on counting."""

    def failed(standing: Item | None) -> Exception:
        is_mine = standing is not None and standing.get("document") == document
        return NameTakenError(held.key, standing) if is_mine else StaleVersionError()

    values: dict[str, object] = {":document": document}
    standing = known.get(held.key)
    if standing is not None and standing["times"] > 1:
        return [update(held.key, "REMOVE #document", when="#document = :document", values=values, failed=failed)]
    once = {**values, ":once": 1}
    return [delete(held.key, when="#document = :document AND #times = :once", values=once, failed=failed)]


def _counted(place: Place, by: int) -> list[Action]:
    """Count who lies in a folder; the account's own can't be deleted, so nobody counts there."""
    if place.folder == main_folder_id(place.firm, place.account):
        return []
    return [
        update(
            keys.folder(place.firm, place.account, place.folder),
            "SET #documents = #documents + :by",
            when="attribute_exists(#pk)",
            values={":by": by},
            failed=NotFoundError,
        )
    ]
