"""The page of an upload link: files dropped and chosen, sent whole and in parts, and what becomes of each."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from local import paper
from tests.browser.parcels import Parcels, Sent
from tests.browser.pictures import png
from tests.browser.window import OpenWindow, Window
from tests.people import Firm

_LARGE = 200_000_000
_EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

type Chosen = dict[str, Any]


@pytest.fixture
def parcels(firm: Firm) -> Parcels:
    return Parcels(firm)


@pytest.fixture
def asking_done(firm: Firm) -> Iterator[None]:
    """Let the firm ask whether somebody is done, and put it back."""

    def switch(to: bool) -> None:
        standing = firm.owner.call("GET", "/v1/settings")
        wanted = {"doneUploadingCheckbox": to}
        answer = firm.owner.call("PATCH", "/v1/settings", wanted, if_match=standing.headers["ETag"])
        assert answer.status == 200, answer.body

    switch(True)
    yield
    switch(False)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A PDF of 200 MB that no compression makes smaller."""
    path = tmp_path / "All of 2025.pdf"
    path.write_bytes(paper.written([paper.Sheet().paragraphs("All of it.")]) + os.urandom(_LARGE - 2000))
    return path


def pdf(name: str, text: str) -> Chosen:
    content = paper.written([paper.Sheet().paragraphs(text)])
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def enter(page: Page, sent: Sent) -> None:
    page.goto(sent.address)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Choose files")).to_be_visible()


def choose(page: Page, *files: Any, button: str = "Choose files") -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button, exact=True).click()
    chooser.value.set_files(list(files))


def row(page: Page, name: str) -> Any:
    return page.get_by_role("region", name="Your files").get_by_role("listitem").filter(has_text=name)


def expect_received(page: Page, name: str) -> None:
    """Wait until a file is filed; cold functions of the embedded cloud take their time, one after the other."""
    expect(row(page, name)).to_contain_text("Received", timeout=120_000)


def test_several_files_are_sent_at_once_and_lie_in_the_account(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    page = window().page
    enter(page, sent)

    picture = {"name": "Receipt.png", "mimeType": "image/png", "buffer": png()}
    choose(page, pdf("W-2.pdf", "one"), pdf("Letter.pdf", "two"), picture)

    for name in ("W-2.pdf", "Letter.pdf", "Receipt.png"):
        expect_received(page, name)
    assert {each["name"] for each in parcels.documents(sent)} == {"W-2.pdf", "Letter.pdf", "Receipt.png"}
    assert parcels.uses(sent) == 3
    assert page.evaluate("localStorage.getItem('portico.uploads')") is None


def test_files_are_dropped_on_the_page(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    page = window().page
    enter(page, sent)

    dropped = page.evaluate_handle(
        """text => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], 'notes.txt', {type: 'text/plain'}));
            return carried;
        }""",
        "What I remember of 2025",
    )
    page.dispatch_event("body", "dragover", {"dataTransfer": dropped})
    expect(page.locator(".zone")).to_contain_text("Let go to send them")
    page.dispatch_event("body", "drop", {"dataTransfer": dropped})

    expect_received(page, "notes.txt")


def test_what_is_asked_for_ticks_itself_off(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask(terms={"wanted": ["W-2", "Bank statement"]})
    page = window(width=375, height=740).page
    enter(page, sent)
    wanted = page.get_by_role("region", name="What is asked for")

    choose(page, pdf("scan0001.pdf", "my W-2"), button="Choose a file for: W-2")

    expect(wanted.get_by_role("listitem").filter(has_text="W-2")).to_contain_text("Received")
    expect(wanted.get_by_role("listitem").filter(has_text="Bank statement")).to_contain_text("Still missing")
    choose(page, pdf("scan0002.pdf", "my statement"), button="Choose a file for: Bank statement")
    expect(wanted).to_contain_text("Everything that was asked for is there")
    page.reload()
    expect(wanted).to_contain_text("Everything that was asked for is there")
    expect(page.get_by_role("region", name="Sent before").get_by_role("listitem")).to_have_count(2)


@pytest.mark.parametrize(
    ("name", "content", "told", "advice"),
    [
        ("holiday.pdf", b"MZ\x90\0" + b"\0" * 500, "Not accepted", "of another type than its name says"),
        ("test.txt", _EICAR.encode(), "Not accepted", "malicious software"),
        ("locked.pdf", paper.encrypted(paper.form_1040(paper.Filled())), "Waiting for the firm", "need do nothing"),
    ],
    ids=["a program as PDF", "malware", "a password"],
)
def test_what_is_not_let_in_is_told_with_what_to_do(
    parcels: Parcels, window: OpenWindow, name: str, content: bytes, told: str, advice: str
) -> None:
    sent = parcels.ask()
    page = window().page
    enter(page, sent)

    choose(page, {"name": name, "mimeType": "", "buffer": content})

    expect(row(page, name)).to_contain_text(told, timeout=120_000)
    expect(row(page, name)).to_contain_text(advice)
    assert parcels.documents(sent) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("setup.exe", b"MZ", "Files of this type are not taken"),
        ("page.html", b"<html>", "Files of this type are not taken"),
        ("notes.txt", b"not a PDF", "Files of this type are not taken"),
        ("empty.pdf", b"", "The file is empty"),
        ("big.pdf", b"%PDF-1.4" + b" " * 6000, "The file is too big"),
    ],
)
def test_what_the_link_does_not_take_is_told_before_anything_is_sent(
    parcels: Parcels, window: OpenWindow, name: str, content: bytes, told: str
) -> None:
    sent = parcels.ask(terms={"types": ["application/pdf"], "maxBytes": 5000})
    view = window()
    enter(view.page, sent)

    choose(view.page, {"name": name, "mimeType": "", "buffer": content})

    expect(row(view.page, name)).to_contain_text(told)
    assert view.calls("POST", "/v1/guest/uploads") == []


def test_a_post_that_breaks_off_is_made_again_and_files_once(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    view = window()
    enter(view.page, sent)
    view.page.route(f"{view.bucket}*", lambda route: route.abort("connectionreset"), times=2)

    choose(view.page, pdf("W-2.pdf", "one"))

    expect_received(view.page, "W-2.pdf")
    assert [each["name"] for each in parcels.documents(sent)] == ["W-2.pdf"]


def test_an_announcement_whose_answer_is_lost_files_once(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    view = window()
    enter(view.page, sent)
    view.lose_answers("/v1/guest/uploads", times=1)

    choose(view.page, pdf("W-2.pdf", "one"))

    expect_received(view.page, "W-2.pdf")
    assert [each["name"] for each in parcels.documents(sent)] == ["W-2.pdf"]
    keys = {each.headers["idempotency-key"] for each in view.calls("POST", "/v1/guest/uploads")}
    assert len(keys) == 1


def test_a_link_withdrawn_meanwhile_ends_the_page(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    page = window().page
    enter(page, sent)
    parcels.revoke(sent)

    choose(page, pdf("W-2.pdf", "one"))

    expect(page.get_by_role("heading", level=1)).to_have_text("This link was withdrawn")


def test_a_link_for_one_file_takes_one(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask(terms={"singleUse": True})
    page = window().page
    enter(page, sent)

    choose(page, pdf("W-2.pdf", "one"))

    expect_received(page, "W-2.pdf")
    expect(page.get_by_role("alert").filter(has_text="The link takes no more files.")).to_be_visible()
    expect(page.get_by_role("button", name="Choose files")).to_be_hidden()


@pytest.mark.usefixtures("asking_done")
def test_being_done_is_told_once_when_everything_has_arrived(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.ask()
    view = window()
    page = view.page
    enter(page, sent)
    box = page.get_by_label("I'm completely done uploading")

    box.check()
    expect(page.locator("#done-hint")).to_contain_text("as soon as your files have arrived")
    assert view.calls("POST", "/v1/guest/uploads/done") == []
    box.uncheck()
    choose(page, pdf("W-2.pdf", "one"))
    expect_received(page, "W-2.pdf")
    box.check()

    expect(page.get_by_role("main")).to_contain_text("The firm has been told that you are done")
    assert len(view.calls("POST", "/v1/guest/uploads/done")) == 1


def test_where_the_firm_does_not_ask_there_is_no_box(parcels: Parcels, window: OpenWindow) -> None:
    page = window().page
    enter(page, parcels.ask())
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_a_cancelled_file_is_given_up_and_may_be_sent_again(parcels: Parcels, window: OpenWindow, large: Path) -> None:
    sent = parcels.ask()
    view = window()
    enter(view.page, sent)
    slow(view, after=2)
    choose(view.page, large)
    expect(row(view.page, large.name)).to_contain_text("Sending:")

    view.page.get_by_role("button", name=f"Cancel: {large.name}").click()

    expect(row(view.page, large.name)).to_contain_text("Cancelled")
    assert view.page.evaluate("localStorage.getItem('portico.uploads')") is None
    assert parcels.documents(sent) == []


def test_a_reload_in_the_middle_of_200_mb_resumes_it_and_files_it_once(
    parcels: Parcels, window: OpenWindow, large: Path
) -> None:
    sent = parcels.ask()
    view = window()
    page = view.page
    page.on("dialog", lambda dialog: dialog.accept())
    enter(page, sent)
    release = slow(view, after=5)
    choose(page, large)
    expect(row(page, large.name)).to_contain_text("Sending:", timeout=120_000)
    wait_for_parts(view, 5)

    page.reload()
    release()

    unfinished = page.get_by_role("region", name="Not finished yet")
    expect(unfinished.get_by_role("listitem")).to_contain_text(large.name)
    before = [part_of(each) for each in view.requests if each.method == "PUT"]
    choose(page, large, button=f"Choose it again: {large.name}")
    expect(unfinished).to_be_hidden()
    expect(row(page, large.name)).to_contain_text("Received", timeout=300_000)

    puts = [part_of(each) for each in view.requests if each.method == "PUT"][len(before) :]
    assert len(view.calls("POST", "/v1/guest/uploads")) == 1
    assert len(puts) == len(set(puts))
    assert len(puts) <= 12 - 5
    (document,) = parcels.documents(sent)
    assert (document["name"], document["size"]) == (large.name, large.stat().st_size)
    assert parcels.uses(sent) == 1


def slow(view: Window, *, after: int) -> Callable[[], None]:
    """Let so many parts through and hold the others up; the result lets everything through again."""
    passed = count(1)
    pattern = f"{view.bucket}/**"

    def hold(route: Any) -> None:
        if route.request.method != "PUT" or next(passed) <= after:
            route.continue_()

    view.page.route(pattern, hold)
    return lambda: view.page.unroute(pattern)


def wait_for_parts(view: Window, parts: int) -> None:
    """Wait until storage has answered for so many parts."""

    def stored() -> int:
        return sum(each.method == "PUT" and each.response() is not None for each in view.requests[:])

    while len([each for each in view.requests if each.method == "PUT"]) <= parts:
        view.page.wait_for_event("request", lambda each: each.method == "PUT")
    assert stored() >= parts


def part_of(request: Request) -> str:
    return request.url.partition("partNumber=")[2].partition("&")[0]
