"""Signing in and out again."""

import json
import time

import pytest
from playwright.sync_api import Page, expect

from local.stage import SignIn, Stage
from tests.browser.window import OpenWindow

_SIGN_INS = "/v1/public/sessions"


def sign_in(page: Page, who: SignIn, *, password: str | None = None) -> None:
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_label("Password", exact=True).fill(password or who.password)
    page.get_by_role("button", name="Sign in").click()


def test_a_client_signs_in_and_the_firm_is_remembered(stage: Stage, window: OpenWindow) -> None:
    demo = stage.demo
    page = window().page
    page.goto("/portal/")
    page.get_by_label("Firm").fill(f" {demo.firm.slug.upper()} ")

    sign_in(page, demo.client)

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {demo.client.name}")
    expect(page.get_by_role("main")).to_contain_text(demo.client.email)
    page.get_by_role("button", name="Sign out").click()
    page.reload()
    expect(page.get_by_label("Firm")).to_have_value(demo.firm.slug)


def test_the_address_can_name_the_firm(stage: Stage, window: OpenWindow) -> None:
    page = window().page
    page.goto(f"/team/?firm={stage.demo.firm.slug}")
    expect(page.get_by_label("Firm")).to_have_value(stage.demo.firm.slug)


def test_whatever_is_wrong_the_refusal_is_the_same(stage: Stage, window: OpenWindow) -> None:
    demo = stage.demo
    wrong = [
        (demo.firm.slug, demo.client, "not the password of anyone"),
        (demo.firm.slug, SignIn("", "nobody@moreno.example", "x" * 20), None),
        ("no-such-firm", demo.client, None),
        (demo.firm.slug, demo.owner, None),  # a member's credential is none in the clients' portal
    ]
    told = []
    for firm, who, password in wrong:
        page = window().page
        page.goto(f"/portal/?firm={firm}")
        sign_in(page, who, password=password)
        expect(page.get_by_role("alert")).not_to_be_empty()
        told.append(page.get_by_role("alert").inner_text())
        expect(page.get_by_label("Password", exact=True)).to_have_value("")

    assert len(set(told)) == 1
    assert "Signing in did not work" in told[0]


def test_an_empty_form_is_not_sent(window: OpenWindow) -> None:
    view = window()
    view.page.goto("/portal/")

    view.page.get_by_role("button", name="Sign in").click()

    expect(view.page.get_by_role("alert").get_by_role("listitem")).to_have_count(3)
    expect(view.page.get_by_label("Firm")).to_be_focused()
    view.page.get_by_role("button", name="E-mail: Enter").click()
    expect(view.page.get_by_label("E-mail")).to_be_focused()
    assert view.calls("POST", _SIGN_INS) == []


@pytest.mark.parametrize("audience", ["client", "team"])
def test_signing_out_leaves_nothing_behind(stage: Stage, window: OpenWindow, audience: str) -> None:
    who, path = (stage.demo.client, "/portal/") if audience == "client" else (stage.demo.owner, "/team/")
    page = window().page
    page.goto(f"{path}?firm={stage.demo.firm.slug}")
    sign_in(page, who)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")
    assert page.evaluate("sessionStorage.length") > 0

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")
    expect(page.get_by_text(who.email)).to_have_count(0)


@pytest.mark.parametrize(
    "kept",
    [
        {"token": "header.claims.signature", "until": (time.time() + 3600) * 1000},
        {"token": "header.claims.signature", "until": 0},
    ],
    ids=["no token of ours", "past its time"],
)
def test_a_session_that_is_over_leads_back_to_sign_in(window: OpenWindow, kept: dict[str, object]) -> None:
    page = window().page
    page.goto("/robots.txt")
    page.evaluate("kept => sessionStorage.setItem('portico.session.client', kept)", json.dumps(kept))

    page.goto("/portal/")

    expect(page.get_by_role("status")).to_have_text("Your session has ended. Please sign in again.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to your portal")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_session_ends_with_its_tab(stage: Stage, window: OpenWindow) -> None:
    first = window().page
    first.goto(f"/portal/?firm={stage.demo.firm.slug}")
    sign_in(first, stage.demo.client)
    expect(first.get_by_role("heading", level=1)).to_contain_text(stage.demo.client.name)

    second = first.context.new_page()
    second.goto("/portal/")

    expect(second.get_by_role("heading", level=1)).to_have_text("Sign in to your portal")


def test_a_page_the_browser_kept_shows_nobody_who_has_left(stage: Stage, window: OpenWindow) -> None:
    page = window().page
    page.goto(f"/portal/?firm={stage.demo.firm.slug}")
    sign_in(page, stage.demo.client)
    expect(page.get_by_role("heading", level=1)).to_contain_text(stage.demo.client.name)

    # What Back does after signing out elsewhere in the tab: the page returns as it was, and is told so.
    page.evaluate("sessionStorage.clear(); dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to your portal")


def test_the_front_door_leads_to_both(window: OpenWindow) -> None:
    page = window().page
    for name, heading in (("Client portal", "Sign in to your portal"), ("Team desk", "Sign in to the team desk")):
        page.goto("/")
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
