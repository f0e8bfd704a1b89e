"""Every way in which a link opens nothing, and what its page says to do next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from local import mail, paper
from local.sending import File
from tests.browser.parcels import Parcels, Sent
from tests.browser.window import OpenWindow
from tests.people import Firm
from tests.stage import Later

_RETURN = File("2025 return.pdf", paper.form_1040(paper.Filled()))

type End = Callable[[Parcels, Sent], None]


@pytest.fixture
def parcels(firm: Firm) -> Parcels:
    return Parcels(firm)


def test_an_expired_link_lets_its_recipient_ask_for_a_new_one(
    parcels: Parcels, window: OpenWindow, later: Later
) -> None:
    sent = parcels.share(_RETURN)
    view = window()

    with later(timedelta(days=31)):
        view.page.goto(sent.address)
        expect(view.page.get_by_role("heading", level=1)).to_have_text("This link has expired")
        view.page.get_by_role("button", name="Ask for a new link").click()
        expect(view.page.get_by_role("status")).to_contain_text("a new link comes to l•••@lawson.example")
        again = window(locale="es-MX").page
        again.goto(f"{sent.address.replace('#', '?lang=es#')}")
        expect(again.get_by_role("status")).to_contain_text("Se lo hemos pedido al despacho")
        expect(again.get_by_role("button", name="Pedir un enlace nuevo")).to_have_count(0)


def test_an_expired_link_for_anyone_offers_no_renewal(parcels: Parcels, window: OpenWindow, later: Later) -> None:
    sent = parcels.ask_anyone()
    page = window().page
    with later(timedelta(days=31)):
        page.goto(sent.address)
        expect(page.get_by_role("heading", level=1)).to_have_text("This link has expired")
        expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


def archived(parcels: Parcels, sent: Sent) -> None:
    parcels.firm.owner.post(f"/v1/accounts/{sent.account}/archive", None, expect=200)


def trashed(parcels: Parcels, sent: Sent) -> None:
    for each in parcels.documents(sent):
        parcels.firm.owner.post(f"/v1/documents/{each['id']}/trash", None, expect=200)


@pytest.mark.parametrize(
    ("end", "title", "advice"),
    [
        (Parcels.revoke, "This link was withdrawn", "ask whoever sent it"),
        (Parcels.resend, "There is a newer link", "Look for the latest in your mailbox"),
        (archived, "This link is switched off for now", "Try later"),
        (trashed, "This link is switched off for now", "Try later"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_what_became_of_a_link_is_told_with_what_to_do(
    parcels: Parcels, window: OpenWindow, later: Later, end: End, title: str, advice: str
) -> None:
    sent = parcels.share(_RETURN)
    page = window().page

    # A letter may follow another after a minute.
    with later(timedelta(minutes=2)):
        end(parcels, sent)
        page.goto(sent.address)

        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page.get_by_role("main")).to_contain_text(advice)


def test_a_link_that_was_used_up_says_so(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN, maxUses=1)
    page = window().page
    page.goto(sent.address)
    page.get_by_role("button", name="Open the documents").click()
    with page.expect_download():
        page.get_by_role("button", name=f"Download: {_RETURN.name}").click()

    other = window().page
    other.goto(sent.address)

    expect(other.get_by_role("heading", level=1)).to_have_text("This link has been used up")


@pytest.mark.parametrize("path", ["/share/", "/upload/"])
@pytest.mark.parametrize("damage", ["one letter other", "cut in two", "markup"])
def test_a_damaged_address_says_what_to_do(parcels: Parcels, window: OpenWindow, path: str, damage: str) -> None:
    address = parcels.ask_anyone().address.replace("/upload/", path)
    damaged = {
        "one letter other": address[:-1] + ("A" if address[-1] != "A" else "Q"),
        "cut in two": address[: len(address) - 30],
        "markup": f"{address}<script>alert(1)</script>",
    }[damage]
    page = window().page

    page.goto(damaged)

    expect(page.get_by_role("heading", level=1)).to_have_text("We can't find this link")
    assert page.url.endswith(path)
    assert page.evaluate("JSON.stringify(sessionStorage)") == "{}"


@pytest.mark.parametrize(
    ("status", "code", "title"),
    [
        (429, "TOO_MANY_REQUESTS", "Too many tries"),
        (503, "UNAVAILABLE", "Something went wrong on our side"),
        (None, None, "We can't reach the portal"),
    ],
)
def test_what_passes_offers_another_try(
    parcels: Parcels, window: OpenWindow, status: int | None, code: str | None, title: str
) -> None:
    view = window()
    view.page.route(
        "**/v1/guest/link",
        lambda route: (
            route.abort("connectionrefused")
            if status is None
            else route.fulfill(
                status=status, content_type="application/problem+json", body=f'{{"code": "{code}", "status": {status}}}'
            )
        ),
        times=1,
    )

    view.page.goto(parcels.ask_anyone().address)
    expect(view.page.get_by_role("heading", level=1)).to_have_text(title)
    view.page.get_by_role("button", name="Try again").click()

    expect(view.page.get_by_role("heading", level=1)).to_contain_text("asks you for files")


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("PAYMENT_REQUIRED", "An invoice has to be paid first"),
        ("LINK_COMPLETED", "This is done"),
    ],
)
def test_what_other_rooms_will_say_has_words(parcels: Parcels, window: OpenWindow, code: str, title: str) -> None:
    view = window()
    view.page.goto(parcels.share(_RETURN).address)
    view.page.get_by_role("button", name="Open the documents").click()
    status = 402 if code == "PAYMENT_REQUIRED" else 410
    view.page.route(
        "**/download",
        lambda route: route.fulfill(
            status=status, content_type="application/problem+json", body=f'{{"code": "{code}", "status": {status}}}'
        ),
    )

    view.page.get_by_role("button", name=f"Download: {_RETURN.name}").click()

    expect(view.page.get_by_role("main")).to_contain_text(title)


def test_the_letter_itself_leads_to_the_page(parcels: Parcels, window: OpenWindow, firm: Firm) -> None:
    sent = parcels.share(_RETURN)
    letter = mail.wait_for(firm.stage.addresses.mailbox, sent.email)
    address = next(each for each in letter.links if "/share/#" in each)
    assert address == sent.address
    page = window().page
    page.goto(address)
    expect(page.get_by_role("button", name="Open the documents")).to_be_visible()
