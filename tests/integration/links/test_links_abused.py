"""Links under attack: guessed, scanned, raced, tried at other doors, looked for in what is kept."""

import base64
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents.model import limits as of_documents
from functions.documents.wiring.sharing import sharing
from functions.documents.wiring.zips import shared_zips
from functions.links.model import limits as of_links
from shared import wiring
from shared.capability import Claims, Purpose
from shared.capability.model import LinkKind, Target
from shared.capability.offer import Offer
from shared.domain.errors import PorticoError
from shared.domain.ids import DocumentId, bare
from shared.domain.principals import Provenance, Source
from tests.fakes.http import call, handler_of
from tests.fakes.links import GUEST, Held, Porch
from tests.fakes.racing import OneAtATime, race
from tests.integration.documents.routes.zips import make
from tests.integration.house import House
from tests.integration.links.test_terminal_states import Out
from tests.integration.matrices.keeping import kept, tell
from tests.integration.porch import porch_of
from tests.integration.routes import ROUTES, Route, name_of
from tests.integration.work import asked

BY_LINK = tuple(each for each in ROUTES if each.path.startswith("/v1/guest/"))
ACTING = tuple(each for each in BY_LINK if each.writes)
# How many guesses from one address come to their end, by what is guessed at.
MOST = {
    "openGuestLink": of_links.OPENING,
    "askLinkCode": of_links.CODE,
    "askLinkRenewal": of_links.RENEWAL,
    "downloadGuestDocument": of_documents.BEARER,
    "askGuestZip": of_documents.BEARER,
    "downloadGuestZip": of_documents.BEARER,
    "announceGuestUpload": of_documents.BEARER,
    "signalGuestDone": of_documents.BEARER,
}


def spoilt(token: str, number: int = 0) -> str:
    """The token with other bits in what has to be guessed, and a MAC's form all the same."""
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    return base64.urlsafe_b64encode(raw[:-1] + bytes([raw[-1] ^ (number % 255 + 1)])).decode().rstrip("=")


def test_abuse_1_a_token_has_256_bits_to_guess_and_a_pass_as_many(house: House):
    porch = porch_of(house)
    tokens = [porch.share().token for _ in range(20)]
    macs = {base64.urlsafe_b64decode(each + "=" * (-len(each) % 4))[-32:] for each in tokens}
    assert len(macs) == 20
    assert {len(each) for each in macs} == {32}
    held = porch.share()
    passes = {held.through().passed or "" for _ in range(20)}
    assert len(passes) == 20
    drawn = {each.partition(".")[0] for each in passes}
    assert len(drawn) == 20
    assert all(len(base64.urlsafe_b64decode(each + "=")) == 32 for each in drawn)


@pytest.mark.parametrize("route", [each for each in ACTING if each.operation in MOST], ids=name_of)
def test_abuse_1_guesses_are_one_answer_and_end_in_a_limit_of_their_own_address(house: House, route: Route):
    request = route.prepare(house)
    most = MOST[route.operation].each.most
    house.wait(seconds=MOST[route.operation].each.window.total_seconds())  # what was tried so far counts no more
    request = route.prepare(house) if route.operation != "askLinkRenewal" else request
    token = request.headers["portico-token"]
    guesses = [
        replace(request, headers={**request.headers, "portico-token": spoilt(token, n)}) for n in range(most + 2)
    ]
    answers = [house.send(each) for each in guesses]
    spent = 1 if route.operation == "downloadGuestDocument" else 0
    assert [each.status for each in answers] == [404] * most + [429] * 2, spent
    assert len({each.text for each in answers[:most]}) == 1
    sent = {"body": request.body, "headers": request.headers, "address": "198.51.100.9"}
    assert call(handler_of(request.path), "POST", request.path, **sent).status == route.status


@pytest.mark.parametrize(
    "route", [*BY_LINK, *(each for each in ROUTES if each.operation == "openOwnLink")], ids=name_of
)
def test_abuse_3_guessed_foreign_and_unheard_of_links_of_bearers_are_one_answer_and_the_same_work(
    house: House, foreign: House, route: Route
):
    request, theirs = route.prepare(house), route.prepare(foreign)
    mine, others = (
        base64.urlsafe_b64decode(each.headers["portico-token"] + "=" * (-len(each.headers["portico-token"]) % 4))
        for each in (request, theirs)
    )
    out = Out.of(house, request)
    claims = out.recipient.claims
    swapped = base64.urlsafe_b64encode(mine[:2] + others[2:18] + mine[18:]).decode().rstrip("=")
    moved = base64.urlsafe_b64encode(mine[:-32] + others[-32:]).decode().rstrip("=")
    unheard_of = Claims(claims.purpose, claims.firm, bare(house.owner_id), 1, 1)
    nobody = Claims(claims.purpose, claims.firm, claims.id, 1, 7)
    derived = [out.porch.tokens.derive(each) for each in (unheard_of, nobody)]
    tokens = (spoilt(request.headers["portico-token"]), swapped, moved, *derived)
    sent = [replace(request, headers={**request.headers, "portico-token": each}) for each in tokens]
    outcomes = {asked(house, each) for each in sent}
    assert len(outcomes) == 1
    assert outcomes.pop().status == 404
    assert house.send(request).status == route.status


@pytest.mark.parametrize("route", [each for each in BY_LINK if each.operation != "askLinkRenewal"], ids=name_of)
def test_abuse_3_expired_and_revoked_are_told_apart_by_their_code_alone(house: House, route: Route):
    request = route.prepare(house)
    out = Out.of(house, request)
    before = out.recipient
    outcomes, texts = set(), set()
    for end in ("expires_at", "revoked_at", "done_at"):
        out.held.change(**{**dict(before), end: house.cloud.clock.now})
        outcome = asked(house, request)
        texts.add(outcome.text)
        outcomes.add(replace(outcome, text=""))
        assert "Doe" not in outcome.text
    assert len(outcomes) == 1
    assert len(texts) == 3


def test_abuse_4_scanners_spend_nothing(house: House):
    """However often, by whatever method that reads, and whichever page they come to."""
    porch = porch_of(house)
    document = porch.document()
    held = porch.share(document, max_uses=1).through()
    before = house.cloud.items()
    for method in ("HEAD", "GET", "OPTIONS"):
        for route in BY_LINK:
            path = route.path.replace("{document_id}", document.id)
            for _ in range(20):
                answer = call(handler_of(path), method, path, headers=held.headers())
                assert answer.status in {200, 404, 405}, (method, path)
    assert house.cloud.items() == before
    assert held.download(document).status == 200


WAY = Provenance("req-1", Source.LINK)


def using(hand_out: Callable[[], object]) -> Callable[[], str]:
    def run() -> str:
        try:
            hand_out()
        except PorticoError as refused:
            return refused.code
        return "handed out"

    return run


def test_abuse_5_of_twenty_parallel_last_uses_one_wins(house: House, monkeypatch: pytest.MonkeyPatch):
    porch, lock = porch_of(house), threading.Lock()
    document = porch.document()
    held = porch.share(document, max_uses=3, uses=2)
    offers = [Offer(held.token, held.through().passed) for _ in range(20)]
    house.cloud.restart()
    monkeypatch.setattr(wiring, "client", lambda name: OneAtATime(house.cloud.client(name), lock))
    service = sharing()
    outcomes = race([using(partial(service.download, each, document.id, WAY)) for each in offers])
    assert sorted(outcomes) == ["LINK_EXHAUSTED"] * 19 + ["handed out"]
    assert held.recipient.uses == 3
    assert [each["name"] for each in house.cloud.announced()].count("link.used") == 1


def test_abuse_5_of_twenty_parallel_last_uses_of_files_of_several_one_wins(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """By twenty passes to one file; and the pass that won has each document in it by itself too."""
    porch, lock = porch_of(house), threading.Lock()
    documents = [DocumentId(house.cabinet.document(porch.tenant.account, f"{n}.pdf")) for n in range(2)]
    held = porch.share(*(Target(id=each) for each in documents), max_uses=3, uses=2)
    passes = [held.through() for _ in range(20)]
    wanted = passes[0].ask("POST", "/v1/guest/zips", {"documentIds": documents}).json["id"]
    make(house)
    offers = [Offer(each.token, each.passed) for each in passes]
    house.cloud.restart()
    monkeypatch.setattr(wiring, "client", lambda name: OneAtATime(house.cloud.client(name), lock))
    service = shared_zips()
    outcomes = race([using(partial(service.hand_out, each, wanted, WAY)) for each in offers])
    assert sorted(outcomes) == ["LINK_EXHAUSTED"] * 19 + ["handed out"]
    assert held.recipient.uses == 3
    assert [each["name"] for each in house.cloud.announced()].count("link.used") == 1
    rest = [using(partial(sharing().download, each, documents[0], WAY))() for each in offers]
    assert sorted(rest) == ["LINK_EXHAUSTED"] * 19 + ["handed out"]
    assert held.recipient.uses == 3


LINKS = {each.purpose for each in LinkKind}
# Which purposes are at home behind which doors.
HOMES: Mapping[str, set[Purpose]] = {
    "/v1/public/invitation": {Purpose.MEMBER_INVITATION, Purpose.CLIENT_INVITATION},
    "/v1/public/password-reset": {Purpose.MEMBER_PASSWORD_RESET, Purpose.CLIENT_PASSWORD_RESET},
    "/v1/guest/link": LINKS,
    "/v1/guest/documents": {Purpose.SHARE_LINK},
    "/v1/guest/zips": {Purpose.SHARE_LINK},
    "/v1/guest/uploads": {Purpose.UPLOAD_LINK},
}


def token_of(house: House, porch: Porch, purpose: Purpose) -> str:
    """A token of this purpose, good at its own door if it is a link's."""
    kind = next((each for each in LinkKind if each.purpose is purpose), None)
    if kind is LinkKind.SHARE:
        return porch.share().token
    if kind is LinkKind.UPLOAD:
        return porch.drop().token
    if kind is not None:
        return porch.mint(kind, [Target(id="thing")]).token
    return wiring.tokens(house.cloud.key_id).derive(Claims(purpose, house.firm, bare(house.owner_id), 1))


@pytest.mark.parametrize("route", [each for each in ROUTES if each.who == "bearer"], ids=name_of)
def test_abuse_8_a_token_of_one_purpose_opens_no_door_of_another(house: House, route: Route):
    (home,) = [home for path, home in HOMES.items() if f"{route.path}/".startswith(f"{path}/")]
    request, porch = route.prepare(house), porch_of(house)
    for purpose in set(Purpose) - home:
        stranger = {**request.headers, "portico-token": token_of(house, porch, purpose)}
        before = house.dump()
        answer = house.send(replace(request, headers=stranger))
        assert (answer.status, answer.code) == (404, "NOT_FOUND"), purpose
        assert house.dump() == before
    assert house.send(request).status == route.status


def journey(house: House) -> tuple[Held, set[str]]:
    """A link from its first look to its last download, with a code; all that opened a door on the way."""
    porch = porch_of(house)
    document = porch.document("Divorce of the Does.pdf")
    held = porch.share(document, needs_code=True)
    held.look()
    held.ask_code()
    code = held.code
    held.open(code=held.wrong_code)
    passed = held.through(code=code)
    passed.list()
    url = passed.download(document).json["url"]
    signature = parse_qs(urlsplit(url).query)["X-Amz-Signature"][0]
    return held, {held.token, held.token[-43:], passed.passed or "", url, signature}


def test_abuse_2_neither_tables_nor_files_nor_log_hold_what_opens_a_link(house: House, logged: StringIO):
    held, doors = journey(house)
    tell(house)
    house.cloud.client("dynamodb").fail("batch_get_item", error=lambda: RuntimeError("unforeseen"))
    held.look()
    shown = kept(house, logged)
    assert held.link in shown
    assert not [each for each in doors if each in shown]


def test_abuse_2_what_is_stored_of_a_code_is_its_number_and_its_time(house: House):
    """Six digits would be found by trying them all against whatever stands: so nothing of it stands."""
    held, _ = journey(house)
    house.wait(minutes=2)
    held.ask_code()
    standing = held.recipient.model_dump()
    assert {name: each for name, each in standing.items() if name.startswith("code")} == {
        "code": 2,
        "code_at": house.cloud.clock.now,
    }
    code = held.code
    held.change(code=3)
    assert held.code != code, "it follows from its number and a key that stays in KMS"


def test_abuse_2_what_is_stored_of_a_pass_opens_nothing(house: House):
    held, _ = journey(house)
    stored = [each["sk"]["S"].removeprefix("PASS#") for each in house.cloud.items() if each["et"]["S"] == "LINK_PASS"]
    assert stored
    for each in (*stored, held.recipient.proof):
        assert Held(held.porch, held.link, each).list().code == "PASS_REQUIRED"
    assert call(handler_of(GUEST), "GET", GUEST, headers={"portico-token": held.recipient.proof}).status == 404


def test_abuse_9_no_event_no_log_line_and_no_answer_but_the_one_tells_what_opens(house: House, logged: StringIO):
    held, doors = journey(house)
    told = str(house.cloud.announced())
    assert not [each for each in doors if each in told or each in logged.getvalue()]
    answer = held.look()
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert not [each for each in doors if each in answer.text or each in str(answer.headers)]


def test_abuse_19_every_address_handed_out_is_signed_for_minutes_and_one_version(house: House):
    porch = porch_of(house)
    documents = [porch.document(f"{secrets.token_hex(4)}.pdf") for _ in range(3)]
    held = porch.share(*documents, days=1).through()
    for each in documents:
        url = urlsplit(held.download(each).json["url"])
        signed = {name: values[0] for name, values in parse_qs(url.query).items()}
        assert signed["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
        assert int(signed["X-Amz-Expires"]) <= 300
        assert signed["versionId"] == each.object_version
        assert url.path.endswith(f"/{each.key}")
        assert "attachment" in signed["response-content-disposition"]
