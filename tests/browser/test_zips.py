"""All documents of a share link in one file: packed while the page waits, and taken as one use."""

import re
import zipfile
from collections.abc import Mapping

import pytest
from playwright.sync_api import Download, Locator, Page, Response, expect

from local import paper
from local.sending import File
from tests.browser.parcels import Parcels
from tests.browser.pictures import png
from tests.browser.test_share import open_documents
from tests.browser.window import OpenWindow
from tests.people import Firm

_RETURN = File("2025 return.pdf", paper.form_1040(paper.Filled()))
_PASSPORT = File("Passport Lena.png", png(), "image/png")
_LETTER = File("Letter.txt", b"Dear Lena", "text/plain")
# From the wish by way of the bus to a function that is cold.
_PACKED_MS = 120_000


@pytest.fixture
def parcels(firm: Firm) -> Parcels:
    return Parcels(firm)


def pack(page: Page) -> Locator:
    """Ask for all in one file and wait for it; what the page tells of it."""
    page.get_by_role("button", name="Download all as a ZIP file").click()
    told = page.locator(".zip").get_by_role("status")
    expect(told).to_contain_text("The ZIP file is ready.", timeout=_PACKED_MS)
    return told


def take(page: Page) -> Download:
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download the ZIP file").click()
    return kept.value


def within(kept: Download) -> Mapping[str, bytes]:
    with zipfile.ZipFile(kept.path()) as archive:
        assert archive.testzip() is None
        return {each: archive.read(each) for each in archive.namelist()}


def contents(*files: File) -> Mapping[str, bytes]:
    return {each.name: each.content for each in files}


def test_all_documents_come_in_one_file_which_is_one_use_with_each_of_them(
    parcels: Parcels, window: OpenWindow
) -> None:
    sent = parcels.share(_RETURN, _PASSPORT, _LETTER, maxUses=1)
    page = window().page
    open_documents(page, sent)
    expect(page.locator(".zip")).to_contain_text("the ZIP file counts once")

    pack(page)
    assert parcels.uses(sent) == 0
    kept = take(page)

    assert re.fullmatch(r"Documents \d{4}-\d{2}-\d{2}\.zip", kept.suggested_filename)
    assert within(kept) == contents(_RETURN, _PASSPORT, _LETTER)
    assert page.url.endswith("/share/")
    with page.expect_download() as single:
        page.get_by_role("button", name=f"Download: {_LETTER.name}").click()
    assert single.value.path().read_bytes() == _LETTER.content
    assert within(take(page)) == within(kept)
    assert parcels.uses(sent) == 1


def test_the_same_asked_for_again_is_there_at_once(parcels: Parcels, window: OpenWindow) -> None:
    page = window(width=375, height=740).page
    open_documents(page, parcels.share(_RETURN, _LETTER))

    with page.expect_response(_is_wish) as heard:
        pack(page)
    first = heard.value.json()
    page.reload()
    expect(page.get_by_role("region", name="Documents")).to_be_visible()
    with page.expect_response(_is_wish) as heard:
        pack(page)

    second = heard.value.json()
    assert (second["id"], second["state"]) == (first["id"], "ready")
    assert within(take(page)) == contents(_RETURN, _LETTER)


def test_what_was_taken_back_meanwhile_is_named_and_not_in_it(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN, _PASSPORT, _LETTER)
    page = window().page
    open_documents(page, sent)
    gone = next(each for each in parcels.documents(sent) if each["name"] == _LETTER.name)
    parcels.firm.owner.post(f"/v1/documents/{gone['id']}/trash", None, expect=200)

    told = pack(page)

    expect(told).to_contain_text(f"Not in it: {_LETTER.name}")
    assert within(take(page)) == contents(_RETURN, _PASSPORT)


def test_a_file_that_was_packed_already_goes_with_a_document_that_is_taken_back(
    parcels: Parcels, window: OpenWindow
) -> None:
    sent = parcels.share(_RETURN, _LETTER, maxUses=1)
    page = window().page
    open_documents(page, sent)
    pack(page)
    gone = next(each for each in parcels.documents(sent) if each["name"] == _LETTER.name)
    parcels.firm.owner.post(f"/v1/documents/{gone['id']}/trash", None, expect=200)

    page.get_by_role("button", name="Download the ZIP file").click()

    expect(page.locator(".zip")).to_contain_text("This document is no longer there")
    assert parcels.uses(sent) == 0


def test_a_link_withdrawn_after_it_was_packed_ends_at_the_next_press(parcels: Parcels, window: OpenWindow) -> None:
    sent = parcels.share(_RETURN, _LETTER)
    page = window().page
    open_documents(page, sent)
    pack(page)
    parcels.revoke(sent)

    page.get_by_role("button", name="Download the ZIP file").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("This link was withdrawn")


def test_a_single_document_is_offered_by_itself_alone(parcels: Parcels, window: OpenWindow) -> None:
    page = window().page
    open_documents(page, parcels.share(_RETURN))
    expect(page.get_by_role("button", name="ZIP file")).to_have_count(0)


def _is_wish(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/v1/guest/zips")
