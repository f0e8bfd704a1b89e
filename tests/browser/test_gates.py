"""The gates of a link: codes, sign-in, a name; and half an hour that ends."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from local import paper
from local.sending import File
from tests.browser.parcels import Parcels, Sent
from tests.browser.window import OpenWindow
from tests.people import PASSWORD, Firm
from tests.stage import Later

_RETURN = File("2025 return.pdf", paper.form_1040(paper.Filled()))


@pytest.fixture
def parcels(firm: Firm) -> Parcels:
    return Parcels(firm)


def ask_code(page: Page, parcels: Parcels, sent: Sent) -> str:
    before = parcels.letters(sent)
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_role("main")).to_contain_text("The code is on its way")
    return parcels.code(sent, after=before)


def test_a_code_goes_to_the_recipients_own_address_and_opens(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN, needsCode=True)
    page = window(width=375, height=740).page
    page.goto(sent.address)

    code = ask_code(page, parcels, sent)
    expect(page.get_by_role("button", name="Another code in")).to_be_visible()
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    page.get_by_label("Code", exact=True).fill(code)
    page.keyboard.press("Enter")

    expect(page.get_by_role("region", name="Documents")).to_be_visible()


def test_five_wrong_codes_shut_the_link_for_a_quarter_of_an_hour(
    parcels: Parcels, window: OpenWindow, later: Later
) -> None:
    sent = parcels.share(_RETURN, needsCode=True)
    page = window().page
    page.goto(sent.address)
    wrong = _other(ask_code(page, parcels, sent))
    told = page.get_by_role("alert")

    for _ in range(4):
        page.get_by_label("Code", exact=True).fill(wrong)
        page.keyboard.press("Enter")
        expect(told).to_contain_text("This is not the latest code")
        expect(page.get_by_label("Code", exact=True)).to_have_value("")
    page.get_by_label("Code", exact=True).fill(wrong)
    page.keyboard.press("Enter")

    expect(told).to_contain_text("Too many wrong codes")
    expect(told).to_contain_text("You can try again in 15 minutes")
    page.reload()
    expect(told).to_contain_text("Too many wrong codes")
    with later(timedelta(minutes=16)):
        page.reload()
        page.get_by_label("Code", exact=True).fill(ask_code(page, parcels, sent))
        page.keyboard.press("Enter")
        expect(page.get_by_role("region", name="Documents")).to_be_visible()


def test_a_code_of_another_form_is_told_before_it_is_sent(parcels: Parcels, window: OpenWindow) -> None:
    view = window(locale="de-DE")
    view.page.goto(parcels.share(_RETURN, needsCode=True, locale="de").address)

    view.page.get_by_label("Code", exact=True).fill("12 34")
    view.page.keyboard.press("Enter")

    expect(view.page.locator("#code-fault")).to_contain_text("sechs Ziffern")
    assert view.calls("POST", "/v1/guest/link/open") == []


def test_whom_it_was_sent_to_signs_in_on_the_page_and_is_where_they_wanted(
    firm: Firm, parcels: Parcels, window: OpenWindow
) -> None:
    who = firm.invite_client()
    firm.activate(who)
    sent = parcels.share(_RETURN, needsLogin=True, email=who.email, name=who.name)
    page = window().page
    page.goto(sent.address)

    expect(page.get_by_role("main")).to_contain_text("This is for the person at n•••@lindqvist.example alone")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Firm")).to_have_value(firm.stage.demo.firm.slug)
    expect(page.get_by_role("link", name="Team sign-in")).to_have_count(0)
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open the documents").click()

    expect(page.get_by_role("region", name="Documents")).to_be_visible()
    assert page.url.endswith("/share/")


def test_somebody_else_who_is_signed_in_is_asked_to_sign_in_as_the_right_one(
    firm: Firm, parcels: Parcels, window: OpenWindow
) -> None:
    who = firm.invite_client()
    firm.activate(who)
    sent = parcels.share(_RETURN, needsLogin=True)
    view = window()
    page = view.go_on(firm.session(who), "/portal/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(sent.address)
    page.get_by_role("button", name="Open the documents").click()

    expect(page.get_by_role("alert")).to_contain_text("You are signed in with another e-mail")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_name_and_an_e_mail_are_asked_where_the_link_asks_them(parcels: Parcels, window: OpenWindow) -> None:
    view = window()
    page = view.page
    page.goto(parcels.ask_anyone(terms={"asksName": True, "asksEmail": True}).address)

    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#name-fault")).to_have_text("Enter your name.")
    expect(page.locator("#email-fault")).to_have_text("Enter your e-mail address.")
    assert view.calls("POST", "/v1/guest/link/open") == []
    page.get_by_label("Your name").fill("Ronja Stranger")
    page.get_by_label("Your e-mail").fill("ronja@stranger.example")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("button", name="Choose files")).to_be_visible()


def test_after_half_an_hour_a_visit_goes_on_without_a_question(
    parcels: Parcels, window: OpenWindow, later: Later
) -> None:
    sent = parcels.share(_RETURN)
    view = window()
    view.page.goto(sent.address)
    view.page.get_by_role("button", name="Open the documents").click()
    expect(view.page.get_by_role("region", name="Documents")).to_be_visible()

    with later(timedelta(minutes=31)), view.page.expect_download():
        view.page.get_by_role("button", name=f"Download: {_RETURN.name}").click()

    assert len(view.calls("POST", "/v1/guest/link/open")) == 2


def test_after_half_an_hour_a_code_is_asked_again_over_the_page(
    parcels: Parcels, window: OpenWindow, later: Later
) -> None:
    sent = parcels.share(_RETURN, needsCode=True)
    page = window().page
    page.goto(sent.address)
    page.get_by_label("Code", exact=True).fill(ask_code(page, parcels, sent))
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Documents")).to_be_visible()

    with later(timedelta(minutes=31)):
        page.get_by_role("button", name=f"Download: {_RETURN.name}").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Please open it again")
        before = parcels.letters(sent)
        dialog.get_by_role("button", name="Send me the code").click()
        expect(dialog).to_contain_text("The code is on its way")
        dialog.get_by_label("Code", exact=True).fill(parcels.code(sent, after=before))
        with page.expect_download():
            page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)


def _other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"
