"""Papers come in by three ways and go out by a link, which ends: by the template's rules alone."""

import zipfile
from collections import Counter
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest

from functions.documents.service.scanning import TEST_FILE
from local import paper
from tests.journeys.acts import PASSWORD, Office
from tests.journeys.house import FAITHFUL, Delivery, House
from tests.journeys.papers import Held, lying, open_folder, put_in, share
from tests.journeys.test_post import state, unordered

OLIVIA, ZOE, LENA, BEN = "olivia@muster.example", "zoe@example.com", "lena@law.example", "ben@bank.example"
PDF = "application/pdf"
RETURN = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
NAMED = "2025_W-2_JANE-Q-DOE.pdf"
# The letters of invitation, of links, and what each is told of once: what came in, what was opened, what was put there.
LETTERS = {
    (OLIVIA, "Muster & Partner invites you to its team"),
    (ZOE, "Muster & Partner invites you to its client portal"),
    (OLIVIA, "Zoe Doe has signed up for Zoe Doe Ltd"),
    (BEN, "Olivia Reed of Muster & Partner asks you for files"),
    (OLIVIA, "ben@bank.example has opened “Documents”"),
    (OLIVIA, "ben@bank.example has uploaded a file for Zoe Doe Ltd"),
    (OLIVIA, "Zoe Doe has uploaded a file for Zoe Doe Ltd"),
    (ZOE, "Muster & Partner has put a document into your portal"),
    (LENA, "Olivia Reed of Muster & Partner shares 2 documents with you"),
    (OLIVIA, "lena@law.example has opened “Return.pdf”"),
    (OLIVIA, "2 downloads were made through “Return.pdf”"),
}


@pytest.fixture
def office(house: House) -> Office:
    return Office(house).found()


def story(office: Office, delivery: Delivery) -> None:
    """The whole way of a paper, while the post works as it does."""
    account = come_in(office, delivery)
    documents = lying(office, account)
    assert set(documents) == {"Return.pdf", NAMED, "Statement.txt"}, "and nothing of the infected one"
    lena = go_out(office, delivery, account, documents)
    end(office, delivery, lena)


def come_in(office: Office, delivery: Delivery) -> str:
    """The firm, its client and a stranger put files into an account, one of them infected; the account."""
    house = office.house
    office.ask("PATCH", "/v1/settings", body={"automaticRenaming": True}, headers=office.seen("/v1/settings"))
    client = office.add_client(ZOE)
    account = client["account"]
    office.invite(client)
    house.settle(delivery)
    assert office.accept(office.letter(ZOE)) == 201
    zoe = house.sign_in("client", office.slug, ZOE, PASSWORD)
    open_folder(office, account, to=BEN)
    house.settle(delivery)
    ben = Held.by(office, office.letter(BEN))
    assert ben.open().status == 201
    sent = [
        put_in(office, account, RETURN, "Return.pdf", media_type=PDF),
        put_in(office, account, paper.w2(), "scan.pdf", media_type=PDF, zoe=zoe),
        ben.send(b"Statement of November", "Statement.txt"),
        ben.send(TEST_FILE, "Game.txt"),
    ]
    assert [each.status for each in sent] == [201] * 4
    house.settle(delivery)
    states = [ben.ask("GET", f"/uploads/{each.json['upload']['id']}").json["upload"]["state"] for each in sent[2:]]
    assert states == ["filed", "rejected"]
    return account


def go_out(office: Office, delivery: Delivery, account: str, documents: dict[str, str]) -> Held:
    """Two of them are shared with Lena, who takes one, and both in one file; the link as she holds it."""
    house = office.house
    shared = [documents["Return.pdf"], documents["Statement.txt"]]
    share(office, account, *shared, to=LENA)
    house.settle(delivery)
    lena = Held.by(office, office.letter(LENA))
    assert lena.open().status == 201
    listed = lena.ask("GET", "/documents").json["documents"]
    assert [each["name"] for each in listed] == ["Return.pdf", "Statement.txt"]
    assert fetched(house, lena.download(shared[0]).json["url"]) == RETURN
    assert lena.download(documents[NAMED]).code == "NOT_FOUND"
    asked = lena.ask("POST", "/zips", body={"documentIds": shared})
    assert asked.status == 202, asked.text
    house.settle(delivery)
    lena.open()
    made = lena.ask("POST", f"/zips/{asked.json['id']}/download")
    with zipfile.ZipFile(BytesIO(fetched(house, made.json["url"]))) as archive:
        assert archive.read("Return.pdf") == RETURN
    house.settle(delivery)
    return lena


def end(office: Office, delivery: Delivery, lena: Held) -> None:
    """The link's week passes; it is over before anybody says so, and that is said once."""
    house = office.house
    house.clock.advance(timedelta(days=6, hours=1))
    for _ in range(2):
        house.tick()
        house.settle(delivery)
    house.clock.advance(timedelta(days=1))
    assert (lena.open().status, lena.open().code) == (410, "LINK_EXPIRED")
    for _ in range(2):
        house.tick()
        house.settle(delivery)


def fetched(house: House, url: str) -> bytes:
    """What lies behind an address."""
    return house.cloud.fetch(urlsplit(url).path.removeprefix(f"/{house.cloud.files}").lstrip("/"))


def went_well(office: Office) -> None:
    """Each letter went out once, each event stands in the feed once, each notice is there once."""
    house = office.house
    letters = Counter((each.envelope_to[0], each.subject) for each in house.cloud.mailbox)
    assert letters == dict.fromkeys(LETTERS, 1)
    told = Counter(each["name"] for each in house.cloud.announced())
    assert Counter(office.feed()) == told
    assert {name: told[name] for name in ("document.uploaded", "document.renamed", "upload.rejected", "link.used")} == {
        "document.uploaded": 3,
        "document.renamed": 1,
        "upload.rejected": 1,
        "link.used": 3,
    }
    assert (told["link.warned"], told["link.expired"]) == (2, 2), "Ben's and Lena's"
    assert {key.partition("/")[0] for key in house.cloud.stored} == {"files", "zips"}, "nothing lies where it came in"
    assert (house.lost, house.dead) == ([], [])


def test_papers_come_in_and_go_out_and_their_link_ends(office: Office):
    story(office, FAITHFUL)
    went_well(office)


@pytest.mark.parametrize("seed", range(3))
def test_papers_come_and_go_once_however_the_post_works_and_the_log_says_nothing_new(office: Office, seed: int):
    house = office.house
    story(office, unordered(seed))
    went_well(office)
    before = state(house)
    house.invoke("relay-replay", {"firm": office.id, "since": "2026-11-22T00:00:00Z"})
    house.settle(unordered(seed + 1))
    assert state(house) == before
    went_well(office)
