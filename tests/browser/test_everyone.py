"""Pages for everyone: by keyboard, on a narrow screen, in the dark, read aloud."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from local import paper
from local.place import PROJECT
from local.sending import File
from local.stage import SignIn
from tests.browser.parcels import Parcels
from tests.browser.test_activation import expect_portal, set_password
from tests.browser.test_sign_in import sign_in
from tests.browser.window import OpenWindow
from tests.people import PASSWORD, Firm

_AXE = PROJECT / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What reaches past the window's edges; the skip link and words for screen readers stand outside on purpose.
_CUT = """width => [...document.querySelectorAll('#page *')]
    .filter(each => !each.closest('.unseen, .skip, svg'))
    .filter(each => each.getBoundingClientRect().right > width + 0.5 || each.getBoundingClientRect().left < -0.5)
    .map(each => each.outerHTML)"""
_PAPER = File("2025 return.pdf", paper.form_1040(paper.Filled()))
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

type Scene = Callable[[Firm, Page], None]


def invitation(firm: Firm, page: Page) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwe Nora"
    page.goto(firm.invite_client(locale="de", name=long, accounts=2).link)
    expect(page.locator("#password")).to_be_visible()


def invitation_refused(firm: Firm, page: Page) -> None:
    invitation(firm, page)
    set_password(page, "kurz")
    expect(page.get_by_role("alert")).not_to_be_empty()


def no_invitation(_: Firm, page: Page) -> None:
    page.goto("/activate/?lang=es")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def sign_in_refused(_: Firm, page: Page) -> None:
    page.goto("/portal/?lang=de")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).not_to_be_empty()


def portal(firm: Firm, page: Page) -> None:
    page.goto(f"/portal/?firm={firm.stage.demo.firm.slug}")
    who = firm.invite_client(accounts=2)
    firm.activate(who)
    sign_in(page, SignIn(who.name, who.email, PASSWORD))
    expect(page.get_by_role("region", name="Your accounts")).to_be_visible()


def desk(firm: Firm, page: Page) -> None:
    page.goto(f"/team/?firm={firm.stage.demo.firm.slug}")
    sign_in(page, firm.stage.demo.owner)
    expect(page.get_by_role("region", name="Activity")).to_be_visible()


def second_factor(firm: Firm, page: Page) -> None:
    page.goto(f"/team/?firm={firm.stage.demo.firm.slug}&view=security")
    sign_in(page, firm.stage.demo.owner)
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("img")).to_be_visible()


def profile(firm: Firm, page: Page) -> None:
    page.goto(f"/team/?firm={firm.stage.demo.firm.slug}&account={firm.stage.demo.account}")
    sign_in(page, firm.stage.demo.owner)
    expect(page.get_by_role("region", name="People")).to_be_visible()


def link(firm: Firm, page: Page) -> None:
    page.goto(Parcels(firm).share(_PAPER, needsCode=True, locale="de").address)
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).not_to_be_empty()


def link_over(firm: Firm, page: Page) -> None:
    sent = Parcels(firm).ask()
    Parcels(firm).revoke(sent)
    page.goto(sent.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link was withdrawn")


def shelf(firm: Firm, page: Page) -> None:
    long = File("Donaudampfschifffahrtsgesellschaftskapitänswitwenrente 2025.pdf", _PAPER.content)
    page.goto(Parcels(firm).share(_PAPER, long, locale="es").address)
    page.locator("button[type=submit]").click()
    expect(page.locator("#documents")).to_be_visible()


def viewer(firm: Firm, page: Page) -> None:
    page.goto(Parcels(firm).share(_PAPER).address)
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="View:").click()
    expect(page.locator(".pdf-text").first).not_to_be_empty()


def uploads(firm: Firm, page: Page) -> None:
    page.goto(Parcels(firm).ask(terms={"wanted": ["W-2", "Kontoauszüge Dezember"]}, locale="de").address)
    page.locator("button[type=submit]").click()
    expect(page.locator(".zone")).to_be_visible()
    files: list[FilePayload] = [
        {"name": "W-2.pdf", "mimeType": "application/pdf", "buffer": _PAPER.content},
        {"name": "Programm.exe", "mimeType": "", "buffer": b"MZ"},
    ]
    page.locator("input[type=file]").last.set_input_files(files)
    expect(page.locator("[data-stage=filed]")).to_have_count(1)
    expect(page.locator("[data-stage=failed]")).to_have_count(1)


def front_door(_: Firm, page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


SCENES: list[Scene] = [
    invitation,
    invitation_refused,
    no_invitation,
    sign_in_refused,
    portal,
    desk,
    second_factor,
    profile,
    front_door,
    link,
    link_over,
    shelf,
    viewer,
    uploads,
]
scenes = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)


@scenes
def test_no_rule_of_accessibility_is_broken_by_day_or_in_the_dark(firm: Firm, window: OpenWindow, scene: Scene) -> None:
    page = window().page
    scene(firm, page)
    # Evaluated by the debugger, so that the page's own policy stands as it is.
    page.evaluate(_AXE.read_text())

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: rules})", _RULES)
        assert found["passes"]
        broken = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
        assert (scheme, broken) == (scheme, [])


@scenes
def test_nothing_is_cut_at_320_pixels_nor_with_text_twice_as_large(
    firm: Firm, window: OpenWindow, scene: Scene
) -> None:
    page = window(width=320, height=640).page
    scene(firm, page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(_CUT, 320) == []

    page.set_viewport_size({"width": 640, "height": 640})
    # The browser's own text size, which a reader sets without zooming.
    large = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", large)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate(_CUT, 640) == []


def test_the_whole_journey_needs_no_mouse(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto(who.link)
    expect(page.locator("#password")).to_be_visible()

    reached = []
    while "password" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        assert len(reached) < 20
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached == ["Skip to the content", "EN", "ES", "DE", "email", "password"]
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect_portal(page, who)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Sign out")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to your portal")


def test_files_are_opened_and_sent_without_a_mouse(firm: Firm, window: OpenWindow) -> None:
    page = window().page
    file: FilePayload = {"name": "W-2.pdf", "mimeType": "application/pdf", "buffer": _PAPER.content}
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    page.goto(Parcels(firm).ask().address)
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Choose files")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Choose files")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")

    expect(page.locator("p[role=status]")).to_have_text("W-2.pdf: Received", timeout=120_000)


def test_the_skip_link_leads_to_the_content_and_leaves_the_address_alone(firm: Firm, window: OpenWindow) -> None:
    page = window().page
    page.goto(firm.invite_client().link)
    expect(page.locator("#password")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_label("Your e-mail")).to_be_focused()
    assert page.url.endswith("/activate/")


def test_nothing_moves_for_who_asked_for_rest(window: OpenWindow) -> None:
    page = window().page
    page.goto("/portal/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).animationName") == "none"
