"""The team's page: a member's first day, the inbox, the feed and a client's profile."""

import re

from playwright.sync_api import Locator, expect

from local.stage import Stage
from tests.browser.test_activation import set_password
from tests.browser.test_sign_in import sign_in
from tests.browser.window import OpenWindow
from tests.people import Firm


def test_a_member_sets_a_password_and_lands_at_the_desk(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_member()
    page = window().page

    page.goto(who.link)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{firm.stage.demo.firm.name} invites you to join its team"
    )
    set_password(page)

    page.wait_for_url("**/team/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello {who.name}")
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"Employee at {firm.stage.demo.firm.name}")
    expect(main).to_contain_text(who.email)
    expect(main).to_contain_text("Only the accounts assigned to you")
    expect(page.get_by_text("Nothing has arrived yet")).to_be_visible()
    expect(page.get_by_role("heading", name="Activity")).to_have_count(0)


def test_the_sign_up_mail_opens_the_clients_profile(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    firm.activate(who)
    letter = firm.sign_up_mail(who)
    page = window().page

    page.goto(next(link for link in letter.links if who.account in link))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to the team desk")
    if not page.get_by_label("Firm").input_value():
        page.get_by_label("Firm").fill(firm.stage.demo.firm.slug)
    sign_in(page, firm.stage.demo.owner)

    expect(page.get_by_role("heading", level=1)).to_have_text(who.account_name)
    expect(page.get_by_text("Can sign in")).to_be_visible()
    person = page.get_by_role("listitem").filter(has_text=who.email)
    expect(person).to_contain_text(who.name)
    expect(person).to_contain_text("Active")


def test_a_profile_shows_an_invitation_that_is_out(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client()
    page = window().page
    page.goto(f"/team/?account={who.account}&firm={firm.stage.demo.firm.slug}")

    sign_in(page, firm.stage.demo.owner)

    expect(page.get_by_text("Invitation is out")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=who.email)).to_contain_text("Invited until")


def test_a_client_not_assigned_and_one_that_is_not_there_read_the_same(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_member()
    others = firm.invite_client()
    page = window().page
    page.goto(who.link)
    set_password(page)
    page.wait_for_url("**/team/")

    told = []
    for account in (others.account, "acc_01ARZ3NDEKTSV4RRFFQ69G5FAV", "acc_<b>"):
        page.goto(f"/team/?account={account}")
        expect(page.get_by_role("heading", level=1)).to_have_text("We can't find this client")
        told.append(page.get_by_role("main").inner_text())

    assert len(set(told)) == 1


def _reached(listed: Locator, item: Locator) -> None:
    """Show more of a list until the item is there: what came while time was moved ahead stands before it."""
    rows = listed.get_by_role("listitem")
    expect(rows.first).to_be_visible()
    while item.count() == 0:
        shown = rows.count()
        listed.get_by_role("button", name="Show more").click()
        expect(rows.nth(shown)).to_be_visible()


def test_a_notice_is_read_once_and_for_good(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_client(name="Otto Wagner")
    firm.activate(who)
    firm.await_notice(who)
    page = window().page
    page.goto(f"/team/?firm={firm.stage.demo.firm.slug}")
    sign_in(page, firm.stage.demo.owner)
    inbox = page.get_by_role("region", name="Inbox")
    item = inbox.get_by_role("listitem").filter(has_text=who.account_name)
    _reached(inbox, item)
    expect(item).to_contain_text("Otto Wagner has signed up to the portal")
    count = inbox.get_by_role("status")
    before = int(re.sub(r"\D", "", count.inner_text()))

    item.get_by_role("button", name="Mark as read").click()

    after = "Nothing unread" if before == 1 else f"{before - 1} unread"
    expect(count).to_have_text(after)
    expect(item.get_by_role("button")).to_have_count(0)
    expect(item.get_by_role("link")).to_be_focused()
    page.reload()
    expect(count).to_have_text(after)
    _reached(inbox, item)
    item.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(who.account_name)


def test_the_owner_reads_what_happened(firm: Firm, window: OpenWindow, stage: Stage) -> None:
    who = firm.invite_client()
    firm.activate(who)
    firm.await_notice(who)
    page = window().page
    page.goto(f"/team/?firm={stage.demo.firm.slug}")

    sign_in(page, stage.demo.owner)

    feed = page.get_by_role("region", name="Activity")
    rows = feed.get_by_role("listitem")
    expect(rows.first).to_be_visible()
    shown = rows.count()
    feed.get_by_role("button", name="Show more").click()
    expect(rows.nth(shown)).to_be_focused()
    for action in ("Account created", "Invitation sent", "Invitation accepted", "Client signed up"):
        _reached(feed, rows.filter(has_text=action).first)
    expect(rows.filter(has_text="Invitation sent").first).to_contain_text(stage.demo.owner.name)


def test_the_firm_is_offered_declined_withdrawn_and_handed_over(firm: Firm, window: OpenWindow) -> None:
    """All of it in one test: a firm is offered to one member at a time."""
    who = firm.invite_member(name="Ines Moreau")
    page = window().page
    page.goto(who.link)
    set_password(page)
    page.wait_for_url("**/team/")
    offer = page.get_by_role("region", name="You are offered the firm")
    expect(page.get_by_role("region", name="Inbox")).to_be_visible()
    expect(offer).to_have_count(0)

    firm.offer_ownership(who)
    page.reload()
    expect(offer).to_contain_text(firm.stage.demo.owner.name)
    offer.get_by_role("button", name="Decline").click()
    expect(offer).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text("Employee at")

    firm.offer_ownership(who)
    owners = window().page
    owners.goto(f"/team/?firm={firm.stage.demo.firm.slug}")
    sign_in(owners, firm.stage.demo.owner)
    made = owners.get_by_role("region", name="You have offered the firm")
    expect(made).to_contain_text(who.name)
    made.get_by_role("button", name="Withdraw the offer").click()
    expect(made).to_have_count(0)

    firm.offer_ownership(who)
    page.reload()
    with firm.handed_back(who):
        offer.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("main")).to_contain_text("Owner at")
        expect(offer).to_have_count(0)
        owners.reload()
        expect(owners.get_by_role("main")).to_contain_text("Admin at")


def test_an_offer_that_was_withdrawn_meanwhile_is_gone_without_a_word(firm: Firm, window: OpenWindow) -> None:
    who = firm.invite_member(name="Ivo Lang")
    page = window().page
    page.goto(who.link)
    set_password(page)
    page.wait_for_url("**/team/")
    firm.offer_ownership(who)
    page.reload()
    offer = page.get_by_role("region", name="You are offered the firm")
    expect(offer).to_be_visible()
    firm.withdraw_offer()

    offer.get_by_role("button", name="Accept").click()

    expect(offer).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("Employee at")
