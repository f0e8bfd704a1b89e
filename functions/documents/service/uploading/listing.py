"""Lists of uploads: the team's by account, a client's own, and what a visitor sent in this visit."""

from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import folder_of, is_hidden
from functions.documents.model.uploads import Upload
from shared.capability.gate import LinkGate
from shared.capability.model import LinkKind
from shared.capability.offer import Offer
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.ids import AccountId, FirmId, LinkId, PersonId
from shared.domain.principals import Caller
from shared.table.query import Page

# One request reads the folders of a page together with who asks: 100 keys.
_MOST_LISTED = 90


class Uploads(Protocol):
    """What this service asks of storage."""

    def list_of(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Upload]: ...
    def list_by(
        self, firm: FirmId, account: AccountId, person: PersonId, *, limit: int, cursor: str | None
    ) -> Page[Upload]: ...
    def list_in_visit(
        self, firm: FirmId, link: LinkId, visit: str, *, limit: int, cursor: str | None
    ) -> Page[Upload]: ...


class UploadListService:
    """Lists uploads, the latest first."""

    def __init__(self, uploads: Uploads, directory: Directory, gate: LinkGate, clock: Clock) -> None:
        self._uploads = uploads
        self._directory = directory
        self._gate = gate
        self._clock = clock

    def of_account(self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None) -> Page[Upload]:
        """List what came into an account; of folders that are private by now, to those who manage documents.

        What is sent first, then in one request who asks and the folders it went to.
        """
        firm = caller.identity.firm
        page = self._uploads.list_of(firm, account, limit=min(limit, _MOST_LISTED), cursor=cursor)
        places = {each.folder: keys.folder(firm, account, each.folder) for each in page.items}
        scene = self._directory.gate(caller.identity, account=account, also=places.values())
        hidden = {
            folder
            for folder, place in places.items()
            if is_hidden(folder_of(scene.items.get(place), firm, account, folder), scene.member)
        }
        return Page(tuple(each for each in page.items if each.folder not in hidden), page.next)

    def of_client(self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None) -> Page[Upload]:
        scene = self._directory.gate(caller.identity, account=account)
        return self._uploads.list_by(scene.firm, account, scene.person.id, limit=limit, cursor=cursor)

    def of_visit(self, offer: Offer, *, limit: int, cursor: str | None) -> Page[Upload]:
        """List what this visitor sent; also by a link that is used up."""
        scene = self._gate.look(offer, {LinkKind.UPLOAD})
        visit = scene.demand_pass(self._clock(), is_same_use=True).visit
        return self._uploads.list_in_visit(scene.recipient.firm, scene.link.id, visit, limit=limit, cursor=cursor)
