"""Invitations that time or a newer one has ended; the stage's clock is moved for them."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.test_activation import expect_portal, set_password
from tests.browser.window import OpenWindow
from tests.people import Firm
from tests.stage import Later

# A day past the 30 an invitation lasts.
_TOO_LATE = timedelta(days=31)


def test_an_expired_invitation_says_whom_to_ask(firm: Firm, window: OpenWindow, later: Later) -> None:
    who = firm.invite_client(locale="de")
    page = window(locale="de-AT").page

    with later(_TOO_LATE):
        page.goto(who.link)
        expect(page.get_by_role("heading", level=1)).to_have_text("Diese Einladung ist abgelaufen")

    expect(page.get_by_role("main")).to_contain_text("Bitten Sie die Person, die Sie eingeladen hat, um eine neue")
    expect(page.locator("form")).to_have_count(0)


def test_an_invitation_that_ends_before_its_readers_eyes_is_refused(
    firm: Firm, window: OpenWindow, later: Later
) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto(who.link)
    expect(page.locator("#password")).to_be_visible()

    with later(_TOO_LATE):
        set_password(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("This invitation has expired")


def test_a_newer_invitation_takes_the_place_of_the_old_one(firm: Firm, window: OpenWindow, later: Later) -> None:
    old = firm.invite_client()
    with later(timedelta(minutes=2)):
        new = firm.resend(old)
    page = window().page

    page.goto(old.link)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is a newer invitation")
    page.goto(new.link)

    set_password(page)
    expect_portal(page, new)
