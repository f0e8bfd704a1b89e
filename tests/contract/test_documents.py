"""What is made from the code and committed is what the code would make now."""

import pytest

from local import generate
from local.docs import entities, events, openapi
from local.failure import StageError

MADE = {openapi.OPENAPI, entities.ENTITIES, events.EVENTS}


def test_every_document_is_made_by_the_one_command():
    assert {path for write in generate.WRITERS for path in write()} >= MADE


def test_committed_documents_are_up_to_date():
    """`make generate` brings them up to date."""
    assert [str(path.name) for path in generate.stale()] == []


@pytest.mark.parametrize("standing", [None, "old"])
def test_document_that_is_behind_is_named(standing, tmp_path, monkeypatch):
    place = tmp_path / "docs" / "made.md"
    if standing is not None:
        place.parent.mkdir()
        place.write_text(standing)
    monkeypatch.setattr(generate, "PROJECT", tmp_path)
    monkeypatch.setattr(generate, "WRITERS", (lambda: {place: "new"},))
    monkeypatch.setattr("sys.argv", ["generate", "--check"])
    with pytest.raises(StageError, match=r"make generate(.|\n)*docs/made\.md"):
        generate.run()
    monkeypatch.setattr("sys.argv", ["generate"])
    generate.run()
    assert place.read_text() == "new"
    monkeypatch.setattr("sys.argv", ["generate", "--check"])
    generate.run()


def test_making_them_twice_makes_the_same():
    assert openapi.write() == openapi.write()
    assert events.write() == events.write()
