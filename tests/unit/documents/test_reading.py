"""PDFs are read in bounded time and memory, whoever made them; what can't be read is told in one way."""

import subprocess
import zlib

import pytest

from functions.documents.paper import apart
from functions.documents.paper.apart import read_apart
from functions.documents.paper.reading import MOST_CHARACTERS, MOST_PAGES, UnreadableError, text_of
from local import paper

BROKEN = {
    "empty": b"",
    "no PDF": b"MZ\x90 This program cannot be run in DOS mode.",
    "cut short": paper.w2()[:700],
    "no end": paper.w2().partition(b"xref")[0],
    "a page tree in a circle": paper.w2().replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
    "no content where it is said to be": paper.w2().replace(b"/Contents 7 0 R", b"/Contents 99 0 R"),
    "encrypted": paper.encrypted(paper.w2()),
}


def bomb(size: int) -> bytes:
    """A page whose content unpacks to `size` bytes."""
    packed = zlib.compress(b"BT (x) Tj ET\n" * (size // 13), 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    head, _, rest = paper.written([paper.Sheet()]).partition(b"7 0 obj\n")
    return head + b"7 0 obj\n" + stream + b"\nendobj\n" + rest[rest.find(b"xref") :]


@pytest.mark.parametrize("pdf", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_unreadable_or_empty(pdf):
    try:
        text = text_of(pdf)
    except UnreadableError:
        return
    assert not "".join(text.pages).strip() or "Wage and Tax" in text.pages[0]


def test_encrypted_paper_is_unreadable():
    with pytest.raises(UnreadableError):
        text_of(BROKEN["encrypted"])


def test_bomb_is_given_up():
    pdf = bomb(200_000_000)
    assert len(pdf) < 1_000_000
    with pytest.raises(UnreadableError):
        text_of(pdf)


def test_first_pages_are_read_and_it_is_told_that_there_are_more():
    text = text_of(paper.prose(*["One page of many."] * (MOST_PAGES + 1)))
    assert len(text.pages) == MOST_PAGES
    assert not text.is_whole
    assert text_of(paper.prose("One page.")).is_whole


def test_page_without_end_is_cut():
    pdf = paper.written([paper.Sheet().text(0, 100, "word " * MOST_CHARACTERS)])
    assert len(text_of(pdf).pages[0]) == MOST_CHARACTERS


def test_paper_is_read_apart_as_it_is_read_here():
    assert read_apart(paper.w2()) == text_of(paper.w2())
    with pytest.raises(UnreadableError):
        read_apart(BROKEN["encrypted"])


def test_reading_apart_knows_no_secret_of_the_function(monkeypatch):
    given = {}

    def run(command, **how):
        given.update(how["env"])
        return subprocess.CompletedProcess(command, 0, b'{"pages": [], "whole": true}', b"")

    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setattr(subprocess, "run", run)
    read_apart(paper.w2())
    assert set(given) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


def test_reading_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", -1.9)
    with pytest.raises(UnreadableError, match="too long"):
        read_apart(paper.w2())


def test_reader_that_was_killed_for_its_memory_has_read_nothing(monkeypatch):
    killed = subprocess.CompletedProcess([], -9, b'{"pages": ["half', b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: killed)
    with pytest.raises(UnreadableError):
        read_apart(paper.w2())
