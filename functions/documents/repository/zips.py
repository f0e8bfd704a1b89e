"""Zips, and the documents they are asked for."""

from collections.abc import Iterable, Mapping, Sequence

from functions.documents import keys
from functions.documents.model.entities import Document
from functions.documents.model.zips import KEPT_FOR, WORTH_WAITING_FOR, Zip, ZipStandsError, ZipState
from functions.documents.repository import rewriting
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import DocumentId, FirmId, ZipId, bare
from shared.table import schema
from shared.table.actions import Action, Item, body, item, update
from shared.table.idempotency import Once, remember
from shared.table.keys import by_time
from shared.table.outbox import outbox
from shared.table.table import Table


class ZipRepository:
    """Writes ZIP."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, firm: FirmId, zip_: ZipId) -> Zip | None:
        standing = self._table.get(keys.zip_file(firm, zip_))
        return Zip.model_validate(standing) if standing else None

    def documents(self, firm: FirmId, documents: Iterable[DocumentId]) -> Mapping[DocumentId, Document]:
        """Read these documents, those that are there."""
        places = {keys.document(firm, each): each for each in documents}
        found = self._table.batch_get(places)
        return {places[key]: Document.model_validate(each) for key, each in found.items()}

    def add(self, new: Zip, announcement: Announcement, once: Once | None, counts: Sequence[Action] = ()) -> None:
        """Write a zip that is asked for, with what it counts for.

        ReplayError when this very call was made before, ZipStandsError when the same was asked for and serves still.
        """
        actions: list[Action] = [_asked(new), outbox(announcement), *counts]
        if once:
            actions.append(remember(new.firm, once, new.created_at, new.id))
        self._table.transact(*actions)

    def try_again(self, of: Zip) -> None:
        """Count a try to make it; WrongStateError when it is made or was given up by now."""
        self._table.transact(
            update(
                keys.zip_file(of.firm, of.id),
                "SET #tries = #tries + :one",
                when="#state = :making",
                values={":one": 1, ":making": ZipState.MAKING.value},
                failed=_over,
            )
        )

    def finish(self, of: Zip) -> None:
        """Write what became of it; WrongStateError when something had by then."""
        known = {"state": of.state.value, "size": of.size, "object_version": of.object_version}
        kept = {name: value for name, value in {**known, "failed_for": of.failed_for}.items() if value is not None}
        self._table.transact(
            update(
                keys.zip_file(of.firm, of.id),
                f"SET {', '.join(f'#{name} = :{name}' for name in kept)}",
                when="#state = :making",
                values={**{f":{name}": value for name, value in kept.items()}, ":making": ZipState.MAKING.value},
                failed=_over,
            )
        )

    def hand_out(
        self, of: Zip, opened: Iterable[tuple[Document, Document]], announcement: Announcement, once: Once | None
    ) -> None:
        """Write who was given it, on those of its documents that are opened by that for the first time.

        ReplayError when this very call was made before, StaleVersionError when one of these was trashed, moved or
        opened meanwhile.
        """
        marks = ("viewed_at", "viewed_by_client_at")
        actions = [rewriting.marked(before, after, *marks) for before, after in opened if after != before]
        if once:
            actions.append(remember(of.firm, once, announcement.at, of.id))
        self._table.transact(outbox(announcement), *actions)


def _asked(new: Zip) -> Action:
    """Put one over whatever the same was before, unless that is made or will be."""
    soon = int((new.created_at + WORTH_WAITING_FOR).timestamp())
    late = int((new.created_at + KEPT_FOR - WORTH_WAITING_FOR).timestamp())
    return Action(
        "Put",
        keys.zip_file(new.firm, new.id),
        "attribute_not_exists(#pk) OR #state = :failed OR #ttl <= :soon OR (#state = :making AND #ttl <= :late)",
        lambda standing: ZipStandsError(Zip.model_validate(standing)),
        item=_item(new),
        values={":failed": ZipState.FAILED.value, ":making": ZipState.MAKING.value, ":soon": soon, ":late": late},
    )


def _item(of: Zip) -> Item:
    ttl = int(of.expires_at.timestamp())
    return item(
        keys.zip_file(of.firm, of.id),
        schema.ZIP,
        g1pk=keys.zips_of(of.firm, of.account),
        g1sk=by_time(stamp(of.created_at), bare(of.id)),
        ttl=ttl,
        **body(of),
    )


def _over(standing: Item | None) -> Exception:
    return WrongStateError() if standing else NotFoundError()
