"""Folders, for the team and for clients."""

from tests.fakes.http import claims
from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route

MANAGES = ("manage_documents", "view_all_accounts")


def made(house: House, name: str = "Taxes", **more: object) -> tuple[str, str]:
    """An account with a folder made through the door."""
    account = str(more.pop("account", None) or house.account())
    folder = house.made("/v1/folders", {"accountId": account, "name": name, **more})["id"]
    return account, str(folder)


def list_folders(house: House) -> Request:
    account, _ = made(house)
    return Request("GET", "/v1/folders", who=house.owner, query={"account": account})


def folders(house: House) -> Request:
    account = house.account()
    for number in range(FILLED):
        made(house, f"Taxes {number}", account=account)
    return Request("GET", "/v1/folders", who=house.owner, query={"account": account})


def create_folder(house: House) -> Request:
    account, parent = made(house)
    return Request("POST", "/v1/folders", {"accountId": account, "name": "2025", "parentId": parent}, who=house.owner)


def read_folder(house: House) -> Request:
    account, folder = made(house)
    return Request("GET", f"/v1/folders/{folder}", who=house.owner, query={"account": account})


def update_folder(house: House) -> Request:
    account, folder = made(house)
    contact = house.contact()
    house.tie(account, contact)
    body = {"permission": "view", "overrides": [{"contactId": contact, "permission": "edit"}]}
    return Request("PATCH", f"/v1/folders/{folder}", body, {"if-match": '"1"'}, house.owner, {"account": account})


def move_folder(house: House) -> Request:
    account, above = made(house)
    _, folder = made(house, "2025", account=account, parentId=above)
    _, parent = made(house, "Archive", account=account)
    return Request(
        "POST",
        f"/v1/folders/{folder}/move",
        {"parentId": parent},
        {"if-match": '"1"'},
        house.owner,
        {"account": account},
    )


def delete_folder(house: House) -> Request:
    account, folder = made(house)
    return Request("POST", f"/v1/folders/{folder}/delete", who=house.owner, query={"account": account})


def list_portal_folders(house: House) -> Request:
    person = house.active()
    (account,) = house.person().accounts
    made(house, account=account)
    return Request("GET", "/v1/portal/folders", who=claims(house.firm, person), query={"account": account})


def portal_folders(house: House) -> Request:
    request = list_portal_folders(house)
    for number in range(FILLED):
        made(house, f"Taxes {number}", account=request.query["account"])
    return request


ROUTES = (
    Route("listFolders", "/v1/folders", "staff", 200, list_folders, needs=("view_all_accounts",), fill=folders),
    Route(
        "createFolder",
        "/v1/folders",
        "staff",
        201,
        create_folder,
        ("folder.created",),
        takes_key=True,
        needs=MANAGES,
        instead={"name": "2026"},
        names=True,
    ),
    Route("readFolder", "/v1/folders/{folder_id}", "staff", 200, read_folder, needs=("view_all_accounts",)),
    Route(
        "updateFolder",
        "/v1/folders/{folder_id}",
        "staff",
        200,
        update_folder,
        ("folder.changed",),
        needs=MANAGES,
        instead={"permission": "none"},
        names=True,
    ),
    Route(
        "moveFolder",
        "/v1/folders/{folder_id}/move",
        "staff",
        200,
        move_folder,
        ("folder.moved",),
        sets_state=True,
        needs=MANAGES,
        instead={"parentId": None},
        names=True,
    ),
    Route(
        "deleteFolder",
        "/v1/folders/{folder_id}/delete",
        "staff",
        200,
        delete_folder,
        ("folder.deleted",),
        takes_key=True,
        needs=MANAGES,
    ),
    Route("listPortalFolders", "/v1/portal/folders", "client", 200, list_portal_folders, fill=portal_folders),
)
