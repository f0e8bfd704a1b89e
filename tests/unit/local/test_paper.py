"""Paper for demo and tests: what is written opens, page by page, and says what was put in."""

import inspect
import io

import pytest
from pypdf import PdfReader

from local import paper

_WRITERS = [
    each
    for each in vars(paper).values()
    if inspect.isfunction(each)
    and not any(of.default is of.empty for of in inspect.signature(each).parameters.values())
]


@pytest.mark.parametrize("writer", _WRITERS, ids=lambda each: each.__name__)
def test_what_is_written_opens_and_is_written_alike_each_time(writer):
    pdf = writer()
    pages = PdfReader(io.BytesIO(pdf), strict=True).pages
    assert all(each.extract_text().strip() for each in pages)
    assert writer() == pdf


def test_form_tells_its_year_and_whom_it_is_of():
    said = PdfReader(io.BytesIO(paper.w2(paper.Filled(name="Zoë Quill", year=2024)))).pages[0].extract_text()
    assert {"2024", "Zoë", "Quill"} <= set(said.split())


def test_encrypted_paper_is_read_by_nobody_without_its_password():
    locked = PdfReader(io.BytesIO(paper.encrypted(paper.w2(), "word")))
    assert locked.is_encrypted
    assert not locked.decrypt("other")
    assert locked.decrypt("word")


def test_padded_paper_is_as_long_as_asked_and_opens():
    pdf = paper.padded(paper.w2(), 1_000_000)
    assert len(pdf) == 1_000_000
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    with pytest.raises(ValueError, match="long already"):
        paper.padded(paper.w2(), 10)
