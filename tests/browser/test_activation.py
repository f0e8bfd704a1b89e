"""The invitation's page: what it shows, what it never does, and the one thing a person does on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.window import OpenWindow
from tests.people import PASSWORD, Firm, Invited

_ACCEPT = "/v1/public/invitation/accept"
_SHOW = "/v1/public/invitation"


def set_password(page: Page, password: str = PASSWORD) -> None:
    page.locator("#password").fill(password)
    page.locator("button[type=submit]").click()


def expect_portal(page: Page, who: Invited) -> None:
    page.wait_for_url("**/portal/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(who.name)
    for name in who.accounts.values():
        expect(page.get_by_role("listitem").filter(has_text=name)).to_be_visible()


def test_the_address_bar_loses_the_token_and_so_does_the_history(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page

    page.goto(who.link)
    expect(page.get_by_role("heading", level=1)).to_contain_text(firm.stage.demo.firm.name)

    assert page.url == f"{firm.stage.addresses.web}/activate/"
    page.goto("/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open this page from your mail")
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"


def test_the_page_shows_who_invites_whom_to_what_and_until_when(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client(accounts=2)
    page = window().page

    page.goto(who.link)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{firm.stage.demo.firm.name} invites you to its client portal"
    )
    story = page.locator(".story")
    expect(story).to_contain_text(firm.stage.demo.owner.name)
    expect(story).to_contain_text(who.name)
    for name in who.accounts.values():
        expect(story).to_contain_text(name)
    expect(page.get_by_label("Your e-mail")).to_have_value(who.email)
    expect(story.locator("time")).to_have_attribute("datetime", firm.invitation(who)["expiresAt"])


def test_five_openings_and_reloads_by_a_scanner_change_nothing(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    before = firm.invitation(who)

    for _ in range(5):
        scanner = window()
        scanner.page.goto(who.link)
        expect(scanner.page.locator("#password")).to_be_visible()
        scanner.page.reload()
        expect(scanner.page.get_by_role("heading", level=1)).to_be_visible()
        assert {each.method for each in scanner.requests} == {"GET"}

    assert firm.invitation(who) == before
    person = window().page
    person.goto(who.link)
    set_password(person)
    expect_portal(person, who)


@pytest.mark.parametrize(
    ("locale", "heading", "submit", "greeting"),
    [
        ("en", "invites you to its client portal", "Set password and sign in", "Hello"),
        ("es", "le invita a su portal de clientes", "Guardar contraseña y entrar", "Hola"),
        ("de", "lädt Sie in das Mandantenportal ein", "Passwort festlegen und anmelden", "Guten Tag"),
    ],
)
def test_a_person_sets_a_password_and_is_in_their_own_language(
    firm: Firm, window: OpenWindow, locale: str, heading: str, submit: str, greeting: str
) -> None:
    who = firm.invite_client(locale=locale)
    page = window(locale="fr-FR", width=375, height=740).page

    page.goto(who.link)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.locator("html").get_attribute("lang") == locale
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=submit).click()

    expect_portal(page, who)
    expect(page.get_by_role("heading", level=1)).to_contain_text(greeting)
    assert page.locator("html").get_attribute("lang") == locale


def test_another_language_is_spoken_at_once_and_keeps_what_was_typed(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto(who.link)
    page.locator("#password").fill(PASSWORD)

    page.get_by_role("button", name="DE, Deutsch").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("lädt Sie")
    expect(page.get_by_label("Passwort", exact=True)).to_have_value(PASSWORD)
    expect(page.get_by_role("button", name="DE, Deutsch")).to_be_focused()
    page.get_by_role("button", name="Passwort festlegen und anmelden").click()
    expect_portal(page, who)
    assert page.locator("html").get_attribute("lang") == "de"


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "Enter a password."),
        ("elevenchars", "use at least 12 characters"),
        ("a" * 129, "use at most 128 characters"),
        ("{email}", "must not be your e-mail"),
    ],
)
def test_what_a_password_lacks_is_told_before_it_is_sent(
    firm: Firm, window: OpenWindow, password: str, told: str
) -> None:
    who = firm.invite_client()
    view = window()
    view.page.goto(who.link)

    set_password(view.page, password.format(email=who.email.upper()))

    field = view.page.locator("#password")
    expect(view.page.get_by_role("alert")).to_contain_text(told)
    expect(view.page.locator("#password-fault")).to_contain_text(told)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "password-fault" in (field.get_attribute("aria-describedby") or "")
    assert view.calls("POST", _ACCEPT) == []


def test_a_stolen_password_is_refused_and_another_one_lets_in(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto(who.link)

    set_password(page, "123456789012")
    expect(page.locator("#password-fault")).to_contain_text("lists of stolen passwords")

    set_password(page)
    expect_portal(page, who)


def test_the_length_is_told_while_typing(firm: Firm, window: OpenWindow) -> None:
    page = window().page
    page.goto(firm.invite_client().link)
    meter = page.locator(".meter")

    expect(meter).to_have_text("0 of at least 12 characters")
    page.locator("#password").press_sequentially("lantern")
    expect(meter).to_have_text("7 of at least 12 characters")
    page.locator("#password").press_sequentially(" over")
    expect(meter).to_have_text("12 characters: long enough")


def test_the_password_can_be_looked_at(firm: Firm, window: OpenWindow) -> None:
    page = window().page
    page.goto(firm.invite_client().link)
    field = page.locator("#password")
    field.fill(PASSWORD)

    assert field.get_attribute("type") == "password"
    page.get_by_role("button", name="Show the password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide the password").click()
    assert field.get_attribute("type") == "password"


def test_an_answer_lost_on_the_way_is_made_good_by_trying_again(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    view = window()
    view.page.goto(who.link)
    view.lose_answers(_ACCEPT, times=1)

    set_password(view.page)
    expect(view.page.get_by_role("alert")).to_contain_text("We can't reach the portal")
    expect(view.page.locator("#password")).to_have_value(PASSWORD)
    view.page.get_by_role("button", name="Set password and sign in").click()

    expect_portal(view.page, who)
    tries = [each.headers["idempotency-key"] for each in view.calls("POST", _ACCEPT)]
    assert len(tries) == 2
    assert len(set(tries)) == 1


def test_an_activation_under_way_is_awaited_without_a_press(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    view = window()
    view.page.goto(who.link)
    view.page.route(
        f"**{_ACCEPT}",
        lambda route: route.fulfill(
            status=409,
            headers={"Retry-After": "1"},
            content_type="application/problem+json",
            body='{"code": "ACTIVATION_IN_PROGRESS", "status": 409}',
        ),
        times=1,
    )

    set_password(view.page)

    expect(view.page.get_by_role("alert")).to_contain_text("already under way")
    expect_portal(view.page, who)


def test_a_portal_out_of_reach_offers_another_try(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    view = window()
    view.page.route(f"**{_SHOW}", lambda route: route.abort("connectionrefused"), times=1)

    view.page.goto(who.link)
    expect(view.page.get_by_role("heading", level=1)).to_have_text("We can't reach the portal")
    view.page.get_by_role("button", name="Try again").click()

    expect(view.page.get_by_role("heading", level=1)).to_contain_text("invites you")


def test_a_used_invitation_leads_to_sign_in(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    page = window().page

    page.goto(who.link)

    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation has been used")
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.wait_for_url("**/portal/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to your portal")


def test_an_invitation_used_elsewhere_meanwhile_leads_to_sign_in_at_the_firm(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto(who.link)
    expect(page.locator("#password")).to_be_visible()
    firm.activate(who)

    set_password(page, "another one than elsewhere")

    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation has been used")
    page.get_by_role("link", name="Sign in", exact=True).click()
    expect(page.get_by_label("Firm")).to_have_value(firm.stage.demo.firm.slug)


@pytest.mark.parametrize("damage", ["one letter other", "cut in two", "markup"])
def test_a_damaged_link_says_what_to_do(firm: Firm, window: OpenWindow, damage: str) -> None:
    link = firm.invite_client().link
    damaged = {
        "one letter other": link[:-1] + ("A" if link[-1] != "A" else "B"),
        "cut in two": link[: len(link) - 30],
        "markup": f"{link}<script>alert(1)</script>",
    }[damage]
    page = window().page

    page.goto(damaged)

    expect(page.get_by_role("heading", level=1)).to_have_text("We can't find this invitation")
    expect(page.get_by_role("main")).to_contain_text("Use the button in your mail again")
    assert page.url.endswith("/activate/")


def test_without_a_token_the_page_points_to_the_mail(window: OpenWindow) -> None:
    page = window(locale="es-MX").page
    page.goto("/activate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Abra esta página desde su correo")


def test_a_second_invitation_pasted_over_the_first_takes_its_place(firm: Firm, window: OpenWindow) -> None:
    first, second = firm.invite_client(), firm.invite_client()
    page = window().page
    page.goto(first.link)
    expect(page.get_by_label("Your e-mail")).to_have_value(first.email)

    page.goto(second.link)

    expect(page.get_by_label("Your e-mail")).to_have_value(second.email)
    assert page.url.endswith("/activate/")
    set_password(page)
    expect_portal(page, second)


def test_going_back_from_the_portal_does_not_return_to_the_spent_invitation(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto("/")
    page.goto(who.link)
    set_password(page)
    expect_portal(page, who)

    page.go_back()

    assert re.fullmatch(r"https?://[^/]+/", page.url)
