"""One person, several accounts: which one they are in, and which are no longer theirs."""

from playwright.sync_api import expect

from tests.browser.window import OpenWindow
from tests.people import Firm


def test_a_client_switches_accounts_and_the_choice_lasts(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client(accounts=2)
    firm.activate(who)
    first, second = who.accounts.values()
    page = window().go_on(firm.session(who), "/portal/")
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"You are in {first}")

    page.get_by_role("link", name=second).click()
    expect(main).to_contain_text(f"You are in {second}")
    page.reload()
    expect(main).to_contain_text(f"You are in {second}")
    expect(page.get_by_role("link", name=second)).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("listitem").filter(has_text=second)).to_contain_text("You are here")
    page.get_by_role("link", name="Password and sign-in").click()
    page.get_by_role("link", name="Your portal").click()
    expect(main).to_contain_text(f"You are in {second}")

    page.get_by_role("link", name=first).click()
    expect(main).to_contain_text(f"You are in {first}")
    page.go_back()
    expect(main).to_contain_text(f"You are in {second}")


def test_an_account_taken_away_meanwhile_is_gone_with_a_word(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client(accounts=2)
    firm.activate(who)
    (_, first), (taken, second) = who.accounts.items()
    page = window().go_on(firm.session(who), "/portal/")
    expect(page.get_by_role("link", name=second)).to_be_visible()
    firm.revoke(who, taken)

    page.get_by_role("link", name=second).click()

    expect(page.get_by_role("status")).to_contain_text(f"No longer open to you: {second}.")
    expect(page.get_by_role("main")).to_contain_text(f"You are in {first}")
    expect(page.get_by_role("listitem").filter(has_text=second)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text=first)).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)


def test_an_account_that_is_not_theirs_and_one_that_is_not_there_read_the_same(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    page = window().go_on(firm.session(who), "/portal/")
    expect(page.get_by_role("main")).to_contain_text(f"You are in {who.account_name}")

    told = []
    for account in (firm.stage.demo.account, "acc_<b>"):
        page.goto(f"/portal/?account={account}")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")
        told.append(page.get_by_role("main").inner_text())

    assert len(set(told)) == 1
    assert "isn't open to you" in told[0]
