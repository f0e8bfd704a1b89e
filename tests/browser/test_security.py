"""What somebody does for their own safety: passwords, a second factor, signing out everywhere."""

import re
import time
from datetime import UTC, datetime

from playwright.sync_api import Locator, Page, expect

from local.deadline import poll
from local.stage import SignIn
from tests.browser.test_sign_in import sign_in
from tests.browser.window import OpenWindow
from tests.fakes.totp import STEP, code_of
from tests.people import PASSWORD, Firm, Invited

_NEW = "granite under patient rivers"


def sign_in_at(page: Page, firm: Firm, who: Invited) -> None:
    page.goto(f"/{'portal' if who.accounts else 'team'}/?firm={firm.stage.demo.firm.slug}")
    sign_in(page, SignIn(who.name, who.email, PASSWORD))


def change_password(page: Page, current: str, new: str) -> None:
    page.get_by_label("Present password").fill(current)
    page.get_by_label("New password").fill(new)
    page.get_by_role("button", name="Change the password").click()


def code_now(secret: str) -> str:
    return code_of(secret, datetime.now(UTC))


def no_code(secret: str) -> str:
    """Six digits that are no code of this moment, nor of the half minutes around it."""
    now = datetime.now(UTC)
    good = {code_of(secret, now + steps * STEP) for steps in range(-2, 3)}
    return next(code for code in (f"{digit}" * 6 for digit in range(10)) if code not in good)


def enter_code(where: Page | Locator, code: str, button: str) -> None:
    where.get_by_label("Code", exact=True).fill(code)
    where.get_by_role("button", name=button).click()


def test_a_forgotten_password_is_replaced_by_the_mailed_link(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    page = window().page
    page.goto(f"/portal/?firm={firm.stage.demo.firm.slug}")

    page.get_by_role("button", name="Forgotten your password?").click()
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Look into your mailbox")
    page.goto(firm.reset_link(who))
    page.get_by_label("New password").fill(_NEW)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is set")
    assert page.url.endswith("/reset/")
    page.get_by_role("link", name="Sign in").click()

    expect(page.get_by_label("Firm")).to_have_value(firm.stage.demo.firm.slug)
    sign_in(page, SignIn(who.name, who.email, _NEW))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")


def test_a_second_factor_is_set_up_and_asked_for_at_sign_in(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_member()
    firm.activate(who)
    page = window().go_on(firm.session(who), "/team/?view=security")
    factor = page.get_by_role("region", name="Second factor")

    factor.get_by_role("button", name="Set it up").click()
    expect(factor.get_by_role("img", name="QR code")).to_be_visible()
    secret = factor.locator("code").inner_text().replace(" ", "")
    assert f"secret={secret}" in (factor.get_by_role("link").get_attribute("href") or "")
    enter_code(factor, no_code(secret), "Switch it on")
    expect(factor.get_by_role("alert").filter(has_text="not the code of this moment")).to_be_visible()
    expect(factor.get_by_label("Code", exact=True)).to_have_value("")
    enter_code(factor, code_now(secret), "Switch it on")
    expect(page.get_by_role("status")).to_contain_text("Your second factor is on")

    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in_at(page, firm, who)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code of your app")
    page.get_by_role("button", name="Back to sign-in").click()
    sign_in(page, SignIn(who.name, who.email, PASSWORD))
    enter_code(page, no_code(secret), "Continue")
    expect(page.get_by_role("alert")).to_contain_text("not the code of this moment")
    enter_code(page, code_now(secret), "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")


def test_a_second_factor_is_taken_off_by_showing_both(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_member()
    firm.activate(who)
    session = firm.session(who)
    secret = firm.set_up_factor(session)
    page = window().go_on(session, "/team/?view=security")
    factor = page.get_by_role("region", name="Second factor")

    factor.get_by_role("button", name="Take it off").click()
    factor.get_by_label("Present password").fill("not the password of anyone")
    enter_code(factor, code_now(secret), "Take it off")
    expect(factor.get_by_label("Present password")).to_be_focused()
    expect(factor.get_by_role("alert").filter(has_text="not your present password")).to_be_visible()
    factor.get_by_label("Present password").fill(PASSWORD)
    enter_code(factor, code_now(secret), "Take it off")

    expect(page.get_by_role("status")).to_have_text("Your second factor is off.")
    expect(factor.get_by_role("button", name="Set it up")).to_be_visible()
    assert firm.session(who).get("/v1/me")["totp"] is False


def test_a_password_is_changed_by_who_knows_the_present_one(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    view = window()
    page = view.go_on(firm.session(who), "/portal/?view=security")

    change_password(page, "", "elevenchars")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    assert view.calls("POST", "/v1/portal/password") == []
    change_password(page, "not the password of anyone", _NEW)
    expect(page.locator("#current-password-fault")).to_contain_text("not your present password")
    change_password(page, PASSWORD, "123456789012")
    expect(page.locator("#new-password-fault")).to_contain_text("lists of stolen passwords")
    change_password(page, PASSWORD, _NEW)

    expect(page.get_by_role("status")).to_contain_text("Your password is changed")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name="Your portal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")
    assert firm.session(who, _NEW).get("/v1/portal/me")["email"] == who.email


def test_a_password_changed_under_a_second_factor_asks_for_its_code(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_member()
    firm.activate(who)
    session = firm.session(who)
    secret = firm.set_up_factor(session)
    page = window().go_on(session, "/team/?view=security")

    change_password(page, PASSWORD, _NEW)
    expect(page.get_by_role("main")).to_contain_text("Your password is changed. To go on here")
    enter_code(page, code_now(secret), "Continue")

    expect(page.get_by_role("status")).to_contain_text("Your password is changed")
    page.get_by_role("link", name="Team desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")


def test_a_change_whose_answer_was_lost_says_which_password_to_try(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    page = window().go_on(firm.session(who), "/portal/?view=security")
    # The later route goes first: no answer, and then that the change has ended the session it was asked in.
    page.route("**/v1/portal/password", lambda route: route.fulfill(status=401, body="{}"), times=1)
    page.route("**/v1/portal/password", lambda route: route.abort("connectionreset"), times=1)

    change_password(page, PASSWORD, _NEW)
    expect(page.get_by_role("alert").filter(has_text="We can't reach the portal")).to_be_visible()
    page.get_by_role("button", name="Change the password").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to your portal")
    expect(page.get_by_role("status")).to_contain_text("may have been set already")


def test_signing_out_everywhere_closes_another_window_at_its_next_call(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    session, signed_in_at = firm.session(who), time.time()
    here, there = window(), window()
    there.go_on(session, "/portal/")
    here.go_on(session, "/portal/?view=security")
    # Sign-ins are dated in whole seconds, and one of the same second counts as a later one.
    poll(lambda: int(time.time()) > int(signed_in_at) or None, lambda: "the second never turned")

    here.page.get_by_role("button", name="Sign out everywhere").click()

    expect(here.page.get_by_role("status")).to_contain_text("You are signed out everywhere")
    expect(here.page).to_have_url(re.compile(r"/portal/$"))
    there.page.get_by_role("link", name="Password and sign-in").click()
    expect(there.page.get_by_role("status")).to_have_text("Your session has ended. Please sign in again.")
