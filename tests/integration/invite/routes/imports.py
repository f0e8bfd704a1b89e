"""Imports and exports."""

import hashlib

from tests.integration.house import House, Request
from tests.integration.route import Route

SHEET = b"Account name,Contact name,Email,Login\r\nPoe & Partners,Edgar Poe,edgar@poe.example,yes\r\n"


def announcement(content: bytes = SHEET) -> dict[str, object]:
    return {"name": "clients.csv", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def uploaded(house: House, content: bytes = SHEET) -> str:
    """Announce a sheet and put it where it goes; its id."""
    made = house.made("/v1/imports", announcement(content))
    house.cloud.put(made["upload"]["fields"]["key"], content)
    return str(made["id"])


def checked(house: House, content: bytes = SHEET) -> str:
    sheet = uploaded(house, content)
    assert house.call("POST", f"/v1/imports/{sheet}/check").status == 202
    house.work_off()
    return sheet


def prepare_import(house: House) -> Request:
    return Request("POST", "/v1/imports", announcement(), who=house.owner)


def read_import(house: House) -> Request:
    return Request("GET", f"/v1/imports/{checked(house)}", who=house.owner)


def check_import(house: House) -> Request:
    return Request("POST", f"/v1/imports/{uploaded(house)}/check", who=house.owner)


def run_import(house: House) -> Request:
    return Request("POST", f"/v1/imports/{checked(house)}/run", {"sendInvitations": True}, who=house.owner)


def start_export(house: House) -> Request:
    house.contact()
    return Request("POST", "/v1/exports", {"kind": "people", "format": "csv"}, who=house.owner)


def read_export(house: House) -> Request:
    answer = house.send(start_export(house))
    assert answer.status == 202, answer.text
    return Request("GET", f"/v1/exports/{answer.json['id']}", who=house.owner)


def download_export(house: House) -> Request:
    started = read_export(house)
    house.work_off()
    return Request("POST", f"{started.path}/download", who=house.owner)


IMPORTING = ("manage_accounts", "manage_contacts", "view_all_accounts")

ROUTES: tuple[Route, ...] = (
    Route(
        "prepareImport",
        "/v1/imports",
        "staff",
        201,
        prepare_import,
        ("import.prepared",),
        takes_key=True,
        needs=IMPORTING,
        instead={"name": "others.csv"},
        bears=True,
    ),
    Route("readImport", "/v1/imports/{import_id}", "staff", 200, read_import, needs=IMPORTING),
    Route(
        "checkImport",
        "/v1/imports/{import_id}/check",
        "staff",
        202,
        check_import,
        ("job.started",),
        takes_key=True,
        needs=IMPORTING,
    ),
    Route(
        "runImport",
        "/v1/imports/{import_id}/run",
        "staff",
        202,
        run_import,
        ("job.started",),
        takes_key=True,
        needs=IMPORTING,
        instead={"sendInvitations": False},
    ),
    Route(
        "startExport",
        "/v1/exports",
        "staff",
        202,
        start_export,
        ("job.started",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts", "manage_contacts"),
        instead={"format": "json"},
    ),
    Route("readExport", "/v1/exports/{export_id}", "staff", 200, read_export, is_own=True),
    Route(
        "downloadExport",
        "/v1/exports/{export_id}/download",
        "staff",
        200,
        download_export,
        ("export.downloaded",),
        takes_key=True,
        is_own=True,
    ),
)
