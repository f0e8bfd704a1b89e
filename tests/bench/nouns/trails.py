"""What happened to a document, a folder and a link, as those who manage them read it."""

from collections.abc import Iterator

from shared.capability import keys as links
from shared.capability.model import LinkKind
from shared.domain.ids import AccountId, LinkId
from shared.table import schema
from shared.table.actions import Item, item
from tests.bench.firm import Firm
from tests.bench.stock import ACCOUNT
from tests.bench.story import FIRM

_LINK = LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ2345")
_SOME = 3

IDS = {"link_id": _LINK}


def standing() -> Iterator[Item]:
    yield item(links.link(FIRM, _LINK), schema.LINK, account=ACCOUNT, kind="share")


def live(firm: Firm) -> None:
    """Rename some documents, ask for approval of them, and read the addresses of links to them."""
    house = firm.house
    for account in map(AccountId, firm.accounts[:_SOME]):
        document = house.cabinet.document(account)
        folder = house.cabinet.folder(account)
        for seen, name in enumerate(("Tax", "Taxes"), 1):
            how = {"body": {"name": name}, "headers": {"if-match": f'"{seen}"'}}
            house.call("PATCH", f"/v1/folders/{folder}", query={"account": account}, **how)
        link = house.outside.sent(LinkKind.SHARE, account, document).link
        house.call("PATCH", f"/v1/documents/{document}", body={"name": "W-2 2025.pdf"}, headers={"if-match": '"1"'})
        house.call("POST", f"/v1/documents/{document}/approval")
        house.call("POST", f"/v1/links/{link}/recipients/1/address")
        firm.trails.append({"account_id": account, "document_id": document, "link_id": link, "folder_id": folder})
    house.notify("document.approval_requested")
