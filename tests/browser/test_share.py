"""The page of a share link: looked at by scanners, opened by people, its documents viewed and downloaded."""

import hashlib

import pytest
from playwright.sync_api import Page, expect

from local import paper
from local.sending import File
from tests.browser.parcels import Parcels, Sent
from tests.browser.pictures import png
from tests.browser.window import OpenWindow
from tests.people import Firm

_RETURN = File("2025 return.pdf", paper.form_1040(paper.Filled()))
_PASSPORT = File("Passport Lena.png", png(), "image/png")
_LETTER = File("Letter.txt", b"Dear Lena", "text/plain")
# How many shades of red a canvas shows: one would be an empty sheet.
_SHADES = """canvas => new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
    .filter((_, at) => at % 4 === 0)).size"""


@pytest.fixture
def parcels(firm: Firm) -> Parcels:
    return Parcels(firm)


@pytest.fixture(scope="module")
def shared(firm: Firm) -> Sent:
    return Parcels(firm).share(_RETURN, _PASSPORT, _LETTER)


def open_documents(page: Page, sent: Sent) -> None:
    page.goto(sent.address)
    page.get_by_role("button", name="Open the documents").click()
    expect(page.get_by_role("region", name="Documents")).to_be_visible()


def test_who_sent_it_to_whom_until_when_is_told_and_nothing_of_what_it_is_for(
    firm: Firm, shared: Sent, window: OpenWindow
) -> None:
    page = window().page

    page.goto(shared.address)

    demo = firm.stage.demo
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{demo.firm.name} shares documents with you")
    story = page.locator(".story")
    expect(story).to_contain_text(demo.owner.name)
    expect(story).to_contain_text("l•••@lawson.example")
    expect(story.locator("time")).to_have_count(1)
    assert page.url == f"{firm.stage.addresses.web}/share/"
    assert _RETURN.name not in page.content()


def test_five_openings_by_scanners_spend_and_record_nothing(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_LETTER, maxUses=1)

    for _ in range(5):
        scanner = window()
        scanner.page.goto(sent.address)
        expect(scanner.page.get_by_role("button", name="Open the documents")).to_be_visible()
        assert {each.method for each in scanner.requests} == {"GET"}

    assert (parcels.uses(sent), list(parcels.history(sent))) == (0, [])
    view = window()
    open_documents(view.page, sent)
    with view.page.expect_download() as kept:
        view.page.get_by_role("button", name="Download: Letter.txt").click()
    assert kept.value.path().read_bytes() == _LETTER.content
    assert parcels.uses(sent) == 1


def test_a_document_is_downloaded_as_it_was_filed_under_its_name(shared: Sent, window: OpenWindow) -> None:
    page = window().page
    open_documents(page, shared)

    with page.expect_download() as kept:
        page.get_by_role("button", name=f"Download: {_RETURN.name}").click()

    assert kept.value.suggested_filename == _RETURN.name
    assert hashlib.sha256(kept.value.path().read_bytes()).hexdigest() == _RETURN.sha256
    assert page.url.endswith("/share/")


def test_a_pdf_is_drawn_on_the_page_and_its_text_can_be_read_aloud(shared: Sent, window: OpenWindow) -> None:
    page = window().page
    open_documents(page, shared)
    opener = page.get_by_role("button", name=f"View: {_RETURN.name}")

    opener.click()

    viewer = page.get_by_role("dialog", name=_RETURN.name)
    expect(viewer.get_by_role("img", name="Page 1 of")).to_be_visible()
    expect(viewer.locator(".pdf-text").first).to_contain_text("1040")
    assert viewer.locator("canvas").first.evaluate(_SHADES) > 1
    width = "sheet => sheet.getBoundingClientRect().width"
    before = viewer.locator(".pdf-page").first.evaluate(width)
    viewer.get_by_role("button", name="Larger").click()
    assert viewer.locator(".pdf-page").first.evaluate(width) > before
    page.keyboard.press("Escape")
    expect(viewer).not_to_be_visible()
    expect(opener).to_be_focused()


def test_a_picture_is_drawn_on_the_page(shared: Sent, window: OpenWindow) -> None:
    page = window(width=375, height=740).page
    open_documents(page, shared)

    page.get_by_role("button", name=f"View: {_PASSPORT.name}").click()

    viewer = page.get_by_role("dialog", name=_PASSPORT.name)
    expect(viewer.get_by_role("img", name=f"Picture: {_PASSPORT.name}")).to_be_visible()
    assert viewer.get_by_role("img").evaluate("canvas => canvas.width") == 48
    viewer.get_by_role("button", name="Close the document").click()
    expect(viewer).not_to_be_visible()


def test_what_the_page_cannot_show_is_offered_for_download_alone(shared: Sent, window: OpenWindow) -> None:
    page = window().page
    open_documents(page, shared)
    row = page.get_by_role("listitem").filter(has_text=_LETTER.name)
    expect(row.get_by_role("button")).to_have_count(1)


def test_a_pdf_with_a_password_is_offered_for_download(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN)
    view = window()
    open_documents(view.page, sent)
    locked = paper.encrypted(_RETURN.content)
    view.page.route(f"{view.bucket}/**", lambda route: route.fulfill(body=locked, headers=_allowed(view.origin)))

    view.page.get_by_role("button", name=f"View: {_RETURN.name}").click()

    viewer = view.page.get_by_role("dialog")
    expect(viewer).to_contain_text("asks for a password")
    expect(viewer.get_by_role("button", name="Download", exact=True)).to_be_visible()


def test_bytes_that_do_not_come_are_told_and_may_be_tried_again(shared: Sent, window: OpenWindow) -> None:
    view = window()
    open_documents(view.page, shared)
    view.page.route(f"{view.bucket}/**", lambda route: route.abort("connectionreset"), times=1)

    view.page.get_by_role("button", name=f"View: {_RETURN.name}").click()
    expect(view.page.get_by_role("dialog")).to_contain_text("We can't reach the portal")
    view.page.keyboard.press("Escape")
    view.page.get_by_role("button", name=f"View: {_RETURN.name}").click()

    expect(view.page.get_by_role("dialog").get_by_role("img", name="Page 1 of")).to_be_visible()


def test_looking_and_downloading_within_ten_minutes_is_one_use(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN, maxUses=1)
    page = window().page
    open_documents(page, sent)

    page.get_by_role("button", name=f"View: {_RETURN.name}").click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Page 1 of")).to_be_visible()
    with page.expect_download():
        page.get_by_role("dialog").get_by_role("button", name=f"Download: {_RETURN.name}").click()

    assert parcels.uses(sent) == 1


def test_a_reload_goes_on_in_the_same_tab_and_another_tab_starts_from_the_mail(
    shared: Sent, window: OpenWindow
) -> None:
    page = window().page
    open_documents(page, shared)

    page.reload()
    expect(page.get_by_role("region", name="Documents")).to_be_visible()
    other = page.context.new_page()
    other.goto("/share/")

    expect(other.get_by_role("heading", level=1)).to_have_text("Open this page from your mail")


def test_a_document_taken_back_says_so_and_the_others_stay(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN, _LETTER)
    page = window().page
    open_documents(page, sent)
    gone = next(each for each in parcels.documents(sent) if each["name"] == _LETTER.name)
    parcels.firm.owner.post(f"/v1/documents/{gone['id']}/trash", None, expect=200)

    page.get_by_role("button", name=f"Download: {_LETTER.name}").click()
    row = page.get_by_role("listitem").filter(has_text=_LETTER.name)
    expect(row).to_contain_text("This document is no longer there")
    expect(row.get_by_role("button")).to_have_count(0)
    with page.expect_download():
        page.get_by_role("button", name=f"Download: {_RETURN.name}").click()

    page.reload()
    expect(page.get_by_role("main")).to_contain_text("A document that is no longer there")


def test_a_link_withdrawn_while_it_is_open_ends_at_the_next_press(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN)
    page = window().page
    open_documents(page, sent)
    parcels.revoke(sent)

    page.get_by_role("button", name=f"Download: {_RETURN.name}").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("This link was withdrawn")
    assert page.evaluate("JSON.stringify(sessionStorage)") == "{}"


def test_an_upload_link_opened_on_this_page_is_taken_to_its_own(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    page = window().page
    page.goto(sent.address.replace("/upload/#", "/share/#"))
    page.wait_for_url("**/upload/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("asks you for files")


def _allowed(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Content-Type": "application/octet-stream"}
