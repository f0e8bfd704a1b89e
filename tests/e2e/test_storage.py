"""What storage itself refuses, whoever holds an address for it: the deployed stage, bytes over HTTP."""

import hashlib
import secrets
from datetime import timedelta

import pytest

from local import http, paper
from local.api import Caller
from local.bearer import Bearer
from local.clock import StageClock
from local.deadline import poll
from local.sending import File, filed, send
from local.stage import Stage
from tests.e2e.addresses import ended
from tests.people import Firm

_REFUSED = {400, 403}


@pytest.fixture(scope="module")
def account(firm: Firm) -> str:
    wanted = {"name": f"Vault {secrets.token_hex(3)}", "kind": "company"}
    return str(firm.owner.post("/v1/accounts", wanted)["id"])


@pytest.fixture
def form() -> File:
    return File("return.pdf", paper.form_1040(paper.Filled(name=f"Vera Vault {secrets.token_hex(2)}")))


def _document(owner: Caller, account: str, form: File) -> str:
    return str(filed(owner, "/v1", send(owner, "/v1", form, accountId=account)["id"])["documentId"])


def _sha256_of(owner: Caller, document: str) -> str:
    address = owner.post(f"/v1/documents/{document}/download", {}, 200)["url"]
    return hashlib.sha256(http.call("GET", address).body).hexdigest()


def test_a_file_of_another_size_is_refused_by_storage(owner: Caller, account: str, form: File) -> None:
    address = owner.post("/v1/uploads", {**form.announced, "accountId": account})["address"]

    assert http.upload(address["url"], address["fields"], form.content + b"!").status in _REFUSED
    assert http.upload(address["url"], address["fields"], form.content[:-1]).status in _REFUSED
    assert http.upload(address["url"], address["fields"], form.content).status in {200, 201, 204}


@pytest.mark.parametrize("field", ["key", "Content-Type"])
def test_another_key_or_type_is_refused_by_storage(owner: Caller, account: str, form: File, field: str) -> None:
    address = owner.post("/v1/uploads", {**form.announced, "accountId": account})["address"]
    changed = {**address["fields"], field: f"{address['fields'][field]}x"}

    assert http.upload(address["url"], changed, form.content).status in _REFUSED
    assert http.upload(address["url"], address["fields"], form.content).status in {200, 201, 204}


def test_what_is_put_there_again_after_it_was_found_clean_changes_nothing(
    owner: Caller, account: str, form: File
) -> None:
    announced = owner.post("/v1/uploads", {**form.announced, "accountId": account})
    address, upload = announced["address"], announced["upload"]["id"]
    http.upload(address["url"], address["fields"], form.content)
    document = filed(owner, "/v1", upload)["documentId"]

    again = http.upload(address["url"], address["fields"], bytes(len(form.content)))

    assert again.status in {*_REFUSED, 200, 201, 204}
    assert _sha256_of(owner, document) == form.sha256
    assert owner.get(f"/v1/documents/{document}")["version"] == 1
    assert owner.get(f"/v1/uploads/{upload}")["upload"]["state"] == "filed"


def test_an_address_ends_with_the_link_it_was_given_for(
    stage: Stage, door: Caller, owner: Caller, account: str, form: File
) -> None:
    document = _document(owner, account, form)
    clock = StageClock(stage.addresses)
    ends_at = clock.now() + timedelta(seconds=12)
    shared = {
        "accountId": account,
        "documents": [{"documentId": document}],
        "anyone": {"expiresAt": ends_at.isoformat()},
    }
    link = owner.post("/v1/links/share", shared)
    address = owner.post(f"/v1/links/{link['id']}/recipients/1/address", None, 200)["linkAddress"]
    bearer = Bearer(door, address.partition("#")[2]).opened()
    download = bearer.post(f"/v1/guest/documents/{document}/download", None, 200)["url"]

    assert hashlib.sha256(http.call("GET", download).body).hexdigest() == form.sha256
    # Storage goes by the machine's time, which the stage's may be ahead of.
    assert ended(download) <= ends_at - clock.offset
    poll(
        lambda: bearer.call("POST", f"/v1/guest/documents/{document}/download").code == "LINK_EXPIRED" or None,
        lambda: "the link does not end",
    )
    poll(lambda: clock.now() >= ends_at or None, lambda: "time stands still")
    assert http.call("GET", download).status == 403


def test_an_address_fetches_one_version_of_one_object_and_no_other(owner: Caller, account: str, form: File) -> None:
    first = _document(owner, account, form)
    other = _document(owner, account, File("other.pdf", paper.letter()))
    addresses = [owner.post(f"/v1/documents/{each}/download", {}, 200)["url"] for each in (first, other)]
    bare = addresses[0].partition("?")[0]

    swapped = f"{addresses[1].partition('?')[0]}?{addresses[0].partition('?')[2]}"

    assert http.call("GET", swapped).status == 403
    assert http.call("GET", bare).status == 403


def test_files_that_are_not_what_they_say_never_become_documents(owner: Caller, account: str) -> None:
    program = File("report.pdf", b"MZ\x90\x00" + bytes(600))
    upload = send(owner, "/v1", program, accountId=account)["id"]

    def look() -> str | None:
        state = str(owner.get(f"/v1/uploads/{upload}")["upload"]["state"])
        return state if state == "rejected" else None

    assert poll(look, lambda: "a program was not rejected", 90)
    names = [each["name"] for each in owner.get(f"/v1/documents?account={account}&search=report")["items"]]
    assert "report.pdf" not in names


def test_an_infected_file_is_rejected_and_an_encrypted_one_held(owner: Caller, account: str) -> None:
    eicar = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    infected = send(owner, "/v1", File("notes.txt", eicar, "text/plain"), accountId=account)["id"]
    closed = send(owner, "/v1", File("closed.pdf", paper.encrypted(paper.letter())), accountId=account)["id"]

    def state(upload: str) -> str:
        return str(owner.get(f"/v1/uploads/{upload}")["upload"]["state"])

    poll(lambda: state(infected) == "rejected" or None, lambda: f"it is {state(infected)}", 90)
    poll(lambda: state(closed) == "held" or None, lambda: f"it is {state(closed)}", 90)
    owner.post(f"/v1/uploads/{closed}/release", {"reason": "The client told us the password."}, 202)
    released = owner.get(f"/v1/documents/{filed(owner, '/v1', closed)['documentId']}")

    assert (released["name"], released["released"]) == ("closed.pdf", True)
